"""Matches a header's words with the fields of a roster, in whatever language and spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, get_args

from services.intake.rosters.roster import Field
from services.intake.rosters.vocabulary import folded_words, pattern_of, section_names
from services.intake.rosters.vocabulary.folding import FIRST_UNSPACED

Meaning = Literal["secret", "unused"] | Field
"""What a column holds: a field, something private, or nothing that introductions need."""

_MEANINGS: Final[tuple[Meaning, ...]] = ("secret", "unused", *get_args(Field))
_STRENGTHS: Final = {"certain": 3, "likely": 2, "alone": 1}
_SHORT: Final = 5


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """One thing that a header may mean, and how strongly its words say so."""

    meaning: Meaning
    score: float
    words: str


@lru_cache(maxsize=4096)
def match_header(header: str) -> tuple[HeaderMatch, ...]:
    """List what a header may mean, the best first; what must be kept secret wins a draw."""
    text = folded_words(header)
    found = [
        HeaderMatch(meaning, score, words)
        for meaning, patterns in _patterns().items()
        for score, words in [_strongest(text, patterns)]
        if score
    ]
    return tuple(sorted(found, key=lambda match: -match.score))


def mentions(whom: str, header: str) -> bool:
    """Tell whether a header has a word for somebody or something, such as the buyer."""
    return bool(pattern_of(f"mentions {whom}").search(folded_words(header)))


def bare_words(header: str) -> str:
    """Leave of a header what is neither a stop word nor whose it is."""
    words = folded_words(header)
    for section in ("mentions attendee", "mentions buyer", "mentions others", "stop words"):
        words = pattern_of(section).sub(" ", words)
    return " ".join(words.split())


def _strongest(text: str, patterns: Mapping[int, re.Pattern[str]]) -> tuple[float, str]:
    kept = max(1, len(bare_words(text)))
    best = (0.0, "")
    for strength, pattern in patterns.items():
        if strength == _STRENGTHS["alone"] and text.count(" ") >= _SHORT:
            continue
        for match in pattern.finditer(text):
            words = match.group()
            score = 10 * strength + 3 * _length(words) + 4 * min(1.0, len(words) / kept)
            best = max(best, (score, words))
    return best


def _length(words: str) -> float:
    if words[0] >= FIRST_UNSPACED:
        return min(2.0, 0.5 + len(words) / 4)
    return min(4, 1 + words.count(" "))


@cache
def _patterns() -> Mapping[Meaning, Mapping[int, re.Pattern[str]]]:
    return {
        meaning: {
            weight: pattern_of(section)
            for strength, weight in _STRENGTHS.items()
            if (section := f"header {meaning} {strength}") in section_names()
        }
        for meaning in _MEANINGS
    }
