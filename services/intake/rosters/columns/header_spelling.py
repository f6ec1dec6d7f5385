"""Mends the typing errors of headers: "E-mial address", "Compnay", "Intrests"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import groupby, islice, product
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.intake.rosters.vocabulary import folded_words, listed, section_names
from services.intake.rosters.vocabulary.folding import FIRST_UNSPACED

_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_SPELLINGS: Final = 16
_SWAPPED: Final = 4
_DOUBLED: Final = 5
_DROPPED: Final = 6
_MISTYPED: Final = 7
"""How many letters a word must have for each kind of slip; a shorter one may well be another."""


def spellings(header: str) -> Iterator[dict[str, str]]:
    """Suggest what a header was meant to say where it has words that nobody knows.

    Args:
        header: as written.

    Yields:
        Words as folded in the header, to the words that they may be misspellings of; nothing
        where every word is known or like no other.
    """
    unknown = [word for word in dict.fromkeys(folded_words(header).split()) if _is_unknown(word)]
    found = {word: near for word in unknown if (near := _near(word))}
    if found:
        for spelling in islice(product(*found.values()), _MOST_SPELLINGS):
            yield dict(zip(found, spelling, strict=True))


def respelt(header: str, words: dict[str, str]) -> str:
    """Write a header as it was meant.

    Args:
        header: as written.
        words: as `spellings` gives them.
    """
    meant = _WORD.sub(partial(_replaced, words), header)
    if meant == header:  # words that stand together, as in CamelCase
        return " ".join(words.get(word, word) for word in folded_words(header).split())
    return meant


def _replaced(words: dict[str, str], found: re.Match[str]) -> str:
    written = found[0]
    meant = words.get(folded_words(written), written)
    return meant.upper() if written.isupper() else meant.title() if written.istitle() else meant


def _is_unknown(word: str) -> bool:
    return word.isalpha() and word[0] < FIRST_UNSPACED and not _is_known(word)


def _is_known(word: str) -> bool:
    words, beginnings = _known()
    return word in words or word.startswith(beginnings)


@lru_cache(maxsize=4096)
def _near(word: str) -> tuple[str, ...]:
    """List the words of headers that one slip of the fingers turns into this word."""
    if len(word) < _SWAPPED:
        return ()
    found = process.extract(word, _targets(), scorer=OSA.distance, score_cutoff=1, limit=None)
    return tuple(meant for meant, *_ in found if _is_slip(word, meant))


def _is_slip(word: str, meant: str) -> bool:
    """Tell a slip from another word, of two that one edit turns into each other."""
    if sorted(word) == sorted(meant):
        return True
    if (word[0], word[-1]) != (meant[0], meant[-1]):
        return False  # another ending is another form: "offered", "employee"
    if _undoubled(word) == _undoubled(meant):
        return len(word) >= _DOUBLED
    return len(word) >= (_DROPPED if len(word) < len(meant) else _MISTYPED)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """Collect every word of the vocabulary, and the beginnings that any ending may follow."""
    phrases = [phrase for section in section_names() for phrase in listed(section)]
    words = frozenset(word for phrase in phrases for word in folded_words(phrase).split())
    beginnings = {folded_words(phrase) for phrase in phrases if phrase.endswith("*")}
    return words, tuple(sorted(one for one in beginnings if " " not in one))


@cache
def _targets() -> tuple[str, ...]:
    """Collect the words that headers are known by."""
    sections = [section for section in section_names() if section.startswith("header ")]
    phrases = (phrase for section in sections for phrase in listed(section))
    words = {word for phrase in phrases for word in folded_words(phrase).split()}
    return tuple(sorted(word for word in words if word[0] < FIRST_UNSPACED))
