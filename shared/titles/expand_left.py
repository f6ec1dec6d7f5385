"""How far a title reaches to the left: over ranks, functions and whatever else it is made of."""

from __future__ import annotations

from shared.titles.lexicon import (
    ARTICLES,
    BEFORE_AS,
    BEFORE_OF,
    BOUNDARIES,
    FUNCTIONS,
    RANKS,
    STUDIES,
    TIES,
)
from shared.titles.tokens import Tokens

_CAPITAL_REACH = 14
_CONTENT_REACH = 4
_INSIDE_CAPITALS = frozenset({"and", "&", "-", "/"})
_GLUE = frozenset({"-", "/", "'", "&"})
_OPENING = frozenset({"", ",", ".", ";", ":", "(", ")", "|", "!", "?", "\u2013", "\u2014"})
_INTRODUCING = (ARTICLES | frozenset({"as", "is", "was", "am", "currently"})) - {"this", "that"}
_INSIDE_LISTS = frozenset({",", "(", ")"})
_ABBREVIATED = frozenset({"phd", "asst", "assoc"})
_KNOWN = RANKS | FUNCTIONS | STUDIES
_AS = frozenset({"as", "als", "comme", "como", "come"})


def reach_left(tokens: Tokens, start: int) -> int:
    """Find where a title begins whose noun, or more of it, is known.

    Whatever stands between it and the word that introduces it is of the title: `Mudflat` in
    `a Mudflat Warden` says what the warden guards. It depends on the words in front and never
    on the noun, so that another title in its place reaches as far.

    Args:
        tokens: a sentence; other titles are gone.
        start: the index of what is known to belong to the title.

    Returns:
        The index of the first word that belongs to it.
    """
    start = _over_known(tokens, start)
    return min(_over_capitals(tokens, start), _over_content(tokens, start))


def introduced(tokens: Tokens, start: int) -> int:
    """Find what introduces a title, or a noun that may be one, over a few words of content.

    Args:
        tokens: a sentence.
        start: the index of the first word that is known to belong to it.

    Returns:
        The index before its first word, -1 at the line's start: of `a` in `a quantum computing
        researcher`. Where too much content stands before it, the index before `start`.
    """
    return _over_content(tokens, _over_known(tokens, start)) - 1


def reach_ties(tokens: Tokens, start: int) -> int:
    """Find where the words begin that tie a title to a person.

    Args:
        tokens: a sentence; other titles are gone.
        start: the index of a title's first word.

    Returns:
        The index of the first word to go with it.
    """
    behind = ""
    while True:
        low, before = tokens.low(start - 1), tokens.low(start - 2)
        tied = (
            low in TIES
            or (low in BEFORE_AS and behind in _AS)
            or (low == "of" and before in BEFORE_OF)
            or (low in BEFORE_OF and behind == "of")
            or (low == "-" and before in {"ex", "non"})
        )
        if not tied:
            return start
        behind = low
        start -= 1


def _over_known(tokens: Tokens, start: int) -> int:
    while step := _step(tokens, start):
        start -= step
    return start


def _step(tokens: Tokens, start: int) -> int:
    """Tell how many tokens in front belong to the title; a mark or an `and` needs a partner."""
    low, before = tokens.low(start - 1), tokens.low(start - 2)
    if low in _KNOWN:
        return 1
    if low == ".":
        return 2 * (before in _ABBREVIATED)
    if low in {"-", "/", "'"}:
        return 2 * (before in _KNOWN)
    if low in {"and", "&"}:
        return 2 * (before in FUNCTIONS and tokens.low(start) in FUNCTIONS)
    return 0


def _over_content(tokens: Tokens, start: int) -> int:
    """Take along the few words between a title and what introduces it, in any case."""
    at, words = start, 0
    while words <= _CONTENT_REACH:
        low = tokens.low(at - 1)
        glued = low in _GLUE and not _is_dash(tokens, at - 1) and tokens.low(at - 2).isalpha()
        if not glued and (low in BOUNDARIES or not low.isalpha()):
            return at
        words += 1
        at -= 2 if glued else 1
    return start


def _over_capitals(tokens: Tokens, start: int) -> int:
    """Take along capitalised words between an article and a title: `the Cluster Lead`."""
    reached: int | None = None
    for at in range(start - 1, start - _CAPITAL_REACH, -1):
        low = tokens.low(at)
        if low in _INTRODUCING:
            return at + 1
        if low in _OPENING or _is_dash(tokens, at):
            reached = at + 1 if reached is None else reached
            if low not in _INSIDE_LISTS:
                break
        elif not (tokens.capital(at) or low in _INSIDE_CAPITALS):
            break
    return start if reached is None else reached


def _is_dash(tokens: Tokens, at: int) -> bool:
    """Tell a dash between two parts from the hyphen inside a word."""
    return tokens.low(at) == "-" and tokens.spaced(at)
