"""What the process that reads workbooks gives back, and where it stops."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from services.intake.rosters import NotARoster
from services.intake.rosters.files.workbook import read_workbook
from services.intake.rosters.files.workbook_process import (
    _check_directory,
    _is_bomb,
    _Refused,
    _rows,
    _text,
)


class Sheet:
    """A worksheet in memory; forgets the size that it claims."""

    title = "Guests"
    sheet_state = "visible"

    def __init__(self, rows: Iterable[Iterable[object]]) -> None:
        self._rows = rows
        self.is_reset = False

    def reset_dimensions(self) -> None:
        self.is_reset = True

    def iter_rows(self, *, values_only: bool) -> Iterable[Iterable[object]]:
        assert values_only
        assert self.is_reset
        return self._rows


def rows(*values: tuple[object, ...], max_rows: int = 9) -> list[object]:
    return list(_rows(Sheet(values), max_rows))


def entry(size: int, packed: int) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo("xl/sharedStrings.xml")
    found.file_size, found.compress_size = size, packed
    return found


class TestTheProcess:
    def test_says_why_it_refuses_a_file(self) -> None:
        """Its words are all that the organiser gets to see."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as zipped:
            zipped.writestr("notes.txt", "x")

        with pytest.raises(NotARoster, match="is a ZIP archive, and no workbook"):
            read_workbook(file.getvalue(), max_rows=9)

    def test_says_of_which_sheet_it_left_out_the_end(self) -> None:
        """Another sheet is whole all the same."""
        book = openpyxl.Workbook()
        book.worksheets[0].title = "Short"
        for title, count in (("Long", 3), ("Last", 2)):
            sheet = book.create_sheet(title)
            for number in range(count):
                sheet.append([f"{title} {number}"])
        file = io.BytesIO()
        book.save(file)

        short, long, last = read_workbook(file.getvalue(), max_rows=2)

        assert [len(sheet.rows) for sheet in (short, long, last)] == [0, 2, 2]
        assert (short.cut, last.cut) == ("", "")
        assert long.cut == "has more than 2 rows or 10,000,000 cells"
        assert [(row.number, row.width) for row in long.rows] == [(1, 21), (2, 21)]


class TestRows:
    def test_are_numbered_with_blank_ones_counted_and_end_with_a_text(self) -> None:
        """The organiser looks row 3 up where it stands."""
        assert rows(("Name", None, " "), (None, ""), ("", "Ann", None)) == [
            [1, ["Name"]],
            [3, ["", "Ann"]],
        ]

    def test_that_are_blank_are_not_counted_as_read(self) -> None:
        """Programs that format whole columns write a million of them."""
        assert rows(("a",), *[(None,)] * 50, ("b",), max_rows=2) == [[1, ["a"]], [52, ["b"]]]

    def test_have_two_thousand_cells_at_most(self) -> None:
        """A workbook may have sixteen thousand columns, of which nobody needs the last."""
        [[_, cells]] = rows(("x",) * 2_001)  # type: ignore[misc]  # one row of cells

        assert len(cells) == 2_000

    def test_end_where_there_are_more_than_asked_for(self) -> None:
        """What is left out is told, so that half of a list is not taken for all of it."""
        cut = {"cut": "has more than 1 rows or 10,000,000 cells"}

        assert rows(("a",), ("b",), ("c",), max_rows=1) == [[1, ["a"]], cut]


class TestValues:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (True, "TRUE"),
            (5.0, "5"),
            (-2.5, "-2.5"),
            (1e15, "1000000000000000.0"),
            (999_999_999_999_999.0, "999999999999999"),
            (datetime(2031, 5, 1), "2031-05-01"),  # noqa: DTZ001 -- a spreadsheet's
            (datetime(2031, 5, 1, 10, 30), "2031-05-01 10:30:00"),  # noqa: DTZ001 -- the same
            (date(2031, 5, 1), "2031-05-01"),
            (time(10, 30), "10:30:00"),
            (timedelta(hours=1, minutes=5), "1:05:00"),
            ("a_x0041_b", "aAb"),
            ("a_xyz_b", "a_xyz_b"),
            ("x" * 131_073, "x" * 131_072),
        ],
    )
    def test_are_shown_as_in_a_sheet(self, value: object, shown: str) -> None:
        """What an organiser sees is what is read."""
        assert _text(value) == shown


class TestBombs:
    @pytest.mark.parametrize(
        ("size", "packed", "is_one"),
        [
            (20_000_001, 100_000, True),
            (20_000_000, 1, False),
            (20_000_200, 100_001, False),
            (600_000_000, 100_000_000, False),
            (600_000_001, 100_000_000, True),
            (20_000_001, 0, True),
        ],
    )
    def test_are_known_by_what_they_claim_to_unpack_to(
        self, size: int, packed: int, *, is_one: bool
    ) -> None:
        """Text packs well, but not two hundredfold, and no list has 600 megabytes."""
        assert _is_bomb(entry(size, packed)) is is_one

    @pytest.mark.parametrize(("size", "refused"), [(400_000_000, False), (400_000_001, True)])
    def test_may_be_of_several_large_files(self, size: int, *, refused: bool) -> None:
        """Each alone would be let through, and all of them fill the memory."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as zipped:
            for name in ("[Content_Types].xml", "xl/workbook.xml"):
                zipped.writestr(name, b"x")
            for claimed in zipped.filelist:
                claimed.file_size, claimed.compress_size = size, size // 10

        if refused:
            with pytest.raises(_Refused, match="unpacks to far more"):
                _check_directory(file)
        else:
            _check_directory(file)
