"""Forms ask in many ways; what is asked, and how it is answered, says what a column is."""

from __future__ import annotations

import pytest

from services.intake.rosters import Field, Roster, Row, Table, parse
from services.intake.rosters.columns.column_mapping import NoNameColumn, UnusableMapping
from services.intake.rosters.columns.header_matching import match_header


def table(headers: list[str], *rows: list[str]) -> Table:
    return Table(
        tuple(headers), tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    )


def fields(roster: Roster) -> dict[str, Field | None]:
    return {column.header: column.field for column in roster.columns}


class TestQuestionsAboutMeetings:
    @pytest.mark.parametrize(
        "header",
        ["How do you like to meet?", "Wie möchten Sie sich treffen?", "Ways of meeting",
         "Comment préférez-vous vous rencontrer ?"],
    )  # fmt: skip
    def test_are_about_formats_even_before_anybody_answered(self, header: str) -> None:
        """A way of meeting is nothing that somebody needs help with."""
        assert match_header(header)[0].meaning == "formats"

    @pytest.mark.parametrize(
        "header",
        ["How do you like to meet?", "How might we meet you?", "What suits you to connect?"],
    )
    def test_are_about_formats_when_the_answers_are_ways_of_meeting(self, header: str) -> None:
        """No list of wordings is ever complete, but the answers are plain."""
        people = parse(
            table(
                ["Name", header],
                ["Ada Muster", "In person; Phone"],
                ["Ben Beispiel", "Video, phone if it must be"],
                ["Cem Ornek", "face to face"],
            )
        ).people

        assert [person.formats for person in people] == [
            ("in_person", "phone"),
            ("phone", "video"),
            ("in_person",),
        ]
        assert all(person.needs == () for person in people)

    def test_about_whom_to_meet_stay_needs(self) -> None:
        """Who works with video is no way of meeting."""
        found = parse(
            table(
                ["Name", "Whom would you like to meet?"],
                ["Ada Muster", "people who make video games"],
                ["Ben Beispiel", "a phone repair shop that takes trainees"],
            )
        )

        assert found.people[0].needs == ("people who make video games",)

    @pytest.mark.parametrize(
        "header",
        ["How many introductions at most?", "How many people could you talk to?",
         "Wie viele Treffen?", "¿Cuántas personas quieres conocer?"],
    )  # fmt: skip
    def test_about_how_many_are_the_capacity(self, header: str) -> None:
        """The number is a promise not to flood anybody."""
        found = parse(table(["Name", header], ["Ada Muster", "3"], ["Ben Beispiel", ""]))

        assert [person.capacity for person in found.people] == [3, None]

    @pytest.mark.parametrize("header", ["Matches", "Meetings accepted", "Connections made"])
    def test_that_count_the_past_are_no_capacity(self, header: str) -> None:
        """A zero in a platform's statistics must not keep somebody from every introduction."""
        found = parse(table(["Name", header], ["Ada Muster", "0"], ["Ben Beispiel", "12"]))

        assert [person.capacity for person in found.people] == [None, None]


class TestColumnsOfPlatforms:
    @pytest.mark.parametrize(
        ("header", "meaning"),
        [
            ("General Topic Category", "interests"),
            ("Talk Topics", "interests"),
            ("Group", "unused"),
            ("Level", "unused"),
            ("Lead Status", "unused"),
            ("Which session will you attend?", "unused"),
            ("Emergency contact name", "secret"),
            ("Who would you rather not meet?", "excluded"),
            ("Whom do you not want to meet?", "excluded"),
            ("Bio / LinkedIn summary", "about"),
            ("Cooperation offered", "offers"),
            ("Cooperation requested", "needs"),
            ("Status do pagamento", "status"),
            ("Funktion", "title"),
            ("Kurz über dich", "about"),
            ("Preséntate en dos líneas", "about"),
            ("In cosa puoi aiutare gli altri?", "offers"),
            ("In cosa vorresti aiuto?", "needs"),
            ("What's the hardest part of your job?", "needs"),
        ],
    )
    def test_are_known_by_their_headers(self, header: str, meaning: str) -> None:
        """Exports come as the platform writes them."""
        assert match_header(header)[0].meaning == meaning

    def test_with_minutes_are_no_status(self) -> None:
        """Zero minutes in last year's stream does not cancel anybody."""
        found = parse(
            table(["Name", "Attended (min)"], ["Ada Muster", "0"], ["Ben Beispiel", "45"])
        )

        assert [person.attending for person in found.people] == [True, True]

    @pytest.mark.parametrize(
        ("answers", "field"),
        [(["Vet", "Head of Sales"], "title"), (["I mend pumps", "I plan bus lines"], "about")],
    )
    def test_of_what_people_do_are_titles_or_sentences(
        self, answers: list[str], field: str
    ) -> None:
        """A title must not reach the matcher, and what somebody tells should."""
        rows = [[f"Ada Muster{place}", answer] for place, answer in enumerate(answers)]

        assert fields(parse(table(["Name", "What do you do?"], *rows)))[
            "What do you do?"
        ] == field  # fmt: skip

    def test_with_names_under_an_odd_header_are_found(self) -> None:
        """Without it, people would be called by their mailboxes."""
        found = parse(
            table(["zx_name", "zx_mail"], ["Ada Muster", "ada@example.org"],
                  ["Ben Beispiel", "ben@example.org"])
        )  # fmt: skip

        assert [person.name for person in found.people] == ["Ada Muster", "Ben Beispiel"]

    def test_of_the_buyer_do_not_name_the_guest(self) -> None:
        """Who pays for a friend is somebody else."""
        found = parse(
            table(
                ["Order Name", "Order Email", "First name", "Last name", "Email"],
                ["Ada Muster", "ada@example.org", "Ada", "Muster", "ada@example.org"],
                ["Ada Muster", "ada@example.org", "Ben", "Beispiel", "ben@example.org"],
                ["Cem Ornek", "cem@example.org", "", "", ""],
            )
        )

        assert [person.name for person in found.people] == [
            "Ada Muster",
            "Ben Beispiel",
            "Cem Ornek",
        ]


TICKETS = table(
    ["Ticket Email", "Order Email", "Ticket Full Name", "Order Name", "Tags", "Barcode", "Status",
     "Payment status", "Interests - Bees", "Interests - Honey"],
    ["ada@example.org", "ada@example.org", "Ada Muster", "Ada Muster", "vip", "X1", "paid", "paid",
     "Yes", "No"],
    ["", "ben@example.org", "-", "Ben Beispiel", "new", "X2", "paid", "refunded", "No", "Yes"],
)  # fmt: skip


class TestAWholeMapping:
    def test_can_be_sent_back_as_it_was_reported(self) -> None:
        """The page sends every column, also those that nobody changed."""
        reported = parse(TICKETS)

        again = parse(TICKETS, fields(reported))

        assert fields(again) == fields(reported)
        assert again.people == reported.people
        assert again.rejected == reported.rejected

    def test_that_is_sent_back_answers_the_questions(self) -> None:
        """An organiser who leaves the tags unused has decided."""
        reported = parse(TICKETS)
        assert any(column.question for column in reported.columns)

        again = parse(TICKETS, fields(reported))

        assert not any(column.question for column in again.columns)

    def test_keeps_what_is_secret_secret(self) -> None:
        """Leaving a column of secrets out must not put them into the list of rejected rows."""
        again = parse(TICKETS, {"Barcode": None})

        assert [column.header for column in again.columns if column.secret] == ["Barcode"]

    def test_with_one_change_is_followed(self) -> None:
        """The change counts, and the rest stays."""
        mapping = fields(parse(TICKETS)) | {"Tags": "interests"}

        assert parse(TICKETS, mapping).people[0].interests == ("vip", "Bees")

    def test_that_gives_a_field_to_a_new_second_column_is_refused(self) -> None:
        """Two columns of titles can't both be right."""
        mapping = fields(parse(TICKETS)) | {"Tags": "email"}

        with pytest.raises(UnusableMapping):
            parse(TICKETS, mapping)

    def test_makes_an_option_of_a_column_of_ticks(self) -> None:
        """The word "Yes" is nobody's interest."""
        ticked = table(["Name", "Robotics"], ["Ada Muster", "Yes"], ["Ben Beispiel", "No"])

        people = parse(ticked, {"Robotics": "interests"}).people

        assert [person.interests for person in people] == [("Robotics",), ()]


class TestARosterOfNobody:
    def test_is_refused_in_one_line_that_says_what_to_do(self) -> None:
        """An id alone can be neither written to nor introduced."""
        long = "A header\nof two lines that goes on and on and on and on and on and on"

        with pytest.raises(NoNameColumn) as refused:
            parse(table(["User ID", "Interests", long], ["77", "bees", "x"]))

        assert "\n" not in str(refused.value)
        assert '"User ID"' in str(refused.value)
        assert 'call one of them "Name" or "Email"' in str(refused.value)
        assert len(str(refused.value)) < 300


class TestEffort:
    @pytest.mark.parametrize("cell", ["a" * 50_000, "a-" * 25_000, "a, " * 15_000, "n't" * 15_000])
    def test_stays_small_for_cells_that_are_made_to_be_slow(self, cell: str) -> None:
        """A file from outside must not keep a worker busy for minutes."""
        hostile = table(["zx_name", "Email", "Offers"], [cell + "1", "ada@example.org", cell])

        assert len(parse(hostile).people) == 1
