"""How high titles stand; known after the fact alone, never for matching."""

from __future__ import annotations

from enum import IntEnum


class Rank(IntEnum):
    """How high a title stands in a hierarchy; never used for matching."""

    STUDENT = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    EXECUTIVE = 4
