"""How long to wait before something is tried again."""

from __future__ import annotations

from dataclasses import dataclass

_DOUBLINGS = 20  # more than any use has, and no number grows out of bounds


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits that double from one failure to the next, up to a longest one."""

    first_s: float
    longest_s: float

    def after(self, failures: int, jitter: float) -> float:
        """Give the seconds to wait.

        Args:
            failures: how many there were before this one.
            jitter: in [0, 1); a quarter less or more, so that not all come back at once.
        """
        wait_s: float = self.first_s * 2 ** min(failures, _DOUBLINGS)
        return min(self.longest_s, wait_s) * (0.75 + jitter / 2)
