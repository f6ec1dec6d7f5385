"""How fast letters leave, so that a mail server and a mailbox take them for what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

SAME_ADDRESS_S = 60.0
"""At most one letter in so many seconds goes to one address."""
_UNHEARD_S = 1e-3  # less is what numbers lose on the way
_BURST_S = 1.0  # what was not sent in the last second may leave at once, what was before may not


@dataclass(slots=True)
class SendingRate:
    """Tells of each letter whether it may leave now; it never sleeps.

    Attributes:
        per_second: letters that may leave in a second; 0 for no limit, to one address either.
        clock: tells seconds that only grow.
    """

    per_second: float
    clock: Callable[[], float]
    _left: float = field(init=False)
    _seen_at: float = field(init=False)
    _last: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Start with a second's worth."""
        self._left, self._seen_at = self._most, self.clock()

    def wait_s(self, address: str) -> float:
        """Ask for a letter to leave.

        Args:
            address: where it goes.

        Returns:
            0 where it may leave now, and counts as having left; else the seconds to wait, and
            nothing counts.
        """
        if not self.per_second:
            return 0.0
        now, mailbox = self.clock(), address.casefold()
        self._refill(now)
        waits_s = max(
            self._last.get(mailbox, now - SAME_ADDRESS_S) + SAME_ADDRESS_S - now,
            (1.0 - self._left) / self.per_second,
        )
        if waits_s > _UNHEARD_S:
            return waits_s
        self._left -= 1.0
        self._last[mailbox] = now
        return 0.0

    def give_back(self, address: str) -> None:
        """Let a letter count as not having left: no server was there to take it."""
        if self._last.pop(address.casefold(), None) is not None:
            self._left = min(self._most, self._left + 1.0)

    @property
    def _most(self) -> float:
        return max(1.0, self.per_second * _BURST_S)

    def _refill(self, now: float) -> None:
        """Let time count, and forget addresses that are free again."""
        self._left = min(self._most, self._left + (now - self._seen_at) * self.per_second)
        self._seen_at = now
        self._last = {
            mailbox: left_at
            for mailbox, left_at in self._last.items()
            if now - left_at < SAME_ADDRESS_S
        }
