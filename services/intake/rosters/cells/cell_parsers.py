"""Reads one cell of a known column as one value: a line, an address, a number, a format."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from services.intake.rosters.vocabulary import folded_words, listed, pattern_of
from services.intake.rosters.vocabulary.invisible import INVISIBLE
from shared.messages.base import Format

_ENCODED_WORD: Final = re.compile(r"=\?[^?\s]*\?[^?\s]*\?[^?]*\?=|=\?")
_NO_VALUE: Final = frozenset(
    {"n/a", "none", "null", "nan", "nil", "#n/a", "n.a.", "tbd", "tba", "info requested"}
)
_ADDRESS: Final = re.compile(
    r"(?:mailto:)?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62})",
    re.IGNORECASE,
)
_AT_SIGN: Final = re.compile("[@\ufe6b\uff20]")
_BETWEEN_ADDRESSES: Final = re.compile(r"[\s,;<>()\[\]\"|]+")
_LONGEST_ADDRESS: Final = 254
_WHOLE: Final = re.compile(r"(\d{1,4})(?:[.,]0+)?")
_MOST_MEETINGS: Final = 50
_FEW_WORDS: Final = 3
_REFUSED: Final = r"(?P<refused>\b(?:no|not|except|but|without|kein\w*|pas de)(?: by)? )?"
_VIDEO_CALL: Final = re.compile(r"\b(video|zoom|teams|virtual|online|skype|web) (phone )?calls?\b")
_EVERY_FORMAT: Final[tuple[Format, ...]] = ("in_person", "phone", "video")


def text(cell: str) -> str:
    """Keep a cell's lines, without control characters or needless white space."""
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", cell))
    lines = (" ".join(part.split()) for part in composed.splitlines())
    return "\n".join(part for part in lines if part)


def line(cell: str) -> str:
    """Keep one line that is safe in a mail's header; a placeholder such as "--" is empty."""
    if not (cell.isascii() and cell.isprintable()):
        cell = unicodedata.normalize("NFKC", text(cell)).replace("\n", " ")
    while "=?" in cell:
        cell = _ENCODED_WORD.sub(" ", cell)
    kept = " ".join(cell.split())
    return "" if is_placeholder(kept) else kept


def is_placeholder(value: str) -> bool:
    """Tell whether a cell holds only a sign for nothing: "--", "n/a", "?"."""
    return not any(map(str.isalnum, value)) or value.casefold() in _NO_VALUE


def yes_or_no(cell: str) -> bool | None:
    """Read a tick or a yes or no; None where it is neither."""
    bare = cell.strip().casefold()
    yes, no = listed("answer yes"), listed("answer no")
    for word in (bare, folded_words(bare)):
        if word in yes or word in no:
            return word in yes
    return None


def addresses(cell: str) -> tuple[str, ...]:
    """List the valid e-mail addresses of a cell, in lower case, without their wrapping."""
    if not _AT_SIGN.search(cell):
        return ()
    bare = unicodedata.normalize("NFKC", text(cell)).casefold()
    found = (_ADDRESS.fullmatch(part.strip(".:'")) for part in _BETWEEN_ADDRESSES.split(bare))
    return tuple(dict.fromkeys(match[1] for match in found if match and _is_sensible(match[1])))


def whole_number(cell: str) -> int | None:
    """Read a whole number of meetings, from 0 to 50; None for anything else."""
    match = _WHOLE.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    number = int(match[1]) if match else None
    return number if number is not None and number <= _MOST_MEETINGS else None


def formats(cell: str) -> tuple[Format, ...]:
    """Read in which ways someone likes to meet, from free wording."""
    words = _VIDEO_CALL.sub("video", folded_words(cell))
    wanted: set[Format] = set()
    refused: set[Format] = set()
    for name, pattern in _format_patterns():
        for match in pattern.finditer(words):
            (refused if match["refused"] else wanted).add(name)
    if (refused and not wanted) or pattern_of("format any").search(words):
        wanted = set(_EVERY_FORMAT)
    return tuple(name for name in _EVERY_FORMAT if name in wanted - refused)


def only_formats(cell: str) -> bool:
    """Tell whether a cell names ways of meeting and hardly anything else."""
    if not formats(cell):
        return False
    rest = pattern_of("format any").sub(" ", _VIDEO_CALL.sub(" ", folded_words(cell)))
    for _, pattern in _format_patterns():
        rest = pattern.sub(" ", rest)
    return len(rest.split()) <= _FEW_WORDS


@cache
def _format_patterns() -> tuple[tuple[Format, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(f"{_REFUSED}(?:{pattern_of(f'format {name}').pattern})"))
        for name in _EVERY_FORMAT
    )


def _is_sensible(address: str) -> bool:
    local, _, domain = address.partition("@")
    dotted_well = ".." not in address and not local.startswith(".") and not local.endswith(".")
    hyphens_well = not any(
        label.startswith("-") or label.endswith("-") for label in domain.split(".")
    )
    return dotted_well and hyphens_well and "=?" not in address and len(address) <= _LONGEST_ADDRESS
