"""Which row names the columns, and what the columns are then called.

This only tells a row of names from a row of data; what each name means is read by `headers`,
which knows far more words, and among them many that data have as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.vocabulary.header_names import is_header_name

_DATA = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s.]+|https?://\S+|www\.\S+"
    r"|[-+(#$\u20ac\u00a3]*\d[\d\s.,:/()%-]*(?:[apAP][mM])?",
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+|[^<@]{0,100}<[^@\s<>]+@[^@\s<>]+>")
_LONGEST_DATUM = 320
_FEWEST_NAMES = 2
_MOST_DATA = 0.25


def names_columns(row: RawRow) -> bool:
    """Tell whether a row surely names columns, by the words that rosters use.

    Args:
        row: not blank.

    Returns:
        Whether two cells or more, and a quarter of all, are known names of columns, and
        hardly any looks like data.
    """
    shown = [cell for cell in row.cells if cell]
    named = sum(map(is_header_name, shown))
    return named >= max(_FEWEST_NAMES, len(shown) / 4) and may_name_columns(row)


def may_name_columns(row: RawRow) -> bool:
    """Tell whether nothing in a row speaks against its naming columns.

    Args:
        row: not blank.

    Returns:
        Whether no cell is an e-mail address and hardly any a number, a date or a link.
    """
    shown = [cell for cell in row.cells if cell]
    if any(map(is_address, shown)):
        return False
    return sum(map(is_datum, shown)) <= _MOST_DATA * len(shown)


def is_address(text: str) -> bool:
    """Tell whether a cell is an e-mail address, with or without a name.

    Args:
        text: one cell.

    Returns:
        Whether it is nothing else than that.
    """
    return len(text) <= _LONGEST_DATUM and bool(_ADDRESS.fullmatch(text))


def is_datum(text: str) -> bool:
    """Tell whether a cell is a number, a date, a link or an address: no column's name.

    Args:
        text: one cell.

    Returns:
        Whether it is nothing else than that.
    """
    return len(text) <= _LONGEST_DATUM and bool(_DATA.fullmatch(text))


def unique_headers(cells: Sequence[str], columns: int) -> tuple[str, ...]:
    """Give every column a name of its own.

    Args:
        cells: the header row; may be shorter than the table is wide.
        columns: how many columns there are.

    Returns:
        The names as written, on one line; "Company (2)" for a second "Company", and
        "Column 3" where nothing is written.
    """
    taken: set[str] = set()
    titles = []
    for index in range(columns):
        written = " ".join(cells[index].split()) if index < len(cells) else ""
        plain = written or f"Column {index + 1}"
        title, copy = plain, 1
        while title.casefold() in taken:
            copy += 1
            title = f"{plain} ({copy})"
        taken.add(title.casefold())
        titles.append(title)
    return tuple(titles)


def repeats_header(row: RawRow, header_row: RawRow) -> bool:
    """Tell whether a row repeats the header_row.

    Args:
        row: any row below it.
        header_row: the row that names the columns.

    Returns:
        Whether they are equal but for upper and lower case.
    """
    if len(row.cells) != len(header_row.cells):
        return False
    return all(a.lower() == b.lower() for a, b in zip(row.cells, header_row.cells, strict=True))
