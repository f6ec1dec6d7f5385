"""Matches a header's words with the fields of a roster, in whatever language and spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, Literal, get_args

from services.intake.rosters.columns import header_spelling
from services.intake.rosters.roster import Field
from services.intake.rosters.vocabulary import folded_words, pattern_of, section_names
from services.intake.rosters.vocabulary.folding import FIRST_UNSPACED

Meaning = Literal["secret", "unused"] | Field
"""What a column holds: a field, something private, or nothing that introductions need."""

_MEANINGS: Final[tuple[Meaning, ...]] = ("secret", "unused", *get_args(Field))
_STRENGTHS: Final = {"certain": 3, "likely": 2, "alone": 1}
CERTAIN: Final = 30.0
_LIKELY: Final = 20.0
_SHORT: Final = 5
_FEW_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """One thing that a header may mean, and how strongly its words say so.

    `read_as` is the header without its typing errors, where it takes that to mean this.
    """

    meaning: Meaning
    score: float
    words: str
    read_as: str = ""


@lru_cache(maxsize=4096)
def match_header(header: str) -> tuple[HeaderMatch, ...]:
    """List what a header may mean, the best first; what must be kept secret wins a draw.

    A header that says something certain as it is written means that; only of others, and of
    misspelt secrets, typing errors are mended.
    """
    exact = _matches(folded_words(header))
    mended = _without_errors(header)
    return (mended, *exact) if mended and _is_better(mended, exact) else exact


def mentions(whom: str, header: str) -> bool:
    """Tell whether a header has a word for somebody or something, such as the buyer."""
    return bool(pattern_of(f"mentions {whom}").search(folded_words(header)))


def bare_words(header: str) -> str:
    """Leave of a header what is neither a stop word nor whose it is."""
    words = folded_words(header)
    for section in ("mentions attendee", "mentions buyer", "mentions others", "stop words"):
        words = pattern_of(section).sub(" ", words)
    return " ".join(words.split())


def _matches(text: str) -> tuple[HeaderMatch, ...]:
    found = [
        HeaderMatch(meaning, score, words)
        for meaning, patterns in _patterns().items()
        for score, words in [_strongest(text, patterns)]
        if score
    ]
    return tuple(sorted(found, key=lambda match: -match.score))


def _without_errors(header: str) -> HeaderMatch | None:
    """Find what a header means without its typing errors, if every way to mend them agrees."""
    words = folded_words(header).split()
    found = [
        replace(best, read_as=header_spelling.respelt(header, spelling))
        for spelling in header_spelling.spellings(header)
        for best in _matches(" ".join(spelling.get(word, word) for word in words))[:1]
        if not set(spelling.values()).isdisjoint(best.words.split())
    ]
    if len({match.meaning for match in found}) != 1 or found[0].meaning == "unused":
        return None
    best = max(found, key=lambda match: match.score)
    return best if best.score >= (_LIKELY if len(words) <= _FEW_WORDS else CERTAIN) else None


def _is_better(mended: HeaderMatch, exact: Sequence[HeaderMatch]) -> bool:
    if not exact:
        return True
    if mended.score < max(CERTAIN, exact[0].score):
        return False
    return exact[0].score < CERTAIN or mended.meaning == "secret"


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
