"""The event that a request names, where it may have been opened a moment ago elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import current_app

from shared.errors import NotFound
from shared.events import Event, EventsView
from shared.web.identity import organiser

PATIENCE_S = 2.0
PATIENCE_SETTING = "EVENT_PATIENCE_S"
_POLL_S = 0.05


def owned_event(
    events: EventsView, event: str, *, sleep: Callable[[float], None] = time.sleep
) -> Event:
    """Find an event of the organiser who asks, and wait for it as long as the app may.

    A service other than intake hears of an event from the log. An event that is a rival's is
    waited for just as long as one that does not exist, so that the time tells nothing.

    Args:
        events: what the service that asks knows.
        event: its id.
        sleep: passes the time between two looks.

    Raises:
        NotAllowed: an attendee asks.
        NotFound: there is no such event of theirs, even after the wait.
    """
    name = organiser()
    for _ in range(round(current_app.config[PATIENCE_SETTING] / _POLL_S)):
        try:
            return events.owned(event, name)
        except NotFound:
            sleep(_POLL_S)
    return events.owned(event, name)
