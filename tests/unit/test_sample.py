"""The sample event is what a newcomer sees first, and must stay a believable upload."""

from __future__ import annotations

import csv
import io
from collections import Counter
from importlib.resources.abc import Traversable

import pytest

from services.operations import sample

INTERESTS = "What are you interested in? (choose any)"
OFFERS = "What could you help others with?"
NEEDS = "What would you love help with?"
ABOUT = "About you"

Row = dict[str, str]


def rows_of(file: Traversable) -> list[Row]:
    """Read one of the sample's files, refusing what is no proper CSV."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""), strict=True))


def person(row: Row) -> tuple[str, str, str]:
    """Tell who a row is about; a mailbox alone does not, since assistants share one."""
    return row["First Name"], row["Last Name"], row["Email"]


@pytest.fixture(scope="module")
def roster() -> list[Row]:
    """Read the whole roster, whatever a row's status."""
    return rows_of(sample.ROSTER)


@pytest.fixture(scope="module")
def attending(roster: list[Row]) -> list[Row]:
    """Keep the rows of those who come."""
    return [row for row in roster if row["Status"] == "Confirmed"]


class TestRoster:
    def test_every_row_has_one_cell_per_header(self, roster: list[Row]) -> None:
        """A stray comma or quote would shift somebody's answers into the wrong column."""
        assert all(None not in row and None not in row.values() for row in roster)

    def test_two_hundred_people_attend(self, attending: list[Row]) -> None:
        """The sample is announced as an event of 200."""
        assert len({person(row) for row in attending}) == 200

    def test_cancelled_and_waitlisted_people_come_on_top(self, roster: list[Row]) -> None:
        """An organiser's export holds people who do not come, in uneven spelling."""
        statuses = Counter(row["Status"].casefold() for row in roster)

        assert (statuses["cancelled"], statuses["waitlisted"]) == (4, 3)

    def test_only_one_person_is_there_twice_and_changed_their_mind(self, roster: list[Row]) -> None:
        """The newer of two rows should win, which only shows when they differ."""
        counts = Counter(person(row) for row in roster)
        repeated = [who for who, count in counts.items() if count > 1]
        earlier, later = (row for row in roster if person(row) == repeated[0])

        assert len(repeated) == 1
        assert earlier[INTERESTS] != later[INTERESTS]

    def test_only_one_mailbox_is_shared(self, roster: list[Row]) -> None:
        """Two directors behind one assistant are two people, not a duplicate."""
        shared = Counter(email for _, _, email in {person(row) for row in roster})

        assert [count for count in shared.values() if count > 1] == [2]

    def test_no_address_can_belong_to_anybody(self, roster: list[Row]) -> None:
        """A brief that leaves the sample by mistake must reach no real mailbox."""
        assert all(row["Email"].endswith(".example") for row in roster)

    def test_one_address_is_invalid(self, roster: list[Row]) -> None:
        """A newcomer should see how a bad address is reported."""
        assert len([row for row in roster if "@" not in row["Email"]]) == 1

    def test_ticket_codes_are_unique(self, roster: list[Row]) -> None:
        """A code that repeats would not look like the secret that it stands for."""
        assert len({row["Ticket code"] for row in roster}) == len(roster)


class TestWhatPeopleSay:
    @pytest.mark.parametrize("column", [OFFERS, NEEDS, ABOUT])
    def test_hardly_anybody_says_the_same(self, attending: list[Row], column: str) -> None:
        """Repeated answers would read as a template, and would match for no good reason."""
        said = Counter({person(row): row[column] for row in attending if row[column]}.values())

        assert len(said) >= 0.7 * len(attending)
        assert sum(count - 1 for count in said.values()) <= 2

    def test_many_bios_name_the_title(self, attending: list[Row]) -> None:
        """Masking can only be seen at work where there is something to mask."""
        titled = [row for row in attending if row["Job Title"].casefold() in row[ABOUT].casefold()]

        assert len(titled) >= 60

    def test_a_few_profiles_are_nearly_or_quite_empty(self, attending: list[Row]) -> None:
        """Every event has people with nothing to match on, and Rapport says so plainly."""
        filled = Counter(
            sum(bool(row[column]) for column in (INTERESTS, OFFERS, NEEDS, ABOUT))
            for row in attending
        )

        assert (filled[0], filled[1]) == (1, 2)

    def test_industries_come_in_many_spellings_and_sometimes_not_at_all(
        self, attending: list[Row]
    ) -> None:
        """Labels must be resolved before anything can be called cross-industry."""
        labels = Counter(row["Industry"] for row in attending)

        assert 0.1 <= labels[""] / len(attending) <= 0.2
        assert len(labels) >= 70


class TestFacts:
    def test_every_fact_has_a_source_and_a_company_on_the_roster(self, roster: list[Row]) -> None:
        """A fact nobody can check, or about nobody here, would never be shown."""
        companies = " | ".join(row["Company"].casefold() for row in roster)
        facts = rows_of(sample.FACTS)

        assert all(fact["fact"] and ".example" in fact["source"] for fact in facts)
        assert all(fact["company"].casefold() in companies for fact in facts)

    def test_a_company_has_one_or_two_facts(self) -> None:
        """A brief has two lines about a company, no more."""
        counts = Counter(fact["company"] for fact in rows_of(sample.FACTS))

        assert len(counts) >= 35
        assert max(counts.values()) <= 2
