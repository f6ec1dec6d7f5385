"""Cells become lines, addresses, numbers and formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters.cells import cell_parsers


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


class TestTexts:
    def test_keep_their_lines_and_lose_the_rest(self) -> None:
        """A bio has paragraphs, and no control characters."""
        assert cell_parsers.text(" I  keep\tbees.\r\n\n\u200bAnd\x07 wax. ") == (
            "I keep bees.\nAnd wax."
        )

    def test_have_one_form_of_each_letter(self) -> None:
        """Two programs write one accent in two ways."""
        assert cell_parsers.text("Jose\u0301") == "Jos\u00e9"

    @pytest.mark.parametrize(
        ("cell", "is_one"),
        [("--", True), ("TBD", True), ("Info Requested", True), ("", True), ("x", False),
         ("none of us", False), ("7", False)],
    )  # fmt: skip
    def test_may_be_placeholders(self, cell: str, *, is_one: bool) -> None:
        """A sign for nothing is nothing, and a word is a word."""
        assert cell_parsers.is_placeholder(cell) is is_one


class TestTicks:
    @pytest.mark.parametrize(
        ("cell", "said"),
        [("Yes", True), (" x ", True), ("TRUE", True), ("1", True), ("S\u00ed", True),
         ("\u2713", True), ("\u306f\u3044", True), ("Yes!", True), ("No", False), ("0", False),
         ("N\u00e3o", False), ("\u2717", False), ("No.", False), ("maybe", None), ("", None),
         ("2", None)],
    )  # fmt: skip
    def test_are_a_yes_a_no_or_neither(self, cell: str, *, said: bool | None) -> None:
        """Every platform ticks in its own way."""
        assert cell_parsers.yes_or_no(cell) is said


class TestAddressesThatLookOdd:
    @pytest.mark.parametrize(
        ("cell", "found"),
        [
            ("a@x.example, b@x.example", ("a@x.example", "b@x.example")),
            ("a@x.example / A@X.example", ("a@x.example",)),
            ("ada.o'hara+fair@sub.x-y.example", ("ada.o'hara+fair@sub.x-y.example",)),
            (".a@x.example", ("a@x.example",)),
            ("a.@x.example", ()),
            ("a@-x.example", ()),
            ("a@x-.example", ()),
            ("a@x..example", ()),
            ("a@x.e", ()),
            ("a@x.123", ()),
            (f"{'a' * 65}@x.example", ()),
            (f"a@{'x' * 63}.{'y' * 63}.{'z' * 63}.{'w' * 56}.example", ()),
            ("", ()),
        ],
    )
    def test_are_valid_or_not(self, cell: str, found: tuple[str, ...]) -> None:
        """What a server would refuse is refused here, and told."""
        assert cell_parsers.addresses(cell) == found


class TestWaysOfMeeting:
    @pytest.mark.parametrize(
        ("cell", "formats"),
        [
            ("no phone", ("in_person", "video")),
            ("not by phone", ("in_person", "video")),
            ("phone, but not video", ("phone",)),
            ("without video", ("in_person", "phone")),
            ("kein Telefon", ("in_person", "video")),
            ("either", ("in_person", "phone", "video")),
            ("any, except phone", ("in_person", "video")),
            ("Zoom call", ("video",)),
            ("online phone call", ("video",)),
            ("call me on Teams", ("phone", "video")),
            ("\u7535\u8bdd\u6216\u89c6\u9891", ("phone", "video")),
            ("", ()),
        ],
    )
    def test_may_be_refused(self, cell: str, formats: tuple[str, ...]) -> None:
        """Whoever rules one out takes the others."""
        assert cell_parsers.formats(cell) == formats

    @pytest.mark.parametrize(
        ("cell", "only"),
        [
            ("In person; Phone", True),
            ("Video call, or any", True),
            ("coffee with you all", True),
            ("coffee with some of you", False),
            ("people who make video games for phones", False),
            ("bees", False),
        ],
    )
    def test_are_told_from_sentences_that_name_one(self, cell: str, *, only: bool) -> None:
        """Who works with video is no way of meeting."""
        assert cell_parsers.only_formats(cell) is only
