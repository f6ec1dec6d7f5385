"""The figures of an event: who was served, how well, how evenly."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

UNKNOWN_INDUSTRY = "Unknown"
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Member:
    """An attendee, as far as figures go.

    `wanted` is the least number of introductions they should get: the event's minimum, or
    their own capacity where that is smaller.
    """

    wanted: int
    seniority: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An introduction, as far as figures go; `score` is in [0, 1]."""

    a: str
    b: str
    score: float
    industry_a: str
    industry_b: str
    last_resort: bool = False


@dataclass(frozen=True, slots=True)
class Parity:
    """How people of one seniority fare; the matcher never knew it."""

    people: int
    mean_introductions: float
    mean_total_score: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What every round reports.

    Shares are in [0, 1]. A total score is the sum of the scores of one attendee's
    introductions; exposure is how many of them there are. Each `gini` is 0 where all have equally
    much, and near 1 where one has everything.
    `share_crossing_industries` is of the pairs whose industries are both known, None where there
    is no such pair; `share_unknown_industry` says in how many one side's is not.
    """

    attendees: int
    introductions: int
    share_at_minimum: float
    without_introduction: int
    share_crossing_industries: float | None
    share_unknown_industry: float
    share_last_resort: float
    mean_score: float
    total_score_mean: float
    total_score_p5: float
    total_score_min: float
    total_score_gini: float
    exposure_least: int
    exposure_largest: int
    exposure_median: float
    exposure_gini: float
    most_introduced_to_median: float
    parity: Mapping[str, Parity] = field(default_factory=dict)


def take_figures(members: Mapping[str, Member], pairs: Sequence[Pair]) -> Figures:
    """Compute the figures of an event.

    Args:
        members: attendee id to what counts about them.
        pairs: the introductions that stand; people who are no members are left out of the
            figures per attendee.

    Returns:
        The figures; all zero for an event without attendees.
    """
    degree, total = _tally(members, pairs)
    degrees = sorted(degree.values())
    totals = sorted(total.values())
    median = statistics.median(degrees) if degrees else 0.0
    least, largest = (degrees[0], degrees[-1]) if degrees else (0, 0)
    return Figures(
        attendees=len(members),
        introductions=len(pairs),
        share_at_minimum=_ratio(degree[name] >= who.wanted for name, who in members.items()),
        without_introduction=sum(count == 0 for count in degrees),
        share_crossing_industries=_crossing(pairs),
        share_unknown_industry=_ratio(_is_unknown(pair) for pair in pairs),
        share_last_resort=_ratio(pair.last_resort for pair in pairs),
        mean_score=_mean([pair.score for pair in pairs]),
        total_score_mean=_mean(totals),
        total_score_p5=round(totals[len(totals) // 20], _PLACES) if totals else 0.0,
        total_score_min=round(totals[0], _PLACES) if totals else 0.0,
        total_score_gini=gini(totals),
        exposure_least=least,
        exposure_largest=largest,
        exposure_median=float(median),
        exposure_gini=gini(degrees),
        most_introduced_to_median=round(largest / median, _PLACES) if median else 0.0,
        parity=_parity(members, degree, total),
    )


def gini(values: Sequence[float]) -> float:
    """Measure how unevenly something is spread (Gini 1912).

    Args:
        values: not negative, in ascending order.

    Returns:
        0 when all have the same, near 1 when one has everything.
    """
    count, total = len(values), sum(values)
    if not total:
        return 0.0
    weighted = sum(rank * value for rank, value in enumerate(values, start=1))
    return round(2 * weighted / (count * total) - (count + 1) / count, _PLACES)


def _tally(
    members: Mapping[str, Member], pairs: Iterable[Pair]
) -> tuple[dict[str, int], dict[str, float]]:
    degree = dict.fromkeys(members, 0)
    total = dict.fromkeys(members, 0.0)
    for pair in pairs:
        for side in (pair.a, pair.b):
            if side in degree:
                degree[side] += 1
                total[side] += pair.score
    return degree, total


def _parity(
    members: Mapping[str, Member], degree: Mapping[str, int], total: Mapping[str, float]
) -> dict[str, Parity]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name, member in members.items():
        groups[member.seniority].append(name)
    return {
        seniority: Parity(
            len(names), _mean([degree[n] for n in names]), _mean([total[n] for n in names])
        )
        for seniority, names in sorted(groups.items())
    }


def _crossing(pairs: Iterable[Pair]) -> float | None:
    known = [pair for pair in pairs if not _is_unknown(pair)]
    crossing = _ratio(pair.industry_a != pair.industry_b for pair in known)
    return crossing if known else None


def _is_unknown(pair: Pair) -> bool:
    return UNKNOWN_INDUSTRY in (pair.industry_a, pair.industry_b)


def _ratio(hits: Iterable[bool]) -> float:
    return _mean([float(hit) for hit in hits])


def _mean(values: Sequence[float]) -> float:
    return round(statistics.fmean(values), _PLACES) if values else 0.0
