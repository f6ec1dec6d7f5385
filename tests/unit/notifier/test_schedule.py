"""When briefs go out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain.schedule import delivery_id, due_at
from shared.messages import EventSettings

START = datetime(2031, 5, 20, 9, tzinfo=UTC)


def event(days: int | None, starts_at: datetime = START) -> EventSettings:
    return EventSettings(name="Harbour Days", starts_at=starts_at, briefs_days_before=days)


class TestDueAt:
    def test_waits_for_the_planned_day(self) -> None:
        """A brief read a month ahead is forgotten by the event."""
        assert due_at(event(7), START - timedelta(days=30)) == START - timedelta(days=7)

    def test_goes_out_at_once_when_the_planned_day_has_passed(self) -> None:
        """A late arrival gets a brief, too."""
        late = START - timedelta(days=2)

        assert due_at(event(7), late) == late

    def test_goes_out_at_once_when_no_day_is_planned(self) -> None:
        """Organisers may want to see briefs go out right away."""
        early = START - timedelta(days=90)

        assert due_at(event(None), early) == early

    @pytest.mark.parametrize("days", [None, 0, 7])
    def test_is_never_due_once_the_event_has_started(self, days: int | None) -> None:
        """A brief for a conversation that is over only annoys."""
        assert due_at(event(days), START) is None

    def test_reads_a_time_without_a_zone_as_utc(self) -> None:
        """A form may leave the zone out, and comparing both kinds raises."""
        start = START.replace(tzinfo=None)

        assert due_at(event(7, start), START - timedelta(days=9)) == START - timedelta(days=7)

    @given(st.integers(0, 365), st.timedeltas(timedelta(0), timedelta(days=900)))
    def test_lies_between_the_proposal_and_the_start(self, days: int, before: timedelta) -> None:
        """Never in the past, never after the doors open."""
        due = due_at(event(days), START - before)

        assert (due is None) == (before == timedelta(0))
        assert due is None or START - before <= due <= START


class TestDeliveryId:
    def test_names_each_side_of_an_introduction_once(self) -> None:
        """A repeated message must find the first delivery, not make a second one."""
        assert delivery_id("i", "a") == delivery_id("i", "a")
        assert len({delivery_id(i, a) for i in "ij" for a in "ab"}) == 4
