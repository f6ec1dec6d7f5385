"""A round: from everybody's profile to the introductions of an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.ports import Embed
from services.matcher.domain.proposals import propose, underserved
from services.matcher.domain.room import leave_room, places_for
from services.matcher.domain.rules import Pairs
from services.matcher.domain.scoring import POINTS
from services.matcher.domain.selection import Limits, Pairing, Selection, Selector
from shared.messages import IntroductionProposed, ProfileStated, Underserved
from shared.progress import Stages

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is run on.

    `capacity` and `minimum` count introductions per attendee. `kept` introductions stay as
    they are; `forbidden` pairs of ids are never made. Where `arrivals` names the ids of late
    arrivals, only they, and who is below the minimum, look for partners, and the `standing`
    introductions of an earlier round stay but where one makes room; else everyone is matched
    anew.

    `at_most` limits, by id, the introductions of some beyond their capacity, kept ones included.
    Who is `last` gets what all others leave. A round anew leaves room so that `late_share` of the
    people's number, if they came, could have their minimum.
    """

    event: str
    round: str
    capacity: int
    minimum: int
    profiles: Sequence[ProfileStated]
    kept: Sequence[IntroductionProposed] = ()
    forbidden: Pairs = ()
    standing: Sequence[IntroductionProposed] = ()
    arrivals: frozenset[str] | None = None
    at_most: Mapping[str, int] = field(default_factory=dict)
    last: frozenset[str] = frozenset()
    late_share: float = 0.0


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round found.

    `introductions` are all that stand, kept ones included, by id. `figures` say how many
    people and pairs there were, and which fraction of the certified bound the introductions
    across known industries reach. `industries` says, by id, the industry and how sure it is.
    """

    introductions: tuple[IntroductionProposed, ...]
    underserved: tuple[Underserved, ...]
    figures: dict[str, float]
    industries: dict[str, tuple[str, float]] = field(default_factory=dict)


def run_round(wanted: Round, *, embed: Embed, stages: Stages) -> RoundResult:
    """Introduce the people of an event to each other.

    Args:
        wanted: profiles and limits, in any order.
        embed: turns texts into vectors.
        stages: follows the progress.

    Returns:
        The same for the same profiles, whatever their order.
    """
    known = KnownEvent.read(wanted.profiles, wanted.forbidden, embed=embed, stages=stages)
    limits = Limits.of(known.profiles, wanted.capacity, wanted.minimum, wanted.at_most)
    first, final = _select(known, limits, wanted, stages)
    kept = Pairing.of(known, wanted.kept)
    on_no_grounds = Selector(known, limits, kept, stages).too_little_known(final)
    chosen = final.pairs().and_also(on_no_grounds)
    with stages("reasons", len(chosen.a)) as advance:
        made = propose(known, (wanted.event, wanted.round), chosen, _worded_well(wanted), advance)
    return RoundResult(
        introductions=made,
        underserved=underserved(known, limits, final),
        figures=_figures(known, first, final)
        | {"too_little_known": len(on_no_grounds.a)}
        | _late(wanted),
        industries=known.industries,
    )


def _select(
    known: KnownEvent, limits: Limits, wanted: Round, stages: Stages
) -> tuple[Selection, Selection]:
    """Choose for all but the last, then for the last among what is left, and leave room."""
    kept = Pairing.of(known, wanted.kept)
    selector = Selector(known, _but_the_last(known, wanted), kept, stages)
    first = _first_selection(selector, known, wanted)
    final = selector.serve_minimum(first)
    if last := sorted(known.place[who] for who in wanted.last if who in known.place):
        selector = Selector(known, limits, final.pairs(), stages)
        none = Pairing.of(known, ())
        final = selector.serve_minimum(selector.onto(none, np.array(last, dtype=np.int32)))
    if wanted.arrivals is None:
        people = len(known.profiles)
        places = places_for(wanted.late_share, people, min(wanted.minimum, wanted.capacity))
        codes = Pairing(final.edges.a, final.edges.b).codes(people)
        final = leave_room(final, limits, np.isin(codes, kept.codes(people)), places)
    return first, final


def _but_the_last(known: KnownEvent, wanted: Round) -> Limits:
    """Let those who are last have what they have, for now."""
    kept = Counter(side for made in wanted.kept for side in made.attendees)
    at_most = {**wanted.at_most, **{who: kept[who] for who in wanted.last}}
    return Limits.of(known.profiles, wanted.capacity, wanted.minimum, at_most)


def _first_selection(selector: Selector, known: KnownEvent, wanted: Round) -> Selection:
    if wanted.arrivals is None:
        return selector.anew()
    seeking = wanted.arrivals | _bereft(known, (*wanted.standing, *wanted.kept))
    positions = sorted(known.place[who] for who in seeking if who in known.place)
    standing = Pairing.of(known, wanted.standing)
    return selector.onto(standing, np.array(positions, dtype=np.int32))


def _worded_well(wanted: Round) -> dict[str, IntroductionProposed]:
    """Find the introductions whose wording stays: no side of them has changed since."""
    late = wanted.arrivals
    as_before = [] if late is None else [
        made for made in wanted.standing if not {made.attendee_a, made.attendee_b} & late
    ]  # fmt: skip
    return {made.introduction: made for made in (*as_before, *wanted.kept)}


def _bereft(known: KnownEvent, standing: Sequence[IntroductionProposed]) -> frozenset[str]:
    """Find whose partners have left."""
    sides = ((made.attendee_a, made.attendee_b) for made in standing)
    return frozenset(
        one
        for pair in sides
        for one, other in (pair, pair[::-1])
        if one in known.place and other not in known.place
    )


def _late(wanted: Round) -> dict[str, float]:
    return {} if wanted.arrivals is None else {"arrivals": len(wanted.arrivals)}


def _figures(known: KnownEvent, first: Selection, final: Selection) -> dict[str, float]:
    figures = {
        "attendees": len(known.profiles),
        "introductions": int(final.chosen.sum()),
        "candidates": len(first.edges.a),
        "total_score": round(final.total() / POINTS, _PLACES),
    }
    if first.bound is not None:
        fraction = first.total() / first.bound if first.bound else 1.0
        figures["share_of_bound"] = round(fraction, _PLACES)
    return figures
