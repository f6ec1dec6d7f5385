"""Rows become people, once each, and every row is accounted for."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.rosters import Problem, Roster, Row, Table, parse

HEADERS = ("Name", "Email", "Company", "Interests", "Status", "User ID")


def roster(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> Roster:
    padded = (row + ("",) * (len(headers) - len(row)) for row in rows)
    return parse(Table(headers, tuple(Row(n, cells) for n, cells in enumerate(padded, 2))))


def noted(found: Roster) -> list[Problem]:
    """List what was noted, but for the empty profiles of people who are only a name here."""
    return [one for one in found.problems if not one.what.endswith("nothing to match on")]


class TestPeople:
    def test_without_name_and_address_are_rejected(self) -> None:
        """Nobody can be introduced as nobody."""
        found = roster(("Ada Muster",), ("", "", "Acme"))

        assert [rejected.row.number for rejected in found.rejected] == [3]
        assert found.rejected[0].cure

    def test_with_a_broken_address_are_kept_without_it(self) -> None:
        """The matching needs no address; the organiser can mend it."""
        found = roster(("Ada Muster", "ada@@example"), ("Ben Beispiel", "ben@example.org"))

        assert found.people[0].email == ""
        assert [(problem.row, problem.column) for problem in noted(found)] == [(2, "Email")]

    def test_at_the_company_none_have_no_company(self) -> None:
        """Programs write the word for nothing; only in a name it may be one."""
        found = roster(("None", "Smith", "None"), headers=("First name", "Last name", "Company"))

        assert (found.people[0].name, found.people[0].company) == ("None Smith", "")

    def test_whose_details_were_only_requested_are_nobody(self) -> None:
        """A ticket shop writes this for tickets that were bought for others."""
        asked = "Info Requested"

        found = roster((asked, asked, asked), headers=("First name", "Last name", "Email"))

        assert found.people == ()

    def test_without_a_name_are_called_by_their_mailbox(self) -> None:
        """A brief has to call them something, and the organiser has to know."""
        found = roster(("", "ada.muster@example.org"))

        assert found.people[0].name == "ada.muster"
        assert noted(found)

    def test_with_goals_need_what_they_hope_for_and_care_about_their_projects(self) -> None:
        """What somebody works on is no cry for help."""
        found = roster(
            ("Ada Muster", "Finding a co-founder"),
            ("Ben Beispiel", "Project: A Hive, Its Bees and Their Keepers"),
            headers=("Name", "Goals"),
        )

        assert found.people[0].needs == ("Finding a co-founder",)
        assert found.people[1].interests == ("A Hive, Its Bees and Their Keepers",)
        assert found.people[1].needs == ()

    def test_with_too_many_phrases_are_cut(self) -> None:
        """One attendee must not weigh as much as a hundred."""
        found = roster(("Ada Muster", "", "", ";".join(f"topic {n}" for n in range(500))))

        assert len(found.people[0].interests) == 200
        assert noted(found)

    def test_with_an_impossible_capacity_have_none(self) -> None:
        """A capacity of 999 would flood somebody."""
        found = roster(("Ada Muster", "999"), ("Ben Beispiel", "4"), headers=("Name", "Capacity"))

        assert [person.capacity for person in found.people] == [None, 4]
        assert [(problem.row, problem.column) for problem in noted(found)] == [(2, "Capacity")]

    def test_name_those_whom_they_would_rather_not_meet(self) -> None:
        """Co-authors know each other already."""
        found = roster(("Ada Muster", "Ben Beispiel;Cem Örnek"), headers=("fullname", "conflicts"))

        assert found.people[0].excluded == ("Ben Beispiel", "Cem Örnek")


class TestAttendance:
    def test_of_the_cancelled_is_remembered(self) -> None:
        """Someone of an earlier upload must not be introduced any more."""
        found = roster(
            ("Ada Muster", "ada@example.org", "", "", "Cancelled"),
            ("Ben Beispiel", "ben@example.org", "", "", "Attending"),
            ("Cem Örnek", "cem@example.org", "", "", "Waitlist"),
        )

        assert [(person.row, person.attending) for person in found.people] == [
            (2, False),
            (3, True),
        ]
        assert [rejected.row.number for rejected in found.rejected] == [2, 4]

    def test_survives_one_cancelled_ticket_of_two(self) -> None:
        """People change their ticket and come all the same."""
        rows = [
            ("Ada Muster", "ada@example.org", "", "", "Refunded"),
            ("Ada Muster", "ada@example.org", "", "", "Attending"),
        ]

        for ordered in (rows, rows[::-1]):
            assert [person.attending for person in roster(*ordered).people] == [True]

    def test_is_not_decided_by_a_no_that_everybody_has(self) -> None:
        """Before the event, nobody has attended yet."""
        headers = ("Name", "Attended")

        found = roster(("Ada Muster", "No"), ("Ben Beispiel", "No"), headers=headers)

        assert len(found.people) == 2

    def test_with_an_unknown_status_is_kept_and_reported(self) -> None:
        """The organiser knows what the word means."""
        found = roster(("Ada Muster", "", "", "", "wobbly"), ("Ben Beispiel", "", "", "", "paid"))

        assert len(found.people) == 2
        assert [problem.column for problem in noted(found)] == ["Status"]

    def test_quotes_little_of_an_unknown_status(self) -> None:
        """A column that is taken for a status may hold something personal."""
        found = roster(
            ("Ada Muster", "", "", "", "I may be late, as my mother is in hospital again")
        )

        assert "I may be late" in noted(found)[0].what
        assert "hospital" not in noted(found)[0].what


class TestTheSamePerson:
    def test_in_two_rows_is_one_whose_gaps_are_filled(self) -> None:
        """Someone with two tickets gets one brief."""
        found = roster(
            ("Ada Muster", "ADA@example.org", "Acme", "bees"),
            ("Ben Beispiel", "ben@example.org"),
            ("A. Muster", "mailto:ada@example.org", "", "honey"),
        )

        ada = next(person for person in found.people if person.email == "ada@example.org")
        assert (ada.row, ada.company, ada.interests) == (4, "Acme", ("honey",))
        assert [(r.row.number, r.reason) for r in found.rejected] == [(2, "same person as row 4")]
        assert "2 and 4" in noted(found)[0].what

    def test_is_not_whoever_shares_the_mailbox(self) -> None:
        """A couple or an office may share an address."""
        found = roster(("Ada Muster", "info@example.org"), ("Ben Beispiel", "info@example.org"))

        assert len(found.people) == 2
        assert noted(found)

    def test_without_an_address_is_known_by_id_or_by_name_and_company(self) -> None:
        """Two people may have one name."""
        found = roster(
            ("Ada Muster", "", "Acme", "", "", "1"),
            ("Ada Muster", "", "Acme", "", "", "2"),
            ("Ben Beispiel", "", "Acme Ltd"),
            ("Ben Beispiel", "", "Acme"),
            ("Ben Beispiel", "", "Other"),
        )

        assert [person.row for person in found.people] == [2, 3, 5, 6]


class TestRejectedRows:
    def test_do_not_carry_secrets(self) -> None:
        """The list of rejected rows is downloaded and passed on."""
        found = roster(
            ("", "", "T0P-S3CRET"),
            ("Ada Muster", "", "x"),
            headers=("Name", "Email", "Ticket secret"),
        )

        assert found.rejected[0].row.cells == ("", "", "")

    def test_that_repeat_the_headers_are_nobody(self) -> None:
        """Rows that come as JSON may hold them, too."""
        found = roster(("Ada Muster",), HEADERS)

        assert [(one.row.number, one.reason) for one in found.rejected] == [
            (3, "repeats the headers"),
        ]  # fmt: skip
        assert found.rejected[0].cure == "Delete this row."

    def test_that_are_out_of_shape_carry_nothing_from_the_first_secret_on(self) -> None:
        """In a shifted row, a secret may be anywhere."""
        odd = Row(3, ("Ben", "x", "T0P", "S3CRET"))
        found = parse(
            Table(
                ("Name", "Ticket secret", "Email"),
                (Row(2, ("Ada Muster", "y", "ada@example.org")),),
                odd=((odd, Problem(3, "", "too many cells", "Quote the commas.")),),
            )
        )

        assert found.rejected[0].row.cells == ("Ben", "", "", "")


NAMES = st.sampled_from(["", "Ada Muster", "ada muster", "Ben Beispiel", "A. Muster", "--"])
EMAILS = st.sampled_from(["", "ada@example.org", "ADA@example.org", "broken", "ben@example.org"])
STATUSES = st.sampled_from(["", "Attending", "Cancelled", "Waitlist"])
ROWS = st.lists(
    st.tuples(
        NAMES, EMAILS, st.just(""), st.sampled_from(["", "bees; honey"]), STATUSES, st.just("")
    ),
    max_size=8,
)


class TestEveryRoster:
    @settings(max_examples=30)
    @given(ROWS)
    def test_accounts_for_every_row_once(self, rows: list[tuple[str, ...]]) -> None:
        """An attendee who vanishes silently is the worst bug of an upload."""
        found = roster(*rows)

        attending = [person.row for person in found.people if person.attending]
        rejected = [one.row.number for one in found.rejected]
        assert sorted(attending + rejected) == list(range(2, len(rows) + 2))

    @settings(max_examples=30)
    @given(ROWS, st.randoms(use_true_random=False))
    def test_has_the_same_people_in_any_order(
        self, rows: list[tuple[str, ...]], random: Random
    ) -> None:
        """Sorting the spreadsheet must not change who is introduced."""
        shuffled = list(rows)
        random.shuffle(shuffled)

        def count(found: Roster) -> tuple[int, int, set[str]]:
            emails = {person.email for person in found.people if person.attending}
            return len(found.people), len(found.rejected), emails

        assert count(roster(*rows)) == count(roster(*shuffled))
