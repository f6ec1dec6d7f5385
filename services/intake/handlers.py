"""What an organiser can do with events, rosters and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.intake.domain.identity import mailbox_ids, normal_name
from services.intake.domain.roster_diff import (
    Taken,
    Tally,
    forgotten,
    is_same,
    person_of,
    roster_name,
)
from services.intake.domain.statements import state
from services.intake.rosters.non_answers import without_fillers
from services.intake.rosters.parse_roster import read_roster
from services.intake.rosters.roster import Field, Person, Roster
from services.intake.rosters.table import Table
from services.intake.views import IntakeView
from shared.errors import Refused
from shared.events import Event
from shared.leases import Leases
from shared.log import Log
from shared.messages import (
    ContactErased,
    ContactStated,
    EventCancelled,
    EventChanged,
    EventOpened,
    EventSettings,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    encode,
)
from shared.store import Store

CHUNK = 1000
Statement = tuple[ProfileStated, ContactStated]
ReadTable = Callable[[bytes, str], Table]
Overrides = Mapping[str, Field | None]


class Intake:
    """The use cases of intake; every change is one append to the log, and then applied."""

    def __init__(self, log: Log, store: Store, *, secret: bytes, read_table: ReadTable) -> None:
        """Take the ports.

        Args:
            log: where facts go.
            store: declares `views.COLLECTIONS`.
            secret: keys the hashes of companies and people.
            read_table: reads an uploaded file, defensively.
        """
        self._log = log
        self._store = store
        self._secret = secret
        self._read_table = read_table
        self._leases = Leases(store)  # what is decided from the view must still hold when written
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

    def read_upload(self, content: bytes, filename: str, overrides: Overrides) -> Roster:
        """Understand an uploaded file, and keep nothing of it yet.

        Raises:
            NotARoster: the file can't be used as a whole.
        """
        return read_roster(self._read_table(content, filename), overrides)

    def take_roster(self, event: str, organiser: str, roster: Roster, *, dry_run: bool) -> Taken:
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
        roster_id = roster_name(event, roster)
        tally = Tally()
        news = self._news(event, roster_id, roster, tally)
        while self._take_some(event, news, tally, dry_run=dry_run):
            pass
        taken = Taken(
            roster_id, roster, tally.accepted, tally.unchanged,
            (*roster.rejected, *tally.refused),
        )  # fmt: skip
        if not dry_run and (tally.stated or not self.view.has_roster(roster_id)):
            self._close(event, taken)
        return taken

    def _take_some(
        self, event: str, news: Iterator[Statement], tally: Tally, *, dry_run: bool
    ) -> bool:
        with self._leases.taken(event):
            chunk = list(islice(news, CHUNK))
            tally.stated += len(chunk)
            if chunk and not dry_run:
                self._record([message for statement in chunk for message in statement])
        return bool(chunk)

    def _close(self, event: str, taken: Taken) -> None:
        with self._leases.taken(event):
            closed = RosterClosed(
                event=event,
                roster=taken.roster_id,
                accepted=taken.accepted,
                rejected=len(taken.rejected),
                revision=self.view.revision(event) + 1,
            )
            self._record([closed])

    def _news(
        self, event: str, roster_id: str, roster: Roster, tally: Tally
    ) -> Iterator[Statement]:
        statements = state(roster.people, event=event, roster=roster_id, secret=self._secret)
        for person, statement in zip(roster.people, statements, strict=True):
            profile, contact = self._as_known(person, statement)
            if self._is_forgotten(person, profile):
                tally.refused.append(forgotten(person))
                continue
            known = self.view.profile(profile.attendee)
            tally.accepted += profile.attending
            if known is None and not profile.attending:
                continue
            if is_same(known, profile) and is_same(self.view.contact(contact.attendee), contact):
                tally.unchanged += profile.attending
                continue
            yield profile, contact

    def _as_known(self, person: Person, statement: Statement) -> Statement:
        """Keep the id that somebody got when their mailbox was shared, or was not yet."""
        profile, contact = statement
        alone, shared = mailbox_ids(profile.event, person)
        other = shared if profile.attendee == alone else alone
        known = self.view.contact(other) if person.email else None
        if known is None or self.view.contact(profile.attendee) is not None:
            return statement
        if normal_name(known.name) != normal_name(person.name):
            return statement
        return (
            profile.model_copy(update={"attendee": other}),
            contact.model_copy(update={"attendee": other}),
        )

    def _is_forgotten(self, person: Person, profile: ProfileStated) -> bool:
        ids = {profile.attendee, *(mailbox_ids(profile.event, person)[1:] if person.email else ())}
        return any(map(self.view.is_erased, ids))

    def correct(self, event: str, attendee: str, changes: Mapping[str, Any]) -> Statement:
        """Change what is known about one attendee, who stays the same attendee.

        Args:
            event: where they are.
            attendee: who.
            changes: fields of `Person` to values.

        Raises:
            NotFound: nobody of that id is there.
        """
        with self._leases.taken(event):
            profile, contact = self.view.person(event, attendee)
            person = without_fillers(replace(person_of(profile, contact), **changes))
            ((new_profile, new_contact),) = state(
                [person], event=event, roster=profile.roster, secret=self._secret
            )
            stays = {"attendee": attendee, "excluded": profile.excluded}
            if person.email == contact.email:
                stays["person_key"] = profile.person_key
            statement = (
                new_profile.model_copy(update=stays),
                new_contact.model_copy(update={"attendee": attendee}),
            )
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
            person = person_of(*self.view.person(event, attendee))
            alone, shared = mailbox_ids(event, person)
            gone = [attendee, shared] if person.email and attendee == alone else [attendee]
            self._record(
                [
                    erased(event=event, attendee=name)
                    for name in gone
                    for erased in (ProfileErased, ContactErased)
                ]
            )
        self._store.delete("requests", {"event": event})

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
