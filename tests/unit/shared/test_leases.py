"""Two processes that decide about one thing do so one after the other."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from shared.adapters.sqlite_store import SqliteStore
from shared.errors import TransientError
from shared.leases import COLLECTION, LEASE_S, PATIENCE_S, Leases
from tests.fakes import MemoryStore

COLLECTIONS: dict[str, tuple[str, ...]] = {COLLECTION: (), "counts": ()}


class Clock:
    """Passes the time only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class TestLeases:
    def test_are_had_by_one_at_a_time(self, tmp_path: Path) -> None:
        """Two corrections of one person in the same moment must both be there afterwards."""
        stores = [SqliteStore(tmp_path / "store.sqlite", COLLECTIONS) for _ in range(2)]
        stores[0].put("counts", [{"_id": "c", "count": 0}])

        def count(store: SqliteStore) -> None:
            for _ in range(5):
                with Leases(store).taken("c"):
                    known = store.get("counts", "c") or {}
                    time.sleep(0.002)
                    store.put("counts", [{"_id": "c", "count": known["count"] + 1}])

        threads = [threading.Thread(target=count, args=(store,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert stores[0].get("counts", "c") == {"_id": "c", "count": 10}
        for store in stores:
            store.close()

    def test_of_other_things_do_not_wait(self) -> None:
        """One event's large upload is no reason for another event to wait."""
        leases = Leases(MemoryStore(COLLECTIONS), sleep=pytest.fail)
        with leases.taken("spring"), leases.taken("autumn"):
            pass

    def test_are_lost_by_who_died(self) -> None:
        """A process that is killed while it has the lease must not have it for good."""
        store, clock = MemoryStore(COLLECTIONS), Clock()
        store.add(COLLECTION, {"_id": "spring", "holder": "dead", "until": clock() + 5})
        with Leases(store, clock=clock, sleep=clock.sleep).taken("spring"):
            assert 1005 < clock() < 1006
        assert store.count(COLLECTION) == 0

    def test_that_others_keep_are_given_up_in_the_end(self) -> None:
        """A request must be answered, if only with: try again."""
        store, clock = MemoryStore(COLLECTIONS), Clock()
        store.add(COLLECTION, {"_id": "spring", "holder": "busy", "until": clock() + LEASE_S})
        with (
            pytest.raises(TransientError),
            Leases(store, clock=clock, sleep=clock.sleep).taken("spring"),
        ):
            pass
        assert clock() > 1000 + PATIENCE_S

    def test_are_given_back_when_the_block_fails(self) -> None:
        """A refused correction must not lock the event."""
        store = MemoryStore(COLLECTIONS)
        with pytest.raises(ValueError, match="refused"), Leases(store).taken("spring"):
            raise ValueError("refused")
        assert store.count(COLLECTION) == 0
