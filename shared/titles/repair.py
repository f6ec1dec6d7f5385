"""Puts a sentence together again from what stayed, without the stumps of what went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from shared.titles.lexicon import DANGLING, LEADS, NEEDING, NOT_GIVEN, SCAFFOLD
from shared.titles.tokens import Span, Tokens

_GAP, _END = -1, -2
_ENDS = frozenset(".!?")
_CLOSING = frozenset(",.;:!?)]}\u2026")
_SEPARATING = frozenset("|/;\u00b7\u2022\u2013\u2014")
_CLAUSE_MARKS = frozenset(",;")
_DASHES = frozenset("-\u2013\u2014")
_LASTING = frozenset(".!?()")
_OPENING = frozenset("([{")

Words = list[int]
"""Places of what is left, in order; `_GAP` where something went."""


def repair(tokens: Tokens, gone: Iterable[Span]) -> str:
    """Write out what stays of a sentence from which something went.

    Besides, the words go that led up to a gap and say nothing, and the whole sentence if
    nothing else is left.

    Args:
        tokens: a sentence; gaps in it went already.
        gone: what of it goes besides.

    Returns:
        What is left, single spaces between its words; "" if it says nothing.
    """
    left = tokens.without(gone)
    words = _as_one_gap([at if low else _GAP for at, low in enumerate(left.lows)])
    for dropping in (_empty_clauses, _lead, _stumps):
        words = dropping(left, words)
    return _joined(left, words) if _says_something(left, words) else ""


@lru_cache(maxsize=1 << 16)
def _is_said(low: str) -> bool:
    return any(map(str.isalpha, low)) and low not in SCAFFOLD


def _says_something(tokens: Tokens, words: Words) -> bool:
    return any(at >= 0 and _is_said(tokens.lows[at]) for at in words)


def _as_one_gap(words: Words) -> Words:
    return [at for before, at in pairwise((0, *words)) if at != _GAP or before != _GAP]


def _empty_clauses(tokens: Tokens, words: Words) -> Words:
    """Drop the clauses from which something went and in which nothing is left."""
    kept: Words = []
    for clause in _clauses(tokens, words):
        if _GAP in clause and not _says_something(tokens, clause):
            kept += [_GAP, *_lasting(tokens, clause)]
        else:
            kept += clause
    return _as_one_gap(kept)


def _lasting(tokens: Tokens, clause: Words) -> Words:
    """Find the marks that belong to what stands around a clause."""
    marks = [at for at in clause if at != _GAP and tokens.lows[at] in _LASTING]
    whole = {"(", ")"} <= {tokens.lows[at] for at in marks}
    return [at for at in marks if not whole or tokens.lows[at] in _ENDS]


def _clauses(tokens: Tokens, words: Words) -> Iterator[Words]:
    start = 0
    for place, at in enumerate(words[1:], 1):
        if at < 0:
            continue
        low, behind = tokens.lows[at], words[place + 1 : place + 2]
        apart = tokens.spaced(at) if low in _DASHES else low in _CLAUSE_MARKS
        if apart and (not behind or behind[0] == _GAP or tokens.spaced(behind[0])):
            yield words[start:place]
            start = place
    yield words[start:]


def _lead(tokens: Tokens, words: Words) -> Words:
    """Drop what leads to the first gap and what led on from it, if it says nothing."""
    first = words.index(_GAP)
    if _says_something(tokens, words[:first]):
        return words
    while first < len(words) and (words[first] == _GAP or tokens.lows[words[first]] in LEADS):
        first += 1
    return words[first:]


def _stumps(tokens: Tokens, words: Words) -> Words:
    """Drop the words and marks that lost their other half to a gap."""
    kept: Words = []
    open_gap = False
    for at in (*words, _END):
        low = tokens.low(at)
        closing = at == _END or low in _CLOSING or low in _SEPARATING
        if low in NOT_GIVEN:
            _drop_needing(tokens, kept)
        if open_gap and closing:
            bracket = _drop_dangling(tokens, kept)
            if (low == ")" and bracket) or (not kept and low not in _ENDS):
                continue
        kept.append(at)
        open_gap = at == _GAP or (open_gap and closing and low not in _ENDS)
    return kept


def _drop_needing(tokens: Tokens, kept: Words) -> None:
    """Drop words before a gap that need what went, and can't have what follows instead."""
    if not (kept and kept[-1] == _GAP):
        return
    while len(kept) > 1 and tokens.low(kept[-2]) in NEEDING:
        del kept[-2]


def _drop_dangling(tokens: Tokens, kept: Words) -> bool:
    """Drop words at the end that say nothing; tell whether a bracket was left open there."""
    while kept and (kept[-1] == _GAP or tokens.lows[kept[-1]] in DANGLING):
        if tokens.low(kept.pop()) == "(":
            return True
    return False


def _joined(tokens: Tokens, words: Words) -> str:
    text = ""
    gap = False
    for at in words:
        if at >= 0:
            low = tokens.lows[at]
            apart = tokens.spaced(at) or gap
            if gap and (low in _CLOSING or text[-1:] in _OPENING):
                apart = False
            text += " " * (apart and bool(text)) + tokens.text(at)
        gap = at == _GAP
    return text
