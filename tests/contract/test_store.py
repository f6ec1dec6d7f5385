"""What every `Store` promises, whatever it runs on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.sqlite_store import SqliteStore
from shared.store import Document, Store
from tests.fakes import MemoryStore

COLLECTIONS = {"people": ("event",), "vectors": ()}


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        store: Store = MemoryStore(COLLECTIONS)
    else:
        store = SqliteStore(tmp_path / "store.sqlite", COLLECTIONS)
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
