"""A status in whatever words says who is coming."""

from __future__ import annotations

import pytest

from services.intake.rosters.cells.status import verdict


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
