"""What of a company's name is its legal form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

from shared.text.folding import LETTER, fold
from shared.text.general_words import is_distinctive
from shared.text.word_file import read_sections

_LISTED: Final = list(chain.from_iterable(read_sections("legal_forms.txt").values()))
_UNSPACED: Final = {form for label, form in _LISTED if "attached" in label}
_ATTACHED: Final = "|".join(sorted(_UNSPACED | set(map(fold, _UNSPACED)), key=len, reverse=True))
_DOTTED: Final = rf"[^\W\d_](?:[./][^\W\d_](?!{LETTER}))+"
_PIECE: Final = re.compile(rf"{_ATTACHED}|{_DOTTED}|(?:(?!{_ATTACHED}){LETTER})+")
_DOTS: Final = str.maketrans("", "", "./")


class Piece(NamedTuple):
    """A folded word of a name, and where it stands there; "S.p.A." is one, as is "SpA"."""

    word: str
    start: int
    end: int


def pieces(name: str) -> list[Piece]:
    """Split a company's name into the words that legal forms are made of."""
    return [
        Piece(fold(found[0].translate(_DOTS)), found.start(), found.end())
        for found in _PIECE.finditer(name)
    ]


def _forms(*labels: str) -> frozenset[tuple[str, ...]]:
    listed = (form for label, form in _LISTED if label in labels)
    return frozenset(tuple(piece.word for piece in pieces(form)) for form in listed)


_BEHIND: Final = _forms("", "attached", "attached behind")
_BEFORE: Final = _forms("before", "attached")
_LONGEST: Final = max(map(len, _BEHIND | _BEFORE))


def is_legal_form(word: str) -> bool:
    """Tell whether a folded word alone is a legal form."""
    return (word,) in _BEHIND


def form_at_end(words: Sequence[str]) -> int:
    """Count the words at the end that are a legal form, if any are left before it."""
    return next((size for size in _sizes(words) if _stands_behind(words[-size:])), 0)


def form_before(words: Sequence[str]) -> int:
    """Count the words at the beginning that are a legal form, if a name is left behind it."""
    return next((size for size in _sizes(words) if _stands_before(words, size)), 0)


def _stands_behind(words: Sequence[str]) -> bool:
    return tuple(words) in _BEHIND or (_are_letters(words) and is_legal_form("".join(words)))


def _are_letters(words: Sequence[str]) -> bool:
    return all(len(word) == 1 for word in words)


def _stands_before(words: Sequence[str], size: int) -> bool:
    return tuple(words[:size]) in _BEFORE and is_distinctive(words[size:])


def _sizes(words: Sequence[str]) -> range:
    return range(min(_LONGEST, len(words) - 1), 0, -1)
