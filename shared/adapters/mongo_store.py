"""A service's documents in MongoDB: for as many processes of the service as it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Protocol
from uuid import uuid4

from pymongo import ASCENDING
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from shared.adapters.mongo_writes import Put, PutOff
from shared.adapters.paging import paged
from shared.errors import TransientError
from shared.store import Collections, Document, UndeclaredCollection, Where

_PAGE = 1000
_AT_ONCE = 1000
_DUPLICATE = 11000
_ATTEMPTS = 5
IDENTITY = "_identity"


class Database(Protocol):
    """What we use of the library's database, so that a stand-in can take its place."""

    @property
    def client(self) -> Any:  # noqa: ANN401 - the client of the library or of a stand-in
        """Give the client that the database belongs to."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a collection, as above
        """Give a collection."""

    def command(self, command: str) -> Mapping[str, Any]:
        """Run a command."""

    def list_collection_names(self) -> list[str]:
        """List the collections that there are."""


class MongoStore:
    """A `Store` with a collection per collection, and an index per declared field.

    Every write is one document's and stands by itself, so that no replica set is needed. A
    batch puts off inserting and replacing, but nothing overtakes anything: whatever else is
    asked of the store first writes what was put off.
    """

    def __init__(
        self, database: Database, collections: Collections, *, namespace: str = ""
    ) -> None:
        """Use a database; its collections and indexes are made where they are missing.

        Args:
            database: with the write concern that makes a write durable.
            collections: every collection, and its fields that are looked up.
            namespace: stands before the collections' names, where other stores are in the
                same database.

        Raises:
            TransientError: no server answers.
        """
        self._database = database
        self._namespace = namespace
        self._collections = frozenset(collections)
        self._put_off = PutOff()
        with translated():
            for name, fields in collections.items():
                for field in fields:
                    if field != "_id":
                        self._get(name).create_index([(field, ASCENDING), ("_id", ASCENDING)])

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        """Insert or replace each document; within a batch, a little later."""
        self._require(collection)
        steps = (Put.of(document, unless_newer) for document in documents)
        if not self._put_off.is_on:
            self._write(collection, steps)
            return
        for step in steps:
            waiting = self._put_off.steps.setdefault(collection, {})
            known = waiting.get(step.name)
            if known is None or not known.is_newer_than(step):
                waiting[step.name] = step
            if len(waiting) >= _AT_ONCE:
                self._write_put_off()

    def add(self, collection: str, document: Document) -> bool:
        """Insert a document unless its `_id` is taken."""
        self._write_put_off()
        with translated():
            try:
                self._get(collection).insert_one(dict(document))
            except DuplicateKeyError:
                return False
        return True

    def get(self, collection: str, document_id: str) -> Document | None:
        """Read one document."""
        self._require(collection)
        step = self._put_off.steps.get(collection, {}).get(document_id)
        if step is not None and step.unless_newer is None:
            return dict(step.document)
        if step is not None:
            self._write_put_off()
        with translated():
            found: Document | None = self._get(collection).find_one({"_id": document_id})
        return found

    def get_many(self, collection: str, document_ids: Iterable[str]) -> Iterator[Document]:
        """Read those of the named documents that there are, page by page."""
        self._write_put_off()
        wanted = iter(sorted(set(document_ids)))
        while page := list(islice(wanted, _PAGE)):
            with translated():
                found = list(self._get(collection).find({"_id": {"$in": page}}))
            yield from found

    def find(
        self,
        collection: str,
        where: Where | None = None,
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Read the matching documents page by page, so that no cursor grows old."""

        def page(last: str, wanted: int) -> list[Document]:
            return self._page(collection, where or {}, last, wanted)

        return paged(page, after=after, limit=limit, size=_PAGE)

    def _page(self, collection: str, where: Where, after: str, limit: int) -> list[Document]:
        if self._put_off.steps.get(collection):
            self._write_put_off()
        condition = {"$and": [_condition(where), {"_id": {"$gt": after}}]}
        with translated():
            cursor = self._get(collection).find(condition).sort("_id", ASCENDING).limit(limit)
            return list(cursor)

    def count(self, collection: str, where: Where | None = None) -> int:
        """Count the matching documents."""
        if self._put_off.steps.get(collection):
            self._write_put_off()
        with translated():
            return int(self._get(collection).count_documents(_condition(where or {})))

    def delete(self, collection: str, where: Where) -> int:
        """Delete the matching documents."""
        self._write_put_off()
        with translated():
            return int(self._get(collection).delete_many(_condition(where)).deleted_count)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Put off what this thread puts, and write it in few steps; all is written at the end."""
        if self._put_off.is_on:
            yield
            return
        self._put_off.is_on = True
        try:
            yield
            self._write_put_off()
        finally:
            self._put_off.is_on = False
            self._put_off.steps.clear()

    def identity(self) -> str:
        """Name this database's content."""
        names = self._named(IDENTITY)
        with translated():
            known = names.find_one({"_id": IDENTITY})
            if known is None:
                with suppress(DuplicateKeyError):
                    names.insert_one({"_id": IDENTITY, "name": str(uuid4())})
                known = names.find_one({"_id": IDENTITY})
        return str(known["name"])

    def drop(self) -> None:
        """Delete the name of the whole, so that whoever comes next starts anew, then the rest."""
        with translated():
            for name in (IDENTITY, *sorted(self._collections)):
                self._named(name).delete_many({})

    def ping(self) -> None:
        """Ask whether the server answers."""
        with translated():
            self._database.command("ping")

    def close(self) -> None:
        """Close the connections."""
        self._database.client.close()

    def _require(self, collection: str) -> None:
        if collection not in self._collections:
            raise UndeclaredCollection(collection)

    def _get(self, collection: str) -> Any:  # noqa: ANN401 - a collection of the library
        self._require(collection)
        return self._named(collection)

    def _named(self, collection: str) -> Any:  # noqa: ANN401 - as above
        return self._database[self._namespace + collection]

    def _write_put_off(self) -> None:
        for collection, waiting in self._put_off.steps.items():
            self._write(collection, waiting.values())
        self._put_off.steps.clear()

    def _write(self, collection: str, steps: Iterable[Put]) -> None:
        rest = iter(steps)
        while some := list(islice(rest, _AT_ONCE)):
            self._replace(collection, some)

    def _replace(self, collection: str, steps: list[Put]) -> None:
        """Replace documents; a duplicate means that there is one now, by whomever.

        In that case, to try again is all it takes: a newer one stays.
        """
        for _ in range(_ATTEMPTS):
            failed = self._failures(collection, steps)
            if any(one["code"] != _DUPLICATE for one in failed):
                raise TransientError(f"MongoDB: writing failed with {failed[0]['code']}")
            if not failed:
                return
            steps = [steps[one["index"]].again() for one in failed]
        raise TransientError("MongoDB: others insert the same documents all the time")

    def _failures(self, collection: str, steps: list[Put]) -> list[dict[str, Any]]:
        with translated():
            try:
                self._get(collection).bulk_write([one.request() for one in steps], ordered=False)
            except BulkWriteError as error:
                failed: list[dict[str, Any]] = error.details["writeErrors"]
                if not failed or error.details.get("writeConcernErrors"):
                    raise  # it may not be durable
                return failed
        return []


def _condition(where: Where) -> dict[str, Any]:
    return {field: {"$eq": value} for field, value in where.items()}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the library says of the server into a `TransientError`.

    Only the kind of the error and its code are told: its text quotes documents.
    """
    try:
        yield
    except PyMongoError as error:
        code = getattr(error, "code", None)
        told = type(error).__name__ + (f" ({code})" if code is not None else "")
        raise TransientError(f"MongoDB: {told}") from error
