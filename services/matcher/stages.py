"""Follows a round: how far each stage is, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from services.matcher.domain.ports import Advance, Stages, unheard


class Stopwatch:
    """Takes the time of every stage on its way to another follower."""

    def __init__(self, follower: Stages) -> None:
        """Pass every stage on to `follower`."""
        self._follower = follower
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str, total: int) -> Iterator[Advance]:
        """Open a stage; the same name again adds up."""
        start = time.perf_counter()
        with self._follower(name, total) as advance:
            yield advance
        spent = time.perf_counter() - start
        self.seconds[name] = round(self.seconds.get(name, 0.0) + spent, 3)


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Follow nothing."""
    yield unheard
