"""What an organiser can do with events, rosters and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.intake.domain.reading import read_roster
from services.intake.domain.roster import Field, Person, Rejected, Roster
from services.intake.domain.stating import state
from services.intake.domain.table import Row, Table
from services.intake.views import IntakeView
from shared.errors import Refused
from shared.events import Event
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


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an uploaded roster.

    `accepted` counts the people who attend, `unchanged` those of them who were known just so.
    """

    roster_id: str
    roster: Roster
    accepted: int
    unchanged: int
    rejected: tuple[Rejected, ...]


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
        self.view = IntakeView(store)

    def apply(self, message: Message) -> None:
        """Take in a message of the log."""
        self.view.apply(message)

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
        if self.view.events.get(event) is None:
            self._record([EventOpened(event=event, organiser=organiser, settings=settings)])
        return self.view.events.owned(event, organiser)

    def change_event(self, event: str, organiser: str, changes: Mapping[str, Any]) -> Event:
        """Change some of an event's settings.

        Raises:
            NotFound: no such event of this organiser's.
            Refused: the event was called off, or the minimum exceeds the capacity.
        """
        known = self.view.events.owned(event, organiser)
        if known.cancelled:
            raise Refused("this event was called off; open another one")
        settings = EventSettings.model_validate(known.settings.model_dump() | dict(changes))
        _require_room(settings)
        self._record([EventChanged(event=event, organiser=organiser, settings=settings)])
        return self.view.events.owned(event, organiser)

    def cancel_event(self, event: str, organiser: str) -> None:
        """Call an event off: no more rounds and deliveries."""
        self.view.events.owned(event, organiser)
        self._record([EventCancelled(event=event, organiser=organiser)])

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
        roster_id = _roster_id(event, roster.people)
        tally = _Tally()
        news = self._news(event, roster_id, roster, tally)
        while chunk := list(islice(news, CHUNK)):
            if not dry_run:
                self._record([message for statement in chunk for message in statement])
        taken = Taken(
            roster_id, roster, tally.accepted, tally.unchanged,
            (*roster.rejected, *tally.refused),
        )  # fmt: skip
        if not dry_run:
            self._close(event, taken)
        return taken

    def _close(self, event: str, taken: Taken) -> None:
        closed = RosterClosed(
            event=event,
            roster=taken.roster_id,
            accepted=taken.accepted,
            rejected=len(taken.rejected),
        )
        self._record([closed])

    def _news(
        self, event: str, roster_id: str, roster: Roster, tally: _Tally
    ) -> Iterator[Statement]:
        statements = state(roster.people, event=event, roster=roster_id, secret=self._secret)
        for person, statement in zip(roster.people, statements, strict=True):
            profile, contact = statement
            if self.view.is_erased(profile.attendee):
                tally.refused.append(_forgotten(person))
                continue
            known = self.view.profile(profile.attendee)
            tally.accepted += profile.attending
            if known is None and not profile.attending:
                continue
            if _same(known, profile) and _same(self.view.contact(contact.attendee), contact):
                tally.unchanged += profile.attending
                continue
            yield statement

    def correct(self, event: str, attendee: str, changes: Mapping[str, Any]) -> Statement:
        """Change what is known about one attendee, who stays the same attendee.

        Args:
            event: where they are.
            attendee: who.
            changes: fields of `Person` to values.

        Raises:
            NotFound: nobody of that id is there.
        """
        profile, contact = self.view.person(event, attendee)
        person = replace(_person(profile, contact), **changes)
        ((new_profile, new_contact),) = state(
            [person], event=event, roster=profile.roster, secret=self._secret
        )
        statement = (
            new_profile.model_copy(update={"attendee": attendee, "excluded": profile.excluded}),
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
        self.view.person(event, attendee)
        self._record(
            [
                ProfileErased(event=event, attendee=attendee),
                ContactErased(event=event, attendee=attendee),
            ]
        )
        self._store.delete("requests", {"event": event})

    def _record(self, messages: Iterable[Message]) -> None:
        written = tuple(messages)
        self._log.append(encode(written))
        with self._store.batch():
            for message in written:
                self.apply(message)


def _require_room(settings: EventSettings) -> None:
    if settings.minimum > settings.capacity:
        raise Refused(
            f"minimum: at least {settings.minimum} introductions each can't be had with"
            f" a capacity of {settings.capacity}; lower the minimum or raise the capacity"
        )


class _Tally:
    """Counts what becomes of a roster's people while they stream by."""

    def __init__(self) -> None:
        self.accepted = 0
        self.unchanged = 0
        self.refused: list[Rejected] = []


def _roster_id(event: str, people: Sequence[Person]) -> str:
    """Name a roster by what it says, so that the same list again is the same roster."""
    said = "\n".join(sorted(repr(replace(person, row=0)) for person in people))
    return str(uuid5(NAMESPACE_URL, f"rapport:{event}:{said}"))


def _same(known: Message | None, new: Message) -> bool:
    return (
        known is not None and known.model_copy(update={"roster": getattr(new, "roster", "")}) == new
    )


def _forgotten(person: Person) -> Rejected:
    return Rejected(
        Row(person.row, ()),
        "this person asked to be forgotten",
        "leave the row out; if they changed their mind, they register again with another address",
    )


def _person(profile: ProfileStated, contact: ContactStated) -> Person:
    return Person(
        row=0,
        name=contact.name,
        email=contact.email,
        company=contact.company,
        title=contact.title,
        industry=profile.industry,
        interests=profile.interests,
        offers=profile.offers,
        needs=profile.needs,
        about=contact.bio,
        formats=profile.formats,
        capacity=profile.capacity,
        website=contact.website,
        country=contact.country,
        attending=profile.attending,
    )
