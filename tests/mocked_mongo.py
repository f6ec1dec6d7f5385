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

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)

    def bulk_write(self, steps: Sequence[ReplaceOne[Any]], *, ordered: bool) -> None:
        assert not ordered
        failed = []
        for index, step in enumerate(steps):
            try:
                self._collection.replace_one(step._filter, step._doc, upsert=step._upsert)
            except DuplicateKeyError:
                failed.append({"index": index, "code": 11000})
        if failed:
            raise BulkWriteError({"writeErrors": failed})


class MockedMongo:
    """A database of mongomock."""

    def __init__(self) -> None:
        self.client = mongomock.MongoClient(tz_aware=True)
        self._database = self.client["people"]

    def __getitem__(self, name: str) -> MockedCollection:
        return MockedCollection(self._database[name])

    def command(self, command: str) -> Mapping[str, Any]:
        return dict(self._database.command(command))
