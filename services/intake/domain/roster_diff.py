"""What a roster changes: who is new or says something else, who is known, who stays forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from services.intake.domain.identity import mailbox_ids, normal_name
from services.intake.domain.roster_names import roster_name
from services.intake.domain.statements import Statement, state
from services.intake.rosters import Person, Rejected, Roster, Row
from shared.messages import ContactStated, Message, ProfileStated


class Known(Protocol):
    """What was stated before."""

    def profile(self, attendee: str) -> ProfileStated | None:
        """Find a profile."""

    def contact(self, attendee: str) -> ContactStated | None:
        """Find a contact."""

    def is_erased(self, attendee: str) -> bool:
        """Tell whether this person asked to be forgotten."""


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What became of an uploaded roster.

    `accepted` counts the people who attend, `unchanged` those of them who were known just so.
    """

    roster_id: str
    roster: Roster
    accepted: int
    unchanged: int
    rejected: tuple[Rejected, ...]


class RosterDiff:
    """The statements of a roster that say something new; counts the people while they are read."""

    def __init__(self, event: str, roster: Roster, known: Known, *, secret: bytes) -> None:
        """Compare a roster with what is known.

        Args:
            event: whose attendees they are.
            roster: as understood.
            known: is asked about each person when its turn comes.
            secret: the key of the hashes for companies and people.
        """
        self.roster_id = roster_name(event, roster)
        self.stated = 0
        self._accepted = 0
        self._unchanged = 0
        self._refused: list[Rejected] = []
        self._event = event
        self._roster = roster
        self._known = known
        self._secret = secret

    def statements(self) -> Iterator[Statement]:
        """Give what is to be stated, in the order of the roster."""
        found = state(
            self._roster.people, event=self._event, roster=self.roster_id, secret=self._secret
        )
        for person, statement in zip(self._roster.people, found, strict=True):
            news = self._news(person, *self._as_known(person, *statement))
            if news is not None:
                self.stated += 1
                yield news

    def result(self) -> RosterImport:
        """Sum up, once all statements are read."""
        rejected = (*self._roster.rejected, *self._refused)
        return RosterImport(self.roster_id, self._roster, self._accepted, self._unchanged, rejected)

    def _news(
        self, person: Person, profile: ProfileStated, contact: ContactStated
    ) -> Statement | None:
        if self._is_forgotten(person, profile):
            self._refused.append(_refusal(person))
            return None
        self._accepted += profile.attending
        known = self._known.profile(profile.attendee)
        if known is None and not profile.attending:
            return None
        known_contact = self._known.contact(profile.attendee)
        if _says_the_same(known, profile) and _says_the_same(known_contact, contact):
            self._unchanged += profile.attending
            return None
        return profile, contact

    def _as_known(
        self, person: Person, profile: ProfileStated, contact: ContactStated
    ) -> Statement:
        """Keep the id that somebody got when their mailbox was shared, or was not yet."""
        alone, shared = mailbox_ids(self._event, person.email, person.name)
        other = shared if profile.attendee == alone else alone
        known = self._known.contact(other) if person.email else None
        if known is None or self._known.contact(profile.attendee) is not None:
            return profile, contact
        if normal_name(known.name) != normal_name(person.name):
            return profile, contact
        return (
            profile.model_copy(update={"attendee": other}),
            contact.model_copy(update={"attendee": other}),
        )

    def _is_forgotten(self, person: Person, profile: ProfileStated) -> bool:
        ids = {profile.attendee}
        if person.email:
            _, shared = mailbox_ids(self._event, person.email, person.name)
            ids.add(shared)
        return any(map(self._known.is_erased, ids))


def _says_the_same(known: Message | None, new: ProfileStated | ContactStated) -> bool:
    """Tell whether a statement says what is known already, whichever roster and whoever said it."""
    same = {"roster": new.roster, "by": new.by}
    return known is not None and known.model_copy(update=same) == new


def _refusal(person: Person) -> Rejected:
    return Rejected(
        Row(person.row, ()),
        "this person asked to be forgotten",
        "leave the row out; if they changed their mind, they register again with another address",
    )
