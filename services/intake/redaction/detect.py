"""Finds job titles among words by the nouns, ranks and functions that titles are made of."""

from __future__ import annotations

from functools import lru_cache

from services.intake.redaction.reaching import introduced
from services.intake.redaction.tokens import IDENTITY, TITLE, Phrasebook, Tokens, spellings
from services.intake.redaction.words import (
    AFTER,
    ARTICLES,
    BEFORE_OF,
    BOUNDARIES,
    COUNTING,
    KEEPING_SENIOR,
    STUDIES,
    TYING,
    VERBS,
)
from shared.titles import (
    ALWAYS,
    FUNCTIONS,
    LOOSE,
    LOWERING,
    OCCUPATIONS,
    PHRASES,
    RAISING,
    RANKS,
    SOMETIMES,
    TITLES,
    TOP,
    Rank,
    is_compound,
)

_CHIEF_REACH = 6
_WORK_REACH = 8
_ENDINGS = ("", "s", "es", "en", "n", "i", "in", "innen")
_OFFICES = frozenset({"head", "chair", "captain"})
_HEADS = frozenset({"heads", "chiefs", "leads"})
_INSIDE_CHIEF = frozenset({"and", "&", "of", "-", "/"})
_KNOWN = RANKS | FUNCTIONS
_HIGH = RAISING | LOWERING | TOP | {"vice", "deputy", "postdoctoral", "doctoral"}


def _kinds() -> dict[str, str]:
    kinds = {noun + "s": "sometimes many" for noun in (*SOMETIMES, *OCCUPATIONS, *ALWAYS)}
    kinds |= dict.fromkeys((*SOMETIMES, *OCCUPATIONS), "sometimes")
    for noun, rank in ALWAYS.items():
        endings = _ENDINGS if rank >= Rank.SENIOR or noun == "manager" else _ENDINGS[:1]
        kinds |= {noun + end: "always" for end in endings}
    return kinds | dict.fromkeys(LOOSE, "loose")


_KINDS = _kinds()
_WHOLE = (*PHRASES, *(tuple(" - ".join(p).split()) for p in PHRASES), *map(spellings, TITLES))
_MANY = tuple((*form[:-1], form[-1] + "s") for form in _WHOLE if len(form) > 1)
_PHRASEBOOK = Phrasebook((*_WHOLE, *_MANY))


def recognise(tokens: Tokens) -> None:
    """Mark the noun of every title among words as gone.

    Args:
        tokens: a line; its `fate` is changed.
    """
    phrases = {at: _PHRASEBOOK.end_at(tokens, at) for at in _PHRASEBOOK.starts_in(tokens)}
    nouns = {at for at, kind in enumerate(map(_kind, tokens.lows)) if kind}
    for at in sorted(nouns | phrases.keys()):
        if tokens.fate[at]:
            continue
        end = phrases.get(at, at)
        if end == at and _is_title(tokens, at):
            end = at + 1
        if end > at:
            tokens.mark(_chief(tokens, at), end, TITLE)
    if IDENTITY in tokens.fate:
        _mark_employed(tokens)


@lru_cache(maxsize=1 << 16)
def _kind(low: str) -> str:
    kind = _KINDS.get(low)
    return kind or ("always" if is_compound(low) else "")


def _is_title(tokens: Tokens, at: int) -> bool:
    low = tokens.lows[at]
    kind = _kind(low)
    if kind == "loose":
        return tokens.low(at + 1) not in KEEPING_SENIOR
    if kind == "sometimes many":
        before = tokens.low(at - 1)
        return before in _HIGH or before in STUDIES or (low in _HEADS and _leads_on(tokens, at))
    if kind == "sometimes":
        return _stands_as_title(tokens, at, low)
    return kind == "always"


def _mark_employed(tokens: Tokens) -> None:
    """Mark what somebody is at the own company, whatever it is: `is Grand Vizier at Acme`."""
    for at in range(2, len(tokens)):
        if tokens.fate[at] != IDENTITY or tokens.low(at - 1) != "at":
            continue
        start = at - 1
        while start > at - _WORK_REACH and _may_be_inside(tokens, start - 1):
            start -= 1
        tie = start - 1 - (tokens.low(start - 1) in ARTICLES)
        if start < at - 1 and (tokens.low(tie) in TYING or tokens.low(tie) in {"is", "was"}):
            tokens.mark(start, at - 1, TITLE)


def _may_be_inside(tokens: Tokens, at: int) -> bool:
    low = tokens.low(at)
    return low in _INSIDE_CHIEF or (low not in BOUNDARIES and low.isalpha())


def _stands_as_title(tokens: Tokens, at: int, low: str) -> bool:
    """Decide by its neighbours whether an everyday word is a title here."""
    if at and tokens.fate[at - 1] == TITLE:
        return True
    before = introduced(tokens, at)
    first, after = tokens.low(before), tokens.low(at + 1)
    article = first in ARTICLES
    tie = tokens.low(before - 1) if article else first
    if tie == "of" and tokens.low(before - 2) in BEFORE_OF:
        return True
    if low in VERBS and before == at - 1 and not tokens.capital(at):
        named = tie in TYING if article else first in {"as", "been"}
        return named or (after in {"of", "at"} and low in _OFFICES)
    if tie in TYING or (tokens.low(at - 1) in _KNOWN and low not in VERBS):
        return True
    if article and after and (tie in {"is", "was"} or tokens.capital(at)):
        return after in AFTER or after.endswith(("ing", "ed")) or tokens.capital(at + 1)
    return after in AFTER and first not in COUNTING


def _leads_on(tokens: Tokens, at: int) -> bool:
    return tokens.low(at + 1) == "of" and tokens.low(at - 1) not in {"two", "three", "many"}


def _chief(tokens: Tokens, at: int) -> int:
    """Find where `Chief ... Officer` begins; elsewhere the noun itself."""
    if not tokens.lows[at].startswith("officer"):
        return at
    for start in range(at - 1, max(-1, at - _CHIEF_REACH), -1):
        low = tokens.lows[start]
        if low == "chief":
            return start
        if not low.isalpha() and low not in _INSIDE_CHIEF:
            return at
    return at
