"""A column's cells say what it can't be, whatever its header says."""

from __future__ import annotations

import pytest

from services.intake.rosters import Field
from services.intake.rosters.columns.column_profile import (
    ColumnProfile,
    is_address,
    is_company,
    is_count,
    is_date,
    is_group_role,
    is_number,
    is_occupation,
    is_salutation,
    is_tick,
    is_url,
    is_whole_name,
    unfit,
)

TICKS = ["Yes", "No", "yes"]
NUMBERS = ["17", "2.5", "-3"]
DATES = ["2031-05-01", "5/1/31 10:30"]
LINKS = ["https://acme.example", "www.acme.example/team", "acme.com"]
ADDRESSES = ["ada@example.org", "ben@example.org"]
WORDS = ["alpha", "beta", "gamma"]
LONG = ["I help schools cook with less money, " * 5]
FILLED = {
    "ticks": TICKS, "numbers": NUMBERS, "dates": DATES, "links": LINKS, "addresses": ADDRESSES,
    "words": WORDS, "long": LONG,
}  # fmt: skip
FITTING: dict[Field, set[str]] = {
    "name": {"addresses", "words"},
    "first_name": {"words"},
    "last_name": {"words"},
    "title": {"words"},
    "industry": {"words"},
    "country": {"words"},
    "company": {"links", "addresses", "words"},
    "email": {"addresses"},
    "website": {"links"},
    "capacity": {"numbers"},
    "external_id": {"numbers", "dates", "links", "addresses", "words"},
    "status": {"ticks", "dates", "links", "addresses", "words"},
    "excluded": {"numbers", "dates", "links", "addresses", "words", "long"},
    "interests": {"addresses", "words", "long"},
    "about": {"addresses", "words", "long"},
}


class TestUnfit:
    @pytest.mark.parametrize("cells", FILLED)
    @pytest.mark.parametrize("field", FITTING)
    def test_says_which_columns_cannot_be_a_field(self, field: Field, cells: str) -> None:
        """A header is one word, and the cells are the proof."""
        assert (not unfit(field, ColumnProfile(FILLED[cells]))) is (cells in FITTING[field])

    @pytest.mark.parametrize("field", FITTING)
    def test_has_nothing_against_an_empty_column(self, field: Field) -> None:
        """Before anybody has answered, only the header speaks."""
        assert unfit(field, ColumnProfile(["", "-", "n/a"])) == ""

    @pytest.mark.parametrize(("differing", "fits"), [(40, True), (41, False)])
    def test_knows_a_status_by_how_few_there_are(self, differing: int, *, fits: bool) -> None:
        """Everybody's own words are an answer and no status."""
        words = [f"answer {'x' * number}" for number in range(differing)]

        assert (not unfit("status", ColumnProfile(words))) is fits

    def test_lets_a_status_be_as_many_dates_as_there_are_people(self) -> None:
        """The day on which somebody cancelled is another one for each."""
        days = [f"2031-05-{day:02}" for day in range(1, 29)] * 2

        assert unfit("status", ColumnProfile([*days, *(f"{d} 10:00" for d in days)])) == ""


class TestAProfile:
    def test_counts_cells_and_not_distinct_ones(self) -> None:
        """What most people answer decides."""
        profile = ColumnProfile(["Yes"] * 6 + ["a", "b", "c", "d"])

        assert profile.fraction(is_tick) == 0.6
        assert profile.mostly(is_tick)
        assert not ColumnProfile(["Yes"] * 5 + ["a", "b", "c", "d"]).mostly(is_tick)

    def test_passes_over_cells_that_say_nothing(self) -> None:
        """A question that few answered is still that question."""
        profile = ColumnProfile(["", "-", "n/a", " ? ", "Yes"])

        assert (profile.rows, profile.filled, profile.distinct) == (5, 1, 1)
        assert profile.fraction(is_tick) == 1.0

    def test_of_nothing_is_mostly_nothing(self) -> None:
        """An empty column is no column of ticks."""
        profile = ColumnProfile([])

        assert (profile.fraction(is_tick), profile.typical_length) == (0.0, 0.0)
        assert not profile.mostly(is_tick)

    @pytest.mark.parametrize(
        ("cells", "constant"),
        [(["Summit"] * 5, True), (["Summit"] * 4, False), (["Summit"] * 5 + [""], False),
         (["Summit"] * 5 + ["Fair"], False)],
    )  # fmt: skip
    def test_is_constant_where_several_rows_all_say_the_same(
        self, cells: list[str], *, constant: bool
    ) -> None:
        """Three people of one name are no event."""
        assert ColumnProfile(cells).constant is constant

    def test_has_the_length_of_most_of_its_cells(self) -> None:
        """One endless cell does not speak for its column."""
        profile = ColumnProfile(["abcd", "abcd", "abcd", "x" * 100_000])

        assert profile.typical_length == (3 * 4 + 400) / 4

    def test_of_many_cells_is_a_sample_of_all_of_them(self) -> None:
        """A list of a hundred thousand is judged as quickly as one of a thousand."""
        words = [f"{number:06}" for number in range(5_000)]
        profile = ColumnProfile([*words, *(f"z{word}" for word in words)])

        assert 0.4 < profile.fraction(is_number) < 0.6


class TestCells:
    @pytest.mark.parametrize(
        ("test", "cell", "other"),
        [
            (is_tick, "✓", "maybe"),
            (is_number, "1,200", "12 people"),
            (is_number, "-3", "--3"),
            (is_date, "2031-05-01 10:00", "May 2031"),
            (is_url, "acme.co.uk/team", "acme"),
            (is_address, "ada@", "ada"),
            (is_salutation, "Dr.", "Doctor of bees"),
            (is_salutation, "Prof. Dr.", "Profit"),
            (is_group_role, "Organizer", "Organizer of ferries"),
            (is_group_role, "Co-organiser", "Member of parliament"),
            (is_count, "45", "1"),
            (is_occupation, "Head of Sales", "I mend pumps"),
            (is_occupation, "a b c d", "a b c d e"),
            (is_whole_name, "Ada Muster", "Ada"),
            (is_whole_name, "Jean-Luc d'Arc", "Ada Muster 3"),
            (is_whole_name, "見本花子", "見"),
            (is_whole_name, "Ada Muster", "Acme Trading Ltd"),
            (is_company, "Acme GmbH", "Acme"),
            (is_company, "Acme Ltd.", "Ltd Edition"),
        ],
    )
    def test_are_told_by_their_form(self, test: object, cell: str, other: str) -> None:
        """Each kind has something that it is not."""
        assert callable(test)
        assert test(cell)
        assert not test(other)
