"""The names of columns, told from the cells below them."""

from __future__ import annotations

import re
from typing import Final

from services.intake.rosters.vocabulary.word_lists import listed

_QUESTION: Final = re.compile(r"[^\n@]{6,300}[?\uff1f][\s*:)]*")
_BETWEEN_WORDS: Final = re.compile(r"[^\w-]+|(?<=[a-z])(?=[A-Z])|_")
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 6


def is_header_name(text: str) -> bool:
    """Tell whether a text is the name of a column that rosters have.

    This only tells names from data; what a name means takes far more words, among them many
    that data have as well.

    Args:
        text: one cell.

    Returns:
        Whether it is a question, or short and begins or ends with a word that rosters use.
    """
    if _QUESTION.fullmatch(text):
        return True
    if len(text) > _LONGEST_NAME:
        return False
    words = [word.lower() for word in _BETWEEN_WORDS.split(text) if word]
    if not words or len(words) > _MOST_WORDS:
        return False
    known = not listed("header words").isdisjoint({words[0], words[-1]})
    return known or any(word in text for word in listed("header words unspaced"))
