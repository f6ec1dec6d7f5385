"""Workbooks, read by a process of their own that has little to lose."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from services.intake.rosters.files.cleaning import clean_row
from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.table import NotARoster

_PROGRAM = Path(__file__).resolve().with_name("workbook_process.py")
_TIMEOUT_S = 90
_UNNAMED_COLUMNS = 20
_UNREADABLE = "can't be read as a workbook; open it, save it again as XLSX or CSV and upload that"
_TOO_MUCH = "asks for too much time or memory to be read; save its list of people as CSV"


@dataclass(slots=True)
class Sheet:
    """One visible sheet; `cut` says why it was not read to its end."""

    title: str
    rows: list[RawRow] = field(default_factory=list)
    cut: str = ""


def read_workbook(content: bytes, *, max_rows: int, timeout_s: float = _TIMEOUT_S) -> list[Sheet]:
    """Read every visible sheet of a workbook.

    Args:
        content: the whole file, untrusted.
        max_rows: rows that are not blank, at most.
        timeout_s: seconds that the reading process may take.

    Returns:
        The sheets in the order of the workbook.

    Raises:
        NotARoster: says what the file is and what to do.
    """
    with TemporaryFile() as stdin, TemporaryFile() as stdout:
        stdin.write(content)
        stdin.seek(0)
        _run(stdin, stdout, max_rows, timeout_s)
        stdout.seek(0)
        return _sheets(stdout)


def _run(stdin: IO[bytes], stdout: IO[bytes], max_rows: int, timeout_s: float) -> None:
    """Run the program with nothing of this process's environment, in which secrets may be."""
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, no word of it from outside
            [sys.executable, "-P", "-X", "utf8", str(_PROGRAM), str(max_rows)],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotARoster(_TOO_MUCH) from None
    if ended.returncode < 0:
        raise NotARoster(_TOO_MUCH)
    if ended.returncode:
        raise NotARoster(_UNREADABLE)


def _sheets(lines: Iterable[bytes]) -> list[Sheet]:
    sheets: list[Sheet] = []
    for line in lines:
        said = json.loads(line)
        if isinstance(said, list):
            number, cells = said
            if cleaned := clean_row(cells):
                width = len(cleaned) + _UNNAMED_COLUMNS
                sheets[-1].rows.append(RawRow(number, cleaned, width))
        elif "refused" in said:
            raise NotARoster(said["refused"])
        elif "cut" in said:
            sheets[-1].cut = said["cut"]
        else:
            sheets.append(Sheet(said["sheet"]))
    return sheets
