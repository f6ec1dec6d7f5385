"""Ways of scoring a planted event, all of them assigned by the same rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.assignment.edges import HIGHEST_SCORE
from services.matcher.domain.event import KnownEvent
from services.matcher.domain.ports import Embed, Integers, Longs
from services.matcher.domain.round import Round, RoundResult, run_round
from services.matcher.domain.rules import partners
from shared.messages import ProfileStated
from shared.progress import silent
from tests.planted.event import Planted

CAPACITY = 3
MINIMUM = 1

Scores = NDArray[np.float64]
Way = Callable[[tuple[ProfileStated, ...], Embed], Scores]
"""Profiles → (n, n), symmetric, unitless, in [0, 1]."""


@dataclass(frozen=True)
class Made:
    """The introductions of an event, pairs of ids with their scores."""

    pairs: dict[tuple[str, str], float]

    def recall(self, truth: tuple[tuple[str, str], ...]) -> float:
        """Tell which share of the planted pairs is there."""
        return sum(pair in self.pairs for pair in truth) / len(truth)

    def of(self, attendee: str) -> list[float]:
        """List the scores of somebody's introductions."""
        return [score for pair, score in self.pairs.items() if attendee in pair]

    def total(self, attendees: list[str]) -> float:
        """Average over some people what their introductions score together."""
        return float(np.mean([sum(self.of(attendee)) for attendee in attendees]))

    def exposure(self, attendees: list[str]) -> float:
        """Average over some people how many introductions they get."""
        return float(np.mean([len(self.of(attendee)) for attendee in attendees]))


def run(event: Planted, embed: Embed, capacity: int = CAPACITY) -> RoundResult:
    """Run a round as an organiser would."""
    wanted = Round("planted", "planted", capacity, MINIMUM, event.profiles)
    return run_round(wanted, embed=embed, stages=silent)


def by_rapport(event: Planted, embed: Embed) -> Made:
    """Introduce as a round does."""
    found = run(event, embed).introductions
    return Made({_sorted(one.attendee_a, one.attendee_b): one.score for one in found})


def random_scores(people: tuple[ProfileStated, ...], _: Embed) -> Scores:
    """Score by chance, always the same."""
    found = np.random.default_rng(7).random((len(people), len(people)))
    both: Scores = (found + found.T) / 2.0
    return both


def word_scores(people: tuple[ProfileStated, ...], _: Embed) -> Scores:
    """Score by the cosine of words weighted by rarity."""
    rows = TfidfVectorizer(stop_words="english").fit_transform(map(text_of, people))
    cosines: Scores = (rows @ rows.T).toarray()
    return cosines


def cosine_scores(people: tuple[ProfileStated, ...], embed: Embed) -> Scores:
    """Score by the cosine of whole profiles."""
    rows = embed([text_of(person) for person in people])
    cosines: Scores = np.clip(rows @ rows.T, 0.0, 1.0).astype(np.float64)
    return cosines


WAYS: dict[str, Way] = {
    "MiniLM cosine": cosine_scores,
    "TF-IDF cosine": word_scores,
    "random": random_scores,
}


def assigned(event: Planted, score: Scores, embed: Embed) -> Made:
    """Introduce by given scores, with a round's rules, limits and assignment."""
    a, b = _allowed(event, embed)
    points = np.rint(score[a, b] * HIGHEST_SCORE).astype(np.int32)
    people = len(event.profiles)
    chosen = assign(
        Edges(a, b, points),
        capacity=np.full(people, CAPACITY, dtype=np.int32),
        minimum=np.full(people, MINIMUM, dtype=np.int32),
        kept=np.zeros(len(a), dtype=bool),
    ).chosen
    return _made(event, score, a[chosen], b[chosen])


def listed(event: Planted, score: Scores, embed: Embed) -> Made:
    """Introduce everyone to their own best, as a list of suggestions would."""
    a, b = _allowed(event, embed)
    allowed = np.full(score.shape, -np.inf)
    allowed[a, b] = allowed[b, a] = score[a, b]
    best = np.argsort(-allowed, axis=1, kind="stable")[:, :CAPACITY]
    rows = np.repeat(np.arange(len(score)), CAPACITY)
    return _made(event, score, rows, best.ravel())


def rapport_scores(event: Planted, embed: Embed) -> Scores:
    """Score everyone with everyone as a round does."""
    known = KnownEvent.read(event.profiles, (), embed=embed, stages=silent)
    people = len(event.profiles)
    a, b = np.indices((people, people), dtype=np.int32).reshape(2, -1)
    return known.scorer.score_pairs(a, b).score.reshape(people, people)


def _allowed(event: Planted, embed: Embed) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    known = KnownEvent.read(event.profiles, (), embed=embed, stages=silent)
    may = np.array([partners(known.rules, position) for position in range(len(event.profiles))])
    a, b = np.nonzero(np.triu(may, 1))
    return a.astype(np.int32), b.astype(np.int32)


def _made(event: Planted, score: Scores, a: Integers | Longs, b: Integers | Longs) -> Made:
    ids = [person.attendee for person in event.profiles]
    return Made(
        {
            _sorted(ids[i], ids[j]): float(score[i, j])
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        }
    )


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def text_of(person: ProfileStated) -> str:
    """Write a profile as one text."""
    return ". ".join((*person.interests, *person.offers, *person.needs, person.about)) or "-"
