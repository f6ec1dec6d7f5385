"""Tells the languages in Latin script apart: by English's small words, or else by lingua."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lingua import LanguageDetector

ENGLISH: Final = "English"

_NAMES: Final = {
    "BOKMAL": "Norwegian",
    "INDONESIAN": "Indonesian or Malay",
    **{
        name.upper(): name
        for name in (
            ENGLISH, "Catalan", "Croatian", "Czech", "Danish", "Dutch", "Estonian", "Finnish",
            "French", "German", "Hungarian", "Italian", "Latvian", "Lithuanian", "Polish",
            "Portuguese", "Romanian", "Slovak", "Slovene", "Spanish", "Swedish", "Turkish",
            "Vietnamese",
        )
    },
}  # fmt: skip
"""The languages that are told, by lingua's names; each more costs memory, and is mistaken."""

_ONLY_ENGLISH: Final = frozenset(
    """the and with that this from which their they our your you how who about were been what
    through other between looking working learning sharing""".split()  # noqa: SIM905  # a list of bare words reads better
)
_ONE_IN: Final = 15  # words
_FEWEST_LETTERS: Final = 24
_LEAST_ODDS: Final = 1e6
_ODDS_OF_TEN_LETTERS: Final = 10.0
_SMALLEST: Final = 1e-300
_SURE: Final = 0.6
_CAPITAL: Final = "German"  # writes every noun with a capital
_FEWEST_SMALL: Final = 12
_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = re.compile(r"\b[^\W\dA-Z_][^\W\d_]*")
_INNER: Final = re.compile(r"(?<=\w )[^\W\d_]{4,}")


def latin_language(text: str) -> str | None:
    """Name the language of a text in Latin script.

    Args:
        text: of some 200 characters at most.

    Returns:
        The name, or two joined by "or"; None where there is too little to judge, or what is
        foreign may be names.
    """
    words = _WORD.findall(text)
    english = sum(word.lower() in _ONLY_ENGLISH for word in words)
    if english and english * _ONE_IN >= len(words):
        return ENGLISH
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return None
    (language, share), (second, _), *_ = found = _likeliest(text)
    if language == ENGLISH:
        return ENGLISH
    odds = share / max(dict(found)[ENGLISH], _SMALLEST)
    if odds < max(_LEAST_ODDS, _ODDS_OF_TEN_LETTERS ** (letters / 10)):
        return None
    if _may_be_names(text, language):
        return None
    return language if share >= _SURE else f"{language} or {second}"


def _may_be_names(text: str, language: str) -> bool:
    """Tell whether most inner words have capitals, or what has none sounds English."""
    inner = _INNER.findall(text)
    if language != _CAPITAL and 2 * sum(word[0].isupper() for word in inner) > len(inner):
        return True
    small = " ".join(_SMALL.findall(text))
    shares = dict(_likeliest(small))
    return len(small) >= _FEWEST_SMALL and shares[ENGLISH] > shares[language]


def _likeliest(text: str) -> list[tuple[str, float]]:
    found = _detector().compute_language_confidence_values(text)
    return [(_NAMES[one.language.name], one.value) for one in found]


@cache
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in _NAMES]
    builder = LanguageDetectorBuilder.from_languages(*languages)
    return builder.with_low_accuracy_mode().build()
