"""Makes events in which it is known who should meet whom, and who only looks as if; seeded."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from shared.messages import ProfileStated
from tests.planted.words import (
    FOREIGN,
    GENERAL,
    GROUNDS,
    INDUSTRIES,
    PROBLEMS,
    SMALL_TALK,
)

STUFFED: Final = 200
"""Interests of a keyword stuffer."""

COPIED: Final = 10
"""Profiles that a copier takes everything from."""

_CLOSE: Final = 2


class Kind(NamedTuple):
    """Why somebody is at the event, as the first part of their id, and how many they are."""

    name: str
    number: int


HUBS: Final = Kind("hub", 4)
STUFFERS: Final = Kind("stuffer", 3)
COPIERS: Final = Kind("copier", 3)
BLAND: Final = Kind("bland", 3)
FOREIGNERS: Final = Kind("foreigner", 2)
EMPTY: Final = Kind("empty", 2)


@dataclass(frozen=True)
class Planted:
    """An event and its truth.

    `profiles` are sorted by id; ids say what somebody is. `pairs` are the planted mutual
    ones, `copied` names by copier the people whose profiles they took.
    """

    profiles: tuple[ProfileStated, ...]
    pairs: tuple[tuple[str, str], ...]
    copied: dict[str, tuple[str, ...]]

    def of(self, kind: str) -> list[str]:
        """Name the attendees of a kind."""
        return [p.attendee for p in self.profiles if p.attendee.startswith(f"{kind}-")]


class _Traits(NamedTuple):
    """What an honest person has: a problem, another that they solved, and a pastime."""

    need: int
    offer: int
    ground: int
    wording: int


def plant(pairs: int = 52, seed: int = 1) -> Planted:
    """Make an event of `pairs` planted mutual pairs and some who try their luck.

    The two of a pair have what the other needs, each in other words, and a pastime in other
    words. Every problem is had by several people, so that most of those whom one could help
    could not help back: only the planted partner can.

    Args:
        pairs: planted ones; two people each.
        seed: of all choices.

    Returns:
        The event; the same for the same arguments.
    """
    choose = random.Random(seed)
    honest: dict[str, ProfileStated] = {}
    truth = []
    for number, (one, other) in enumerate(islice(_exchanges(choose), pairs)):
        ids = f"honest-{number:03d}a", f"honest-{number:03d}b"
        homes = choose.sample(INDUSTRIES, _CLOSE)
        for attendee, traits, home in zip(ids, (one, other), homes, strict=True):
            honest[attendee] = _honest(attendee, traits, home, choose)
        truth.append(ids)
    copied = {
        f"{COPIERS.name}-{i}": tuple(choose.sample(sorted(honest), COPIED))
        for i in range(COPIERS.number)
    }
    copies = [_copy(name, [honest[one] for one in ones]) for name, ones in copied.items()]
    people = [*honest.values(), *copies, *_others(choose)]
    people.sort(key=lambda person: person.attendee)
    return Planted(tuple(people), tuple(truth), copied)


def _exchanges(choose: random.Random) -> Iterator[tuple[_Traits, _Traits]]:
    """Draw pairs of traits that answer each other; no two pairs exchange the same."""
    exchanges = [
        (one, other) for one in range(len(PROBLEMS)) for other in range(one + 1, len(PROBLEMS))
    ]
    choose.shuffle(exchanges)
    for one, other in exchanges:
        ground = choose.randrange(len(GROUNDS))
        wording = choose.randrange(_CLOSE)
        yield _Traits(one, other, ground, wording), _Traits(other, one, ground, 1 - wording)


def _honest(attendee: str, traits: _Traits, industry: str, choose: random.Random) -> ProfileStated:
    pastime = choose.choice(GROUNDS)[choose.randrange(_CLOSE)]
    return _profile(
        attendee,
        industry,
        needs=(choose.choice(PROBLEMS[traits.need].needs),),
        offers=(choose.choice(PROBLEMS[traits.offer].offers),),
        interests=(
            GROUNDS[traits.ground][traits.wording],
            pastime,
            *choose.sample(SMALL_TALK, _CLOSE),
        ),
    )


def _copy(attendee: str, copied: Iterable[ProfileStated]) -> ProfileStated:
    people = list(copied)
    return _profile(
        attendee,
        INDUSTRIES[int(attendee[-1])],
        interests=tuple(phrase for person in people for phrase in person.interests),
        offers=tuple(phrase for person in people for phrase in person.offers),
        needs=tuple(phrase for person in people for phrase in person.needs),
    )


def _others(choose: random.Random) -> Iterator[ProfileStated]:
    """Make the others; stuffers are of one industry, since they would suit each other best."""
    for kind in (HUBS, STUFFERS, BLAND, FOREIGNERS, EMPTY):
        for number in range(kind.number):
            says = (GENERAL[number],) if kind is HUBS else _says(kind, choose)
            home = INDUSTRIES[0 if kind is STUFFERS else number]
            yield _profile(f"{kind.name}-{number}", home, interests=says)


def _says(kind: Kind, choose: random.Random) -> tuple[str, ...]:
    if kind is STUFFERS:
        return tuple(choose.sample(_everything(), STUFFED))
    if kind is BLAND:
        return tuple(choose.sample(SMALL_TALK, 3))
    return FOREIGN if kind is FOREIGNERS else ()


def _everything() -> list[str]:
    """List all there is to say at the event, and as many variations on it."""
    said = [phrase for ground in GROUNDS for phrase in ground]
    said += [phrase for problem in PROBLEMS for side in problem for phrase in side]
    return said + [f"{opening} {phrase}" for opening in ("all about", "more of") for phrase in said]


def _profile(attendee: str, industry: str, **stated: tuple[str, ...]) -> ProfileStated:
    fixed = {"event": "planted", "roster": "planted", "attendee": attendee, "industry": industry}
    return ProfileStated.model_validate({**fixed, **stated})
