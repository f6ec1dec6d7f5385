"""Selects who is introduced to whom: candidates, their assignment, and what is still lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.candidates import find_candidates, find_candidates_of
from services.matcher.domain.event import KnownEvent
from services.matcher.domain.last_resort import spread
from services.matcher.domain.ports import Flags, Integers, Longs
from services.matcher.domain.rules import UNKNOWN, Rules, all_allowed
from services.matcher.domain.scoring import POINTS
from shared.messages import IntroductionProposed, ProfileStated
from shared.progress import Stages

_NOBODY: Mapping[str, int] = {}
_PLACES = 4


class Pairing(NamedTuple):
    """m pairs of people: positions a < b, (m,) each."""

    a: Integers
    b: Integers

    @classmethod
    def of(cls, known: KnownEvent, made: Sequence[IntroductionProposed]) -> Pairing:
        """Place introductions; those of people who are not here are left out."""
        pairs = sorted(
            tuple(sorted((known.place[one.attendee_a], known.place[one.attendee_b])))
            for one in made
            if one.attendee_a in known.place and one.attendee_b in known.place
        )
        both = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return cls(np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1]))

    def codes(self, people: int) -> Longs:
        """Number the pairs among n people: (m,), each pair its own number."""
        return self.a.astype(np.int64) * max(people, 1) + self.b

    def and_also(self, other: Pairing) -> Pairing:
        """Add pairs."""
        return Pairing(np.concatenate([self.a, other.a]), np.concatenate([self.b, other.b]))

    def degree(self, people: int) -> Integers:
        """Count everyone's pairs: (n,)."""
        return np.bincount(np.concatenate(self), minlength=people).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many introductions each of n people gets: (n,) at most and at least."""

    capacity: Integers
    minimum: Integers

    @classmethod
    def of(
        cls,
        profiles: Sequence[ProfileStated],
        capacity: int,
        minimum: int,
        at_most: Mapping[str, int] = _NOBODY,
    ) -> Limits:
        """Read everyone's own capacity, within the event's, and within what is set by id."""
        own = [capacity if p.capacity is None else min(p.capacity, capacity) for p in profiles]
        limits = (
            min(most, at_most.get(p.attendee, most)) for p, most in zip(profiles, own, strict=True)
        )
        most = np.array([*limits], dtype=np.int32)
        return cls(most, np.minimum(most, np.int32(minimum)))

    def up_to_minimum(self, degree: Integers) -> Limits:
        """Let those who are below the minimum, at (n,) `degree`, get no more than that."""
        short = degree < self.minimum
        return replace(self, capacity=np.where(short, self.minimum, self.capacity))


@dataclass(frozen=True, slots=True)
class Selection:
    """Candidate pairs, and the assignment among them.

    Attributes:
        edges: m pairs.
        chosen: (m,), whether the pair is introduced.
        bound: in points, of any selection's total; None where the choice began from what stood
            before.
    """

    edges: Edges
    chosen: Flags
    bound: int | None

    def pairs(self) -> Pairing:
        """List the chosen pairs."""
        return Pairing(self.edges.a[self.chosen], self.edges.b[self.chosen])

    def total(self) -> int:
        """Add up the chosen pairs' points."""
        return int(self.edges.score[self.chosen].sum(dtype=np.int64))


class Selector:
    """Chooses introductions for one event, in a round that may build on an earlier one."""

    def __init__(self, known: KnownEvent, limits: Limits, kept: Pairing, stages: Stages) -> None:
        """Take what is fixed.

        Args:
            known: the event.
            limits: everyone's.
            kept: pairs that stay whatever is better.
            stages: follows the progress.
        """
        self._known = known
        self._limits = limits
        self._kept = kept
        self._stages = stages
        self._people = len(known.profiles)

    def anew(self) -> Selection:
        """Choose among everybody's candidates.

        Two people of unknown industries might share one, so they are kept apart, unless most
        are unknown and would be left with nobody to meet.
        """
        with self._stages("candidates", self._people) as advance:
            found = find_candidates(self._known.scorer, self._strict_rules(), advance)
        return self._choose(self._limits, found)

    def onto(self, standing: Pairing, arrivals: Integers) -> Selection:
        """Find partners for newcomers, and let the others' pairs stand but where one makes room.

        Args:
            standing: pairs of an earlier round; what the rules forbid by now ends.
            arrivals: positions of people who look for partners; so does who is below the
                minimum.
        """
        allowed = all_allowed(self._known.rules, *standing)
        standing = Pairing(standing.a[allowed], standing.b[allowed])
        short = standing.degree(self._people) + self._kept.degree(self._people)
        seeking = np.union1d(arrivals, np.flatnonzero(short < self._limits.minimum))
        with self._stages("candidates", len(seeking)) as advance:
            who = seeking.astype(np.int32)
            found = find_candidates_of(self._known.scorer, self._strict_rules(), who)
            advance(len(who))
        return self._choose(self._limits, self._scored(standing), found, start=standing)

    def serve_minimum(self, selection: Selection) -> Selection:
        """Choose again with more candidates for who is below the minimum, and only up to it.

        People of unknown industries may meet now, and, as a last resort, whoever has any score.
        """
        degree = selection.pairs().degree(self._people)
        short = np.flatnonzero(degree < self._limits.minimum).astype(np.int32)
        if not short.size:
            return selection
        found = find_candidates_of(self._known.scorer, self._known.rules, short)
        residual = self._limits.capacity - degree
        last = Pairing(*spread(self._known.rules, short, residual=residual))
        wider = selection.edges, found, self._scored(last)
        start = None if selection.bound is not None else selection.pairs()
        return self._choose(self._limits.up_to_minimum(degree), *wider, start=start)

    def too_little_known(self, selection: Selection) -> Pairing:
        """Find partners, on no grounds, for who is still below the minimum.

        Nobody's minimum or capacity counts them, but no one is named to more people so than
        they take; who has places free is before who has none.
        """
        degree = selection.pairs().degree(self._people)
        room = self._limits.capacity - degree
        short = np.flatnonzero(degree < self._limits.minimum).astype(np.int32)
        found = Pairing(*spread(self._known.rules, short, residual=room))
        is_new = ~np.isin(found.codes(self._people), self._kept.codes(self._people))
        are_so = is_new & ~is_scored(self._known.scorer.points_of(*found))
        wanting = (self._limits.minimum - degree).tolist()
        left, taken = self._limits.capacity.tolist(), []
        for pair in np.flatnonzero(are_so).tolist():
            one, other = int(found.a[pair]), int(found.b[pair])
            if max(wanting[one], wanting[other]) > 0 and min(left[one], left[other]) > 0:
                taken.append(pair)
                for side in (one, other):
                    wanting[side] -= 1
                    left[side] -= 1
        return Pairing(found.a[taken], found.b[taken])

    def _strict_rules(self) -> Rules:
        unknown = int((self._known.rules.industry == UNKNOWN).sum())
        return replace(self._known.rules, unknown_may_meet=2 * unknown > self._people)

    def _scored(self, pairs: Pairing) -> Edges:
        return Edges(*pairs, self._known.scorer.points_of(*pairs))

    def _choose(
        self, limits: Limits, *candidates: Edges, start: Pairing | None = None
    ) -> Selection:
        """Choose among candidates, and all that is kept, from nothing or from `start`."""
        with self._stages("assignment", 1) as advance:
            edges = _joined(*map(_scored_only, candidates), self._scored(self._kept))
            codes = Pairing(edges.a, edges.b).codes(self._people)
            found = assign(
                edges,
                capacity=limits.capacity,
                minimum=limits.minimum,
                kept=np.isin(codes, self._kept.codes(self._people)),
                start=None if start is None else np.isin(codes, start.codes(self._people)),
            )
            advance(1)
        return Selection(edges, found.chosen, found.bound)


def is_scored(points: Integers) -> Flags:
    """Tell which pairs have a score that is more than nothing as it is said: (m,) and (m,)."""
    return np.round(points / POINTS, _PLACES) > 0.0


def _scored_only(edges: Edges) -> Edges:
    scored = is_scored(edges.score)
    return Edges(edges.a[scored], edges.b[scored], edges.score[scored])


def _joined(*several: Edges) -> Edges:
    """Join pairs, each listed once; a pair has one score, wherever it comes from."""
    a, b, score = (
        np.concatenate([getattr(edges, column) for edges in several])
        for column in ("a", "b", "score")
    )
    people = int(b.max(initial=0)) + 1
    _, first = np.unique(Pairing(a, b).codes(people), return_index=True)
    return Edges(a[first], b[first], score[first])
