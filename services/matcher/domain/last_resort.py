"""Partners for people whom nothing can be scored about: any that the rules allow, in turn."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import Rules, partners

CHOICES = 24


def spread(rules: Rules, short: Integers, *, room: Integers) -> tuple[Integers, Integers]:
    """Propose partners to some people, those with places left first, and others in turn.

    Args:
        rules: what is never allowed, among n people.
        short: positions of the people who need partners, ascending.
        room: (n,), introductions that each could still get.

    Returns:
        Positions a < b, (m,) each, unique, sorted; `CHOICES` partners for each of the short,
        as far as the rules allow.
    """
    people = len(rules.industry)
    pairs: set[tuple[int, int]] = set()
    for turn, position in enumerate(short.tolist()):
        allowed = np.flatnonzero(partners(rules, position))
        distance = (allowed - turn * CHOICES) % people
        for other in allowed[np.lexsort((distance, -room[allowed]))][:CHOICES].tolist():
            pairs.add((min(position, other), max(position, other)))
    both = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
