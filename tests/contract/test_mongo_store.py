"""What the store promises on MongoDB beyond what every store does: races, servers that go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from pymongo.database import Database

from shared.adapters.mongo_store import MongoStore
from shared.adapters.mongo_writes import UnstorableDocument
from shared.errors import TransientError
from shared.store import Document
from tests.broker import free_port
from tests.contract.test_store import COLLECTIONS, ids, person
from tests.mocked_mongo import MockedMongo
from tests.mongo_server import MongoServer, connect

NOTHING_TOLD = r"^MongoDB: \w+( \(\d+\))?$"  # but an error's kind and code


class TestMongoStore:
    def test_loses_nothing_to_a_race(self, mongo: Database[Document], mongo_server: str) -> None:
        """Two workers that start on a new database write the same documents first."""
        with connect(mongo_server) as client:
            stores = [MongoStore(one, COLLECTIONS) for one in (mongo, client[mongo.name])]
            at_once = threading.Barrier(len(stores))

            def write(who: int) -> None:
                for offset in range(who, 20, len(stores)):
                    at_once.wait(10)
                    stores[who].put("people", [person(n, by=who) for n in range(offset * 50)])
                    newer = [person(n, offset=offset) for n in range(1000, 1100)]
                    stores[who].put("people", newer, unless_newer="offset")

            threads = [threading.Thread(target=write, args=(who,)) for who in range(len(stores))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

            assert stores[0].count("people") == 19 * 50 + 100
            assert stores[1].count("people", {"offset": 19}) == 100

    def test_names_a_database_once(self, mongo: Database[Document], mongo_server: str) -> None:
        """Two processes that made up a name each would both build the view from the start."""
        with connect(mongo_server) as client:
            stores = [MongoStore(one, COLLECTIONS) for one in (mongo, client[mongo.name])]
            assert stores[0].identity() == stores[1].identity()

    def test_says_soon_that_nobody_answers(self) -> None:
        """A page must not hang, nor tell the log what is in the settings."""
        nobody = f"mongodb://user:secret@127.0.0.1:{free_port()}/"
        with connect(nobody, patience_s=0.5) as client:
            began = time.monotonic()
            with pytest.raises(TransientError, match=NOTHING_TOLD):
                MongoStore(client["people"], COLLECTIONS)
            assert time.monotonic() - began < 5

    def test_outlives_a_server(self, mortal_mongo: MongoServer) -> None:
        """A database that restarts must not take its services along."""
        client = connect(mortal_mongo.uri, patience_s=1)
        store = MongoStore(client["people"], COLLECTIONS)
        store.put("people", [person(1)])
        mortal_mongo.kill()
        uses: list[Callable[[], object]] = [
            lambda: store.put("people", [person(2)]),
            lambda: store.get("people", "p0001"),
            store.ping,
        ]
        for use in uses:
            with pytest.raises(TransientError, match=NOTHING_TOLD):
                use()

        mortal_mongo.start()

        store.ping()
        store.put("people", [person(2)])
        assert store.get("people", "p0002") == person(2)
        store.close()

    def test_tells_nothing_of_a_document_that_is_refused(self, mongo: Database[Document]) -> None:
        """The library's errors quote what was written, and errors end in the log."""
        store = MongoStore(mongo, COLLECTIONS)
        with pytest.raises(TransientError, match=NOTHING_TOLD):
            store.add("people", person(1) | {"_id": ["ada@example.org"]})

    def test_refuses_what_it_cannot_hold_before_a_batch_is_written(
        self, mongo: Database[Document]
    ) -> None:
        """One odd record must become a dead letter, and not stop the worker for good."""
        store = MongoStore(mongo, COLLECTIONS)
        with store.batch():
            store.put("people", [person(1)])
            for odd in (2**70, "x" * 17_000_000, object()):
                with pytest.raises(UnstorableDocument):
                    store.put("people", [person(2, odd=odd)])
        assert ids(store.find("people")) == ["p0001"]

    def test_keeps_what_is_newer_though_an_older_one_was_inserted_first(self) -> None:
        """A server tells the loser of a race of a duplicate, whoever of the two was newer."""
        mongo = MockedMongo()
        store = MongoStore(mongo, COLLECTIONS)
        mongo.race = person(1, offset=3, name="old")
        store.put("people", [person(1, offset=5, name="new")], unless_newer="offset")
        assert (store.get("people", "p0001") or {})["name"] == "new"
        mongo.race = person(2, offset=9, name="newer")
        store.put("people", [person(2, offset=5, name="new")], unless_newer="offset")
        assert (store.get("people", "p0002") or {})["name"] == "newer"
