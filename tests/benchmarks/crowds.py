"""Made or given rosters, read and embedded beforehand, and introduced as a round does it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.ports import Embed, Floats
from services.matcher.domain.selection import Limits, Pairing, Selection, Selector
from services.matcher.main import build_embed
from services.offline.attendees import read_attendees
from shared.messages import ContactStated, ProfileStated
from shared.progress import Advance, silent, unheard
from tests.benchmarks.instances import Instance
from tests.benchmarks.rosters import make_phrase_roster
from tests.benchmarks.running import in_own_process

CAPACITY, MINIMUM = 5, 3
REHEARSED = 200
"""People of a rehearsal, so that what is loaded and compiled once is not timed."""


class Recalled:
    """Embeds the texts that it was told, at once."""

    def __init__(self) -> None:
        """Know nothing."""
        self._row: dict[str, int] = {}
        self._vectors = np.empty((0, 0), dtype=np.float32)

    def learn(self, texts: Sequence[str], embed: Embed) -> None:
        """Embed what is not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self._row]
        if not new:
            return
        found = embed(new)
        self._vectors = np.concatenate([self._vectors, found]) if self._row else found
        self._row |= {text: len(self._row) + at for at, text in enumerate(new)}

    def __call__(self, texts: Sequence[str], _advance: Advance = unheard, /) -> Floats:
        """Give the rows of known texts."""
        return self._vectors[[self._row[text] for text in texts]]


class _Learning:
    def __init__(self, known: Recalled, embed: Embed) -> None:
        self._known, self._embed = known, embed

    def __call__(self, texts: Sequence[str], _advance: Advance = unheard, /) -> Floats:
        self._known.learn(texts, self._embed)
        return self._known(texts) if texts else self._embed(texts)


@dataclass(frozen=True)
class Crowd:
    """Everybody of a roster, and the vectors of all that they say."""

    profiles: tuple[ProfileStated, ...]
    contacts: tuple[ContactStated, ...]
    embed: Recalled

    def first(self, people: int) -> Crowd:
        """Take the first of them alone."""
        return Crowd(self.profiles[:people], self.contacts[:people], self.embed)

    def known(self, profiles: Sequence[ProfileStated]) -> KnownEvent:
        """Understand an event of some of them."""
        return KnownEvent.read(profiles, (), embed=self.embed, stages=silent)


def crowd(people: int, make: Callable[[int], bytes] = make_phrase_roster) -> Crowd:
    """Make, read and embed a roster."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "roster.csv"
        made.write_bytes(make(people))
        return crowd_of(made)


def crowd_of(roster: Path) -> Crowd:
    """Read and embed a roster, in a process of its own, so that this one stays small."""
    return in_own_process(_prepare, roster).value


def _prepare(roster: Path) -> Crowd:
    attendees = read_attendees(roster)
    known = Recalled()
    embed = _Learning(known, build_embed())
    KnownEvent.read(attendees.profiles, (), embed=embed, stages=silent)
    return Crowd(attendees.profiles, attendees.contacts, known)


class Lap:
    """Takes the time since it was last asked."""

    def __init__(self) -> None:
        """Start."""
        self._since = time.perf_counter()

    def __call__(self) -> float:
        """Tell the seconds, and start again."""
        before, self._since = self._since, time.perf_counter()
        return self._since - before


class Selected(NamedTuple):
    """An event, everyone's limits, and its selection at first and with everyone served."""

    known: KnownEvent
    limits: Limits
    first: Selection
    served: Selection

    def instance(self) -> Instance:
        """Give the same candidates, scores and limits to other methods."""
        return Instance(self.served.edges, self.limits.capacity, self.limits.minimum)


def select_anew(known: KnownEvent, kept: Pairing | None = None) -> Selected:
    """Select among an event's pairs as its first round does."""
    limits = Limits.of(known.profiles, CAPACITY, MINIMUM)
    selector = Selector(known, limits, kept or Pairing.of(known, ()), silent)
    first = selector.anew()
    return Selected(known, limits, first, selector.serve_minimum(first))
