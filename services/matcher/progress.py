"""Follows a round: how far each stage is, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from shared.consume import Stop
from shared.progress import Advance, Stages


class Abandoned(Exception):
    """A round was left as it was asked for: another worker, or this one later, runs it."""


class Stopwatch:
    """Takes the time of every stage on its way to another follower, and stops when it has to."""

    def __init__(self, follower: Stages, stop: Stop) -> None:
        """Pass every stage on to `follower`, until `stop` is set."""
        self._follower = follower
        self._stop = stop
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str, total: int) -> Iterator[Advance]:
        """Open a stage; the same name again adds up.

        Raises:
            Abandoned: the worker was asked to stop.
        """
        start = time.perf_counter()
        with self._follower(name, total) as advance:
            self._go_on()

            def advance_or_stop(count: int) -> None:
                self._go_on()
                advance(count)

            yield advance_or_stop
        spent = time.perf_counter() - start
        self.seconds[name] = round(self.seconds.get(name, 0.0) + spent, 3)

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise Abandoned
