"""Finds unheard-of titles by where they are held: `is Grand Vizier at` a company that is gone."""

from __future__ import annotations

from collections.abc import Sequence

from shared.titles.lexicon import (
    ARTICLES,
    BOUNDARIES,
    FUNCTIONS,
    JOINS,
    OF,
    OF_IN_SOME_PLACES,
    RANKS,
    TYING,
)
from shared.titles.tokens import Span, Tokens

_REACH = 8
_LONGEST = 24
_AT = frozenset({"at", "@"})
_INSIDE = frozenset({"and", "&", "of", "-", "/"})
_INSIDE_OPENING = (
    _INSIDE | OF | OF_IN_SOME_PLACES | JOINS | ARTICLES | {"(", ")", ".", ":", "'", "at"}
)
_SUBJECT = frozenset({"of", "in", "for", "to"})
_AGENTS = (
    "er", "or", "ist", "ian", "eer", "ant", "ent", "man", "woman", "ess", "eur", "euse", "yst",
    "aut",
)  # fmt: skip


def employed(tokens: Tokens, found: Sequence[Span]) -> list[Span]:
    """Find what somebody is at a company that was taken out of the sentence.

    Args:
        tokens: a sentence.
        found: the titles in it that are known.

    Returns:
        Whatever is tied to somebody and held there, and whatever opens the sentence, if it
        reads as a title.
    """
    spans: list[Span] = []
    if "" not in tokens.lows:
        return spans
    for at in range(1, len(tokens) - 1):
        if tokens.lows[at] in _AT and not tokens.lows[at + 1]:
            spans += [*_tied(tokens, at), *_opening(tokens, at, found)]
    return spans


def _tied(tokens: Tokens, end: int) -> list[Span]:
    start = end
    while start > end - _REACH and _may_be_inside(tokens.low(start - 1)):
        start -= 1
    tie = start - 1 - (tokens.low(start - 1) in ARTICLES)
    held = start < end and (tokens.low(tie) in TYING or tokens.low(tie) in {"is", "was"})
    return [Span(start, end)] if held else []


def _may_be_inside(low: str) -> bool:
    return low in _INSIDE or (low not in BOUNDARIES and low.isalpha())


def _opening(tokens: Tokens, end: int, found: Sequence[Span]) -> list[Span]:
    start = 2 if len(tokens) > 1 and tokens.lows[:2] == ["", ","] else 0
    words = tokens.lows[start:end]
    if len(words) > _LONGEST or not all(map(_may_be_inside_opening, words)):
        return []
    return [Span(start, end)] if _reads_as_title(tokens, start, end, found) else []


def _may_be_inside_opening(low: str) -> bool:
    doing = low.endswith("ing") and low not in FUNCTIONS and low not in RANKS
    return low in _INSIDE_OPENING or (low not in BOUNDARIES and low != "" and not doing)


def _reads_as_title(tokens: Tokens, start: int, end: int, found: Sequence[Span]) -> bool:
    if any(start <= span.start < end for span in found):
        return True
    subject = (at for at in range(start, end) if tokens.lows[at] in _SUBJECT)
    noun = next(subject, end) - 1
    named = [at for at in range(start, noun + 1) if tokens.lows[at].isalpha()]
    if not named:
        return False
    last = tokens.lows[named[-1]]
    if last.endswith(_AGENTS) or last in RANKS:
        return True
    return len(named) > 1 and all(map(tokens.capital, named))
