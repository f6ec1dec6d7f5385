"""How high titles stand, to see after the fact whether that decided anything."""

from __future__ import annotations

from typing import Literal

from shared.titles import Rank, rank

Seniority = Literal["executive", "senior", "mid", "junior", "student", "unknown"]

_NAMES: dict[Rank | None, Seniority] = {
    Rank.EXECUTIVE: "executive",
    Rank.SENIOR: "senior",
    Rank.MID: "mid",
    Rank.JUNIOR: "junior",
    Rank.STUDENT: "student",
    None: "unknown",
}


def seniority(title: str) -> Seniority:
    """Tell a title's level, for parity figures alone.

    Args:
        title: as the contact has it.

    Returns:
        The level of the highest of its parts; "unknown" where no part is a known title.
    """
    return _NAMES[rank(title)]
