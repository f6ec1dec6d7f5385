"""What every `Store` promises, whatever it runs on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.mongo_store import MongoStore
from shared.adapters.sqlite_store import SqliteStore
from shared.store import Document, Store, UndeclaredCollection
from tests.fakes import MemoryStore
from tests.mocked_mongo import MockedMongo

COLLECTIONS = {"people": ("event",), "vectors": ()}


@pytest.fixture(params=["memory", "sqlite", "mongomock", "mongodb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    match request.param:
        case "memory":
            store: Store = MemoryStore(COLLECTIONS)
        case "sqlite":
            store = SqliteStore(tmp_path / "store.sqlite", COLLECTIONS)
        case "mongomock":
            store = MongoStore(MockedMongo(), COLLECTIONS)
        case _:
            store = MongoStore(request.getfixturevalue("mongo"), COLLECTIONS)
    yield store
    store.close()


def person(number: int, **fields: object) -> Document:
    return {"_id": f"p{number:04}", "event": "spring", **fields}


def ids(documents: Iterator[Document]) -> list[str]:
    return [document["_id"] for document in documents]


class TestStore:
    def test_gives_back_what_was_put(self, store: Store) -> None:
        """Every kind of value that a view holds survives the way through."""
        document = person(
            1, tags=["a", "ü"], nested={"x": None}, share=0.25, count=3, yes=True, raw=b"\x00\xff"
        )

        store.put("people", [document])

        assert store.get("people", "p0001") == document

    def test_replaces_by_id(self, store: Store) -> None:
        """Applying a message twice changes nothing."""
        store.put("people", [person(1, name="old")])
        store.put("people", [person(1, name="new")])

        assert store.count("people") == 1
        assert store.get("people", "p0001") == person(1, name="new")

    def test_reads_many_at_once(self, store: Store) -> None:
        """A large event asks for a hundred thousand vectors, most of them known."""
        store.put("people", [person(n) for n in range(1234)])
        asked = [f"p{n:04}" for n in range(1000, 2500)]

        found = list(store.get_many("people", [*asked, *asked, "it's nobody"]))

        assert sorted(document["_id"] for document in found) == asked[:234]
        assert person(1233) in found
        assert list(store.get_many("people", [])) == []

    def test_adds_only_once(self, store: Store) -> None:
        """A request that is repeated must find that it was answered."""
        assert store.add("people", person(1, name="first"))
        assert not store.add("people", person(1, name="second"))
        assert store.get("people", "p0001") == person(1, name="first")

    def test_finds_by_fields_in_the_order_of_ids(self, store: Store) -> None:
        """Pages must not depend on the order of writing."""
        store.put("people", [person(n, even=n % 2 == 0) for n in (5, 2, 4, 1, 3)])
        store.put("people", [{"_id": "a", "event": "autumn", "even": True}])

        found = store.find("people", {"event": "spring", "even": True})

        assert ids(found) == ["p0002", "p0004"]

    def test_goes_on_after_an_id(self, store: Store) -> None:
        """A cursor survives that documents come and go."""
        store.put("people", [person(n) for n in range(6)])

        assert ids(store.find("people", after="p0002", limit=2)) == ["p0003", "p0004"]

    def test_finds_more_than_a_page(self, store: Store) -> None:
        """A large event is read whole, while others write."""
        store.put("people", (person(n) for n in range(1234)))

        found = store.find("people", {"event": "spring"})
        first = next(found)
        store.put("people", [person(0, seen=True)])

        assert len([first, *found]) == 1234

    def test_deletes_by_fields(self, store: Store) -> None:
        """Erasure reaches every document about a person, and nobody else's."""
        store.put("people", [person(1, owner="ada"), person(2, owner="ada"), person(3)])

        assert store.delete("people", {"owner": "ada"}) == 2
        assert ids(store.find("people")) == ["p0003"]

    def test_groups_writes(self, store: Store) -> None:
        """Within a batch, a reader sees what was just written."""
        with store.batch():
            store.put("people", [person(1)])
            assert store.get("people", "p0001") is not None
        assert store.count("people") == 1

    def test_is_used_by_several_threads(self, store: Store) -> None:
        """A worker and the requests of the web share one store."""

        def write(start: int) -> None:
            for number in range(start, start + 20):
                store.put("people", [person(number)])

        threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert store.count("people", {"event": "spring"}) == 80

    def test_has_a_name_of_its_own_that_stays(self, store: Store) -> None:
        """The reader that builds a store is named after it."""
        assert store.identity()
        assert store.identity() == store.identity()

    def test_keeps_what_is_newer(self, store: Store) -> None:
        """A worker that is behind must not set back what the web has written meanwhile."""
        store.put("people", [person(1, offset=7, name="new")], unless_newer="offset")
        store.put("people", [person(1, offset=6, name="old")], unless_newer="offset")
        assert (store.get("people", "p0001") or {})["name"] == "new"
        store.put("people", [person(1, offset=7, name="same")], unless_newer="offset")
        assert (store.get("people", "p0001") or {})["name"] == "same"

    def test_keeps_what_is_newer_within_a_batch_too(self, store: Store) -> None:
        """Batches are what workers write in."""
        store.put("people", [person(2, offset=9, name="newest")])
        with store.batch():
            for offset, name in ((5, "first"), (7, "new"), (6, "old")):
                store.put("people", [person(1, offset=offset, name=name)], unless_newer="offset")
            store.put("people", [person(2, offset=8, name="old")], unless_newer="offset")
            assert (store.get("people", "p0002") or {})["name"] == "newest"
        assert [one["name"] for one in store.find("people")] == ["new", "newest"]

    def test_does_in_a_batch_what_it_does_outside(self, store: Store) -> None:
        """Whatever is asked in between sees what was put, and nothing overtakes anything."""
        with store.batch():
            store.put("people", [person(n, owner="ada") for n in range(3)])
            assert store.count("people", {"owner": "ada"}) == 3
            assert store.delete("people", {"_id": "p0001"}) == 1
            store.put("people", [person(1, owner="bob"), person(2, owner="bob")])
            assert not store.add("people", person(2))
            assert ids(store.find("people", {"owner": "bob"})) == ["p0001", "p0002"]
            assert len(list(store.get_many("people", ["p0000", "p0001", "nobody"]))) == 2
        assert ids(store.find("people")) == ["p0000", "p0001", "p0002"]

    def test_replaces_within_a_large_batch(self, store: Store) -> None:
        """The last word counts, however much was said before it."""
        with store.batch():
            for name in ("old", "new"):
                for number in range(1500):
                    store.put("people", [person(number, name=name)])
        assert store.count("people", {"name": "new"}) == 1500 == store.count("people")

    def test_is_empty_and_another_one_when_it_was_dropped(self, store: Store) -> None:
        """A view is built anew from the log's start, not from where it was."""
        store.put("people", [person(1)])
        store.put("vectors", [{"_id": "v"}])
        before = store.identity()
        store.drop()
        assert (store.count("people"), store.count("vectors")) == (0, 0)
        assert store.identity() != before

    def test_refuses_a_collection_that_nobody_declared(self, store: Store) -> None:
        """A slip of the pen must not found a collection that no index and no rebuild knows."""
        for use in (
            lambda: store.put("persons", [person(1)]),
            lambda: store.get("persons", "p0001"),
            lambda: store.count("persons"),
        ):
            with pytest.raises(UndeclaredCollection):
                use()

    def test_takes_ids_for_nothing_but_names(self, store: Store) -> None:
        """An id out of an address must never be read as a question to the database."""
        store.put("people", [person(1)])
        assert store.get("people", '{"$ne": null}') is None
        assert store.count("people", {"event": "$spring"}) == 0

    def test_answers_a_ping(self, store: Store) -> None:
        """Readiness asks the store itself."""
        store.ping()


class TestSqliteStore:
    def test_takes_back_a_batch_that_fails(self, tmp_path: Path) -> None:
        """Half a batch would be applied twice, or never."""
        store = SqliteStore(tmp_path / "store.sqlite", COLLECTIONS)

        with pytest.raises(KeyError), store.batch():
            store.put("people", [person(1), {"event": "has no id"}])

        assert store.count("people") == 0
        store.close()

    def test_has_another_name_when_it_was_dropped(self, tmp_path: Path) -> None:
        """A dropped view is built again from the log's start, not from where it was."""
        path = tmp_path / "store.sqlite"
        names = []
        for _ in range(2):
            store = SqliteStore(path, COLLECTIONS)
            names.append(store.identity())
            store.close()
        path.unlink()
        store = SqliteStore(path, COLLECTIONS)
        assert names[0] == names[1] != store.identity()
        store.close()
