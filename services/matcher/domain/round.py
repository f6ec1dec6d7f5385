"""A round: from everybody's profile to the introductions of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.candidates import UNKNOWN, Rules, find_candidates
from services.matcher.domain.event import KnownEvent
from services.matcher.domain.last_resort import spread
from services.matcher.domain.ports import Embed, Integers, Stages
from services.matcher.domain.reasons import explain
from services.matcher.domain.rules import Pairs, partners
from services.matcher.domain.scoring import POINTS
from shared.messages import IntroductionProposed, ProfileStated, Underserved

CANDIDATES = 30
"""Partners looked at per attendee: 20 reach 99.8 % of what all pairs would, 50 reach 99.9 %."""

REASONS = 5
_PLACES = 4

Pairing = tuple[Integers, Integers]
"""Positions a < b of m pairs, (m,) each."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is run on.

    `capacity` and `minimum` count introductions per attendee. `kept` introductions stay as
    they are; `forbidden` pairs of ids are never made.
    """

    event: str
    round: str
    capacity: int
    minimum: int
    profiles: Sequence[ProfileStated]
    kept: Sequence[IntroductionProposed] = ()
    forbidden: Pairs = ()


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round found.

    `introductions` are all that stand, kept ones included, by id. `figures` say how many
    people and pairs there were, and which share of the certified bound the introductions
    across known industries reach. `industries` says, by id, the industry and how sure it is.
    """

    introductions: tuple[IntroductionProposed, ...]
    underserved: tuple[Underserved, ...]
    figures: dict[str, float]
    industries: dict[str, tuple[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Places:
    """How many introductions each of n people gets: (n,) at most and at least."""

    capacity: Integers
    minimum: Integers

    def up_to_minimum(self, degree: Integers) -> _Places:
        """Let those who are below the minimum, at (n,) `degree`, get no more than that."""
        short = degree < self.minimum
        return replace(self, capacity=np.where(short, self.minimum, self.capacity))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Candidate pairs, which of them are chosen, and the bound of their total score."""

    edges: Edges
    chosen: NDArray[np.bool_]
    bound: int

    def pairs(self) -> Pairing:
        return self.edges.a[self.chosen], self.edges.b[self.chosen]

    def total(self) -> int:
        return int(self.edges.score[self.chosen].sum(dtype=np.int64))

    def degree(self, people: int) -> Integers:
        return np.bincount(np.concatenate(self.pairs()), minlength=people).astype(np.int32)


def run_round(wanted: Round, *, embed: Embed, stages: Stages) -> RoundResult:
    """Introduce the people of an event to each other.

    Two people of unknown industries might share one, so first they are kept apart, unless
    most are unknown and would be left with nobody to meet. Only where that leaves somebody
    below the minimum are they introduced to each other, and, as a last resort, people who
    gave nothing to match on.

    Args:
        wanted: profiles and limits, in any order.
        embed: turns texts into vectors.
        stages: follows the progress.

    Returns:
        The same for the same profiles, whatever their order.
    """
    known = KnownEvent.read(wanted.profiles, wanted.forbidden, embed=embed, stages=stages)
    places = _places(known.profiles, wanted)
    kept = _kept_pairs(known, wanted.kept)
    strict = _strict(known, places, kept, stages)
    plan = _relaxed(known, places, kept, strict, stages)
    made = _introductions(known, wanted, plan)
    return RoundResult(
        introductions=made,
        underserved=_underserved(known, places, plan),
        figures=_figures(known, strict, plan),
        industries=known.industries,
    )


def _places(profiles: Sequence[ProfileStated], wanted: Round) -> _Places:
    own = [wanted.capacity if p.capacity is None else p.capacity for p in profiles]
    capacity = np.minimum(np.array(own, dtype=np.int32), np.int32(wanted.capacity))
    return _Places(capacity, np.minimum(capacity, np.int32(wanted.minimum)))


def _kept_pairs(known: KnownEvent, kept: Sequence[IntroductionProposed]) -> Pairing:
    pairs = sorted(
        tuple(sorted((known.place[made.attendee_a], known.place[made.attendee_b])))
        for made in kept
        if made.attendee_a in known.place and made.attendee_b in known.place
    )
    both = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def _strict(known: KnownEvent, places: _Places, kept: Pairing, stages: Stages) -> _Plan:
    unknown = int((known.rules.industry == UNKNOWN).sum())
    rules = replace(known.rules, unknown_may_meet=2 * unknown > len(known.profiles))
    with stages("candidates", len(known.profiles)) as advance:
        found = find_candidates(known.scorer, rules, CANDIDATES, advance)
    return _assign(known, places, found, kept, stages)


def _relaxed(
    known: KnownEvent, places: _Places, kept: Pairing, plan: _Plan, stages: Stages
) -> _Plan:
    """Choose again with more candidates for who is below the minimum, and only up to it."""
    degree = plan.degree(len(known.profiles))
    short = np.flatnonzero(degree < places.minimum).astype(np.int32)
    if not short.size:
        return plan
    a, b = find_candidates(known.scorer, known.rules, CANDIDATES)
    helps = np.isin(a, short) | np.isin(b, short)
    last = spread(known.rules, short, room=places.capacity - degree)
    wider = _joined((plan.edges.a, plan.edges.b), (a[helps], b[helps]), last)
    return _assign(known, places.up_to_minimum(degree), wider, kept, stages)


def _joined(*pairings: Pairing) -> Pairing:
    first, second = zip(*pairings, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _assign(
    known: KnownEvent, places: _Places, candidates: Pairing, kept: Pairing, stages: Stages
) -> _Plan:
    """Choose among the candidates, and all that is kept."""
    people = max(len(known.profiles), 1)
    kept_codes = kept[0].astype(np.int64) * people + kept[1]
    codes = np.union1d(candidates[0].astype(np.int64) * people + candidates[1], kept_codes)
    a, b = (codes // people).astype(np.int32), (codes % people).astype(np.int32)
    with stages("assignment", 1) as advance:
        edges = Edges(a, b, known.scorer.score_pairs(a, b).points)
        stays = np.isin(codes, kept_codes)
        found = assign(edges, capacity=places.capacity, minimum=places.minimum, kept=stays)
        advance(1)
    return _Plan(edges, found.chosen, found.bound)


def _introductions(
    known: KnownEvent, wanted: Round, plan: _Plan
) -> tuple[IntroductionProposed, ...]:
    standing = {made.introduction: made for made in wanted.kept}
    a, b = plan.pairs()
    scores = known.scorer.score_pairs(a, b)
    made = []
    for row, (first, second) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        one, other = known.profiles[first], known.profiles[second]
        name = introduction_id(wanted.event, one.attendee, other.attendee)
        proposed = IntroductionProposed(
            event=wanted.event,
            introduction=name,
            round=wanted.round,
            attendee_a=one.attendee,
            attendee_b=other.attendee,
            industry_a=known.industries[one.attendee][0],
            industry_b=known.industries[other.attendee][0],
            score=round(float(scores.score[row]), _PLACES),
            common_ground=round(float(scores.common_ground[row]), _PLACES),
            help_a_to_b=round(float(scores.help_a_to_b[row]), _PLACES),
            help_b_to_a=round(float(scores.help_b_to_a[row]), _PLACES),
            reasons=explain(known.scorer, first, second, REASONS),
            last_resort=not (one.has_something_to_match_on and other.has_something_to_match_on),
        )
        made.append(standing.get(name, proposed))
    return tuple(sorted(made, key=lambda introduction: introduction.introduction))


def introduction_id(event: str, attendee: str, other: str) -> str:
    """Name an introduction by its two people, whoever comes first."""
    first, second = sorted((attendee, other))
    return str(uuid5(NAMESPACE_URL, f"rapport:introduction:{event}:{first}:{second}"))


def _underserved(known: KnownEvent, places: _Places, plan: _Plan) -> tuple[Underserved, ...]:
    degree = plan.degree(len(known.profiles))
    return tuple(
        Underserved(
            attendee=known.profiles[position].attendee,
            introductions=int(degree[position]),
            why=_why(known.rules, position, int(places.minimum[position])),
        )
        for position in np.flatnonzero(degree < places.minimum).tolist()
    )


def _why(rules: Rules, position: int, minimum: int) -> str:
    possible = int(partners(rules, position).sum())
    if possible < minimum:
        return f"only {possible} people are left outside their industry, company and exclusions"
    return "everyone who could meet them has as many introductions as they take"


def _figures(known: KnownEvent, strict: _Plan, plan: _Plan) -> dict[str, float]:
    return {
        "attendees": len(known.profiles),
        "introductions": int(plan.chosen.sum()),
        "candidates": len(strict.edges.a),
        "total_score": round(plan.total() / POINTS, _PLACES),
        "share_of_bound": round(strict.total() / strict.bound, _PLACES) if strict.bound else 1.0,
    }
