"""Puts a line together again from what stayed, without the stumps of what went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from services.intake.redaction.tokens import STAYS, Tokens
from services.intake.redaction.words import DANGLING, LEADS, SCAFFOLD

_ENDS = frozenset(".!?")
_CLOSING = frozenset(",.;:!?)]}\u2026")
_SEPARATING = frozenset("|/;\u00b7\u2022\u2013\u2014")
_CLAUSE_MARKS = frozenset(",;")
_DASHES = frozenset("-\u2013\u2014")
_LASTING = frozenset(".!?()[]")
_OPENING = frozenset("([{")
_NO_STOP_BEHIND = frozenset("dr prof mr mrs ms st e.g i.e inc ltd pte vs co no".split())  # noqa: SIM905  # a list of bare words reads better


class _Word(NamedTuple):
    text: str
    low: str
    spaced: bool
    gap: bool

    @property
    def says_something(self) -> bool:
        low = self.low
        worded = low[:1].isalpha() or (low.isalnum() and not low.isnumeric())
        return worded and low not in SCAFFOLD


def assemble(tokens: Tokens) -> list[tuple[str, bool]]:
    """Write out the sentences that stayed.

    A sentence from which nothing went stays as it is; from the others go the words that led
    up to a gap and say nothing, and the whole sentence if nothing else is left.

    Args:
        tokens: a line whose titles and identity are marked.

    Returns:
        Each sentence, single spaces between its words, and whether anything went from it.
    """
    written = []
    for start, end in _spans(tokens):
        whole = tokens.fate.count(STAYS, start, end) == end - start
        if whole:
            written.append(("".join(tokens.pieces[start:end]).strip(), False))
        elif text := _sentence(tokens, start, end):
            written.append((text, True))
    return written


def _spans(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find the sentences, as index ranges."""
    start, size = 0, len(tokens)
    for at, low in enumerate(tokens.lows):
        if low in _ENDS and not tokens.fate[at] and _ends(tokens, at, size - 1):
            yield start, at + 1
            start = at + 1
    if start < size:
        yield start, size


def _sentence(tokens: Tokens, start: int, end: int) -> str:
    words: list[_Word] = []
    gap = False
    span = slice(start, end)
    for piece, low, gone in zip(
        tokens.pieces[span], tokens.lows[span], tokens.fate[span], strict=True
    ):
        if gone:
            gap = True
        else:
            text = piece.lstrip(" ")
            words.append(_Word(text, low, len(text) < len(piece), gap))
            gap = False
    if gap:
        words.append(_Word("", "", spaced=False, gap=True))
    kept = _closed_gaps(_without_lead(_without_empty_clauses(words)))
    return _joined(kept) if any(word.says_something for word in kept) else ""


def _ends(tokens: Tokens, at: int, last: int) -> bool:
    if at == last:
        return True
    before = tokens.lows[at - 1] if at else ""
    return tokens.spaced(at + 1) and before not in _NO_STOP_BEHIND and not _initial(before)


def _initial(low: str) -> bool:
    return len(low) == 1 and low.isalpha()


def _without_empty_clauses(sentence: list[_Word]) -> list[_Word]:
    """Drop the clauses from which something went and in which nothing is left."""
    kept: list[_Word] = []
    gap = False
    for clause in _clauses(sentence):
        empty = any(word.gap for word in clause) and not any(w.says_something for w in clause)
        left = [word for word in clause if word.low in _LASTING] if empty else clause
        if left and (gap or empty):
            left[0] = left[0]._replace(gap=True)
        gap = (gap or empty) and not left
        kept += left
    return [*kept, _Word("", "", spaced=False, gap=True)] if gap or not kept else kept


def _clauses(sentence: list[_Word]) -> Iterator[list[_Word]]:
    start = 0
    for at in range(1, len(sentence)):
        word, behind = sentence[at], sentence[at + 1 : at + 2]
        apart = word.spaced if word.low in _DASHES else word.low in _CLAUSE_MARKS
        if apart and (not behind or behind[0].spaced or behind[0].gap):
            yield sentence[start:at]
            start = at
    yield sentence[start:]


def _without_lead(sentence: list[_Word]) -> list[_Word]:
    """Drop what leads to the first gap and what led on from it, if it says nothing."""
    first = next(at for at, word in enumerate(sentence) if word.gap)
    if any(word.says_something for word in sentence[:first]):
        return sentence
    while first < len(sentence) and (sentence[first].gap or sentence[first].low in LEADS):
        if sentence[first].low not in LEADS and sentence[first].text:
            break
        first += 1
    return sentence[first:]


def _closed_gaps(sentence: list[_Word]) -> list[_Word]:
    """Drop the words and marks that lost their other half to a gap."""
    kept: list[_Word] = []
    open_gap = False
    for word in sentence:
        open_gap = open_gap or word.gap
        closing = not word.text or word.low in _CLOSING or word.low in _SEPARATING
        if open_gap and closing:
            bracket = _drop_dangling(kept)
            if word.low == ")" and bracket:
                continue
            if not kept and word.low not in _ENDS:
                continue
        if word.text:
            kept.append(word)
        open_gap = open_gap and closing and word.low not in _ENDS
    return kept


def _drop_dangling(kept: list[_Word]) -> bool:
    """Drop words at the end that say nothing; tell whether a bracket was left open there."""
    bracket = False
    while kept and kept[-1].low in DANGLING and not bracket:
        bracket = kept.pop().low == "("
    return bracket


def _joined(words: list[_Word]) -> str:
    parts: list[str] = []
    for word in words:
        glued = not word.spaced and not (word.gap and word.low not in _CLOSING)
        if word.gap and parts and (word.low in _CLOSING or parts[-1][-1] in _OPENING):
            glued = True
        parts.append(word.text if glued or not parts else " " + word.text)
    return "".join(parts)
