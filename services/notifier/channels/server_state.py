"""Whether the mail server takes letters: one state for all of them, told wherever one looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from services.notifier.channels.waits import Waits
from services.notifier.ports import ServerAway
from shared.metrics import MAIL_SERVER_AWAY
from shared.store import Store

COLLECTION = "mail_server"
COLLECTIONS: dict[str, tuple[str, ...]] = {COLLECTION: ()}
SUSPECTS = 3
"""So many letters in a row, to different people, are no longer about those people."""
_WAITS = Waits(first_s=2.0, longest_s=300.0)

_logger = structlog.get_logger()


class ServerState:
    """Remembers that the server takes nothing, and when to ask it again.

    How long to wait is known to this process alone, so that a start tries at once; why, to
    every process that has the store.

    Args:
        name: of the server, such as `mail.rapport.example:587`.
        store: declares `COLLECTIONS`.
        clock: tells seconds since 1970.
        jitter: gives a number in [0, 1).
    """

    def __init__(
        self, name: str, store: Store, *, clock: Callable[[], float], jitter: Callable[[], float]
    ) -> None:
        self._name = name
        self._store = store
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self._not_before = 0.0
        self._why = ""
        self._suspects: set[str] = set()
        self._is_told_well = False

    def require(self) -> None:
        """See that the server may be asked.

        Raises:
            ServerAway: it may not yet.
        """
        wait_s = self._not_before - self._clock()
        if wait_s > 0.0:
            raise ServerAway(self._why, retry_in_s=wait_s)

    def works(self) -> None:
        """Note that the server does what it is for."""
        self._failures, self._not_before = 0, 0.0
        self._suspects.clear()
        if not self._is_told_well:
            self._store.delete(COLLECTION, {"_id": self._name})
            MAIL_SERVER_AWAY.set(0)
            self._is_told_well = True

    def suspect(self, letter: str, why: str) -> None:
        """Note a failure that is about one letter, or about the server."""
        self._suspects.add(letter)
        if len(self._suspects) >= SUSPECTS:
            self.fail(why)

    def fail(self, why: str) -> ServerAway:
        """Let every letter wait, longer each time; give what is to be raised.

        Args:
            why: what the server does, and what to do about it, as in "it refuses our login".
        """
        why = f"mail server {self._name} {why}"
        wait_s = _WAITS.after(self._failures, self._jitter())
        now = self._clock()
        told = self._store.get(COLLECTION, self._name)
        since = told["since"] if told else now
        if not self._failures or why != self._why:
            _logger.warning("mail server away", why=why)
        self._failures += 1
        self._not_before, self._why = now + wait_s, why
        self._is_told_well = False
        self._store.put(
            COLLECTION, [{"_id": self._name, "why": why, "since": since, "tried_at": now}]
        )
        MAIL_SERVER_AWAY.set(1)
        return ServerAway(why, retry_in_s=wait_s)

    def trouble(self) -> str:
        """Say why no letter leaves, since when, and when that was last seen; empty otherwise."""
        told = self._store.get(COLLECTION, self._name)
        if told is None:
            return ""
        return f"{told['why']}; since {_moment(told['since'])}, tried {_moment(told['tried_at'])}"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
