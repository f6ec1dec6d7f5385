"""Company names: which of them mean one company, and what they say in general."""

from __future__ import annotations

import re
from functools import lru_cache

from services.intake.domain.company_words import (
    ATTACHED_FORMS,
    CAREFUL_ENDINGS,
    LEGAL_FORMS,
    PLACEHOLDERS,
    SECTOR_ENDINGS,
    SECTORS,
)
from shared.titles import fold

_WORD = re.compile(r"[^\W_]+")
_BRACKET = re.compile(r"\([^()]{0,200}\)")
_LONGEST_FORM = max(map(len, LEGAL_FORMS))
_LONGEST_NAME = 500
_APOSTROPHES = str.maketrans("", "", "'\u2019\u2018`")
_ENDS = frozenset({"and", "the"})


@lru_cache(maxsize=1 << 12)
def company_base(name: str) -> str:
    """Reduce a company's name to what all its spellings share.

    Args:
        name: as a roster has it.

    Returns:
        Folded words without legal form, article, punctuation or what stands in parentheses;
        "" where the name says that there is no company.
    """
    folded = _plain(name)
    outside = _words(_BRACKET.sub(" ", folded)) or _words(folded)
    if " ".join(outside) in PLACEHOLDERS or not outside:
        return ""
    kept = _trimmed(outside)
    while len(kept) > 1 and kept[-1] in CAREFUL_ENDINGS:
        kept = _trimmed(kept[:-1])
    base = " ".join(kept)
    return "" if base in PLACEHOLDERS else base


def without_legal_form(name: str) -> str:
    """Write a company's name without its legal form, otherwise as it is.

    Args:
        name: as a roster has it.

    Returns:
        The name up to its legal form.
    """
    short = name.strip()
    while True:
        words = list(_WORD.finditer(short))
        found = [fold(word[0]) for word in words]
        end = _form_at_end(found)
        if not end or end == len(found):
            return short
        short = short[: words[-end].start()].rstrip(" ,.&-(")


@lru_cache(maxsize=1 << 12)
def employer_hint(name: str) -> str:
    """Say what sort of place a company is by the generic words of its name.

    Args:
        name: as a roster has it.

    Returns:
        Plain English words in the order of the name, each once; "" if it holds none.
    """
    if not company_base(name):
        return ""
    hints = (_sector(word) for word in _words(_plain(name)))
    return " ".join(dict.fromkeys(hint for hint in hints if hint))


def _plain(name: str) -> str:
    folded = fold(name[:_LONGEST_NAME]).replace("&", " and ").replace("+", " and ")
    for form in ATTACHED_FORMS:
        folded = folded.replace(form, " ")
    return folded.translate(_APOSTROPHES)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _trimmed(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while end := 1 if words[-1] in _ENDS else _form_at_end(words):
        if end >= len(words):
            break
        words = words[:-end]
    if len(words) > 1 and words[0] in {"pt", "ooo", "oao", "zao"}:
        words = words[1:]
    return words


def _form_at_end(words: list[str]) -> int:
    """Count the words at the end that are a legal form."""
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        if tuple(words[-size:]) in LEGAL_FORMS:
            return size
    return 0


def _sector(word: str) -> str:
    known = SECTORS.get(word)
    if known is not None:
        return known
    return next((hint for end, hint in SECTOR_ENDINGS if word.endswith(end)), "")
