"""A line of text as words and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from shared.text import fold

GAP = "\ue000"
"""Stands in a text where something was taken out."""

_TOKEN = re.compile(
    r" ?"
    r"(?:Ph\.? ?D\b|[ldLD]['\u2019](?=\w)|[^\W_]+"
    r"(?:['\u2019](?:s|S|m|re|ve|ll|d|t)(?![^\W_]))?|\S)"
)
_POSSESSIVE = ("'s", "\u2019s")
_ENDS = frozenset(".!?")
_NO_STOP_BEHIND = frozenset(
    "phd dr med eng prof asst assoc sr jr dir mr mrs ms st e.g i.e inc ltd pte vs co no".split()  # noqa: SIM905  # a list of bare words reads better
)


class Span(NamedTuple):
    """The tokens of [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of a line.

    `pieces` are as written, with the space before; `lows` are folded, and without that space
    and a possessive ending; "" where something was taken out.
    """

    pieces: list[str]
    lows: list[str]

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.lows)

    def text(self, at: int) -> str:
        """Give a token as written, without the space before."""
        return self.pieces[at].lstrip(" ")

    def capital(self, at: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text(at)[0].isupper()

    def spaced(self, at: int) -> bool:
        """Tell whether white space stands before a token."""
        return self.pieces[at][0] == " "

    def low(self, at: int) -> str:
        """Give the folded word at a place; "" outside the line or where something is gone."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def without(self, spans: Iterable[Span]) -> Tokens:
        """Take spans out; their places stay."""
        rest = Tokens(self.pieces.copy(), self.lows.copy())
        for span in spans:
            rest.take_out(span)
        return rest

    def take_out(self, span: Span) -> None:
        """Take a span out of these very tokens; its places stay."""
        start, end = span
        self.lows[start:end] = [""] * (end - start)
        self.pieces[start:end] = [GAP] * (end - start)

    def put_back(self, span: Span, whole: Tokens) -> None:
        """Put a span back that was taken out.

        Args:
            span: where.
            whole: the tokens as they were.
        """
        start, end = span
        self.lows[start:end] = whole.lows[start:end]
        self.pieces[start:end] = whole.pieces[start:end]

    def sentences(self) -> Iterator[Tokens]:
        """Cut the line into its sentences."""
        start, size = 0, len(self)
        for at, low in enumerate(self.lows):
            if low in _ENDS and (at + 1 == size or self._ends(at)):
                yield Tokens(self.pieces[start : at + 1], self.lows[start : at + 1])
                start = at + 1
        if start < size:
            yield Tokens(self.pieces[start:], self.lows[start:])

    def _ends(self, at: int) -> bool:
        before = self.low(at - 1)
        return self.spaced(at + 1) and before not in _NO_STOP_BEHIND and not is_initial(before)


def is_initial(low: str) -> bool:
    """Tell whether a token is a single letter."""
    return len(low) == 1 and low.isalpha()


def tokenise(line: str) -> Tokens:
    """Cut a line into words and marks, each with the white space before it.

    Args:
        line: text; `GAP` stands where something was taken out already.
    """
    pieces = _TOKEN.findall(line)
    return Tokens(pieces, list(map(spelling, pieces)))


@lru_cache(maxsize=1 << 16)
def spelling(piece: str) -> str:
    """Spell a token for comparison: folded, plain apostrophes, no space, no possessive."""
    low = fold(piece.lstrip(" "))
    if low.endswith(_POSSESSIVE):
        low = low[:-2]
    if low.startswith("ph") and low.endswith("d") and not low.isalpha():
        return "phd"
    return "" if low == GAP else low.replace("\u2019", "'")


def spellings(text: str) -> tuple[str, ...]:
    """Spell a phrase for comparison, token by token."""
    return tuple(map(spelling, _TOKEN.findall(" ".join(text.split()))))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, and those together that touch."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Phrasebook:
    """Finds whole phrases among tokens, the longest first, from their first word."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        """Index phrases that are spelled for comparison; empty ones are left out."""
        self._phrases = {tuple(phrase) for phrase in phrases if phrase}
        self._by_first: dict[str, list[list[str]]] = {}
        for phrase in sorted(self._phrases, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append([*phrase])

    def with_phrases(self, phrases: Iterable[Sequence[str]]) -> Phrasebook:
        """Look for more phrases."""
        return Phrasebook([*self._phrases, *phrases])

    def find(self, tokens: Tokens) -> list[Span]:
        """Find the longest phrase from each token with which one begins."""
        first, lows = self._by_first, tokens.lows
        if first.keys().isdisjoint(lows):
            return []
        starts = [at for at, low in enumerate(lows) if low in first]
        return [Span(at, end) for at in starts if (end := self.end(tokens, at))]

    def begins(self, low: str) -> bool:
        """Tell whether a phrase begins with a word."""
        return low in self._by_first

    def end(self, tokens: Tokens, start: int) -> int:
        """Find where the longest phrase that begins at a token ends; 0 if none does."""
        lows = tokens.lows
        for phrase in self._by_first.get(lows[start], ()):
            end = start + len(phrase)
            if lows[start:end] == phrase:
                return end
        return 0
