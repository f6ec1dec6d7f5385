"""Lets a title reach over all that belongs to it, and over the words that tie it to a person."""

from __future__ import annotations

from collections.abc import Sequence

from shared.titles.detect import kind
from shared.titles.expand_left import reach_left, reach_ties
from shared.titles.expand_right import reach_right
from shared.titles.lexicon import JOINS
from shared.titles.tokens import Span, Tokens, merged

_LONGEST_JOIN = 2


def expand(tokens: Tokens, found: Sequence[Span]) -> list[Span]:
    """Let the words around each title go that are of it, or mean nothing without it.

    Titles that only a conjunction or a mark separates become one, so that `Founder & CTO`
    leaves what `CTO` leaves. All of it depends on the words around a title only.

    Args:
        tokens: a sentence.
        found: what of it is a title for certain, in order.

    Returns:
        Spans in order, none over another.
    """
    spans: list[Span] = []
    around = tokens.without(found)
    for core in found:
        around.put_back(core, tokens)
        noun = tokens.lows[core.end - 1]
        start = reach_ties(around, reach_left(around, core.start))
        end = reach_right(around, core.end, noun, several=_several(noun))
        if spans and _only_joins(around, spans[-1].end, start):
            start = spans[-1].start
        spans.append(Span(start, end))
        around.take_out(core)
    return merged(spans)


def _several(noun: str) -> bool:
    return noun.endswith("s") and bool(kind(noun[:-1]))


def _only_joins(tokens: Tokens, start: int, end: int) -> bool:
    return end - start <= _LONGEST_JOIN and all(tokens.low(at) in JOINS for at in range(start, end))
