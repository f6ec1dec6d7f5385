"""What an organiser can do with events, rosters and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.intake.domain.corrections import correct
from services.intake.domain.event_settings import settled
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
    WishesErased,
    WishesStated,
    encode,
)
from shared.store import Store

ATTENDEE = "attendee"
"""Who says something of themselves."""

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
            Contradiction: the settings don't go together.
        """
        wanted = settled(settings)
        event = str(uuid5(NAMESPACE_URL, f"rapport:{organiser}:{request}"))
        with self._leases.taken(event):
            if self.view.events.get(event) is None:
                opened = EventOpened(event=event, organiser=organiser, settings=wanted)
                self._record([opened], by=f"organiser:{organiser}")
        return self.view.events.owned(event, organiser)

    def change_event(self, event: str, organiser: str, changes: Mapping[str, Any]) -> Event:
        """Change some of an event's settings.

        Raises:
            NotFound: no such event of this organiser's.
            Refused: the event was called off, or the settings don't go together.
        """
        with self._leases.taken(event):
            known = self.view.events.owned(event, organiser)
            if known.cancelled:
                raise Refused("this event was called off; open another one")
            wanted = EventSettings.model_validate(known.settings.model_dump() | dict(changes))
            changed = EventChanged(event=event, organiser=organiser, settings=settled(wanted))
            self._record([changed], by=f"organiser:{organiser}")
        return self.view.events.owned(event, organiser)

    def cancel_event(self, event: str, organiser: str) -> None:
        """Call an event off: no more rounds and deliveries."""
        with self._leases.taken(event):
            settings = self.view.events.owned(event, organiser).settings
            cancelled = EventCancelled(event=event, organiser=organiser, settings=settings)
            self._record([cancelled], by=f"organiser:{organiser}")

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
        by = "" if dry_run else f"organiser:{organiser}"
        while self._state_chunk(event, statements, by=by):
            pass
        result = diff.result()
        if by and (diff.stated or not is_taken(event, roster, self.view)):
            self._close(event, result, by)
        return result

    def _state_chunk(self, event: str, statements: Iterator[Statement], *, by: str) -> bool:
        """Keep some more people, if anybody states them; a dry run is nobody's."""
        with self._leases.taken(event):
            chunk = list(islice(statements, CHUNK))
            if chunk and by:
                self._record([message for statement in chunk for message in statement], by=by)
        return bool(chunk)

    def _close(self, event: str, result: RosterImport, by: str) -> None:
        with self._leases.taken(event):
            closed = RosterClosed(
                event=event,
                roster=result.roster_id,
                accepted=result.accepted,
                rejected=len(result.rejected),
                revision=self.view.revision(event) + 1,
            )
            self._record([closed], by=by)

    def correct(
        self, event: str, attendee: str, changes: Mapping[str, Any], *, by: str
    ) -> Statement:
        """Change what is known about one attendee, who stays the same attendee.

        Args:
            event: where they are.
            attendee: who.
            changes: fields of the two statements to values.
            by: who says so, such as `organiser:<id>`.

        Raises:
            NotFound: nobody of that id is there.
        """
        with self._leases.taken(event):
            profile, contact = self.view.person(event, attendee)
            self._record(correct(profile, contact, changes, secret=self._secret), by=by)
            return self.view.person(event, attendee)

    def introduce(self, event: str, attendee: str, said: Mapping[str, tuple[str, ...]]) -> None:
        """Take what somebody cares about, and have it matched with what there is.

        Args:
            event: where they are.
            attendee: who says so themselves.
            said: any of interests, offers and needs.

        Raises:
            NotFound: nobody of that id is there.
        """
        before, _ = self.view.person(event, attendee)
        after, _ = self.correct(event, attendee, said, by=ATTENDEE)
        if after != before.model_copy(update={"by": after.by}):
            with self._leases.taken(event):
                self._record([self.view.closed_again(event, before.roster)], by=ATTENDEE)

    def wish(self, event: str, attendee: str, *, hidden: bool) -> None:
        """Introduce somebody to nobody, or again to others; said once more, it changes nothing.

        Raises:
            NotFound: nobody of that id is there.
        """
        with self._leases.taken(event):
            self.view.person(event, attendee)
            if self.view.is_hidden(attendee) != hidden:
                wished = WishesStated(event=event, attendee=attendee, hidden=hidden)
                self._record([wished], by=ATTENDEE)

    def erase(self, event: str, attendee: str, *, by: str) -> None:
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
                + [WishesErased(event=event, wishes=f"{name}/WishesStated") for name in gone],
                by=by,
            )
        self._bookkeeping.delete("requests", {"event": event})

    def _record(self, messages: Iterable[Message], *, by: str) -> None:
        written = tuple(message.model_copy(update={"by": by}) for message in messages)
        offsets = self._log.append(encode(written))
        with self._store.batch():
            for message, offset in zip(written, offsets, strict=True):
                self.apply(message, offset)
