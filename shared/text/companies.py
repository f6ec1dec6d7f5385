"""Company names: which of them mean one company, and what they say in general."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from shared.text.folding import fold, in_latin, without_apostrophes
from shared.text.general_words import LISTS, is_distinctive, listed, sector
from shared.text.legal_forms import form_at_end, form_before, pieces

_LONGEST_NAME: Final = 500
_BRACKET: Final = re.compile(r"\([^()]{0,200}\)")
_MARKS: Final = str.maketrans({"&": " and ", "+": " and ", "\u2122": " ", "\u2120": " "})
_EDGE: Final = " ,.&-(\"'\u00ab\u00bb\u201c\u201d\u201e"
_AND: Final = listed("And")
_STRUCTURE: Final = listed("Structure")
_STRUCTURE_BEFORE: Final = listed("Structure before")


def company_key(name: str) -> str:
    """Reduce a company's name to what all its spellings share, to compare and to hash it.

    Args:
        name: as a roster has it.

    Returns:
        Letters and digits, without a space; "" where the name says that there is no company.
    """
    spelled = [in_latin(word) for word in company_words(name)]
    spelled[1:-1] = ["and" if word in _AND else word for word in spelled[1:-1]]
    key = fold("".join(spelled))
    return "" if key in _NO_COMPANY else key


@lru_cache(maxsize=1 << 12)
def company_words(name: str) -> tuple[str, ...]:
    """List the words of a company's name that are its own.

    Args:
        name: as a roster has it.

    Returns:
        Folded words without legal form, article, and what stands in parentheses; none where
        the name says that there is no company.
    """
    plain = _plain(name)
    said = _split(_BRACKET.sub(" ", plain)) or _split(plain)
    if "".join(said) in _NO_COMPANY:
        return ()
    own = _trimmed(said)
    return tuple(said if "".join(own) in _NO_COMPANY else own)


def without_legal_form(name: str) -> str:
    """Write a company's name without its legal form, otherwise as it is.

    Args:
        name: as a roster has it.

    Returns:
        The name behind a legal form, before another one, or between two.
    """
    found = pieces(name)
    start, end = 0, len(found)
    while True:
        words = [piece.word for piece in found[start:end]]
        if size := form_at_end(words):
            end -= size
        elif size := form_before(words):
            start += size
        else:
            break
    if end - start == len(found):
        return name.strip()
    first = found[start].start if start else 0
    last = found[end].start if end < len(found) else len(name)
    return name[first:last].strip(_EDGE)


@lru_cache(maxsize=1 << 12)
def employer_hint(name: str) -> str:
    """Say what sort of place a company is by the generic words of its name.

    Args:
        name: as a roster has it.

    Returns:
        Plain English words in the order of the name, each once; "" if it holds none.
    """
    if not company_words(name):
        return ""
    hints = map(sector, _split(_plain(name)))
    return " ".join(dict.fromkeys(hint for hint in hints if hint))


def _plain(name: str) -> str:
    return without_apostrophes(fold(name[:_LONGEST_NAME].translate(_MARKS)))


def _split(text: str) -> list[str]:
    return [piece.word for piece in pieces(text)]


def _trimmed(words: Sequence[str]) -> Sequence[str]:
    while len(words) > 1:
        if size := form_at_end(words) or _ending(words):
            words = words[:-size]
        elif size := form_before(words) or _beginning(words):
            words = words[size:]
        else:
            break
    return words


def _ending(words: Sequence[str]) -> int:
    """Count the last word if it is a leftover, or says only how a company is held."""
    return words[-1] in {"and", "the"} or (words[-1] in _STRUCTURE and is_distinctive(words[:-1]))


def _beginning(words: Sequence[str]) -> int:
    """Count the first word if it is an article, or says only how a company is held."""
    return words[0] == "the" or (words[0] in _STRUCTURE_BEFORE and is_distinctive(words[1:]))


_NO_COMPANY: Final = frozenset("".join(_split(entry)) for _, entry in LISTS["No company"])
