"""What stands between cells is found by how regular it makes the rows."""

from __future__ import annotations

import pytest

from services.intake.rosters import NotARoster
from services.intake.rosters.files.delimiter import NONE, find_delimiter, without_sep_line


class TestTheDelimiter:
    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("a,b\n1,2\n", ","),
            ("a;b\n1;2\n", ";"),
            ("a\tb\n1\t2\n", "\t"),
            ("a|b\n1|2\n", "|"),
            ("Name;Notes\nAda;x, y, z\nBen;p, q, r\n", ";"),
            ('Name,Notes\nAda,"x; y; z"\nBen,"p; q; r"\n', ","),
            ("\n\n  \nName;Mail\nAda;a\n", ";"),
            ("Name\nAda\nBen\nCem, PhD\n", NONE),
            ("Name\n", NONE),
            ("sep=|\nName,Mail\n", "|"),
            ('"sep=;"\nName,Mail\n', ";"),
            ("SEP=;\nName,Mail\n", ";"),
        ],
    )
    def test_is_what_gives_every_row_the_same_cells(self, text: str, delimiter: str) -> None:
        """Cells hold every other delimiter as text."""
        assert find_delimiter(text) == delimiter

    @pytest.mark.parametrize(
        "text",
        [
            "Dear all,\n\nHere is the list. Have fun!\n\nBest,\nAda\n",
            "One sentence.\nAnd one more.\nOne without\n",
            f"{'word ' * 40}\n{'word ' * 40}\nshort\n",
        ],
    )
    def test_is_not_looked_for_in_prose(self, text: str) -> None:
        """A letter is no list of people."""
        with pytest.raises(NotARoster, match="without columns"):
            find_delimiter(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Name,Email,Bio\n" + 'Ada,a@x.example,"I bake, and sing."\n' * 3,
            "Report of today.\nMade by us.\nName;Email\nAda;a.\nBen;b.\n",
        ],
    )
    def test_is_found_among_sentences_where_columns_are_named(self, text: str) -> None:
        """A table below a few sentences is a table."""
        assert find_delimiter(text) in {",", ";"}

    def test_is_decided_by_the_beginning_of_a_long_file(self) -> None:
        """Nobody waits for a gigabyte to be looked at twice."""
        assert find_delimiter("a;b\n1;2\n" * 20_000 + "a,b\n" * 400_000) == ";"


class TestTheLineThatTellsIt:
    def test_is_blanked_so_that_rows_keep_their_numbers(self) -> None:
        """The organiser looks row 3 up where it stands."""
        assert without_sep_line("sep=;\nName;Mail\n") == "\nName;Mail\n"
        assert without_sep_line("Name;Mail\nsep=;\n") == "Name;Mail\nsep=;\n"
