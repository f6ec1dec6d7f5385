"""A line of text as words, each of which stays or goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shared.titles import fold

STAYS, IDENTITY, TITLE = 0, 1, 2
GAP = "\ue000"

_TOKEN = re.compile(
    r" ?"
    r"(?:Ph\.? ?D\b(?:\.(?= [a-z]))?|[ldLD]['\u2019](?=\w)|[^\W_]+"
    r"(?:['\u2019](?:s|S|m|re|ve|ll|d|t)(?![^\W_]))?|\S)"
)
_POSSESSIVE = ("'s", "\u2019s")


@dataclass(slots=True)
class Tokens:
    """Words and marks of one line; `fate` says of each whether it stays.

    `pieces` are as written, with the space before; `lows` are folded, and without that space
    and a possessive ending.
    """

    pieces: list[str]
    lows: list[str]
    fate: bytearray

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.lows)

    def capital(self, at: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text(at)[0].isupper()

    def text(self, at: int) -> str:
        """Give a token as written, without the space before."""
        return self.pieces[at].lstrip(" ")

    def spaced(self, at: int) -> bool:
        """Tell whether white space stands before a token."""
        return self.pieces[at][0] == " "

    def low(self, at: int) -> str:
        """Give the folded word at a place; "" outside the line or where a word is gone."""
        lows = self.lows
        return lows[at] if 0 <= at < len(lows) and not self.fate[at] else ""

    def mark(self, start: int, end: int, fate: int) -> None:
        """Let the tokens of [start, end) go."""
        for at in range(start, end):
            self.fate[at] = fate


def tokenise(line: str) -> Tokens:
    """Cut a line into words and marks, each with the white space before it.

    Args:
        line: text; `GAP` stands where something was taken out already.

    Returns:
        Its tokens; gaps are gone.
    """
    pieces = _TOKEN.findall(line)
    lows = list(map(spelling, pieces))
    fate = bytearray(len(pieces))
    if GAP in line:
        fate = bytearray(IDENTITY if low == GAP else STAYS for low in lows)
    return Tokens(pieces, lows, fate)


@lru_cache(maxsize=1 << 16)
def spelling(piece: str) -> str:
    """Spell a token for comparison: folded, plain apostrophes, no space, no possessive."""
    low = fold(piece.lstrip(" "))
    if low.endswith(_POSSESSIVE):
        low = low[:-2]
    if low.startswith("ph") and low.endswith(("d", "d.")) and not low.isalpha():
        return "phd"
    return low.replace("\u2019", "'")


def spellings(text: str) -> tuple[str, ...]:
    """Spell a phrase for comparison, token by token."""
    return tuple(map(spelling, _TOKEN.findall(" ".join(text.split()))))


class Phrasebook:
    """Finds whole phrases among tokens, the longest first, from their first word."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        """Index phrases that are spelled for comparison; empty ones are left out."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({tuple(p) for p in phrases if p}, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def __bool__(self) -> bool:
        """Tell whether there is any phrase."""
        return bool(self._by_first)

    def starts_in(self, tokens: Tokens) -> list[int]:
        """Find the tokens with which a phrase may begin."""
        first = self._by_first
        if first.keys().isdisjoint(tokens.lows):
            return []
        return [at for at, low in enumerate(tokens.lows) if low in first]

    def end_at(self, tokens: Tokens, start: int) -> int:
        """Find where the longest phrase that begins at a token ends; `start` if none does."""
        lows = tokens.lows
        for phrase in self._by_first.get(lows[start], ()):
            end = start + len(phrase)
            if tuple(lows[start:end]) == phrase:
                return end
        return start
