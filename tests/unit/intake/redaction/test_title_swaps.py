"""On the sample roster, whose titles are swapped in bios and column, not one profile changes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

import services.operations.sample
from services.intake.domain.statements import state
from services.intake.rosters import Person, parse, read_table
from shared.messages import ProfileStated

JUNIOR_TO_SENIOR = {
    "junior": "senior", "analyst": "Chief Analytics Officer", "intern": "CEO",
    "assistant": "Director", "trainee": "Managing Director", "apprentice": "President",
    "engineer": "Chief Technology Officer", "manager": "Vice President",
    "coordinator": "Head of Operations", "technician": "Director of Engineering",
    "officer": "Executive Director", "researcher": "Principal Investigator",
    "developer": "VP of Engineering", "nurse": "Head of Nursing", "clerk": "CFO",
}  # fmt: skip


@pytest.fixture(scope="module")
def people() -> tuple[Person, ...]:
    path = Path(services.operations.sample.__path__[0]) / "roster.csv"
    return parse(read_table(path.read_bytes(), path.name)).people


@pytest.fixture(scope="module")
def profiles(people: tuple[Person, ...]) -> list[ProfileStated]:
    return stated(people)


def stated(people: tuple[Person, ...]) -> list[ProfileStated]:
    return [profile for profile, _ in state(people, event="e", roster="r", secret=b"s")]


def retold(person: Person, title: str, *, adapted: bool) -> Person:
    """Give a person another title, in the column and wherever the bio holds the own one."""
    if not person.title:
        return replace(person, title=title)
    own = rf"(?<!\w)((an?)\s)?{re.escape(person.title)}(?!\w)"

    def exchanged(found: re.Match[str]) -> str:
        fitting = "an" if title[:1].lower() in tuple("aeiou") else "a"
        article = (fitting if adapted else found[2]) + " " if found[1] else ""
        return article + title

    return replace(
        person, title=title, about=re.sub(own, exchanged, person.about, flags=re.IGNORECASE)
    )


def test_most_bios_of_the_sample_hold_their_title(people: tuple[Person, ...]) -> None:
    """Swapping titles that no bio holds would prove nothing."""
    changed = [retold(person, "Pope", adapted=False).about != person.about for person in people]

    assert sum(changed) > 100


@pytest.mark.parametrize("adapted", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_swapped_titles_change_no_profile(
    people: tuple[Person, ...], profiles: list[ProfileStated], seed: int, *, adapted: bool
) -> None:
    """Title-blind by construction: who holds which title decides nothing."""
    titles = [person.title for person in people]
    random.Random(seed).shuffle(titles)

    swapped = tuple(retold(p, t, adapted=adapted) for p, t in zip(people, titles, strict=True) if t)

    assert stated(swapped) == [p for p, title in zip(profiles, titles, strict=True) if title]


def test_senior_titles_in_juniors_bios_change_no_profile(
    people: tuple[Person, ...], profiles: list[ProfileStated]
) -> None:
    """A chief executive is introduced to the very people whom an intern meets."""
    words = re.compile(rf"\b({'|'.join(JUNIOR_TO_SENIOR)})\b", re.IGNORECASE)
    promoted = tuple(
        replace(p, about=words.sub(lambda found: JUNIOR_TO_SENIOR[found[0].lower()], p.about))
        for p in people
    )

    assert sum(a.about != b.about for a, b in zip(people, promoted, strict=True)) > 40
    assert stated(promoted) == profiles
