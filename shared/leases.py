"""One at a time, over all processes of a service: for what is decided from what is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from shared.errors import TransientError
from shared.store import Store

COLLECTION = "turns"
LEASE_S = 60.0
PATIENCE_S = 30.0
_PAUSE_S = 0.02


class Leases:
    """Lets one holder at a time decide about something; a holder that died loses its lease.

    Clocks of the machines may differ by much less than `LEASE_S`.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the store that all processes share; it declares `COLLECTION`.

        Args:
            store: of the service.
            clock: tells seconds since 1970.
            sleep: passes the time between two tries.
        """
        self._store = store
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def taken(self, name: str) -> Iterator[None]:
        """Wait for the lease, and have it for the block, which takes much less than `LEASE_S`.

        Args:
            name: of what is decided about.

        Raises:
            TransientError: others had it for `PATIENCE_S`.
        """
        holder = str(uuid4())
        give_up = self._clock() + PATIENCE_S
        while not self._take(name, holder):
            if self._clock() > give_up:
                raise TransientError("somebody else is changing this; try again in a moment")
            self._sleep(_PAUSE_S)
        try:
            yield
        finally:
            self._store.delete(COLLECTION, {"_id": name, "holder": holder})

    def _take(self, name: str, holder: str) -> bool:
        now = self._clock()
        lease = {"_id": name, "holder": holder, "until": now + LEASE_S}
        if self._store.add(COLLECTION, lease):
            return True
        known = self._store.get(COLLECTION, name)
        if known is not None and known["until"] < now:
            self._store.delete(COLLECTION, {"_id": name, "holder": known["holder"]})
        return False
