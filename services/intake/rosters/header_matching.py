"""Reads what a header's words say, in whatever language and spelling."""

# ruff: noqa: RUF001 - the dotless i is a letter of Turkish
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from services.intake.rosters import header_words, other_words

_LONGEST: Final = 300
_CAMEL: Final = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z])(?=ID\b)"
)
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_SPELLINGS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "#": " number "}
)
_FIRST_UNSPACED: Final = "\u2e80"  # from here on, scripts put no spaces between words
_SHORT: Final = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a header may mean, and how strongly its words say so."""

    meaning: str
    score: float
    words: str


def plain(text: str) -> str:
    """Reduce a header to lower-case words without accents, punctuation or CamelCase."""
    split = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", split.casefold()))
    joined = unicodedata.normalize("NFC", bare).translate(_SPELLINGS)
    return _BETWEEN_WORDS.sub(" ", joined).strip()


@lru_cache(maxsize=4096)
def readings(header: str) -> tuple[Reading, ...]:
    """List what a header may mean, the best first; what must be kept secret wins a draw."""
    text = plain(header)
    found = [
        Reading(meaning, score, words)
        for meaning, patterns in _patterns().items()
        for score, words in [_strongest(text, patterns)]
        if score
    ]
    return tuple(sorted(found, key=lambda reading: -reading.score))


def speaks_of(group: str, header: str) -> bool:
    """Tell whether a header has a word of a group, such as the buyer's or the meetings'."""
    return bool(_groups()[group].search(plain(header)))


def bare_words(header: str) -> str:
    """Leave of a header what is neither a filler nor whose it is."""
    words = plain(header)
    for group in ("attendee", "buyer", "others", "filler"):
        words = _groups()[group].sub(" ", words)
    return " ".join(words.split())


def _strongest(text: str, patterns: Mapping[int, re.Pattern[str]]) -> tuple[float, str]:
    kept = max(1, len(bare_words(text)))
    best = (0.0, "")
    for strength, pattern in patterns.items():
        if strength == 1 and text.count(" ") >= _SHORT:
            continue
        for match in pattern.finditer(text):
            words = match.group()
            score = 10 * strength + 3 * _length(words) + 4 * min(1.0, len(words) / kept)
            best = max(best, (score, words))
    return best


def _length(words: str) -> float:
    if words[0] >= _FIRST_UNSPACED:
        return min(2.0, 0.5 + len(words) / 4)
    return min(4, 1 + words.count(" "))


@cache
def _patterns() -> Mapping[str, Mapping[int, re.Pattern[str]]]:
    words = {**other_words.WORDS, **header_words.WORDS}
    return {
        meaning: {strength: compiled(listed) for strength, listed in by_strength.items()}
        for meaning, by_strength in words.items()
    }


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    return {
        "attendee": compiled(other_words.ATTENDEE),
        "buyer": compiled(other_words.BUYER),
        "others": compiled(other_words.OTHERS),
        "session": compiled(other_words.SESSION),
        "meeting": compiled(other_words.MEETING),
        "quantity": compiled(other_words.QUANTITY),
        "filler": compiled(other_words.FILLER),
    }


def compiled(listed: str) -> re.Pattern[str]:
    """Build one pattern, longest words first, out of a list separated by commas."""
    phrases = {plain_phrase(phrase) for phrase in listed.split(",")} - {""}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(_expression(phrase) for phrase in ordered))


def plain_phrase(phrase: str) -> str:
    """Reduce a listed phrase to plain words, with its marks where they were."""
    mark = "=" if phrase.strip().startswith("=") else ""
    ending = "*" if phrase.strip().endswith("*") else ""
    words = plain(phrase)
    return f"{mark}{words}{ending}" if words else ""


def _expression(phrase: str) -> str:
    words = re.escape(phrase.strip("=*"))
    if phrase.startswith("="):
        return rf"^{words}$"
    if phrase.strip("=*")[0] >= _FIRST_UNSPACED:
        return words
    return rf"\b{words}\w*" if phrase.endswith("*") else rf"\b{words}\b"
