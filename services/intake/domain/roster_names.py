"""Names for rosters by what they say, so that the same list again is the same roster."""

from __future__ import annotations

from dataclasses import fields
from typing import Final, Protocol
from uuid import NAMESPACE_URL, uuid5

from services.intake.rosters import Person, Roster
from shared.digests import digest

_FIRST_FIELDS: Final = frozenset(
    {
        "row", "name", "email", "company", "title", "industry", "interests", "offers", "needs",
        "about", "formats", "capacity", "excluded", "external_id", "website", "country",
        "attending",
    }
)  # fmt: skip
_ROW: Final = frozenset({"row"})


class Taken(Protocol):
    """What was taken before."""

    def has_roster(self, roster: str) -> bool:
        """Tell whether a roster of this name was."""


def roster_name(event: str, roster: Roster) -> str:
    """Name a roster by what it says of whom, wherever they stand on it."""
    said = "\n".join(sorted(digest(person, without=_ROW) for person in roster.people))
    return _named(event, said)


def is_taken(event: str, roster: Roster, taken: Taken) -> bool:
    """Tell whether this very list was taken before, by this release or an earlier one."""
    return taken.has_roster(roster_name(event, roster)) or taken.has_roster(
        _name_of_0_1(event, roster)
    )


def _name_of_0_1(event: str, roster: Roster) -> str:
    """Name a roster as 0.1 did; a list that its logs know would else be matched once more."""
    return _named(event, "\n".join(sorted(map(_spelt, roster.people))))


def _spelt(person: Person) -> str:
    """Spell somebody as 0.1 did: all that it knew of, and what came later if it says something."""
    said = [
        f"{field.name}={0 if field.name == 'row' else getattr(person, field.name)!r}"
        for field in fields(person)
        if field.name in _FIRST_FIELDS or getattr(person, field.name) != field.default
    ]
    return f"Person({', '.join(said)})"


def _named(event: str, said: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"rapport:{event}:{said}"))
