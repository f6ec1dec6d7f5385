"""Workbooks, friendly and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from services.intake.rosters import NotARoster, read_table
from services.intake.rosters.files.workbook import read_workbook
from services.intake.rosters.files.workbook_process import _check_directory, _Refused, _text

HEAD = ("Name", "Email", "Tickets", "Arrives", "Speaker")
ANN = ("Ann Lee", "ann@acme.example", 5.0, datetime(2024, 5, 1), True)  # noqa: DTZ001 -- Excel's
BOB = ("Bob Ray", None, 2.5, datetime(2024, 5, 1, 10, 30), False)  # noqa: DTZ001 -- the same


def workbook(sheets: dict[str, list[tuple[object, ...]]], hidden: str = "") -> bytes:
    """Write a workbook as openpyxl does."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """Write a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return file.getvalue()


def altered(change: Callable[[bytes], bytes]) -> bytes:
    """Change the XML of a small workbook's only sheet."""
    with zipfile.ZipFile(io.BytesIO(workbook({"Guests": [HEAD, ANN]}))) as zipped:
        entries = {name: zipped.read(name) for name in zipped.namelist()}
    entries["xl/worksheets/sheet1.xml"] = change(entries["xl/worksheets/sheet1.xml"])
    return archive(entries)


class TestWorkbook:
    def test_gives_the_first_visible_table_as_text(self) -> None:
        """What an organiser sees is what is read, whatever the file calls itself."""
        content = workbook(
            {
                "Last year": [HEAD, ("Old", "old@x.example", 1)],
                "Read me": [("How to use this file",), ("Fill in the next sheet",)],
                "Guests": [("Guest list",), (), HEAD, ANN, BOB],
                "Staff": [HEAD, ANN],
            },
            hidden="Last year",
        )

        table = read_table(content, "guests.csv")

        assert table.headers == HEAD
        assert [row.number for row in table.rows] == [4, 5]
        assert table.rows[0].cells == ("Ann Lee", "ann@acme.example", "5", "2024-05-01", "TRUE")
        assert table.rows[1].cells == ("Bob Ray", "", "2.5", "2024-05-01 10:30:00", "FALSE")
        assert "'Guests' was read" in table.problems[0].what

    def test_may_claim_any_size(self) -> None:
        """Programs that format whole columns claim a million rows."""
        content = altered(lambda xml: xml.replace(b"A1:E2", b"A1:XFD1048576"))

        assert len(read_table(content, "list.xlsx").rows) == 1

    def test_without_rows_is_refused(self) -> None:
        """The same error as for any other kind of file."""
        with pytest.raises(NotARoster, match="no row below"):
            read_table(workbook({"Guests": [HEAD]}), "list.xlsx")

    def test_with_entities_or_damage_is_refused(self) -> None:
        """Entities that unfold are the oldest trick of XML."""
        bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><worksheet'

        with pytest.raises(NotARoster, match="can't be read"):
            read_table(altered(lambda xml: xml.replace(b"<worksheet", bomb, 1)), "list.xlsx")

    def test_that_takes_too_long_is_refused(self) -> None:
        """A worker must not wait for a file that was made to be slow."""
        with pytest.raises(NotARoster, match="too much time"):
            read_workbook(workbook({"Guests": [HEAD, ANN]}), max_rows=9, timeout_s=0.001)


class TestDirectory:
    @pytest.mark.parametrize(
        ("entries", "said"),
        [
            ({"notes.txt": b"x"}, "ZIP archive"),
            ({"mimetype": b"x", "content.xml": b"x"}, "save it as XLSX or CSV"),
            ({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, "Word"),
            ({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}, "xlsb"),
            (
                {
                    "[Content_Types].xml": b"x",
                    "xl/workbook.xml": b"x",
                    "xl/sharedStrings.xml": b"x" * 21_000_000,
                },
                "unpacks to far more",
            ),
        ],
    )
    def test_is_checked_before_anything_is_unpacked(
        self, entries: dict[str, bytes], said: str
    ) -> None:
        """Its declared sizes are free to read, its content may be 549 GB."""
        with pytest.raises(_Refused, match=said):
            _check_directory(io.BytesIO(archive(entries)))

    def test_that_is_damaged_says_so(self) -> None:
        """A download that broke off is common."""
        with pytest.raises(_Refused, match="damaged"):
            _check_directory(io.BytesIO(workbook({"Guests": [HEAD, ANN]})[:900]))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(5.0, "5"), (491700000000.0, "491700000000"), (0.1, "0.1"), ("a_x000D_b", "a\rb"), (7, "7")],
)
def test_values_are_shown_as_in_a_sheet(value: object, shown: str) -> None:
    """A phone number is no floating point number to anybody but Excel."""
    assert _text(value) == shown
