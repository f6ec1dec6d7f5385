"""Reads a workbook from stdin and writes its rows to stdout, in a process that may die of it.

A program of its own, which imports nothing of this house.

Each line of the output is JSON: `{"sheet": title}`, `[number, [cells]]`, `{"cut": why}` for a
sheet that was not read to its end, and `{"refused": text}` for the whole file.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Protocol, cast

MEMORY_BYTES = 1_500_000_000
CPU_S = 45
OUTPUT_BYTES = 400_000_000

_LARGEST_ENTRY = 600_000_000
_LARGEST_TOTAL = 800_000_000
_SUSPICIOUS = 20_000_000
_LARGEST_RATIO = 200
_MOST_ENTRIES = 20_000
_MOST_COLUMNS = 2_000
_MOST_ROWS = 1_048_576
_MOST_CELLS = 10_000_000
_LONGEST_CELL = 131_072
_WHOLE_BELOW = 1e15

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_AS_TABLE = "save the list as CSV or XLSX and upload that"
_OTHER_ZIPS = (
    ("xl/workbook.bin", "is a binary Excel workbook (.xlsb); save it as .xlsx or CSV"),
    ("word/document.xml", f"is a Word document; {_AS_TABLE}"),
    ("ppt/presentation.xml", f"is a PowerPoint file; {_AS_TABLE}"),
    ("Index/Document.iwa", f"is an Apple Numbers or Pages file; {_AS_TABLE}"),
    ("content.xml", "is an OpenDocument file (.ods, .odt); save it as XLSX or CSV"),
)


class _Refused(Exception):
    """The file is no workbook that can be read; the text is a predicate and a cure."""


class _Sheet(Protocol):
    """A worksheet as openpyxl gives it when it only reads."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None:
        """Forget the size that the sheet claims to have."""

    def iter_rows(self, *, values_only: bool) -> Iterable[Iterable[object]]:
        """Give every row."""


def main() -> None:
    """Read the workbook under limits that the system enforces."""
    max_rows = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout
    try:
        for line in _read(sys.stdin.buffer, max_rows):
            out.write(json.dumps(line) + "\n")
    except _Refused as refused:
        out.write(json.dumps({"refused": str(refused)}) + "\n")
    out.flush()


def _read(stdin: BinaryIO, max_rows: int) -> Iterator[object]:
    content = BytesIO(stdin.read())
    _check_directory(content)
    # openpyxl asks for numpy only to know its number types; it costs memory and start-up time
    sys.modules["numpy"] = None  # type: ignore[assignment]  # rules an import out
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        raise _Refused("can't be read safely on this server; save it as CSV")
    book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
    for sheet in cast("Iterable[_Sheet]", book.worksheets):
        if sheet.sheet_state == "visible":
            yield {"sheet": sheet.title}
            yield from _rows(sheet, max_rows)


def _check_directory(content: BytesIO) -> None:
    """Check what the zip directory declares before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(content).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _Refused("is a damaged workbook or archive; save it again as XLSX or CSV") from None
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        fitting = (what for name, what in _OTHER_ZIPS if name in names)
        raise _Refused(next(fitting, f"is a ZIP archive, and no workbook; {_AS_TABLE}"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Refused("is protected by a password; remove it, save and upload it again")
    total = sum(entry.file_size for entry in entries)
    too_large = total > _LARGEST_TOTAL or len(entries) > _MOST_ENTRIES
    if too_large or any(map(_is_bomb, entries)):
        raise _Refused("unpacks to far more than a list of people needs; save it as CSV")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    suspicious = entry.file_size > _SUSPICIOUS and ratio > _LARGEST_RATIO
    return suspicious or entry.file_size > _LARGEST_ENTRY


def _rows(sheet: _Sheet, max_rows: int) -> Iterator[object]:
    """Give a sheet's rows that are not blank; its own claim to its size is ignored."""
    sheet.reset_dimensions()
    shown = cells = 0
    for number, values in enumerate(islice(sheet.iter_rows(values_only=True), _MOST_ROWS), 1):
        row = list(_texts(values))
        while row and not row[-1].strip():
            row.pop()
        if not row:
            continue
        shown, cells = shown + 1, cells + len(row)
        if shown > max_rows or cells > _MOST_CELLS:
            yield {"cut": f"has more than {max_rows:,} rows or {_MOST_CELLS:,} cells"}
            return
        yield [number, row]


def _texts(values: Iterable[object]) -> Iterator[str]:
    return (_text(value) if value is not None else "" for value in islice(values, _MOST_COLUMNS))


def _text(value: object) -> str:
    """Write a value as a spreadsheet shows it, whatever its format."""
    if isinstance(value, str):
        text = value[:_LONGEST_CELL]
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return str(int(value))
    return _moment(value) if isinstance(value, (date, time, timedelta)) else str(value)


def _moment(value: date | time | timedelta) -> str:
    """Write a date or a time in ISO form, without a midnight that nobody entered."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


if __name__ == "__main__":
    main()
