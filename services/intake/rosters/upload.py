"""An uploaded file as a table, whatever kind of file it turns out to be."""

from __future__ import annotations

import re
from pathlib import PurePath

from services.intake.rosters.files.delimited_text import read_delimited
from services.intake.rosters.files.encoding import decode
from services.intake.rosters.files.file_type import refuse_binary, refuse_other_text
from services.intake.rosters.files.workbook import read_workbook
from services.intake.rosters.table import NotARoster, Table
from services.intake.rosters.tables.sheet_choice import table_of
from services.intake.rosters.tables.table_detection import find_table

MAX_BYTES = 100_000_000
MAX_ROWS = 250_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LONGEST_NAME = 80


def read_table(
    content: bytes, filename: str, *, max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS
) -> Table:
    """Read an uploaded file into a table; only its content decides what it is.

    Args:
        content: the whole file, untrusted.
        filename: only for the text of an error.
        max_bytes: the largest file that is read.
        max_rows: rows that are not blank, at most.

    Returns:
        The table, with every row that stands below its header row in `rows` or in `odd`.

    Raises:
        NotARoster: in one line, what the file is and what to do.
    """
    try:
        return _read(content, max_bytes, max_rows)
    except NotARoster as error:
        line = " ".join(f"{_shown(filename)} {error}".split())
        raise NotARoster(f"{line.rstrip('.')}.") from None


def _read(content: bytes, max_bytes: int, max_rows: int) -> Table:
    if not content:
        raise NotARoster("is empty; upload a list with a row of column names")
    if len(content) > max_bytes:
        raise NotARoster(
            f"has {len(content) / 1e6:,.1f} MB, more than {max_bytes / 1e6:,.1f};"
            " split it into several lists"
        )
    if content.startswith(_ZIP):
        return table_of(read_workbook(content, max_rows=max_rows))
    refuse_binary(content)
    text, problems = decode(content)
    refuse_other_text(text)
    rows, separator = read_delimited(text, max_rows=max_rows)
    table = find_table(rows, separator)
    return Table(table.headers, table.rows, table.odd, problems + table.problems)


def _shown(filename: str) -> str:
    name = re.sub(r"[^\w .,()+@-]", "_", PurePath(filename.replace("\\", "/")).name).strip()
    return f"'{name[:_LONGEST_NAME]}'" if name else "The file"
