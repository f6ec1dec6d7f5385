"""mongomock, which follows pymongo's calls; here with the bulk writes of today's pymongo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mongomock
from pymongo import ReplaceOne
from pymongo.errors import BulkWriteError, DuplicateKeyError


class MockedCollection:
    """A collection of mongomock whose bulk write takes the steps one by one.

    mongomock 4.3 knows no `sort`, which pymongo passes along with every step since 4.11.
    """

    def __init__(self, collection: Any, mongo: MockedMongo) -> None:
        self._collection = collection
        self._mongo = mongo

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)

    def bulk_write(self, steps: Sequence[ReplaceOne[Any]], *, ordered: bool) -> None:
        assert not ordered
        failed = []
        rival, self._mongo.race = self._mongo.race, None
        if rival is not None:
            self._collection.insert_one(rival)
            raise BulkWriteError({"writeErrors": [{"index": 0, "code": 11000}]})
        for index, step in enumerate(steps):
            try:
                self._collection.replace_one(step._filter, step._doc, upsert=step._upsert)
            except DuplicateKeyError:
                failed.append({"index": index, "code": 11000})
        if failed:
            raise BulkWriteError({"writeErrors": failed})


class MockedMongo:
    """A database of mongomock; the document in `race` is inserted just before the next write."""

    def __init__(self) -> None:
        self.race: dict[str, Any] | None = None
        self.client = mongomock.MongoClient(tz_aware=True)
        self._database = self.client["people"]

    def __getitem__(self, name: str) -> MockedCollection:
        return MockedCollection(self._database[name], self)

    def command(self, command: str) -> Mapping[str, Any]:
        return dict(self._database.command(command))

    def list_collection_names(self) -> list[str]:
        return list(self._database.list_collection_names())
