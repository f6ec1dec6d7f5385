"""Which character stands between the cells of a text file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.rosters.table import NotARoster
from services.intake.rosters.vocabulary.header_names import is_header_name

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
NONE = "\x1f"
"""Stands for a list of one column; the character that ASCII keeps for this."""

_SAMPLE = 100_000
"""Characters looked at: less than the longest cell that the csv module accepts."""

_SAMPLE_LINES = 1_000
_REGULAR = 0.5
_SENTENCES = 0.3
_LONG_LINE = 120
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?[ \t]*(?:\n|\Z)', re.IGNORECASE)
_SENTENCE = re.compile(r".*[.!?][\"')\]]?|[^,;\t|]*[,;:]", re.DOTALL)
_HEADED = 20
_FEWEST_NAMES = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    delimiter: str
    agreement: float
    score: float


def find_delimiter(text: str) -> str:
    """Choose the delimiter that gives the most consistent number of columns.

    Quotation marks are respected, and only the beginning of the file is looked at.

    Args:
        text: the whole file, with newlines as line breaks.

    Returns:
        One of `NAMES`, or `NONE` for a list of one column.

    Raises:
        NotARoster: the text is prose.
    """
    said = _SEP_LINE.match(text)
    if said:
        return said[1]
    lines = _sample(text)
    candidates = (_judge(lines, delimiter) for delimiter in NAMES)
    best = max(candidates, key=lambda candidate: candidate.score)
    plain = sum(not any(d in line for d in NAMES) for line in lines) / len(lines)
    tabular = best.score > plain / 2
    irregular = not tabular or best.agreement <= _REGULAR or len(lines) == 1
    if irregular and _is_prose(lines) and not _has_names(lines, best.delimiter):
        raise NotARoster("is text without columns; upload a table with a row of column names")
    return best.delimiter if tabular else NONE


def without_sep_line(text: str) -> str:
    """Blank a first line that only tells a spreadsheet program which delimiter to use.

    Args:
        text: the whole file, with newlines as line breaks.

    Returns:
        The same number of lines.
    """
    said = _SEP_LINE.match(text)
    return "\n" + text[said.end() :] if said else text


def _sample(text: str) -> list[str]:
    start = len(text) - len(text.lstrip("\n \t"))
    start = text.rfind("\n", 0, start) + 1
    sample = text[start : start + _SAMPLE]
    if start + _SAMPLE < len(text) and "\n" in sample:
        sample = sample[: sample.rfind("\n") + 1]
    return [line for line in sample.split("\n") if line.strip()][:_SAMPLE_LINES]


def _judge(lines: Sequence[str], delimiter: str) -> _Candidate:
    """Score a delimiter by the share of rows that agree on their number of columns."""
    whole = (f"{line}\n" for line in lines)
    rows = list(csv.reader(whole, delimiter=delimiter, skipinitialspace=True))
    widths = [_width(row) for row in rows]
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return _Candidate(delimiter, 0.0, 0.0)
    columns, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
    agreement = agreeing / len(rows)
    weight = 2 if widths[0] == columns else 1  # the names of the columns come first
    return _Candidate(delimiter, agreement, agreement * (1 - 1 / columns) * weight)


def _width(row: Sequence[str]) -> int:
    """Count the cells; a cell with half a pair of quotation marks was cut in two."""
    if any(cell.count('"') % 2 for cell in row):
        return 0
    return max((index for index, cell in enumerate(row, 1) if cell.strip()), default=0)


def _has_names(lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether one of the first lines names columns as rosters do."""
    rows = (line.split(delimiter) for line in lines[:_HEADED])
    return any(
        sum(is_header_name(cell.strip(' "')) for cell in row) >= _FEWEST_NAMES for row in rows
    )


def _is_prose(lines: Sequence[str]) -> bool:
    ends = sum(bool(_SENTENCE.fullmatch(line.rstrip())) for line in lines)
    long = sum(len(line) > _LONG_LINE for line in lines)
    return ends > _SENTENCES * len(lines) or long > _REGULAR * len(lines)
