"""A status in whatever words says who is coming."""

from __future__ import annotations

import pytest

from services.intake.rosters.cells.status import Verdict, verdict


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


class TestWhatAStatusSays:
    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            ("Attending", Verdict()),
            ("", Verdict()),
            ("--", Verdict()),
            ("yes", Verdict()),
            ("no", Verdict("not attending", gone=True, certain=False)),
            ("Did not attend", Verdict("not attending", gone=True)),
            ("Cancelled", Verdict("cancelled", gone=True)),
            ("Rejected", Verdict("declined", gone=True)),
            ("Refunded", Verdict("refunded", gone=True)),
            ("voided", Verdict("voided", gone=True)),
            ("Waiting list", Verdict("on the waiting list", certain=False)),
            ("pending", Verdict("not confirmed", certain=False)),
            ("Cancelled while on the waiting list", Verdict("cancelled", gone=True)),
            ("Refund pending", Verdict("refunded", gone=True)),
            ("Declined our invitation (was invited)", Verdict("declined", gone=True)),
            ("pending, may be cancelled", Verdict("not confirmed", certain=False)),
            ("Not cancelled", Verdict()),
            ("nicht storniert", Verdict()),
            ("wobbly", Verdict(known=False)),
        ],
    )
    def test_is_why_for_good_and_for_sure(self, word: str, expected: Verdict) -> None:
        """Who waits may still come, and a no before the event may be everybody's."""
        assert verdict(word, "Status") == expected

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("", Verdict()),
            ("no", Verdict()),
            ("yes", Verdict("cancelled", gone=True)),
            ("1.5.2031", Verdict("cancelled", gone=True)),
            ("2031-05-01 10:00", Verdict("cancelled", gone=True)),
            ("refunded", Verdict("refunded", gone=True)),
            ("attending", Verdict()),
            ("wobbly", Verdict(known=False)),
        ],
    )
    @pytest.mark.parametrize("header", ["Cancelled", "Canceled at", "Storniert am", "Voided"])
    def test_under_a_header_that_says_it_is_whether_and_when(
        self, cell: str, expected: Verdict, header: str
    ) -> None:
        """A day below "Cancelled" is the day on which somebody left."""
        assert verdict(cell, header) == expected
