"""Any attendee list, as people and problems: usable alone, without log, store or event.

In goes a file as organisers have it: CSV with any delimiter and encoding, XLSX, an export of a
ticket shop or a form, with titles above the header row, several tables, totals and rules between
the people, in many languages. Only its content decides what it is.

    roster = rosters.read(Path("guests.csv"))

Out comes a `Roster`: `people` (each once, however many rows say so), `columns` (what each was
taken for, and why), `rejected` rows with the reason and a cure, and `problems` that the organiser
should know. Every row is in `people` or in `rejected`. A file that is no list of people raises
`NotARoster`, which says in one line what it is and what to do.

The way through the package, a folder a step, each of which imports only those before it:

    file ─files─▶ raw rows ─tables─▶ table ─columns─▶ column mapping ─cells, people─▶ roster

`read_table` goes as far as the table, `parse` does the rest. What headers and cells are known by
is in `vocabulary`, one file a language, for whoever speaks it.
"""

from __future__ import annotations

from pathlib import Path

from services.intake.rosters.parse_roster import NO_OVERRIDES, Overrides, parse
from services.intake.rosters.roster import FIELDS, Column, Field, Person, Rejected, Roster
from services.intake.rosters.table import NotARoster, Problem, Row, Table
from services.intake.rosters.upload import read_table

__all__ = [
    "FIELDS",
    "Column",
    "Field",
    "NotARoster",
    "Overrides",
    "Person",
    "Problem",
    "Rejected",
    "Roster",
    "Row",
    "Table",
    "parse",
    "read",
    "read_content",
    "read_table",
]


def read(path: Path, overrides: Overrides = NO_OVERRIDES) -> Roster:
    """Read a list of attendees from a file.

    Args:
        path: CSV, XLSX or something like it.
        overrides: by header as written, the field that a column is; None is "do not use".

    Raises:
        NotARoster: the file can't be used as a whole.
        OSError: it can't be opened.
    """
    return read_content(path.read_bytes(), path.name, overrides)


def read_content(content: bytes, filename: str, overrides: Overrides = NO_OVERRIDES) -> Roster:
    """Read a list of attendees that was uploaded.

    Args:
        content: the whole file, untrusted.
        filename: only for the text of an error.
        overrides: by header as written, the field that a column is; None is "do not use".

    Raises:
        NotARoster: the file can't be used as a whole.
    """
    return parse(read_table(content, filename), overrides)
