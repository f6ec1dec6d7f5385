"""Measures whether titles move introductions: `python -m tests.benchmarks.titles ROSTER.csv`."""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from services.intake.domain.statements import state
from services.intake.rosters import Person
from services.matcher.domain.ports import Embed, Floats
from services.matcher.main import build_embed
from services.offline.attendees import EVENT, ROSTER, Attendees, match, read_attendees
from services.operations import sample
from shared.progress import Advance, silent, unheard
from tests.benchmarks.command import read_arguments

MOST_BIOS = 300
CAPACITY, MINIMUM = 5, 3
RAISED: dict[str, str] = {
    "phd student": "professor", "phd candidate": "distinguished professor",
    "doctoral student": "dean", "research assistant": "research director",
    "postdoctoral researcher": "principal investigator", "assistant professor": "full professor",
    "assistant manager": "managing director", "assistant director": "executive director",
    "junior analyst": "chief analyst", "junior developer": "chief technology officer",
    "business analyst": "chief executive officer", "project manager": "president",
    "software engineer": "vice president of engineering", "data scientist": "chief data officer",
    "account manager": "managing partner", "product manager": "chief product officer",
    "junior": "senior", "intern": "vice president", "trainee": "senior partner",
    "apprentice": "general manager", "assistant": "director", "coordinator": "executive director",
    "analyst": "chief analyst", "engineer": "chief engineer", "developer": "head of engineering",
    "consultant": "managing partner", "project officer": "chief executive", "lecturer": "dean",
    "researcher": "head of research", "specialist": "senior vice president",
    "manager": "managing director",
}  # fmt: skip
"""A junior title, or one in the middle, and the senior one that takes its place."""
LOWERED: dict[str, str] = {
    "chief executive officer": "junior analyst", "managing director": "assistant manager",
    "executive director": "project coordinator", "vice president": "trainee",
    "senior manager": "junior manager", "senior associate": "graduate trainee",
    "general manager": "office assistant", "managing partner": "junior consultant",
    "chief of staff": "administrative assistant", "co-founder": "intern", "founder": "apprentice",
    "ceo": "intern", "cto": "junior developer", "president": "assistant", "director": "assistant",
    "professor": "phd student", "dean": "research assistant", "senior": "junior",
    "team lead": "trainee", "chairman": "clerk", "chairperson": "clerk",
}  # fmt: skip
"""A senior title, and the junior one that takes its place."""

Retell = Callable[[Person], Person]
Pairs = frozenset[tuple[str, str]]


class Remembered:
    """Embeds each text once, whatever rosters it stands in."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, Floats] = {}

    def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known |= dict(zip(new, self._embed(new, advance), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._embed(texts)


def swapped(text: str, table: Mapping[str, str]) -> str:
    """Put another title in the place of each that a table knows, as whole words.

    A school of the type that is called a junior college stays what it is.
    """
    titles = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    known = re.compile(rf"(?<![\w-])({titles})(?![\w-]| colleges?\b)", re.IGNORECASE)
    return known.sub(lambda found: _cased(table[found[0].lower()], found[0]), text)


def _cased(title: str, model: str) -> str:
    return title.title() if model[:1].isupper() else title


def in_bios(people: Sequence[Person], table: Mapping[str, str], seed: int) -> Retell:
    """Choose bios that hold a title of the table, and swap it there."""
    holding = [person for person in people if swapped(person.about, table) != person.about]
    random.Random(seed).shuffle(holding)
    chosen = {person.row for person in holding[:MOST_BIOS]}
    return lambda person: (
        replace(person, about=swapped(person.about, table)) if person.row in chosen else person
    )


def in_column(people: Sequence[Person], seed: int) -> Retell:
    """Deal out the titles of the column anew, among all."""
    titles = [person.title for person in people]
    random.Random(seed).shuffle(titles)
    dealt = dict(zip((person.row for person in people), titles, strict=True))
    return lambda person: replace(person, title=dealt[person.row])


def stated(attendees: Attendees, retell: Retell) -> Attendees:
    """State the same people anew, with other titles."""
    people = tuple(map(retell, attendees.people))
    statements = state(people, event=EVENT, roster=ROSTER, secret=b"of no use")
    profiles, contacts = zip(*statements, strict=True)
    return Attendees(attendees.roster, people, profiles, contacts)


def introductions(attendees: Attendees, embed: Embed) -> Pairs:
    """Run a round."""
    result = match(attendees, capacity=CAPACITY, minimum=MINIMUM, embed=embed, stages=silent)
    return frozenset((made.attendee_a, made.attendee_b) for made in result.introductions)


def main() -> None:
    """Print how many introductions titles move, from bios and from the column."""
    parser = argparse.ArgumentParser()
    parser.add_argument("roster", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = read_arguments(parser, str(sample.ROSTER))
    embed = Remembered(build_embed())
    attendees = stated(read_attendees(given.roster), lambda person: person)
    before = introductions(attendees, embed)
    print(f"{len(attendees.people)} people, {len(before)} introductions")
    ways = {
        "bios, junior to senior": in_bios(attendees.people, RAISED, given.seed),
        "bios, senior to junior": in_bios(attendees.people, LOWERED, given.seed),
        "the column, at random": in_column(attendees.people, given.seed),
    }
    for name, retell in ways.items():
        other = stated(attendees, retell)
        told = sum(a != b for a, b in zip(attendees.people, other.people, strict=True))
        moved = sum(a != b for a, b in zip(attendees.profiles, other.profiles, strict=True))
        changed = len(before - introductions(other, embed)) / len(before)
        print(f"{name}: {told} titles swapped, {moved} profiles and {changed:.2%} of the "
              "introductions changed", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
