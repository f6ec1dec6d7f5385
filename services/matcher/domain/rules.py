"""Who may never be introduced to whom, and why: industry, company, exclusions, history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from services.matcher.domain.industries import UNKNOWN as UNKNOWN_INDUSTRY
from services.matcher.domain.ports import Flags, Integers, Longs
from services.matcher.jit import compiled
from shared.messages import ProfileStated

Pairs = Collection[tuple[str, str]]

UNKNOWN = -1
"""The code of an industry or a company that nobody knows."""


class Barriers(NamedTuple):
    """The rules as the inner loops read them; `Rules` says what they mean.

    Attributes:
        industry: (n,), codes.
        company: (n,), codes.
        unknown_may_meet: whether two people of unknown industries may.
        start: (n + 1,), where each person's forbidden partners begin.
        forbidden: (2m,), forbidden partners, ascending per person.
    """

    industry: Integers
    company: Integers
    unknown_may_meet: bool
    start: Longs
    forbidden: Integers


@dataclass(frozen=True)
class Rules:
    """Who may never be introduced to whom, among n attendees.

    `industry` and `company` are (n,) codes, equal for the same one, `UNKNOWN` if not known;
    colleagues and people of one industry never meet. `unknown_may_meet` says whether two
    people of unknown industries may. `forbidden_a` and `forbidden_b` are (m,) positions, a
    pair each, either way round.
    """

    industry: Integers
    company: Integers
    forbidden_a: Integers = field(default_factory=lambda: np.empty(0, np.int32))
    forbidden_b: Integers = field(default_factory=lambda: np.empty(0, np.int32))
    unknown_may_meet: bool = True

    @cached_property
    def barriers(self) -> Barriers:
        """List everyone's forbidden partners."""
        one = np.concatenate([self.forbidden_a, self.forbidden_b])
        other = np.concatenate([self.forbidden_b, self.forbidden_a])
        order = np.lexsort((other, one))
        start = np.searchsorted(one[order], np.arange(len(self.industry) + 1)).astype(np.int64)
        forbidden = other[order].astype(np.int32)
        return Barriers(self.industry, self.company, self.unknown_may_meet, start, forbidden)


@compiled
def barred(barriers: Barriers, a: int, b: int) -> bool:
    """Tell whether any rule keeps two people, by position, apart."""
    industry = barriers.industry[a]
    if industry == barriers.industry[b] and (industry != UNKNOWN or not barriers.unknown_may_meet):
        return True
    company = barriers.company[a]
    if company == barriers.company[b] and company != UNKNOWN:
        return True
    if a == b:
        return True
    for place in range(barriers.start[a], barriers.start[a + 1]):
        if barriers.forbidden[place] == b:
            return True
    return False


def all_allowed(rules: Rules, a: Integers, b: Integers) -> Flags:
    """Tell which pairs of positions, (m,) and (m,), no rule keeps apart: (m,)."""
    allowed = np.empty(len(a), dtype=bool)
    _judge(rules.barriers, a, b, allowed)
    return allowed


@compiled
def _judge(barriers: Barriers, a: Integers, b: Integers, allowed: Flags) -> None:
    for pair in range(a.size):
        allowed[pair] = not barred(barriers, a[pair], b[pair])


def read_rules(
    profiles: Sequence[ProfileStated], industries: Sequence[str], forbidden: Pairs
) -> Rules:
    """Turn what forbids a pair into arrays.

    Args:
        profiles: n people, sorted by id.
        industries: each one's resolved industry.
        forbidden: pairs of ids beside those that the profiles exclude; ids of people who are
            not here are left out.

    Returns:
        The rules, by position.
    """
    place = {profile.attendee: position for position, profile in enumerate(profiles)}
    excluded = {
        (profile.attendee, other) for profile in profiles for other in profile.excluded
    } | set(forbidden)
    pairs = sorted(
        tuple(sorted((place[a], place[b]))) for a, b in excluded if a in place and b in place
    )
    both = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return Rules(
        industry=_codes(industries, UNKNOWN_INDUSTRY),
        company=_codes([profile.company_key for profile in profiles], ""),
        forbidden_a=np.ascontiguousarray(both[:, 0]),
        forbidden_b=np.ascontiguousarray(both[:, 1]),
    )


def _codes(labels: Sequence[str], unknown: str) -> Integers:
    codes = {label: code for code, label in enumerate(sorted({*labels} - {unknown}))}
    return np.array([codes.get(label, UNKNOWN) for label in labels], dtype=np.int32)


def why_not(rules: Rules, a: int, b: int) -> str:
    """Say which rule forbids a pair.

    Args:
        rules: of the event.
        a: position of the first.
        b: position of the second.

    Returns:
        The rule in words, or an empty string where none does.
    """
    if a == b:
        return "they are one person"
    if rules.industry[a] == rules.industry[b] != UNKNOWN:
        return "they are in the same industry"
    if rules.company[a] == rules.company[b] != UNKNOWN:
        return "they work for the same company"
    pairs = zip(rules.forbidden_a.tolist(), rules.forbidden_b.tolist(), strict=True)
    if (min(a, b), max(a, b)) in set(pairs):
        return "one of them is excluded, has declined, or they were introduced before"
    return ""


def partners(rules: Rules, position: int) -> Flags:
    """Find the people whom no rule keeps from this one.

    Args:
        rules: among n people.
        position: whose partners.

    Returns:
        (n,), whether each may be introduced to them.
    """
    everyone = np.arange(len(rules.industry), dtype=np.int32)
    return all_allowed(rules, np.full_like(everyone, position), everyone)
