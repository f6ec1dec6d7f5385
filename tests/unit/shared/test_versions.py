"""Where the views of each version are, and what goes once nobody needs it."""

from __future__ import annotations

from pathlib import Path

from shared.adapters.mongo_store import MongoStore
from shared.adapters.mongo_versions import BOOKKEEPING, MongoVersions
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_versions import SqliteVersions
from tests.mocked_mongo import MockedMongo

VIEWS = {"people": ()}


class TestFiles:
    def test_of_other_versions_go_and_all_else_stays(self, tmp_path: Path) -> None:
        """The log lies in the same folder."""
        versions = SqliteVersions(tmp_path, "notifier", 4)
        stay = {"log.sqlite", "notifier-4.sqlite", "notifier-4.sqlite-wal", "secret.key",
                "notifier-bookkeeping.sqlite", "matcher-3.sqlite"}  # fmt: skip
        gone = {"notifier.sqlite", "notifier.sqlite-wal", "notifier-3.sqlite-shm",
                "notifier-3.sqlite", "notifier-11.sqlite"}  # fmt: skip
        for name in stay | gone:
            (tmp_path / name).touch()
        versions.drop()
        assert {path.name for path in tmp_path.iterdir()} == stay
        assert versions.path.name == "notifier-4.sqlite"

    def test_of_the_first_release_name_its_readers(self, tmp_path: Path) -> None:
        """They named themselves after their file's content."""
        versions = SqliteVersions(tmp_path, "notifier", 3)
        assert versions.first_reader() is None
        store = SqliteStore(tmp_path / "notifier.sqlite", VIEWS)
        assert versions.first_reader() == f"notifier-{store.identity()}-2"
        store.close()
        versions.drop()
        assert versions.first_reader() is None


class TestCollections:
    def test_of_other_versions_go_and_all_else_stays(self) -> None:
        """All of a service's collections are in one database."""
        mongo = MockedMongo()
        versions = MongoVersions(mongo, "notifier", 4)
        stores = {
            namespace: MongoStore(mongo, VIEWS, namespace=namespace)
            for namespace in ("", "v3.", "v40.", versions.namespace, BOOKKEEPING)
        }
        for store in stores.values():
            store.put("people", [{"_id": "ada"}])
        versions.drop()
        left = {name for name, store in stores.items() if store.count("people")}
        assert left == {"v4.", BOOKKEEPING}

    def test_of_the_first_release_name_its_readers(self) -> None:
        """They named themselves after their database's content."""
        mongo = MockedMongo()
        versions = MongoVersions(mongo, "notifier", 3)
        MongoStore(mongo, VIEWS, namespace=versions.namespace).identity()
        assert versions.first_reader() is None
        first = MongoStore(mongo, VIEWS)
        assert versions.first_reader() is None
        identity = first.identity()
        assert versions.first_reader() == f"notifier-{identity}-2"
        versions.drop()
        assert versions.first_reader() is None
