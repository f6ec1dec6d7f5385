"""How high the words of titles stand."""

from __future__ import annotations

from enum import IntEnum

from shared.text import fold


class Rank(IntEnum):
    """How high a title stands in a hierarchy; never used for matching."""

    STUDENT = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    EXECUTIVE = 4


def ranked(words: dict[Rank, str]) -> dict[str, Rank]:
    """Map each folded word of some lines to the rank of its line."""
    return {word: rank for rank, line in words.items() for word in fold(line).split()}
