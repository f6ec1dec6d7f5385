"""Words of company names that many companies share, and what sort of place they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.text.folding import fold
from shared.text.word_file import read_sections

LISTS: Final = read_sections("company_words.txt")
"""The sections of the list of words."""


def listed(section: str) -> frozenset[str]:
    """Give the words of a section, folded."""
    return frozenset(fold(entry) for _, entry in LISTS[section])


_SECTORS: Final = {fold(word): sector for sector, word in LISTS["Sectors"]}
_SECTOR_ENDINGS: Final = [(fold(end), sector) for sector, end in LISTS["Sector endings"]]
_GENERAL: Final = _SECTORS.keys() | listed("General") | listed("Structure") | listed("And")


def sector(word: str) -> str:
    """Say in plain English what sort of place a folded word tells of; "" if of none."""
    known = _SECTORS.get(word)
    if known is not None:
        return known
    return next((sector for end, sector in _SECTOR_ENDINGS if word.endswith(end)), "")


def is_distinctive(words: Iterable[str]) -> bool:
    """Tell whether any folded word may be a company's own."""
    return any(len(word) > 1 and word not in _GENERAL for word in words)
