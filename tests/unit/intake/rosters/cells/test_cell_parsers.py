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
