"""Finds what of a line is a title for certain: its noun, or a phrase that is one."""

from __future__ import annotations

from functools import lru_cache

from shared.titles.employment import employed
from shared.titles.expand_left import introduced
from shared.titles.lexicon import (
    AFTER,
    ARTICLES,
    COUNTING,
    EVERYDAY_NOUNS,
    FUNCTIONS,
    KEEPING_SENIOR,
    LOOSE,
    LOWERING,
    NOUNS,
    OCCUPATIONS,
    PASTIMES,
    PHRASES,
    RAISING,
    RANKS,
    STUDIES,
    TITLES,
    TOP,
    TYING,
    VERBS,
    VOICES,
    is_compound,
)
from shared.titles.ranking import Rank
from shared.titles.tokens import Phrasebook, Span, Tokens, merged, spellings

_CHIEF_REACH = 6
_ENDINGS = ("", "s", "es", "en", "n", "i", "in", "innen")
_OFFICES = frozenset({"head", "chair", "captain"})
_INSIDE_CHIEF = frozenset({"and", "&", "of", "-", "/"})
_KNOWN = RANKS | FUNCTIONS
_HIGH = RAISING | LOWERING | TOP | {"vice", "deputy", "postdoctoral", "doctoral"}


def _kinds() -> dict[str, str]:
    kinds = {noun + "s": "several" for noun in (*EVERYDAY_NOUNS, *OCCUPATIONS, *NOUNS)}
    kinds |= dict.fromkeys((*EVERYDAY_NOUNS, *OCCUPATIONS), "everyday")
    for noun, rank in NOUNS.items():
        endings = _ENDINGS if rank >= Rank.SENIOR or noun == "manager" else _ENDINGS[:1]
        kinds |= {noun + end: "always" for end in endings}
    return kinds | dict.fromkeys(LOOSE, "loose")


_KINDS = _kinds()
_WHOLE = [*map(spellings, PHRASES), *map(spellings, TITLES)]
_WHOLE += [tuple(" - ".join(phrase).split()) for phrase in _WHOLE]
_MANY = [(*form[:-1], form[-1] + "s") for form in _WHOLE if len(form) > 1]
_PHRASEBOOK = Phrasebook((*_WHOLE, *_MANY))


def detect(tokens: Tokens) -> list[Span]:
    """Find the noun of every title, or more of it where more is certain.

    Args:
        tokens: a sentence.

    Returns:
        Spans in order, none over another.
    """
    found: list[Span] = []
    for at in [at for at, may in enumerate(map(_may_begin, tokens.lows)) if may]:
        last = found[-1].end if found else -1
        if at < last:
            continue
        end = _PHRASEBOOK.end(tokens, at)
        if end or is_title(tokens, at, behind_title=at == last):
            found.append(Span(_chief(tokens, at), end or at + 1))
    return merged([*found, *employed(tokens, found)])


@lru_cache(maxsize=1 << 16)
def _may_begin(low: str) -> bool:
    return bool(kind(low)) or _PHRASEBOOK.begins(low)


@lru_cache(maxsize=1 << 16)
def kind(low: str) -> str:
    """Say what sort of a title's noun a word may be: always one, everyday, several, loose; ""."""
    return _KINDS.get(low) or ("always" if is_compound(low) else "")


def is_title(tokens: Tokens, at: int, *, behind_title: bool = False) -> bool:
    """Tell whether the word at a place is the noun of a title there.

    Args:
        tokens: a sentence.
        at: the word's index.
        behind_title: a title ends directly in front of it.
    """
    low, before = tokens.lows[at], tokens.low(at - 1)
    match kind(low):
        case "always":
            return True
        case "loose":
            return tokens.low(at + 1) not in KEEPING_SENIOR
        case "several":
            return before in _HIGH or before in STUDIES
        case "everyday":
            return not _is_pastime(tokens, at) and (
                behind_title or _stands_as_title(tokens, at, low)
            )
        case _:
            return False


def _stands_as_title(tokens: Tokens, at: int, low: str) -> bool:
    """Decide by its neighbours whether an everyday word is a title here."""
    before = introduced(tokens, at)
    first, after = tokens.low(before), tokens.low(at + 1)
    article = first in ARTICLES
    tie = tokens.low(before - 1) if article else first
    if low in VERBS and before == at - 1 and not tokens.capital(at):
        named = tie in TYING if article else first in {"as", "been"}
        return named or (after in {"of", "at"} and low in _OFFICES)
    if tie in TYING or (tokens.low(at - 1) in _KNOWN and low not in VERBS):
        return True
    ended = after in AFTER or (after.endswith(("ing", "ed")) and after not in FUNCTIONS)
    if article and after and (tie in {"is", "was"} or tokens.capital(at)):
        return ended or tokens.capital(at + 1)
    return ended and first not in COUNTING


def _is_pastime(tokens: Tokens, at: int) -> bool:
    """Tell `a slow reader of sheet music` and `second soprano` from work."""
    words = tokens.lows[introduced(tokens, at) + 1 : at]
    part = tokens.lows[at] in VOICES and tokens.low(at - 1) in {"first", "second"}
    return part or not PASTIMES.isdisjoint(words)


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
