"""Cells become lines, addresses, names, phrases, formats and statuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters.cells import cell_parsers, names
from services.intake.rosters.cells.phrases import PhraseSplitter
from services.intake.rosters.cells.status import verdict


class TestLines:
    @given(st.text())
    def test_never_carry_what_could_break_a_mail_header(self, cell: str) -> None:
        """A name such as an encoded word could add a recipient."""
        kept = cell_parsers.line(cell)

        assert "=?" not in kept
        assert not any(character in kept for character in "\r\n\0\t")
        assert kept == cell_parsers.line(kept)

    @pytest.mark.parametrize("cell", ["--", "-", "n/a", "?", " ", "null", "\u200b"])
    def test_of_placeholders_are_empty(self, cell: str) -> None:
        """Two dashes are how some platforms write "nothing"."""
        assert cell_parsers.line(cell) == ""

    def test_drop_encoded_words(self) -> None:
        """The text around them stays readable."""
        assert cell_parsers.line("=?utf-8?q?x=0D=0ABcc:?= Ada") == "Ada"


class TestAddresses:
    @pytest.mark.parametrize(
        "cell",
        ["ADA@Example.org", " mailto:ada@example.org ", "Ada Muster <ada@example.org>",
         "ada\uff20example.org", "'ada@example.org'", "ada@example.org."],
    )  # fmt: skip
    def test_are_found_in_their_wrapping(self, cell: str) -> None:
        """The same mailbox must be the same person."""
        assert cell_parsers.addresses(cell) == ("ada@example.org",)

    @pytest.mark.parametrize(
        "cell", ["ada@", "@example.org", "ada at example.org", "a@b", "a..b@example.org"]
    )
    def test_that_cannot_work_are_refused(self, cell: str) -> None:
        """A brief that can't arrive is better known beforehand."""
        assert cell_parsers.addresses(cell) == ()

    @given(st.text())
    def test_are_safe_whatever_was_typed(self, cell: str) -> None:
        """An address goes into a mail's header as it is."""
        for address in cell_parsers.addresses(cell):
            assert address.isprintable()
            assert not set(address) & set(' ,;<>"\r\n')


class TestNumbersAndFormats:
    @pytest.mark.parametrize(("cell", "number"), [("3", 3), ("3.0", 3), ("\uff15", 5), ("0", 0)])
    def test_whole_numbers_are_read(self, cell: str, number: int) -> None:
        """Spreadsheets write 3 as 3.0."""
        assert cell_parsers.whole_number(cell) == number

    @pytest.mark.parametrize("cell", ["51", "-1", "2.5", "many", "", "1e9"])
    def test_anything_else_is_not_a_number_of_meetings(self, cell: str) -> None:
        """A capacity that is guessed would flood somebody."""
        assert cell_parsers.whole_number(cell) is None

    @pytest.mark.parametrize(
        ("cell", "formats"),
        [
            ("In person or Zoom", ("in_person", "video")),
            ("face to face", ("in_person",)),
            ("sur place ou visio", ("in_person", "video")),
            ("op locatie", ("in_person",)),
            ("In Person only please", ("in_person",)),
            ("Video, phone if it must be", ("phone", "video")),
            ("coffee", ("in_person",)),
            ("a quick call", ("phone",)),
            ("video call", ("video",)),
            ("Teams", ("video",)),
            ("anything but phone", ("in_person", "video")),
            ("any", ("in_person", "phone", "video")),
            ("whenever", ()),
        ],
    )
    def test_ways_to_meet_are_read_from_free_wording(
        self, cell: str, formats: tuple[str, ...]
    ) -> None:
        """People answer in their own words."""
        assert cell_parsers.formats(cell) == formats


class TestNames:
    @pytest.mark.parametrize(
        ("cell", "name"),
        [
            ("Muster, Ada", "Ada Muster"),
            ("Dr. Ada Muster", "Ada Muster"),
            ("Prof. Dr. Ada Muster", "Ada Muster"),
            ("Frau Ada Muster", "Ada Muster"),
            ("Ada Muster, PhD", "Ada Muster"),
            ("Ada Muster (she/her)", "Ada Muster"),
            ("Ada  Muster\n", "Ada Muster"),
            ("見本花子様", "見本花子"),
            ("ADA MUSTER", "ADA MUSTER"),
            ("Dr Dre", "Dr Dre"),
        ],
    )
    def test_are_written_as_one_greets_people(self, cell: str, name: str) -> None:
        """A brief opens with the name."""
        assert names.full_name(cell) == name

    @pytest.mark.parametrize(
        ("given_name", "family", "name"),
        [
            ("Ada", "Muster", "Ada Muster"),
            ("花子", "見本", "見本 花子"),
            ("小样", "王", "王小样"),
            ("보기", "김", "김보기"),
            ("Na", "Li", "Na Li"),
            ("Nan", "Goldwyn", "Nan Goldwyn"),
            ("Jon", "None", "Jon None"),
            ("Ada", "Null", "Ada Null"),
            ("Nan", "", "Nan"),
            ("nan", "Goldwyn", "Goldwyn"),
            ("Ada", "NULL", "Ada"),
            ("None", "None", ""),
            ("Ada", "-", "Ada"),
        ],
    )
    def test_are_joined_in_the_order_of_their_script(
        self, given_name: str, family: str, name: str
    ) -> None:
        """In East Asian scripts the family name comes first."""
        assert names.joined(given_name, family) == name


class TestPhrases:
    @pytest.mark.parametrize(
        "cell",
        ["Bees;Health, Safety & Bees;Honey", "Bees\nHealth, Safety & Bees\nHoney",
         "Bees | Health, Safety & Bees | Honey",
         "\u2022 Bees \u2022 Health, Safety & Bees \u2022 Honey"],
    )  # fmt: skip
    def test_keep_commas_where_something_else_separates(self, cell: str) -> None:
        """A comma inside an option belongs to it."""
        assert PhraseSplitter([cell]).split(cell) == ("Bees", "Health, Safety & Bees", "Honey")

    def test_keep_recurring_options_with_commas_whole(self) -> None:
        """Spreadsheets join ticked options by the commas that are in them, too."""
        column = [
            "Food, drink and tobacco, Bees",
            "Bees, Food, drink and tobacco, Law (EU, UK)",
            "Bees",
        ]

        assert PhraseSplitter(column).split(column[1]) == (
            "Bees",
            "Food, drink and tobacco",
            "Law (EU, UK)",
        )

    def test_are_split_at_commas_where_nothing_else_separates(self) -> None:
        """Most people type a list with commas."""
        assert PhraseSplitter([]).split("bees, honey, and wax") == ("bees", "honey", "wax")

    def test_leave_sentences_whole(self) -> None:
        """Half a sentence says nothing about what somebody needs."""
        answer = "I'd love help with finding a co-founder, and fundraising."

        assert PhraseSplitter([answer]).split(answer) == (answer,)

    def test_lose_the_lead_in(self) -> None:
        """The word "Mentor in" is not what somebody offers."""
        assert PhraseSplitter([]).split("Mentor in: Bees, Honey") == ("Bees", "Honey")

    @pytest.mark.parametrize("cell", ["none", "N/A", "-", "tbd", "?", "Nothing.", "keine", "なし"])
    def test_drop_answers_that_say_nothing(self, cell: str) -> None:
        """Two people who both answer "none" share nothing."""
        assert PhraseSplitter([]).split(cell) == ()

    def test_drop_decoration_and_repetition(self) -> None:
        """The same interest counts once."""
        cell = "\U0001f680 Bees; bees; 1. C++; #Honey; .NET"

        assert PhraseSplitter([]).split(cell) == ("Bees", "C++", "Honey", ".NET")

    @given(st.lists(st.text(max_size=900), max_size=5))
    def test_are_short_and_distinct_whatever_was_typed(self, column: list[str]) -> None:
        """One endless phrase would fill a brief."""
        splitter = PhraseSplitter(column)
        for cell in column:
            phrases = splitter.split(cell)
            assert all(0 < len(phrase) <= 300 for phrase in phrases)
            assert len({phrase.casefold() for phrase in phrases}) == len(phrases)


class TestStatus:
    @pytest.mark.parametrize(
        "word",
        ["Cancelled", "canceled", "Declined", "Refunded", "voided", "Not Attending", "storniert",
         "annul\u00e9", "cancelado", "キャンセル", "已取消", "отменено", "iptal edildi", "No"],
    )  # fmt: skip
    def test_of_those_who_left_is_understood(self, word: str) -> None:
        """Nobody should be introduced to an empty chair."""
        found = verdict(word, "Status")

        assert found.reason
        assert found.gone

    @pytest.mark.parametrize(
        "word", ["Waitlisted", "pending_approval", "Invited", "Warteliste", "キャンセル待ち"]
    )
    def test_of_those_who_wait_is_understood(self, word: str) -> None:
        """Who waits is not there yet, and has not left."""
        found = verdict(word, "Status")

        assert found.reason
        assert not found.gone

    @pytest.mark.parametrize(
        "word", ["Attending", "Checked In", "paid", "angemeldet", "参加", "", "Not cancelled"]
    )
    def test_of_those_who_come_is_understood(self, word: str) -> None:
        """Turning a guest away by mistake is the worst error."""
        assert not verdict(word, "Status").reason

    @pytest.mark.parametrize(
        ("header", "cell", "out"),
        [
            ("CanceledDate", "2024-05-01", True),
            ("Cancelled", "yes", True),
            ("Void Status", "false", False),
            ("Void Status", "", False),
        ],
    )
    def test_is_reversed_by_a_header_that_says_so(
        self, header: str, cell: str, *, out: bool
    ) -> None:
        """A yes under "Cancelled" is a no."""
        assert bool(verdict(cell, header).reason) is out
