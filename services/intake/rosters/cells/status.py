"""Decides from a status, in whatever words, who is not coming."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.intake.rosters.cells import cell_parsers
from services.intake.rosters.vocabulary import folded_words, pattern_of

_GONE: Final = ("not attending", "cancelled", "declined", "refunded", "voided")
_WAITING: Final = ("on the waiting list", "not confirmed")
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a status says: `reason` is empty for who is coming, `gone` for who has left for good."""

    reason: str = ""
    gone: bool = False
    known: bool = True
    certain: bool = True


def verdict(cell: str, header: str) -> Verdict:
    """Read a status cell; a header like "Cancelled at" turns a yes or a date into a no."""
    words = folded_words(cell_parsers.line(cell))
    if not words:
        return Verdict()
    if pattern_of("status reversed").search(folded_words(header)):
        return _reversed(cell, words)
    answer = cell_parsers.yes_or_no(cell)
    if answer is not None:
        return Verdict() if answer else Verdict("not attending", gone=True, certain=False)
    return _in_words(words)


def _reversed(cell: str, words: str) -> Verdict:
    answer = cell_parsers.yes_or_no(cell)
    if answer is False:
        return Verdict()
    if answer or _DATE.search(cell):
        return Verdict("cancelled", gone=True)
    return _in_words(words)


def _in_words(words: str) -> Verdict:
    coming = pattern_of("status coming").search(words)
    waiting = _first(_WAITING, words)
    gone = _first(_GONE, words)
    if coming and coming.group().startswith(("not ", "nicht ", "no ", "non ")):
        return Verdict()
    if waiting and not (gone and words.startswith(("cancel", "refund", "declin"))):
        return Verdict(waiting, certain=False)
    if gone:
        return Verdict(gone, gone=True)
    return Verdict(known=bool(coming))


def _first(reasons: Iterable[str], words: str) -> str:
    return next((why for why in reasons if pattern_of(f"status {why}").search(words)), "")
