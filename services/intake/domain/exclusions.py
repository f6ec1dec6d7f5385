"""Whom a person would rather not meet, as ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.intake.domain.identity import attendee_id
from services.intake.rosters import Person
from shared.text import normal_email, words

Spellings = dict[str, set[str]]
"""E-mails, external ids and names to the attendees who have them."""


def by_spelling(people: Sequence[Person], ids: Sequence[str]) -> Spellings:
    """Map e-mails, external ids and names to the attendees who have them."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for person, attendee in zip(people, ids, strict=True):
        for spelling in (
            normal_email(person.email),
            _external(person.external_id),
            _name(person.name),
        ):
            if spelling:
                known[spelling].add(attendee)
    return dict(known)


def _name(written: str) -> str:
    return " ".join(words(written))


def _external(written: str) -> str:
    return f"external\n{written.strip().casefold()}" if written.strip() else ""


def excluded_ids(person: Person, attendee: str, known: Spellings, event: str) -> tuple[str, ...]:
    """Find whom a person excludes: whom they name, and namesakes, who may be the same person.

    Whoever is named by an e-mail may also come with a later roster.
    """
    found = known.get(_name(person.name), set()).copy()
    for written in person.excluded:
        if "@" in written:
            found.add(attendee_id(event, written, ""))
        for spelling in (normal_email(written), _external(written), _name(written)):
            found |= known.get(spelling, set())
    return tuple(sorted(found - {attendee}))
