"""Partners for people whom nothing can be scored about: any that the rules allow, in turn."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import Barriers, Rules, barred

CHOICES = 24
_LOOKED_AT = 4096


def spread(rules: Rules, short: Integers, *, room: Integers) -> tuple[Integers, Integers]:
    """Propose partners to some people, those with places left first, and others in turn.

    Args:
        rules: what is never allowed, among n people.
        short: positions of the people who need partners, ascending.
        room: (n,), introductions that each could still get.

    Returns:
        Positions a < b, (m,) each, unique, sorted; `CHOICES` partners for each of the short,
        as far as the rules allow and they are found among the thousands next in turn.
    """
    people = len(rules.industry)
    chosen = np.full((len(short), CHOICES), -1, dtype=np.int32)
    rings = np.flatnonzero(room > 0).astype(np.int32), np.flatnonzero(room <= 0).astype(np.int32)
    _choose(rules.barriers, short, rings, chosen)
    rows, places = np.nonzero(chosen >= 0)
    one, other = short[rows].astype(np.int64), chosen[rows, places].astype(np.int64)
    codes = np.unique(np.minimum(one, other) * people + np.maximum(one, other))
    return (codes // people).astype(np.int32), (codes % people).astype(np.int32)


@compiled
def _choose(
    barriers: Barriers, short: Integers, rings: tuple[Integers, Integers], chosen: Integers
) -> None:
    """Walk round those with places left, then round the others, each from where one's turn is."""
    for turn in range(short.size):
        found = 0
        for ring in rings:
            for step in range(min(ring.size, _LOOKED_AT)):
                if found == CHOICES:
                    break
                other = ring[(turn * CHOICES + step) % ring.size]
                if not barred(barriers, short[turn], other):
                    chosen[turn, found] = other
                    found += 1
