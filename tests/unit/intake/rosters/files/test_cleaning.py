"""Cells lose what nobody sees, and what only says that they are empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters.files.cleaning import clean_cell, clean_row


class TestACell:
    @pytest.mark.parametrize(
        ("written", "seen"),
        [
            ("  Ann ", "Ann"),
            ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
            ("Ann\tLee\xa0\u202fMay", "Ann Lee  May"),
            ("\u200bAnn\u200b \u202e", "Ann"),
            ("\ufeff\xa0", ""),
        ],
    )
    def test_is_what_a_person_sees(self, written: str, seen: str) -> None:
        """Two that look alike are alike."""
        assert clean_cell(written) == seen

    @pytest.mark.parametrize(
        "blank", ["-", "--", "\u2013", "\u2014", "n/a", "#N/A", "nan", "NONE", "null"]
    )
    def test_is_empty_where_it_says_so(self, blank: str) -> None:
        """Nobody works at the company NULL."""
        assert clean_cell(f" {blank} ") == ""

    @pytest.mark.parametrize(
        "text", ["Nan", "None", "Null", "---", "nano", "na", "nothing", "n/a?"]
    )
    def test_is_kept_where_it_may_say_something(self, text: str) -> None:
        """Nan is a name, and Na, too."""
        assert clean_cell(text) == text

    @given(st.text(max_size=12))
    def test_is_clean_after_once(self, text: str) -> None:
        """Whoever reads a cell twice gets it once."""
        assert clean_cell(clean_cell(text)) == clean_cell(text)


def test_a_row_ends_with_what_it_says_last() -> None:
    """Programs fill rows up, and the cells between are needed to count by."""
    assert clean_row(["", " a ", "n/a", "b", "-", " "]) == ("", "a", "", "b")
    assert clean_row(["", "-"]) == ()
