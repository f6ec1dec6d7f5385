"""What an organiser can do with events, rosters and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.intake.domain.corrections import correct
from services.intake.domain.identity import mailbox_ids
from services.intake.domain.roster_diff import RosterDiff, RosterImport
from services.intake.domain.roster_names import is_taken
from services.intake.domain.statements import Statement
from services.intake.rosters import Roster
from services.intake.views import IntakeView
from shared.errors import Refused
from shared.events import Event
from shared.leases import Leases
from shared.log import Log
from shared.messages import (
    ContactErased,
    EventCancelled,
    EventChanged,
    EventOpened,
    EventSettings,
    Message,
    ProfileErased,
    RosterClosed,
    encode,
)
from shared.store import Store

CHUNK = 1000
"""People whose statements are appended at once."""


class Intake:
    """The use cases of intake; every change is one append to the log, and then applied."""

    def __init__(self, log: Log, store: Store, bookkeeping: Store, *, secret: bytes) -> None:
        """Take the ports.

        Args:
            log: where facts go.
            store: declares `views.COLLECTIONS`.
            bookkeeping: declares `views.BOOKKEEPING`.
            secret: keys the hashes of companies and people.
        """
        self._log = log
        self._store = store
        self._secret = secret
        self._bookkeeping = bookkeeping
        # what is decided from the view must still hold when it is written
        self._leases = Leases(bookkeeping)
        self.view = IntakeView(store)

    def apply(self, message: Message, offset: int) -> None:
        """Take in a message of the log."""
        self.view.apply(message, offset)

    def open_event(self, organiser: str, settings: EventSettings, request: str) -> Event:
        """Open an event; the same request again finds the one it opened.

        Args:
            organiser: who asks.
            settings: what was decided.
            request: names the request among the organiser's.

        Raises:
            Refused: the minimum exceeds the capacity.
        """
        _require_room(settings)
        event = str(uuid5(NAMESPACE_URL, f"rapport:{organiser}:{request}"))
        with self._leases.taken(event):
            if self.view.events.get(event) is None:
                self._record([EventOpened(event=event, organiser=organiser, settings=settings)])
        return self.view.events.owned(event, organiser)

    def change_event(self, event: str, organiser: str, changes: Mapping[str, Any]) -> Event:
        """Change some of an event's settings.

        Raises:
            NotFound: no such event of this organiser's.
            Refused: the event was called off, or the minimum exceeds the capacity.
        """
        with self._leases.taken(event):
            known = self.view.events.owned(event, organiser)
            if known.cancelled:
                raise Refused("this event was called off; open another one")
            settings = EventSettings.model_validate(known.settings.model_dump() | dict(changes))
            _require_room(settings)
            self._record([EventChanged(event=event, organiser=organiser, settings=settings)])
        return self.view.events.owned(event, organiser)

    def cancel_event(self, event: str, organiser: str) -> None:
        """Call an event off: no more rounds and deliveries."""
        with self._leases.taken(event):
            settings = self.view.events.owned(event, organiser).settings
            self._record([EventCancelled(event=event, organiser=organiser, settings=settings)])

    def import_roster(
        self, event: str, organiser: str, roster: Roster, *, dry_run: bool
    ) -> RosterImport:
        """State everybody of a roster; durable, and in the views, when this returns.

        Args:
            event: whose attendees they are.
            organiser: who asks.
            roster: as understood.
            dry_run: keep nothing, and only tell what would become of it.

        Raises:
            NotFound: no such event of this organiser's.
            Refused: the event was called off.
        """
        if self.view.events.owned(event, organiser).cancelled:
            raise Refused("this event was called off; it takes no more rosters")
        diff = RosterDiff(event, roster, self.view, secret=self._secret)
        statements = diff.statements()
        while self._state_chunk(event, statements, dry_run=dry_run):
            pass
        result = diff.result()
        if not dry_run and (diff.stated or not is_taken(event, roster, self.view)):
            self._close(event, result)
        return result

    def _state_chunk(self, event: str, statements: Iterator[Statement], *, dry_run: bool) -> bool:
        with self._leases.taken(event):
            chunk = list(islice(statements, CHUNK))
            if chunk and not dry_run:
                self._record([message for statement in chunk for message in statement])
        return bool(chunk)

    def _close(self, event: str, result: RosterImport) -> None:
        with self._leases.taken(event):
            closed = RosterClosed(
                event=event,
                roster=result.roster_id,
                accepted=result.accepted,
                rejected=len(result.rejected),
                revision=self.view.revision(event) + 1,
            )
            self._record([closed])

    def correct(self, event: str, attendee: str, changes: Mapping[str, Any]) -> Statement:
        """Change what is known about one attendee, who stays the same attendee.

        Args:
            event: where they are.
            attendee: who.
            changes: fields of the two statements to values.

        Raises:
            NotFound: nobody of that id is there.
        """
        with self._leases.taken(event):
            profile, contact = self.view.person(event, attendee)
            statement = correct(profile, contact, changes, secret=self._secret)
            self._record(statement)
        return statement

    def erase(self, event: str, attendee: str) -> None:
        """Forget an attendee, everywhere and for good.

        The answers to uploads are forgotten with them: they show people of the roster. An
        upload that is then sent again is done again, which changes nothing.

        Raises:
            NotFound: nobody of that id is there.
        """
        with self._leases.taken(event):
            _, contact = self.view.person(event, attendee)
            alone, shared = mailbox_ids(event, contact.email, contact.name)
            gone = [attendee, shared] if contact.email and attendee == alone else [attendee]
            self._record(
                [
                    erased(event=event, attendee=name)
                    for name in gone
                    for erased in (ProfileErased, ContactErased)
                ]
            )
        self._bookkeeping.delete("requests", {"event": event})

    def _record(self, messages: Iterable[Message]) -> None:
        written = tuple(messages)
        offsets = self._log.append(encode(written))
        with self._store.batch():
            for message, offset in zip(written, offsets, strict=True):
                self.apply(message, offset)


def _require_room(settings: EventSettings) -> None:
    if settings.minimum > settings.capacity:
        raise Refused(
            f"minimum: at least {settings.minimum} introductions each can't be had with"
            f" a capacity of {settings.capacity}; lower the minimum or raise the capacity"
        )
