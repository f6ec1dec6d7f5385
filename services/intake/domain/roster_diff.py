"""What becomes of a roster's people: known, new, unchanged, or forgotten for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from services.intake.rosters.roster import Person, Rejected, Roster
from services.intake.rosters.table import Row
from shared.messages import ContactStated, Message, ProfileStated


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


class Tally:
    """Counts what becomes of a roster's people while they stream by."""

    def __init__(self) -> None:
        self.accepted = 0
        self.unchanged = 0
        self.stated = 0
        self.refused: list[Rejected] = []


def roster_name(event: str, roster: Roster) -> str:
    """Name a roster by what it says, so that the same list again is the same roster."""
    said = "\n".join(sorted(repr(replace(person, row=0)) for person in roster.people))
    return str(uuid5(NAMESPACE_URL, f"rapport:{event}:{said}"))


def is_same(known: Message | None, new: Message) -> bool:
    """Tell whether a statement says what is known already, whichever roster said it."""
    return (
        known is not None and known.model_copy(update={"roster": getattr(new, "roster", "")}) == new
    )


def forgotten(person: Person) -> Rejected:
    """Refuse the row of somebody who was erased."""
    return Rejected(
        Row(person.row, ()),
        "this person asked to be forgotten",
        "leave the row out; if they changed their mind, they register again with another address",
    )


def person_of(profile: ProfileStated, contact: ContactStated) -> Person:
    """Put a statement's two halves together again, as a roster would have them."""
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
