"""How far a title reaches to the right: over what it is a title of."""

from __future__ import annotations

from shared.titles.lexicon import (
    BOUNDARIES,
    FUNCTIONS,
    OF,
    OF_IN_SOME_PLACES,
    PRONOUNS,
    REGIONS,
    STOPS,
)
from shared.titles.tokens import Tokens

_ABBREVIATED = frozenset({"dr", "prof", "sr", "jr", "mgr", "ing", "asst", "assoc", "dir"})
_SHORT = frozenset({"vp", "svp", "evp", "avp", "president", "head", "director"})
_BRACKET_REACH = 16
_FIELD_REACH = 6
_RUN_JOINS = frozenset({"and", "&", ",", "/", "-", "und", "et", "y", "e", "+"})
_GENITIVES = frozenset({"the", "la", "le", "les", "los", "las", "l'"})
_NAMING = frozenset({",", "-", "/", "&", "\u2013", "\u2014"})
_INSIDE_NAMED = frozenset({"and", "&", ",", "/", "-", "of", "for", "the", "'", "\u2013", "und"})
_INSIDE_BRACKET = _INSIDE_NAMED | {"+", "to", "in", "at", "."}
_FIELD_JOINS = frozenset({"and", "&", "und", "et", "y", "e"})
_ENDING_BRACKET = BOUNDARIES - _INSIDE_BRACKET
_SEPARATORS = _NAMING | {"|", ":"}
_FIELDS_BEHIND = OF | {"in", "en", "em", "di", "de", "d'"}


def reach_right(tokens: Tokens, end: int, noun: str, *, several: bool) -> int:
    """Find where a title ends whose noun is known.

    Args:
        tokens: a sentence; what is known of its titles is gone.
        end: the index behind the noun.
        noun: the noun, folded.
        several: it stands for several people, whose field is what somebody cares about.

    Returns:
        The index behind the last token to go.
    """
    if noun in _ABBREVIATED and tokens.low(end) == ".":
        end += 1
    if several:
        return end + (tokens.low(end) in OF)
    while True:
        beyond = max(
            _bracket(tokens, end), _direct(tokens, end, noun),
            _behind_mark(tokens, end), _subject(tokens, end),
        )  # fmt: skip
        if beyond == end:
            return end
        end, noun = beyond, ""


def _bracket(tokens: Tokens, end: int) -> int:
    if tokens.low(end) != "(":
        return end
    for at in range(end + 1, min(len(tokens), end + _BRACKET_REACH)):
        low = tokens.low(at)
        if low == ")":
            return at + 1
        if low in _ENDING_BRACKET and not tokens.capital(at):
            return end
    return end


def _direct(tokens: Tokens, end: int, noun: str) -> int:
    if tokens.low(end) in _FIELD_JOINS and tokens.low(end - 1) in FUNCTIONS:
        run = _run(tokens, end + 1)
        return run if run > end + 1 and _closed(tokens, run) else end
    run = _run(tokens, end)
    if run > end and not (noun in _SHORT or tokens.capital(end)):
        run = end
    return max(run, _named(tokens, end))


def _behind_mark(tokens: Tokens, end: int) -> int:
    low = tokens.low(end)
    if low not in _SEPARATORS or not tokens.low(end + 1) or not tokens.capital(end + 1):
        return end
    run = _run(tokens, end + 1)
    named = _named(tokens, end + 1) if low in _NAMING else end + 1
    beyond = max(run if _closed(tokens, run) else end + 1, named)
    return beyond if beyond > end + 1 else end


def _subject(tokens: Tokens, end: int) -> int:
    """Find where an `of` or an `in` ends, with the name, function or field that follows on it."""
    low = tokens.low(end)
    if low not in OF and low not in OF_IN_SOME_PLACES:
        return end
    after = end + 1
    while tokens.low(after) in _GENITIVES:
        after += 1
    named, run = _named(tokens, after), _run(tokens, after)
    if named > after:
        return named
    if run > after and _closed(tokens, run):
        return run
    field = _field(tokens, after) if after == end + 1 and low in _FIELDS_BEHIND else after
    if field > after:
        return field
    return end + 1 if low in OF or low in {"d'", "der"} else end


def _named(tokens: Tokens, start: int) -> int:
    """Find where a run of capitalised words ends that begins at a token."""
    end = at = start
    while low := tokens.low(at):
        second_half = at > start and low.isalpha() and _is_hyphen(tokens, at - 1)
        if second_half or (tokens.capital(at) and low not in PRONOUNS):
            end = at = at + 1
        elif at > start and low in _INSIDE_NAMED:
            at += 1
        else:
            break
    return end


def _is_hyphen(tokens: Tokens, at: int) -> bool:
    return tokens.low(at) == "-" and not tokens.spaced(at) and not tokens.spaced(at + 1)


def _run(tokens: Tokens, start: int) -> int:
    """Find where a run of functions and regions ends that begins at a token."""
    end = at = start
    while low := tokens.low(at):
        if low in FUNCTIONS or low in REGIONS:
            end = at = at + 1
        elif at > start and low in _RUN_JOINS:
            at += 1
        else:
            break
    return end


def _field(tokens: Tokens, start: int) -> int:
    """Find where a field in small letters ends that begins at a token: `marine biology`."""
    end = start
    while end < start + _FIELD_REACH and _is_content(tokens.low(end)):
        end += 1
        if tokens.low(end) == "-" and not tokens.spaced(end):
            end += 1
    if _is_content(tokens.low(end)):
        return start
    more = tokens.low(end) in _FIELD_JOINS and _is_content(tokens.low(end + 1))
    return end + 2 if more and end > start and not _is_content(tokens.low(end + 2)) else end


def _is_content(low: str) -> bool:
    return low.isalpha() and low not in BOUNDARIES


def _closed(tokens: Tokens, end: int) -> bool:
    """Tell whether no further noun belongs to the run that ends here."""
    low = tokens.low(end)
    return not low[:1].isalnum() or low in STOPS
