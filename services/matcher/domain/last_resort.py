"""Partners for people whom nothing can be scored about: any that the rules allow, round robin."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import Barriers, Rules, barred
from services.matcher.jit import compiled

CHOICES = 24
_LOOKED_AT = 4096


def spread(rules: Rules, short: Integers, *, residual: Integers) -> tuple[Integers, Integers]:
    """Propose partners to some people, first those who can take more introductions.

    Round robin, so that the same few are not proposed to everyone.

    Args:
        rules: what is never allowed, among n people.
        short: positions of the people who need partners, ascending.
        residual: (n,), introductions that each could still get, at most.

    Returns:
        Positions a < b, (m,) each, unique, sorted; `CHOICES` partners for each of the short,
        as far as the rules allow and they are found among the next `_LOOKED_AT`.
    """
    people = len(rules.industry)
    chosen = np.full((len(short), CHOICES), -1, dtype=np.int32)
    can_take, full = (np.flatnonzero(x).astype(np.int32) for x in (residual > 0, residual <= 0))
    _choose(rules.barriers, short, (can_take, full), chosen)
    rows, at = np.nonzero(chosen >= 0)
    one, other = short[rows].astype(np.int64), chosen[rows, at].astype(np.int64)
    codes = np.unique(np.minimum(one, other) * people + np.maximum(one, other))
    return (codes // people).astype(np.int32), (codes % people).astype(np.int32)


@compiled
def _choose(
    barriers: Barriers, short: Integers, rings: tuple[Integers, Integers], chosen: Integers
) -> None:
    """Walk round those who can take more, then round the others, each seeker from a start apart."""
    for seeker in range(short.size):
        found = 0
        for ring in rings:
            for step in range(min(ring.size, _LOOKED_AT)):
                if found == CHOICES:
                    break
                other = ring[(seeker * CHOICES + step) % ring.size]
                if not barred(barriers, short[seeker], other):
                    chosen[seeker, found] = other
                    found += 1
