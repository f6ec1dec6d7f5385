"""Cleans a file's cells of what programs leave in them, before anybody knows their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.intake.rosters.vocabulary.invisible import INVISIBLE

_LONGEST_BLANK = 7
_BLANKS = frozenset({"-", "--", "\u2013", "\u2014", "n/a", "#n/a", "nan", "none", "null"})
"""What people and programs write into a cell that they leave empty, in lower case."""

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_OTHER_SPACE = re.compile("[\t\xa0\u2007\u202f]")


def clean_cell(text: str) -> str:
    """Strip a cell of what nobody can see, and empty one that only says that it is empty.

    Line breaks within a cell are kept, as newlines.

    Args:
        text: as written in the file.

    Returns:
        The text that a person sees, or "".
    """
    text = text.strip()
    if not text.isprintable():
        text = _LINE_BREAK.sub("\n", text)
        text = _OTHER_SPACE.sub(" ", INVISIBLE.sub("", text)).strip()
    if len(text) < _LONGEST_BLANK and text.lower() in _BLANKS and not _is_namesake(text):
        return ""
    return text


def _is_namesake(text: str) -> bool:
    """Tell "Nan" and "None", which may be names of people; their columns are not known yet."""
    return text.isalpha() and text.istitle()


def clean_row(cells: Iterable[str]) -> tuple[str, ...]:
    """Clean every cell, and drop the empty ones at the end.

    Args:
        cells: one row as written.

    Returns:
        The cells up to the last that says something.
    """
    cleaned = [clean_cell(cell) for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return tuple(cleaned)
