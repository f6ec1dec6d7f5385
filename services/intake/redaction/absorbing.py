"""What goes with a title: the words that tie it to a person, a function or a region."""

from __future__ import annotations

from services.intake.redaction.reaching import reach_left
from services.intake.redaction.tokens import TITLE, Tokens
from services.intake.redaction.words import (
    BEFORE,
    BEFORE_AS,
    BEFORE_OF,
    JOINS,
    OF,
    OF_LANGUAGES,
    PRONOUNS,
    STOPS,
)
from shared.titles import FUNCTIONS, RANKS, REGIONS

_ABBREVIATED = frozenset({"dr", "prof", "sr", "jr", "mgr", "ing"})
_SHORT = frozenset({"vp", "svp", "evp", "avp", "president", "head", "director"})
_AS = frozenset({"as", "als", "comme", "como", "come"})
_AT_PRESENT = frozenset({"moment", "present", "become"})
_BRACKET_REACH = 16
_LONGEST_JOIN = 2
_TITULAR = FUNCTIONS | REGIONS | RANKS
_RUN_JOINS = frozenset({"and", "&", ",", "/", "-", "und", "et", "y", "e", "+"})
_GENITIVES = frozenset({"the", "la", "le", "les", "los", "las", "l'"})
_NAMING = frozenset({",", "-", "/", "&", "\u2013", "\u2014"})
_INSIDE_NAMED = frozenset({"and", "&", ",", "/", "-", "of", "for", "the", "'", "\u2013", "und"})
_INSIDE_BRACKET = _INSIDE_NAMED | {"+", "to", "in", "at"}
_SEPARATORS = _NAMING | {"|", ":"}


def absorb(tokens: Tokens) -> None:
    """Let the words around each title go that mean nothing without it.

    Titles that only a conjunction or a mark separates become one, so that `Founder & CTO`
    leaves what `CTO` leaves. All of it depends on the words around a title only.

    Args:
        tokens: a line whose titles are marked; its `fate` is changed.
    """
    last_end, at, size = -1, 0, len(tokens)
    while at < size:
        if tokens.fate[at] != TITLE:
            at += 1
            continue
        end = at
        while end < size and tokens.fate[end] == TITLE:
            end += 1
        start = reach_before(tokens, reach_left(tokens, at))
        end = reach_behind(tokens, end)
        if last_end >= 0 and _only_joins(tokens, last_end, start):
            start = last_end
        tokens.mark(start, end, TITLE)
        last_end = at = end


def _only_joins(tokens: Tokens, start: int, end: int) -> bool:
    return end - start <= _LONGEST_JOIN and all(tokens.low(at) in JOINS for at in range(start, end))


def reach_before(tokens: Tokens, start: int) -> int:
    """Find where the words begin that tie what follows to a person.

    Args:
        tokens: a line.
        start: the index of a title's first word.

    Returns:
        The index of the first word to go.
    """
    behind = ""
    while True:
        low, before = tokens.low(start - 1), tokens.low(start - 2)
        tied = (
            low in BEFORE
            or (low in BEFORE_AS and behind in _AS)
            or (low == "of" and before in BEFORE_OF)
            or (low in BEFORE_OF and behind == "of")
            or (low == "-" and before in {"ex", "non"})
            or (low in {"at", "to"} and behind in _AT_PRESENT)
            or (low in {"moment", "present"} and before in {"at", "the"})
        )
        if not tied:
            return start
        behind = low if low != "the" or behind != "moment" else behind
        start -= 1


def reach_behind(tokens: Tokens, end: int) -> int:
    """Find where the functions and regions behind a title's noun end.

    Args:
        tokens: a line.
        end: the index behind the noun.

    Returns:
        The index behind the last token to go.
    """
    noun = tokens.lows[end - 1]
    while True:
        step = _abbreviation(tokens, end, noun) or _bracket(tokens, end)
        step = step or _direct(tokens, end, noun) or _behind_mark(tokens, end)
        step = step or _one_of(tokens, end) - end
        if not step:
            return end
        end, noun = end + step, ""


def _abbreviation(tokens: Tokens, end: int, noun: str) -> int:
    return int(noun in _ABBREVIATED and tokens.low(end) == ".")


def _bracket(tokens: Tokens, end: int) -> int:
    if tokens.low(end) != "(":
        return 0
    for at in range(end + 1, min(len(tokens), end + _BRACKET_REACH)):
        low = tokens.low(at)
        if low == ")":
            return at + 1 - end
        if not (tokens.capital(at) or low in _TITULAR or low in _INSIDE_BRACKET):
            return 0
    return 0


def _direct(tokens: Tokens, end: int, noun: str) -> int:
    continued = tokens.lows[end - 1] in FUNCTIONS and tokens.low(end) in _RUN_JOINS
    first = end + continued
    run = _run(tokens, first)
    if run > first and not (
        noun in _SHORT or tokens.capital(first) or (continued and _closed(tokens, run))
    ):
        run = first
    beyond = max(run, _named(tokens, first))
    return beyond - end if beyond > first else 0


def _behind_mark(tokens: Tokens, end: int) -> int:
    low = tokens.low(end)
    if low not in _SEPARATORS or not tokens.low(end + 1) or not tokens.capital(end + 1):
        return 0
    run = _run(tokens, end + 1)
    run = run if _closed(tokens, run) else end + 1
    named = _named(tokens, end + 1) if low in _NAMING else end + 1
    return max(run, named) - end if max(run, named) > end + 1 else 0


def _one_of(tokens: Tokens, end: int) -> int:
    """Find where an `of` ends, together with the name or the function that follows on it."""
    low = tokens.low(end)
    if low == "in":
        run = _run(tokens, end + 1)
        return run if run > end + 1 and _closed(tokens, run) else end
    if low not in OF and low not in OF_LANGUAGES:
        return end
    after = end + 1
    while tokens.low(after) in _GENITIVES:
        after += 1
    named = _named(tokens, after)
    if named > after:
        return named
    run = _run(tokens, after)
    if run > after and _closed(tokens, run):
        return run
    return end + 1 if low in OF or low in {"d'", "der"} else end


def _named(tokens: Tokens, start: int) -> int:
    """Find where a run of capitalised words ends that begins at a token."""
    end = at = start
    while low := tokens.low(at):
        if tokens.capital(at) and low not in PRONOUNS:
            end = at = at + 1
        elif at > start and low in _INSIDE_NAMED:
            at += 1
        else:
            break
    return end


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


def _closed(tokens: Tokens, end: int) -> bool:
    """Tell whether no further noun belongs to the run that ends here."""
    low = tokens.low(end)
    return not low[:1].isalnum() or low in STOPS
