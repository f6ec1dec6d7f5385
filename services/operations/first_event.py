"""What `rapport serve` does for somebody who starts it with a roster: an event, matched."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from services.intake.domain.roster_names import is_taken
from services.intake.rosters import read_content
from services.operations import sample
from services.operations.composition import Embedded
from shared.adapters.progress_bars import Bars
from shared.errors import RapportError
from shared.events import Event
from shared.messages import EventSettings
from shared.process import Task
from shared.progress import Advance, Stages, silent
from shared.web.identity import Identity

ORGANISER = "organiser"
DAYS_AHEAD = 6
POLL_S = 0.3


@dataclass(frozen=True, slots=True)
class Opening:
    """An event to open: what is decided about it, and the file of its roster.

    Its rounds are released by themselves only where it `is_sample`: nobody is invented there who
    could get mail.
    """

    name: str
    roster: Path | Traversable
    is_sample: bool = False

    def settings(self) -> EventSettings:
        """Decide about an event in six days.

        Letters go out seven days before an event, those of the sample therefore at once.
        """
        zone = ZoneInfo(sample.TIME_ZONE if self.is_sample else "UTC")
        day = datetime.now(zone) + timedelta(days=DAYS_AHEAD)
        starts_at = day.replace(hour=9, minute=0, second=0, microsecond=0)
        if not self.is_sample:
            return EventSettings(name=self.name, starts_at=starts_at)
        return EventSettings(
            name=self.name,
            starts_at=starts_at,
            time_zone=sample.TIME_ZONE,
            venue=sample.VENUE,
            organiser_name=sample.ORGANISER,
            organiser_email=sample.EMAIL,
            imprint=sample.IMPRINT,
            privacy_notice=sample.PRIVACY_NOTICE,
            release="automatic",
        )


def opening_of(roster: Path | None) -> Opening:
    """Choose between an organiser's own list and the sample."""
    if roster is None:
        return Opening(sample.NAME, sample.ROSTER, is_sample=True)
    return Opening(roster.stem.replace("_", " ").replace("-", " ").title(), roster)


def facts_of(start: bool, roster: Path | None) -> Path | None:  # noqa: FBT001 - as the option is
    """Find the sample's facts about companies, where the sample is what starts."""
    if not start or roster is not None:
        return None
    with as_file(sample.FACTS) as path:
        return path


class Start:
    """Opens an event, shows the bars of its first round, and says where to look."""

    def __init__(self, roster: Path | None) -> None:
        """Take the list to start with; None for the sample."""
        self._opening = opening_of(roster)
        self._bars: Bars | None = None
        self._console = Console()

    def stages(self, _event: str) -> Stages:
        """Follow a round: with bars while the start waits for it, silently later."""
        return self._follow

    def _follow(self, name: str, total: int) -> AbstractContextManager[Advance]:
        return self._bars(name, total) if self._bars else silent(name, total)

    def open(self, embedded: Embedded) -> Event:
        """Open the event and state everybody on its roster.

        Raises:
            RapportError: the roster can't be used.
        """
        return open_first_event(embedded, self._opening)

    def task(self, embedded: Embedded, event: Event | None) -> Task:
        """Give what runs beside the services, once they listen.

        Args:
            embedded: the services.
            event: whose first round to show; None where there is none to wait for.
        """

        def start(stop: threading.Event) -> None:
            self._say("Rapport listens at", embedded.settings.url)
            if event is None:
                self._link("Organiser", embedded, Identity("organiser", ORGANISER))
                return
            with Bars() as self._bars:
                attendee = _wait_for_round(embedded, event, stop)
            self._bars = None
            if not stop.is_set():
                self._announce(embedded, event, attendee)

        return start

    def _announce(self, embedded: Embedded, event: Event, attendee: str | None) -> None:
        self._link("You, the organiser", embedded, Identity("organiser", ORGANISER))
        if attendee is None:
            self._say("No introductions were possible;", "the organiser's round page says why")
        elif not self._opening.is_sample:
            identity = Identity("organiser", ORGANISER)
            self._say("Nobody has heard of it yet.", "Look at the round, and release it:")
            self._link("The round", embedded, identity, to=f"?to={event.id}/round")
        else:
            self._link("One attendee", embedded, Identity("attendee", attendee, event.id))
            self._say("Letters, as files:", str(embedded.settings.data_dir / "mail"))
        self._say("Stop with Ctrl-C.", "Start again, and everything is still there.")

    def _link(self, whose: str, embedded: Embedded, identity: Identity, *, to: str = "") -> None:
        token = embedded.tokens.issue(identity)
        self._say(f"{whose}:", f"{embedded.settings.url}/sign-in/{token}{to}")

    def _say(self, what: str, more: str) -> None:
        self._console.print(f"[bold]{what}[/]", end=" ")
        self._console.print(more, soft_wrap=True, markup=False, highlight=False)


def open_first_event(embedded: Embedded, opening: Opening) -> Event:
    """Open the event and state everybody on its roster; again, it changes nothing.

    Raises:
        RapportError: the roster can't be used.
    """
    try:
        content = opening.roster.read_bytes()
    except OSError as error:
        raise RapportError(f"{opening.roster}: {error.strerror}") from error
    roster = read_content(content, opening.roster.name)
    event = embedded.intake.open_event(ORGANISER, opening.settings(), f"start:{opening.name}")
    if not is_taken(event.id, roster, embedded.intake.view):
        embedded.intake.import_roster(event.id, ORGANISER, roster, dry_run=False)
    return event


def _wait_for_round(embedded: Embedded, event: Event, stop: threading.Event) -> str | None:
    """Wait until a round is finished and its introductions can be read.

    Returns:
        Somebody who got introductions; None if nobody did.
    """
    while not stop.wait(POLL_S):
        last = embedded.insights.view.last_round(event.id)
        if last is None:
            if embedded.insights.view.has_failed(event.id):
                return None
            continue
        found = embedded.notifier.view.introductions(event.id, limit=1)
        if found or not last["figures"]["introductions"]:
            return found[0].attendee_a if found else None
    return None
