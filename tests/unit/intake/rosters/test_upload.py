"""Uploaded text files, as tables and as refusals."""

from __future__ import annotations

import contextlib
import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.rosters import NotARoster, read_table
from services.intake.rosters.files.cleaning import clean_cell

HEAD = "name,email,company,interests\n"
ANN = "Ann Lee,ann@acme.example,Acme,robots\n"
BOB = "Bob Ray,bob@beta.example,Beta,gardens\n"

plain = st.text("abcdefgh XYZ,;|'\n\u00e9\u00f1", min_size=1, max_size=12).map(clean_cell)
people = st.lists(st.tuples(plain, plain, plain), min_size=1, max_size=8)


def written(rows: list[tuple[str, ...]], delimiter: str, encoding: str) -> bytes:
    """Write rows as the csv module does."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return file.getvalue().encode(encoding)


def cells(text: str | bytes) -> list[tuple[str, ...]]:
    """Read a file and list its rows."""
    content = text if isinstance(text, bytes) else text.encode()
    return [row.cells for row in read_table(content, "list.csv").rows]


def refusal(content: bytes, name: str = "list.csv") -> str:
    """Read a file that is no roster and give the error's text."""
    with pytest.raises(NotARoster) as caught:
        read_table(content, name)
    return str(caught.value)


class TestRoundTrip:
    @settings(max_examples=40)
    @given(
        people,
        st.sampled_from(",;\t|"),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    )
    def test_gives_back_what_was_written(
        self, rows: list[tuple[str, ...]], delimiter: str, encoding: str
    ) -> None:
        """Any program's CSV is read, without a question to the organiser."""
        emails = [(f"a{n}@x.example", f"Person {n}", *row) for n, row in enumerate(rows)]
        head = ("Email", "Name", "Caf\u00e9", "Offers", "Needs")

        table = read_table(written([head, *emails], delimiter, encoding), "list")

        assert table.headers == head
        assert [row.cells for row in table.rows] == emails
        assert not table.odd


class TestEncoding:
    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("Jos\u00e9 N\u00fa\u00f1ez", "cp1252"),
            ("It\u2019s me", "cp1252"),
            ("\u201cquoted\u201d \u2013 caf\u00e9", "cp1252"),
            ("\u00c5sa Fran\u00e7ois", "cp1252"),
            ("Gr\u00f6\u00dfe", "cp1252"),
            ("\u6771\u4eac", "shift_jis"),
            ("\u7530\u4e2d \u592a\u90ce", "shift_jis"),
            ("\u30bf\u30ed\u30a6", "shift_jis"),
            ("\u7530\u4e2d", "utf-16-le"),
            ("\u7530\u4e2d", "utf-16-be"),
        ],
    )
    def test_is_found_even_for_a_single_word(self, text: str, encoding: str) -> None:
        """A short list has one accent or two, and a name is the worst to garble."""
        content = f"name,email\n{text},ann@acme.example\n".encode(encoding)

        assert cells(content) == [(text, "ann@acme.example")]

    def test_of_other_languages_is_left_to_the_library(self) -> None:
        """Cyrillic letters must not come out as a chain of Latin accents."""
        ivan = "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"
        anna = "\u0410\u043d\u043d\u0430 \u0418\u0432\u0430\u043d\u043e\u0432\u0430"
        text = f"name;email;city\n{ivan};i@x.example;{anna}\n{anna};a@x.example;{ivan}\n"

        table = read_table(text.encode("cp1251"), "list.csv")

        assert [row.cells[0] for row in table.rows] == [ivan, anna]
        assert "cp1251" in table.problems[0].what

    def test_with_a_damaged_byte_is_read_and_told(self) -> None:
        """One bad byte in a UTF-8 list must not garble all the other names."""
        good = "".join(f"J\u00f6rg {n},j{n}@x.example\n" for n in range(30)).encode()

        table = read_table(b"name,email\n" + good + b"B\xff,b@x.example\n", "list.csv")

        assert table.rows[0].cells[0] == "J\u00f6rg 0"
        assert "(1)" in table.problems[0].what

    def test_zero_bytes_are_dropped(self) -> None:
        """Some exports pad their cells with them."""
        assert cells("name,email\nA\0nn,a@x.example\n") == [("Ann", "a@x.example")]


class TestDelimiter:
    def test_is_not_taken_from_inside_the_cells(self) -> None:
        """Interests are full of commas, also where semicolons stand between the cells."""
        text = "Name;Interests\nAnn;AI, maps, cats\nBob;tea, jam, bread\nCy\n"

        assert cells(text) == [("Ann", "AI, maps, cats"), ("Bob", "tea, jam, bread"), ("Cy", "")]

    def test_is_a_tab_in_a_file_that_calls_itself_an_old_workbook(self) -> None:
        """Meetup's .xls files are text."""
        table = read_table(b"Name\tUser ID\tTitle\nAnn\tuser 3\tMember\n", "members.xls")

        assert table.headers == ("Name", "User ID", "Title")

    def test_may_be_absent_in_a_list_of_names(self) -> None:
        """The simplest list of all has a single column."""
        assert cells("Name\nAnn Lee\nBob Ray, PhD\nCy Dee\n")[0] == ("Ann Lee",)

    def test_may_be_told_by_the_first_line(self) -> None:
        """Excel writes such a line for itself."""
        assert cells("sep=;\nName;Email\nAnn;a@x.example\n") == [("Ann", "a@x.example")]


class TestRows:
    def test_are_numbered_by_record_with_blank_lines_counted(self) -> None:
        """The organiser looks a row up in a spreadsheet, where a cell's lines are one row."""
        text = HEAD + 'Ann,a@x.example,"Ac\r\nme",b\r\n\r\n' + BOB

        table = read_table(text.encode(), "list.csv")

        assert [row.number for row in table.rows] == [2, 4]
        assert table.rows[0].cells[2] == "Ac\nme"

    def test_with_an_endless_cell_harm_no_other(self) -> None:
        """The csv module gives up on the whole file."""
        text = HEAD + ANN + 'Cy,c@x.example,Core,"' + "line, and\n" * 20_000 + '"\n' + BOB

        table = read_table(text.encode(), "list.csv")

        assert [row.number for row in table.rows] == [2, 4]
        assert table.odd[0][0].cells[0] == "Cy"
        assert "131,072" in table.odd[0][1].what

    def test_with_a_cell_of_megabytes_harm_no_other(self) -> None:
        """Whatever is pasted into a cell ends with its quotation mark."""
        text = HEAD + ANN + 'Cy,c@x.example,Core,"' + "line\n" * 450_000 + '"\n' + BOB

        table = read_table(text.encode(), "list.csv")

        assert [row.number for row in table.rows] == [2, 4]
        assert "131,072" in table.odd[0][1].what

    def test_with_a_quotation_mark_never_closed_swallow_no_other(self) -> None:
        """One forgotten mark would hide everybody below it."""
        text = HEAD + 'Cy,c@x.example,"Core,maps\n' + ANN + BOB + 'Di,d@x.example,"D, E",tea\n'

        table = read_table(text.encode(), "list.csv")

        assert [row.cells[2] for row in table.rows] == ["Core", "Acme", "Beta", "D, E"]
        assert table.problems[0].row == 2

    def test_with_far_too_many_cells_are_set_aside_and_explained(self) -> None:
        """A lost line break must not make a row of a thousand people."""
        table = read_table((HEAD + ANN + "x," * 2_100 + "\n" + BOB).encode(), "list.csv")
        filled = read_table((HEAD + ANN + "x," * 2_100 + "x\n" + BOB).encode(), "list.csv")

        assert [row.number for row in filled.rows] == [2, 4]
        ((odd, problem),) = filled.odd
        assert problem.what.startswith("the row has 2,101 cells, more than the 2,000")
        assert problem.cure == "Look for a missing line break."
        assert len(odd.cells) < 100
        assert [row.number for row in table.rows] == [2, 4]

    def test_may_have_quotation_marks_anywhere(self) -> None:
        """Nicknames and inches are no syntax."""
        row = cells(HEAD + '"Ann" Lee,a@x.example,Acme "X", "tea, jam"\n')[0]

        assert row == ("Ann Lee", "a@x.example", 'Acme "X"', "tea, jam")

    @pytest.mark.parametrize("name", ["Nan", "None", "Null"])
    def test_keep_a_name_that_is_a_word_for_nothing_elsewhere(self, name: str) -> None:
        """Nobody loses the given name to a program's habit."""
        assert cells(HEAD + f"{name},a@x.example,Acme,tea\n")[0][0] == name

    @pytest.mark.parametrize("blank", ["-", "--", "n/a", "N/A", "none", "NULL", "#N/A", "NaN"])
    def test_have_an_empty_cell_where_it_says_that_it_is(self, blank: str) -> None:
        """Nobody works at the company NULL."""
        assert cells(HEAD + f"Ann,a@x.example,{blank},tea\n")[0][2] == ""

    def test_lose_what_nobody_can_see(self) -> None:
        """An invisible character makes two equal addresses differ."""
        row = cells(HEAD + "\u200bAnn\x07\xa0Lee,a@x.example\u200b,A\u202ecme,tea\n")[0]

        assert row[:3] == ("Ann Lee", "a@x.example", "Acme")


class TestRefusal:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b"\n \n\r\n", "blank lines"),
            (b",,,\n,,,\n", "blank lines"),
            (b"<!DOCTYPE html><html><body>Error", "web page"),
            (b"\n<table border='1'><tr><td>Name", "web page"),
            ("<html>".encode("utf-16"), "web page"),
            (b'[{"name": "Ann"}]', "JSON"),
            (b'{"name": "Ann"}', "JSON"),
            (b"<?xml version='1.0'?><people/>", "XML"),
            (b"\x89PNG\r\n\x1a\n", "image"),
            (b"\xff\xd8\xff\xe0", "image"),
            (b"GIF89a", "image"),
            (b"RIFF0000WEBP", "image"),
            (b"%PDF-1.7", "PDF"),
            (b"\x1f\x8b\x08\x00", "gzip"),
            (b"BEGIN:VCARD\nFN:Ann\n", "vCard"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .xlsx or CSV"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "password",
            ),
            (b"Dear all,\n\nHere is the list. Have fun!\n\nBest,\nAnn\n", "without columns"),
            (b"name,email\n", "no row below"),
            (b"Ann,a@x.example\nBob,b@x.example\n", "does not name its columns"),
        ],
    )
    def test_says_what_the_file_is(self, content: bytes, said: str) -> None:
        """An organiser can act on that, and on nothing else."""
        text = refusal(content)

        assert said in text
        assert text.startswith("'list.csv' ")
        assert len(text.splitlines()) == 1

    def test_is_one_harmless_line_whatever_the_file_is_called(self) -> None:
        """A name is chosen by whoever uploads, and is shown to somebody else."""
        assert refusal(b"", "../x/<b>\n\u202eevil.csv").startswith("'_b___evil.csv' is empty")

    def test_keeps_to_the_limits(self) -> None:
        """A file that is too large is refused before it costs anything."""
        content = (HEAD + ANN * 5).encode()

        with pytest.raises(NotARoster, match="MB"):
            read_table(content, "list.csv", max_bytes=50)
        with pytest.raises(NotARoster, match="more than 4 rows"):
            read_table(content, "list.csv", max_rows=4)

    @settings(max_examples=50)
    @given(st.binary(max_size=300))
    def test_is_all_that_random_bytes_can_cause(self, content: bytes) -> None:
        """No upload may end in a stack trace."""
        try:
            read_table(b"name,email\n" + content, "list.csv")
        except NotARoster as error:
            assert str(error)  # noqa: PT017 -- either outcome is right, a third is not

    @settings(max_examples=50)
    @given(st.text('",;\n a@|\t-"', max_size=200))
    def test_is_all_that_random_syntax_can_cause(self, text: str) -> None:
        """Quotation marks and delimiters in any order are still only a bad file."""
        try:
            read_table(f"name,email\n{text}".encode(), "list.csv")
        except NotARoster as error:
            assert str(error)  # noqa: PT017 -- either outcome is right, a third is not


class TestEffort:
    @pytest.mark.parametrize("unit", ['"', '"a', ",", "a,", '"a\n",', '""\n', 'a,"b""\n', " "])
    def test_comes_back_from_what_makes_a_careless_reader_start_again(self, unit: str) -> None:
        """A reader whose effort grows with the square of these would not end today."""
        content = (HEAD + unit * (100_000 // len(unit))).encode()
        with contextlib.suppress(NotARoster):
            read_table(content, "list.csv")

    def test_bytes_that_are_no_text_end_quickly(self) -> None:
        """Noise decodes as something in one encoding or another."""
        assert "neither text" in refusal(random.Random(1).randbytes(50_000))
