"""One spelling for every way to write the same words."""

# ruff: noqa: RUF001 - the dotless i is a letter of Turkish
from __future__ import annotations

import re
import unicodedata
from typing import Final

FIRST_UNSPACED: Final = "\u2e80"
"""From here on, scripts put no spaces between words."""

_LONGEST: Final = 300
_CAMEL: Final = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z])(?=ID\b)"
)
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_SPELLINGS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "#": " number "}
)


def folded_words(text: str) -> str:
    """Reduce a text to lower-case words without accents, punctuation or CamelCase.

    Args:
        text: a header or a short cell; only its first characters count.

    Returns:
        The words with one space between them; folding them again changes nothing.
    """
    split = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", split.casefold()))
    joined = unicodedata.normalize("NFC", bare).translate(_SPELLINGS)
    return _BETWEEN_WORDS.sub(" ", joined).strip()
