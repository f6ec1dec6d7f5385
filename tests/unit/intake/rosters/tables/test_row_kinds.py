"""Rules, totals and banners are told from people with unlucky names."""

from __future__ import annotations

import pytest

from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.tables.row_kinds import first_filled, is_banner, is_rule, is_total


def row(*cells: str) -> RawRow:
    return RawRow(2, cells, len(cells))


class TestRules:
    @pytest.mark.parametrize(
        "cells", [("--",), ("-", "-"), ("", "====="), ("\u2500\u2500",), ("* * *",)]
    )
    def test_only_draw_a_line(self, cells: tuple[str, ...]) -> None:
        """A line between two groups is nobody."""
        assert is_rule(row(*cells))

    @pytest.mark.parametrize("cells", [("-",), ("-", "Ada"), ("--", "x"), ("_a_",)])
    def test_say_nothing(self, cells: tuple[str, ...]) -> None:
        """A dash beside a name is an empty cell."""
        assert not is_rule(row(*cells))


class TestTotals:
    @pytest.mark.parametrize(
        "cells",
        [("Total",), ("TOTAL: 250",), ("Total", "", "3"), ("Sub-total", "1,200.50 \u20ac"),
         ("Total of guests = 12",), ("Grand total", "50 %"), ("Summe:",), ("Gesamtzahl", "9"),
         ("\u5408\u8a08", "3"), ("", "Totals", "$ 5")],
    )  # fmt: skip
    def test_are_a_word_for_it_and_amounts(self, cells: tuple[str, ...]) -> None:
        """They stand below every printed list."""
        assert is_total(row(*cells))

    @pytest.mark.parametrize(
        "cells", [("Total Energies",), ("Total", "Ada"), ("Totaro", "3"), ("Ada", "3"), ("3",)]
    )
    def test_are_no_names(self, cells: tuple[str, ...]) -> None:
        """No attendee is thrown away for an unlucky name."""
        assert not is_total(row(*cells))


class TestBanners:
    def test_repeat_one_text_in_three_cells_or_more(self) -> None:
        """Two cells alike are a person called like the company."""
        assert is_banner(row("Lunch", "", "Lunch", "Lunch"))
        assert not is_banner(row("Acme", "Acme"))
        assert not is_banner(row("Lunch", "Lunch", "Dinner"))


def test_the_first_cell_that_says_something_is_where_a_row_begins() -> None:
    """A section's heading stands where the rows begin."""
    assert first_filled(row("", "", "Ada", "x")) == 2
