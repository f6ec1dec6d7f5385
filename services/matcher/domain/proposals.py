"""Words the chosen pairs as introductions, and says who could not be served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.reasons import explain_all
from services.matcher.domain.rules import partners
from services.matcher.domain.selection import Limits, Pairing, Selection
from shared.messages import IntroductionProposed, Reason, Underserved
from shared.progress import Advance

REASONS = 5
_PLACES = 4
_PARTS = ("score", "common_ground", "help_a_to_b", "help_b_to_a")
_FIELDS = set(IntroductionProposed.model_fields)  # one for all: a set each would fill the memory

_Named = tuple[str, int, int]
"""A pair: the introduction's id, and the positions of its two people."""


def introduction_id(event: str, attendee: str, other: str) -> str:
    """Name an introduction by its two people, whoever comes first."""
    first, second = sorted((attendee, other))
    return str(uuid5(NAMESPACE_URL, f"rapport:introduction:{event}:{first}:{second}"))


def propose(
    known: KnownEvent,
    where: tuple[str, str],
    chosen: Pairing,
    standing: Mapping[str, IntroductionProposed],
    advance: Advance,
) -> tuple[IntroductionProposed, ...]:
    """Word every chosen pair.

    Args:
        known: the event.
        where: ids of the event and the round.
        chosen: the pairs.
        standing: introductions that stay worded as they are, by id.
        advance: told how many are done.

    Returns:
        The introductions by id.
    """
    pairs = [
        (introduction_id(where[0], known.profiles[a].attendee, known.profiles[b].attendee), a, b)
        for a, b in zip(*(side.tolist() for side in chosen), strict=True)
    ]
    made = [standing[name] for name, _, _ in pairs if name in standing]
    fresh = [pair for pair in pairs if pair[0] not in standing]
    advance(len(made))
    made += _worded(known, where, fresh, advance)
    return tuple(sorted(made, key=lambda introduction: introduction.introduction))


def _worded(
    known: KnownEvent, where: tuple[str, str], pairs: list[_Named], advance: Advance
) -> Iterator[IntroductionProposed]:
    a, b = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (1, 2))
    scores = known.scorer.score_pairs(a, b)
    rows = zip(*(getattr(scores, part).round(_PLACES).tolist() for part in _PARTS), strict=True)
    every_reasons = explain_all(known.scorer, a, b, REASONS)
    for pair, row, reasons in zip(pairs, rows, every_reasons, strict=True):
        yield _introduction(known, where, pair, dict(zip(_PARTS, row, strict=True)), reasons)
        advance(1)


def _introduction(
    known: KnownEvent,
    where: tuple[str, str],
    pair: _Named,
    parts: dict[str, Any],
    reasons: tuple[Reason, ...],
) -> IntroductionProposed:
    name, first, second = pair
    one, other = known.profiles[first].attendee, known.profiles[second].attendee
    stated = known.scorer.representations.common_ground.stated
    return IntroductionProposed.model_construct(
        _FIELDS,
        event=where[0],
        introduction=name,
        round=where[1],
        attendee_a=one,
        attendee_b=other,
        industry_a=known.industries[one][0],
        industry_b=known.industries[other][0],
        **parts,
        reasons=reasons,
        last_resort=not (stated[first] and stated[second] and parts["score"]),
    )


def underserved(known: KnownEvent, limits: Limits, selection: Selection) -> tuple[Underserved, ...]:
    """Name who is below their minimum, and why."""
    degree = selection.pairs().degree(len(known.profiles))
    return tuple(
        Underserved(
            attendee=known.profiles[position].attendee,
            introductions=int(degree[position]),
            why=_why(known, position, int(limits.minimum[position])),
        )
        for position in np.flatnonzero(degree < limits.minimum).tolist()
    )


def _why(known: KnownEvent, position: int, minimum: int) -> str:
    if not known.profiles[position].has_something_to_match_on:
        return "their profile has nothing to match on"
    possible = int(partners(known.rules, position).sum())
    if possible < minimum:
        return f"only {possible} people are left outside their industry, company and exclusions"
    return "everyone who could meet them has as many introductions as they take"
