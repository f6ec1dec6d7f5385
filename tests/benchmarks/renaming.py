"""Gives everyone another name, in the column and wherever a text says it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.intake.rosters import Person

GIVEN = (  # noqa: SIM905  # a list of bare words reads better
    "Grace Mark May Rose Will Hope Joy Faith Summer April Dawn Sage Art Bill Rich Hunter Chance "
    "Bo Xi Li Yu Ng Ana Olu Quan Ingeborg Konstantinos Maximiliano Wolfgang Francesca Thandiwe "
    "Priyanka Raghunathan Abdulrahman Jean-Luc O'Neil \u00d8yvind Siobh\u00e1n \u00c9tienne "
    "Bj\u00f6rk \u041c\u0430\u0440\u0438\u044f \u660e"
).split()
FAMILY = (  # noqa: SIM905  # a list of bare words reads better
    "Young Field Wood Page Smith Brook King Banks Forest Stone Price Bishop Fisher Hall Day Winter "
    "Rivers Carpenter Marsh Sky Good Small Power Park Lane Love Le Ng Vu Wu Xu Garcia Lindqvist "
    "Papadopoulos Underhill Ferreira Rasmussen Tchaikovsky Nakamura-Ortiz Okonkwo-Reilly "
    "Zaj\u0105c M\u00fcller \u0418\u0432\u0430\u043d\u043e\u0432\u0430 \u674e"
).split()
"""Names of many lengths and scripts, some of which are words."""


def renamed(people: Sequence[Person], seed: int) -> list[Person]:
    """Give everyone another name; e-mail addresses stay, so that nobody's id changes.

    Each word of a name is exchanged for a word of another, in capitals where it stood so.

    Args:
        people: of a roster.
        seed: draws the names.
    """
    draw = random.Random(seed)
    taken: set[str] = set()
    return [_told(person, _new_words(person, draw, taken)) for person in people]


def _new_words(person: Person, draw: random.Random, taken: set[str]) -> dict[str, str]:
    words = person.name.split()
    while True:
        new = [draw.choice(GIVEN) for _ in words[1:]] + [draw.choice(FAMILY)]
        if " ".join(new) not in taken:
            taken.add(" ".join(new))
            return dict(zip(words, new, strict=True))


def _told(person: Person, words: Mapping[str, str]) -> Person:
    if not words:
        return person
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    own = re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)")

    def other(text: str) -> str:
        return own.sub(lambda found: words[found[0]], text)

    return replace(
        person,
        name=" ".join(words[word] for word in person.name.split()),
        about=other(person.about),
        interests=tuple(map(other, person.interests)),
        offers=tuple(map(other, person.offers)),
        needs=tuple(map(other, person.needs)),
    )
