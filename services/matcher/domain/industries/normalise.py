"""Brings labels that differ only in spelling to one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from shared.text import fold, without_apostrophes

_CODE: Final = re.compile(
    r"^\s*(?:(?:naics|nace|isic|sic|sni|wz|noga|gics)(?:\s*rev\.?\s*\d+)?\b[\s:.-]*)?"
    r"(?:[a-u]?\d{1,8}(?:[.\-/]\d+)*(?:[\s:.)-]+|$)|[a-u]\s*[-:.)]\s+)",
)
_TRAILING_CODE: Final = re.compile(r"[(\[]\s*(?:[a-z]{2,5}\s*)?[a-u]?\d[\d.\-/]*\s*[)\]]\s*$")
_WORD: Final = re.compile(r"[^\W_]+")
_SEPARATOR: Final = re.compile(
    r"\s*(?:[/;|,\u3001\uff0f\u30fb>]|\s[-\u2013\u2014]\s|&|\+|\band\b)\s*",
)
_SHORT: Final = 3  # "gas" and "bus" are no plurals

_PLURALS: Final = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))
_SPELLINGS: Final = {
    "defence": "defense",
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "tyre": "tire",
    "aluminium": "aluminum",
    "jewellery": "jewelry",
    "theatre": "theater",
    "fibre": "fiber",
    "mould": "mold",
    "labour": "labor",
    "specialised": "specialized",
    "specialty": "special",
    "colour": "color",
    "svc": "service",
    "svcs": "service",
    "mfg": "manufacturing",
    "mgmt": "management",
    "govt": "government",
    "telecomm": "telecom",
    "intl": "international",
}


def _listed(block: str) -> frozenset[str]:
    return frozenset(block.split())


_LINKING: Final = _listed(
    """
    and of the for in on to an und et de der die des la le en
    """,
)
_EMPTY: Final = _listed(
    """
    industry industrie industria sector sektor secteur setor settore branche field domain
    service services other misc miscellaneous various general activity company firm provider
    product nec related allied except all any non technology tech manufacture manufacturing
    manufacturer producer production maker supplier group corporate professional global
    solution agency operation organization system vertical space
    """,
)
_JUNK: Final = _listed(
    """
    other others none na nil null unknown various misc miscellaneous tbd tba tbc todo test
    testing student students pupil unemployed retired selfemployed freelance freelancer
    personal private independent general diverse divers sonstige sonstiges andere autre autres
    otro otros outro outros altro altri overig overige multiple many several mixed all any
    anything everything yes no ok x xx xxx asdf nothing unspecified undefined undisclosed
    confidential notapplicable notspecified notlisted notsure noneoftheabove idontknow dontknow
    prefernottosay job work employee employer industry industries sector company business
    services service products jobseeker betweenjobs lookingforwork homemaker その他 其他 なし 無
    """,
)


def bare(text: str) -> str:
    """Reduce a text to its bare letters: folded, and without apostrophes."""
    return without_apostrophes(fold(text))


def words(label: str) -> tuple[str, ...]:
    """Split a label into its words: without codes and linking words, in the singular."""
    folded = _TRAILING_CODE.sub("", bare(label))
    uncoded = _CODE.sub("", folded) or folded
    return tuple(_singular(word) for word in _WORD.findall(uncoded) if word not in _LINKING)


def keys(label: str) -> Iterator[str]:
    """Yield the forms under which a label is looked up, the strictest first."""
    spoken = words(label)
    core = tuple(word for word in spoken if word not in _EMPTY)
    yield "".join(spoken)
    yield "".join(core)
    yield "+".join(sorted(core))


def parts(label: str) -> Sequence[str]:
    """Split a label that lists several industries; one part where it lists none."""
    return [part for part in _SEPARATOR.split(bare(label)) if part]


def is_junk(label: str) -> bool:
    """Tell whether a label says nothing about an industry."""
    spoken = words(label)
    letters = "".join(spoken)
    if letters.isascii() and (len(letters) == 1 or not any(map(str.isalpha, letters))):
        return True
    return letters in _JUNK or all(word in _JUNK for word in spoken)


def _singular(word: str) -> str:
    word = _spelt(word)
    if len(word) <= _SHORT or word == "securities" or not word.isascii():
        return word
    for ending, instead in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return _spelt(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _spelt(word[:-1])
    return word


def _spelt(word: str) -> str:
    return _SPELLINGS.get(word, word)
