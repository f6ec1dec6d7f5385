"""Says which pairs of phrases carried a score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

import numpy as np

from services.matcher.domain.ports import Doubles, Floats, Integers, Longs
from services.matcher.domain.representations import Representation, WordRows
from services.matcher.domain.scoring import Scorer
from services.matcher.domain.similarity import dot, overlap
from services.matcher.jit import compiled, in_parts
from shared.messages import Reason

_WEAKEST = 0.15
_NONE = -1
_FIELDS = set(Reason.model_fields)  # one for all: a set each would fill the memory
_PAIRS_AT_ONCE = 64

Kind = Literal["common_ground", "a_helps_b", "b_helps_a"]
KINDS: Final[tuple[Kind, ...]] = ("a_helps_b", "b_helps_a", "common_ground")
"""In the order in which equally strong reasons are named: help before common ground."""


class _Said(NamedTuple):
    """Who brings which phrase, and how much it counts beside the person's weightiest one.

    Rows as in `PhraseRows`; `relative` (m,) is in [0, 1].
    """

    start: Longs
    phrase: Integers
    relative: Doubles

    @classmethod
    def of(cls, represented: Representation) -> _Said:
        """Scale everyone's weights; damped, a common phrase still being said."""
        start, phrase, weight = represented.phrases
        stated = represented.stated
        heaviest = np.zeros(len(start) - 1)
        heaviest[stated] = np.maximum.reduceat(weight, start[:-1][stated])
        return cls(start, phrase, np.sqrt(weight / np.repeat(heaviest, np.diff(start))))


class _Texts(NamedTuple):
    """What the texts mean, and their words."""

    vectors: Floats
    words: WordRows


class _Links(NamedTuple):
    """Pairs of phrases between two people: room for as many as there can be.

    Attributes:
        strength: in [0, 1].
        kind: positions in `KINDS`.
        a: phrases of the first.
        b: phrases of the second.
    """

    strength: Doubles
    kind: Integers
    a: Integers
    b: Integers


def explain(scorer: Scorer, a: int, b: int, limit: int = 5) -> tuple[Reason, ...]:
    """Name the strongest pairs of phrases between two attendees.

    Pairs are taken greedily, the strongest first; none names a phrase that either person's
    side of an earlier one names, and help is named before common ground of the same phrases.
    A pair's strength is the similarity of its phrases, in meaning or in words, times the
    geometric mean of how much each counts for its person.

    Args:
        scorer: of the event.
        a: position of the first.
        b: position of the second.
        limit: at most so many.

    Returns:
        Reasons by falling strength; none where there is nothing to match on.
    """
    return next(explain_all(scorer, np.array([a], np.int32), np.array([b], np.int32), limit))


def explain_all(
    scorer: Scorer, a: Integers, b: Integers, limit: int = 5
) -> Iterator[tuple[Reason, ...]]:
    """Name the reasons of m pairs, (m,) positions each, as `explain` does, one by one."""
    best = _best_links(scorer, a, b, limit)
    texts = scorer.corpus.texts
    for row in zip(*(column.tolist() for column in best), strict=True):
        yield tuple(
            Reason.model_construct(
                _FIELDS,
                kind=KINDS[kind],
                phrase_a=texts[one],
                phrase_b=texts[other],
                strength=strength,
            )
            for strength, kind, one, other in zip(*row, strict=True)
            if kind != _NONE
        )


def _best_links(scorer: Scorer, a: Integers, b: Integers, limit: int) -> _Links:
    """Find the best links of m pairs: (m, limit) each, kind `_NONE` where there are no more."""
    represented = scorer.representations
    best = _room_for((len(a), limit))
    best.kind[:] = _NONE
    ways = represented.offers, represented.needs, represented.common_ground
    said = _Said.of(ways[0]), _Said.of(ways[1]), _Said.of(ways[2])
    texts = _Texts(represented.common_ground.vectors, WordRows.of(represented.text_words))

    def link_some(part: slice) -> None:
        some = _Links(best.strength[part], best.kind[part], best.a[part], best.b[part])
        _link_pairs(said, texts, a[part], b[part], some)

    in_parts(link_some, len(a), smallest=_PAIRS_AT_ONCE)
    return best


@compiled
def _room_for(shape: tuple[int, ...]) -> _Links:
    return _Links(
        np.zeros(shape),
        np.zeros(shape, dtype=np.int32),
        np.zeros(shape, dtype=np.int32),
        np.zeros(shape, dtype=np.int32),
    )


@compiled
def _link_pairs(
    said: tuple[_Said, _Said, _Said], texts: _Texts, a: Integers, b: Integers, best: _Links
) -> None:
    offers, needs, ground = said
    for pair in range(a.size):
        one, other = a[pair], b[pair]
        room = (
            _count(offers, one) * _count(needs, other)
            + _count(needs, one) * _count(offers, other)
            + _count(ground, one) * _count(ground, other)
        )
        links = _room_for((room,))
        found = _link(offers, one, needs, other, texts, 0, links, 0)
        found = _link(needs, one, offers, other, texts, 1, links, found)
        found = _link(ground, one, ground, other, texts, 2, links, found)
        _choose(links, found, best, pair)


@compiled
def _count(said: _Said, person: int) -> int:
    return int(said.start[person + 1] - said.start[person])


@compiled
def _link(  # noqa: PLR0913, PLR0917 - two people, and where the links go
    left: _Said,
    one: int,
    right: _Said,
    other: int,
    texts: _Texts,
    kind: int,
    links: _Links,
    found: int,
) -> int:
    """List the phrase pairs of two people, except the weak ones; tell how many there are now."""
    for mine in range(left.start[one], left.start[one + 1]):
        for theirs in range(right.start[other], right.start[other + 1]):
            a, b = left.phrase[mine], right.phrase[theirs]
            similarity = max(
                float(dot(texts.vectors, a, texts.vectors, b)),
                overlap(texts.words, a, texts.words, b),
            )
            weight = left.relative[mine] * right.relative[theirs]
            strength = np.round(min(similarity, 1.0) * np.sqrt(weight), 6)
            if strength >= _WEAKEST:
                links.strength[found] = strength
                links.kind[found] = kind
                links.a[found] = a
                links.b[found] = b
                found += 1
    return found


@compiled
def _choose(links: _Links, found: int, best: _Links, pair: int) -> None:
    """Take the strongest links that name no phrase again."""
    for place in range(best.kind.shape[1]):
        top = -1
        for link in range(found):
            if _is_free(links, link, best, pair, place) and (
                top < 0 or _precedes(links, link, top)
            ):
                top = link
        if top < 0:
            return
        best.strength[pair, place] = links.strength[top]
        best.kind[pair, place] = links.kind[top]
        best.a[pair, place] = links.a[top]
        best.b[pair, place] = links.b[top]


@compiled
def _is_free(links: _Links, link: int, best: _Links, pair: int, chosen: int) -> bool:
    for place in range(chosen):
        if best.a[pair, place] == links.a[link] or best.b[pair, place] == links.b[link]:
            return False
    return True


@compiled
def _precedes(links: _Links, link: int, other: int) -> bool:
    if links.strength[link] != links.strength[other]:
        return bool(links.strength[link] > links.strength[other])
    if links.kind[link] != links.kind[other]:
        return bool(links.kind[link] < links.kind[other])
    if links.a[link] != links.a[other]:
        return bool(links.a[link] < links.a[other])
    return bool(links.b[link] < links.b[other])
