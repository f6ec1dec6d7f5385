"""Lets the words of the erased go for good from what has gone quiet, a few times a day."""

from __future__ import annotations

import time
from collections.abc import Callable

from shared.consume import Stop
from shared.log import Log, OwnedPartitions

EVERY_S = 6 * 3600.0


class Compaction:
    """The work of one service's workers; if several do it, the second finds nothing to do."""

    def __init__(self, log: Log, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the log, and what tells seconds."""
        self._log = log
        self._clock = clock
        self._swept_at = float("-inf")

    def work(self, _partitions: OwnedPartitions, _stop: Stop) -> None:
        """Sweep, if it is time.

        Raises:
            TransientError: it may work a moment later.
        """
        if self._clock() - self._swept_at > EVERY_S:
            self._log.sweep()
            self._swept_at = self._clock()
