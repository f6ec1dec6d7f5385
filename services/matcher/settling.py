"""Takes back the introductions of who is not there, or can't be reached, and asks for others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from services.matcher.recorder import Recorder
from services.matcher.views import RAPPORT, MatcherView
from shared import event_times
from shared.consume import Stop
from shared.events import Event
from shared.introduction_status import KnownIntroduction
from shared.log import OwnedPartitions
from shared.messages import IntroductionWithdrawn, Message

UNREACHABLE = "one of the two can't be reached, is not coming, or has as many as they take"


class Settler:
    """Looks at whoever may have become absent or unreachable, once."""

    def __init__(self, view: MatcherView, record: Recorder) -> None:
        """Take what is known, and how to say what follows."""
        self._view = view
        self._record = record

    def work(self, partitions: OwnedPartitions, stop: Stop, now: datetime) -> None:
        """Settle everybody whose events are ours.

        What dies before somebody is noted as settled finds them again, and says the same.
        """
        by_event: defaultdict[str, list[str]] = defaultdict(list)
        for person in self._view.unsettled():
            by_event[person["event"]].append(person["_id"])
        for name, people in by_event.items():
            event = self._view.events.get(name)
            if stop.is_set():
                return
            if event is None or not partitions.owns(name):
                continue
            with partitions.fence(name) as is_ours:
                if is_ours:
                    self._settle(event, people, now)

    def _settle(self, event: Event, people: Sequence[str], now: datetime) -> None:
        ended = {
            known.proposed.introduction: known
            for attendee in people
            if not self._is_well(event, attendee)
            for known in self._view.introductions_of(event.id, attendee)
            if _is_to_end(known)
        }
        self._record(self.ending(event, list(ended.values()), now))
        self._view.settle(people)

    def _is_well(self, event: Event, attendee: str) -> bool:
        found = self._view.guest(attendee)
        return found is None or found.has_reader(on_paper=event.settings.on_paper)

    def ending(
        self, event: Event, introductions: Sequence[KnownIntroduction], now: datetime
    ) -> list[Message]:
        """Word the end of introductions, and the request of a round that fills their places."""
        if not introductions:
            return []
        for known in introductions:
            for attendee in known.proposed.attendees:
                self._view.snapshots.forget(attendee)
        repair = [] if is_over(event, now) else self._record.repair_of(event.id)
        return [*repair, *withdrawals(event.id, introductions)]


def is_over(event: Event, now: datetime) -> bool:
    """Tell whether nobody needs partners any more."""
    return event.cancelled or event_times.is_over(event.settings, now)


def withdrawals(
    event: str, introductions: Iterable[KnownIntroduction], why: str = UNREACHABLE
) -> Iterator[IntroductionWithdrawn]:
    """Word the end of introductions, for good."""
    for known in introductions:
        yield IntroductionWithdrawn(
            event=event,
            introduction=known.proposed.introduction,
            round=known.proposed.round,
            why=why,
            final=True,
            by=RAPPORT,
        )


def _is_to_end(known: KnownIntroduction) -> bool:
    """Tell whether there is something to end: what is free anyway ends as well, once."""
    status = known.status
    return not status.final and (status.told or not status.withdrawn)
