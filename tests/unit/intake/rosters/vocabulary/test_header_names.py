"""Names of columns are told from the data below them."""

# ruff: noqa: RUF001 - full-width marks are Japanese's own
from __future__ import annotations

import pytest

from services.intake.rosters.vocabulary.header_names import is_header_name


class TestHeaderNames:
    @pytest.mark.parametrize(
        "text",
        ["Name", "E-mail", "emailAddress", "first_name", "Name of your company", "Your company",
         "Please write the number of guests", "What would you like to learn?", "氏名（漢字）",
         "Où travaillez-vous ? *", "どこで働いていますか？", "VORNAME"],
    )  # fmt: skip
    def test_are_short_and_begin_or_end_with_a_known_word_or_ask(self, text: str) -> None:
        """Rosters name their columns in a few hundred words."""
        assert is_header_name(text)

    @pytest.mark.parametrize(
        "text",
        ["", "Ada Muster", "Acme", "The name is on the list", "robots; ships",
         "name and then six more words that go", "name" + "x" * 60, "a name b",
         f"name {'of ' * 20}it", "Why?", f"{'Is this a question that nobody asks? ' * 12}",
         "Who is ada@example.org?", "Is it\nthis?"],
    )  # fmt: skip
    def test_are_no_data(self, text: str) -> None:
        """A first attendee who is taken for column names is lost."""
        assert not is_header_name(text)
