"""Says which pairs of phrases carried a score."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from services.matcher.domain.background import Doubles
from services.matcher.domain.scoring import Scorer
from services.matcher.domain.sides import Side
from shared.messages import Reason

_WEAKEST = 0.15

Kind = Literal["common_ground", "a_helps_b", "b_helps_a"]


class _Link(NamedTuple):
    """Two phrases, by position in the texts, in the order in which links are preferred."""

    strength: float
    rank: int
    kind: Kind
    phrase_a: int
    phrase_b: int


def explain(scorer: Scorer, a: int, b: int, limit: int = 5) -> tuple[Reason, ...]:
    """Name the strongest pairs of phrases between two attendees.

    No phrase is named twice, and help is named before common ground of the same phrases.

    Args:
        scorer: of the event.
        a: position of the first.
        b: position of the second.
        limit: at most so many.

    Returns:
        Reasons by falling strength; none where there is nothing to match on.
    """
    sides = scorer.sides
    links = [
        *_links(scorer, "a_helps_b", 0, (sides.gives, a), (sides.needs, b)),
        *(
            link._replace(phrase_a=link.phrase_b, phrase_b=link.phrase_a)
            for link in _links(scorer, "b_helps_a", 1, (sides.gives, b), (sides.needs, a))
        ),
        *_links(scorer, "common_ground", 2, (sides.ground, a), (sides.ground, b)),
    ]
    links.sort(key=lambda link: (-link.strength, link.rank, link.phrase_a, link.phrase_b))
    return tuple(_reason(scorer, link) for link in _distinct(links, limit))


def _links(
    scorer: Scorer, kind: Kind, rank: int, left: tuple[Side, int], right: tuple[Side, int]
) -> list[_Link]:
    """List the phrase pairs of two people, except the weak ones."""
    mine, theirs = left[0].phrases_of(left[1]), right[0].phrases_of(right[1])
    ours, yours = left[0].phrase[mine], right[0].phrase[theirs]
    cosines = left[0].vectors[ours] @ right[0].vectors[yours].T
    words = scorer.sides.text_words
    shared = (words[ours] @ words[yours].T).toarray()
    alike = np.clip(np.maximum(cosines, shared).astype(np.float64), 0.0, 1.0)
    weight = np.outer(_relative(left[0].weight[mine]), _relative(right[0].weight[theirs]))
    strength = np.round(alike * np.sqrt(weight), 6)
    return [
        _Link(float(strength[i, j]), rank, kind, int(ours[i]), int(yours[j]))
        for i, j in np.argwhere(strength >= _WEAKEST)
    ]


def _relative(weight: Doubles) -> Doubles:
    """Scale a person's weights by the heaviest; damped, a common phrase still being said."""
    relative: Doubles = np.sqrt(weight / weight.max(initial=1e-9))
    return relative


def _distinct(links: list[_Link], limit: int) -> list[_Link]:
    kept: list[_Link] = []
    named_a: set[int] = set()
    named_b: set[int] = set()
    for link in links:
        if len(kept) == limit:
            break
        if link.phrase_a not in named_a and link.phrase_b not in named_b:
            kept.append(link)
            named_a.add(link.phrase_a)
            named_b.add(link.phrase_b)
    return kept


def _reason(scorer: Scorer, link: _Link) -> Reason:
    texts = scorer.facets.texts
    return Reason(
        kind=link.kind,
        phrase_a=texts[link.phrase_a],
        phrase_b=texts[link.phrase_b],
        strength=link.strength,
    )
