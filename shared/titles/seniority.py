"""How high a title stands, by its noun and what stands in front of it."""

from __future__ import annotations

import re

from shared.text import fold
from shared.titles.lexicon import (
    EVERYDAY_NOUNS,
    NOUNS,
    OCCUPATIONS,
    RAISING,
    TITLES,
    TOP,
    is_compound,
)
from shared.titles.ranking import Rank

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[,;/|&()+\u2013\u2014]| - | and | und | et | y | e ")
_WHOLE = {fold(title): rank for title, rank in TITLES.items()}
_SUBJECT = frozenset("of for to in de du der des di do da von van del della au aux".split())  # noqa: SIM905  # a list of bare words reads better


def rank(title: str) -> Rank | None:
    """Tell how high a title stands.

    Args:
        title: as written, in any of the languages of the lexicon.

    Returns:
        The highest rank among its parts, None when no part is a known title.
    """
    folded = fold(title).strip()
    if folded in _WHOLE:
        return _WHOLE[folded]
    ranks = [_part_rank(_WORD.findall(part)) for part in _PART.split(folded)]
    return max((found for found in ranks if found is not None), default=None)


def _part_rank(words: list[str]) -> Rank | None:
    subject = next((i for i, word in enumerate(words) if i and word in _SUBJECT), len(words))
    for at in range(subject - 1, -1, -1):
        base = _noun_rank(words[at])
        if base is not None:
            return _adjusted(base, words[at], frozenset(words[:at]))
    return None


def _noun_rank(word: str) -> Rank | None:
    for form in (word, word.removesuffix("s")):
        for nouns in (NOUNS, OCCUPATIONS, EVERYDAY_NOUNS):
            if form in nouns:
                return nouns[form]
    return Rank.MID if is_compound(word) else None


def _adjusted(base: Rank, noun: str, modifiers: frozenset[str]) -> Rank:
    if noun in {"assistant", "secretary", "student", "candidate"}:
        return Rank.JUNIOR if base is Rank.MID and "research" in modifiers else base
    if base is Rank.EXECUTIVE:
        return Rank.SENIOR if modifiers & {"assistant", "associate", "deputy"} else base
    if modifiers & (TOP - {"executive"}) or ("executive" in modifiers and base is Rank.SENIOR):
        return Rank.EXECUTIVE
    if base is Rank.STUDENT or base is Rank.JUNIOR:
        return base
    if modifiers & {"junior", "jr", "trainee", "graduate", "entry"}:
        return Rank.JUNIOR
    return _shifted(base, noun, modifiers)


def _shifted(base: Rank, noun: str, modifiers: frozenset[str]) -> Rank:
    if modifiers & RAISING:
        return Rank.SENIOR
    if noun == "professor" and "assistant" in modifiers:
        return Rank.MID
    if noun == "manager" and "assistant" in modifiers:
        return Rank.JUNIOR
    return base
