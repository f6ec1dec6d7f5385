"""Tells the organiser whose profile the matching can do little with, in a line a kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from services.intake.rosters.people.duplicates import list_rows
from services.intake.rosters.roster import Person
from services.intake.rosters.table import Problem
from shared.languages import foreign_language

_EMPTY_CURE: Final = (
    "Invite them to fill in their profile; until then they are introduced as a last resort."
)
_LANGUAGE_CURE: Final = (
    "Ask for English, or set RAPPORT_MODEL to a multilingual sentence-transformers model."
)


def profile_problems(people: Iterable[Person]) -> list[Problem]:
    """Find who has nothing to match on, and who writes in another language than English.

    Args:
        people: of a roster; those who don't attend are passed over.

    Returns:
        At most one problem for the silent, and one for each language.
    """
    empty: list[int] = []
    by_language: defaultdict[str, list[int]] = defaultdict(list)
    for person in people:
        if not person.attending:
            continue
        texts = (*person.interests, *person.offers, *person.needs, person.about)
        if not any(texts):
            empty.append(person.row)
        elif language := foreign_language(texts):
            by_language[language].append(person.row)
    return [
        *([_empty(empty)] if empty else []),
        *(_foreign(language, rows) for language, rows in by_language.items()),
    ]


def _empty(rows: list[int]) -> Problem:
    return _note(rows, ("has", "have"), "nothing to match on", _EMPTY_CURE)


def _foreign(language: str, rows: list[int]) -> Problem:
    what = f"written in {language}; the matching reads English best"
    return _note(rows, ("is", "are"), what, _LANGUAGE_CURE)


def _note(rows: list[int], verbs: tuple[str, str], what: str, cure: str) -> Problem:
    """Say something of one row's profile, or once of several."""
    if len(rows) == 1:
        return Problem(rows[0], "", f"the profile {verbs[0]} {what}", cure)
    whose = f"the profiles of {len(rows)} people, in rows {list_rows(sorted(rows))},"
    return Problem(None, "", f"{whose} {verbs[1]} {what}", cure)
