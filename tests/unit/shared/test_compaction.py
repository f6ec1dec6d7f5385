"""Quiet places are swept a few times a day, and not with every pass of the loop."""

from __future__ import annotations

import threading

import pytest

from shared.compaction import EVERY_S, Compaction
from shared.errors import TransientError
from tests.fakes import AllOwned, MemoryLog


class CountingLog(MemoryLog):
    """Counts how often it is swept, and fails where it was told to."""

    swept = 0
    is_busy = False

    def sweep(self) -> None:
        if self.is_busy:
            raise TransientError("the log is busy")
        self.swept += 1


class TestCompaction:
    def test_is_done_every_few_hours(self) -> None:
        """A look at every partition is nothing for twice a second."""
        log, now = CountingLog(), [0.0]
        sweeping = Compaction(log, clock=lambda: now[0])
        for hours in (0, 1, 5, 7, 8, 14):
            now[0] = hours * 3600.0
            sweeping.work(AllOwned(), threading.Event())
        assert log.swept == 3
        assert EVERY_S == 6 * 3600

    def test_is_tried_again_when_it_failed(self) -> None:
        """A promise with a date must not be put off for a broker that restarts."""
        log = CountingLog()
        log.is_busy = True
        sweeping = Compaction(log, clock=lambda: 0.0)
        with pytest.raises(TransientError):
            sweeping.work(AllOwned(), threading.Event())
        log.is_busy = False
        sweeping.work(AllOwned(), threading.Event())
        assert log.swept == 1
