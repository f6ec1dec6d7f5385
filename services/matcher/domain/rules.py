"""Who may never be introduced to whom, and why: industry, company, exclusions, history."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.candidates import UNKNOWN, Rules
from services.matcher.domain.industries import UNKNOWN as UNKNOWN_INDUSTRY
from services.matcher.domain.ports import Integers
from shared.messages import ProfileStated

Pairs = Collection[tuple[str, str]]


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


def partners(rules: Rules, position: int) -> NDArray[np.bool_]:
    """Find the people whom no rule keeps from this one.

    Args:
        rules: among n people.
        position: whose partners.

    Returns:
        (n,), whether each may be introduced to them.
    """
    allowed = np.ones(len(rules.industry), dtype=bool)
    for codes in (rules.industry, rules.company):
        if codes[position] != UNKNOWN:
            allowed &= codes != codes[position]
    allowed[position] = False
    allowed[rules.forbidden_b[rules.forbidden_a == position]] = False
    allowed[rules.forbidden_a[rules.forbidden_b == position]] = False
    return allowed
