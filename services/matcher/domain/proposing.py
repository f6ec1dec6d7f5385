"""Words a plan as introductions, and says who could not be served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.plan import Places, Plan
from services.matcher.domain.ports import Advance
from services.matcher.domain.reasons import explain_all
from services.matcher.domain.rules import Rules, partners
from shared.messages import IntroductionProposed, Underserved

REASONS = 5
_PLACES = 4
_FIELDS = set(IntroductionProposed.model_fields)  # one for all: a set each would fill the memory


def introduction_id(event: str, attendee: str, other: str) -> str:
    """Name an introduction by its two people, whoever comes first."""
    first, second = sorted((attendee, other))
    return str(uuid5(NAMESPACE_URL, f"rapport:introduction:{event}:{first}:{second}"))


def propose(
    known: KnownEvent,
    where: tuple[str, str],
    plan: Plan,
    standing: Mapping[str, IntroductionProposed],
    advance: Advance,
) -> tuple[IntroductionProposed, ...]:
    """Word every chosen pair.

    Args:
        known: the event.
        where: ids of the event and the round.
        plan: what was chosen.
        standing: introductions that stay worded as they are, by id.
        advance: told how many are done.

    Returns:
        The introductions by id.
    """
    event, round_id = where
    pairs = [
        (introduction_id(event, known.profiles[a].attendee, known.profiles[b].attendee), a, b)
        for a, b in zip(*(side.tolist() for side in plan.pairs()), strict=True)
    ]
    made = [standing[name] for name, _, _ in pairs if name in standing]
    fresh = [pair for pair in pairs if pair[0] not in standing]
    advance(len(made))
    made += _worded(known, event, round_id, fresh, advance)
    return tuple(sorted(made, key=lambda introduction: introduction.introduction))


def _worded(
    known: KnownEvent,
    event: str,
    round_id: str,
    pairs: list[tuple[str, int, int]],
    advance: Advance,
) -> Iterator[IntroductionProposed]:
    a, b = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (1, 2))
    scores = known.scorer.score_pairs(a, b)
    parts = (scores.score, scores.common_ground, scores.help_a_to_b, scores.help_b_to_a)
    rows = zip(*(part.round(_PLACES).tolist() for part in parts), strict=True)
    stated = known.scorer.sides.ground.stated
    every_reasons = explain_all(known.scorer, a, b, REASONS)
    for (name, first, second), row, reasons in zip(pairs, rows, every_reasons, strict=True):
        one, other = known.profiles[first], known.profiles[second]
        score, common_ground, forth, back = row
        yield IntroductionProposed.model_construct(
            _FIELDS,
            event=event,
            introduction=name,
            round=round_id,
            attendee_a=one.attendee,
            attendee_b=other.attendee,
            industry_a=known.industries[one.attendee][0],
            industry_b=known.industries[other.attendee][0],
            score=score,
            common_ground=common_ground,
            help_a_to_b=forth,
            help_b_to_a=back,
            reasons=reasons,
            last_resort=not (stated[first] and stated[second]),
        )
        advance(1)


def underserved(known: KnownEvent, places: Places, plan: Plan) -> tuple[Underserved, ...]:
    """Name who is below their minimum, and why."""
    degree = plan.pairs().degree(len(known.profiles))
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
