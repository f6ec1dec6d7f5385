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


class TestOfTwoThatFit:
    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            ("a,b\n1,2\n3;4\n", ","),
            ("a;b\n1;2,3\n4;5,6\n7;8,9\n", ";"),
            ("a,b\n1,2;3;4\n5,6;7;8\n", ","),
            ("x\na,b;c;d\ne,f;g;h\ni,j;k;l\n", ";"),
            ("a,b\n1,2\n3,4\n5\n6;7\n8;9\n", ","),
        ],
    )
    def test_the_one_wins_on_whose_columns_the_first_row_and_most_others_agree(
        self, text: str, delimiter: str
    ) -> None:
        """The first row names the columns; where it decides nothing, more columns say more."""
        assert find_delimiter(text) == delimiter

    def test_half_a_pair_of_quotation_marks_is_no_cell(self) -> None:
        """A semicolon inside a quoted text cuts it in two."""
        assert find_delimiter('n|"a; b"\n1|"c; d"\n') == "|"

    @pytest.mark.parametrize(("named", "delimiter"), [(5, ","), (4, NONE)])
    def test_none_is_better_where_hardly_any_row_has_either(
        self, named: int, delimiter: str
    ) -> None:
        """A list of names has a comma here and there."""
        assert find_delimiter("a\n" + "b,c\n" * named + "d\n" * 3) == delimiter

    def test_spaces_around_empty_cells_are_no_columns(self) -> None:
        """Programs fill rows up to the width of a sheet."""
        assert find_delimiter("a;b;;\n1;2; ;\n3;4\n") == ";"
        assert find_delimiter("a;;\nb; ;\n") == NONE


class TestProse:
    @pytest.mark.parametrize(("sentences", "refused"), [(3, False), (4, True)])
    def test_ends_more_than_three_lines_in_ten_as_sentences_do(
        self, sentences: int, *, refused: bool
    ) -> None:
        """A name may end with a full stop, as "Ada jr." does."""
        text = "Ada jr.\n" * sentences + "Ada\n" * (10 - sentences)

        assert is_refused(text) is refused

    @pytest.mark.parametrize(("long", "refused"), [(5, False), (6, True)])
    def test_has_more_than_half_of_its_lines_long(self, long: int, *, refused: bool) -> None:
        """A line of 120 characters may be somebody's address."""
        assert is_refused(("x" * 121 + "\n") * long + "x\n" * (10 - long)) is refused
        assert not is_refused(("x" * 120 + "\n") * long + "x\n" * (10 - long))

    @pytest.mark.parametrize("end", [".", "!", "?", '."', "?)", "!]", ":"])
    def test_is_known_by_how_its_lines_end(self, end: str) -> None:
        """Letters have questions, quotations and greetings in them."""
        assert is_refused(f"One more{end}\n" * 3)

    def test_is_no_regular_table(self) -> None:
        """Answers are sentences, too."""
        assert not is_refused("a;b.\nc;d.\ne;f.\n")
        assert is_refused("a;b.\n")
        assert is_refused("a;b.\nc;d;e.\nf.\ng.\n")

    def test_may_agree_in_half_of_its_lines(self) -> None:
        """Only where more than half of the rows have the same columns are they rows."""
        assert is_refused("a;b.\nc;d.\ne.\nf.\n")
        assert not is_refused("a;b.\nc;d.\ne;f.\ng.\nh.\n")

    @pytest.mark.parametrize(("above", "refused"), [(19, False), (20, True)])
    def test_is_no_table_that_names_two_columns_in_its_first_twenty_lines(
        self, above: int, *, refused: bool
    ) -> None:
        """Reports put a page of sentences above the list."""
        assert is_refused("So it is.\n" * above + '"Name"; Email\nAda;a\n') is refused
        assert is_refused("So it is.\n" * above + "Name;Zzz\nAda;a\n")


def is_refused(text: str) -> bool:
    try:
        find_delimiter(text)
    except NotARoster:
        return True
    return False


class TestTheLineThatTellsIt:
    def test_is_blanked_so_that_rows_keep_their_numbers(self) -> None:
        """The organiser looks row 3 up where it stands."""
        assert without_sep_line("sep=;\nName;Mail\n") == "\nName;Mail\n"
        assert without_sep_line("Name;Mail\nsep=;\n") == "Name;Mail\nsep=;\n"
