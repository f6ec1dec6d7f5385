"""What a batch puts off: documents to insert or replace, checked when they are given."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any

import bson
from pymongo import ReplaceOne

from shared.errors import RapportError
from shared.store import Document

_MAX_BYTES = 16 * 1024 * 1024 - 16 * 1024


class UnstorableDocument(RapportError):
    """A document that MongoDB can't hold, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Put:
    """A document to insert or replace, unless the store's has more in a field."""

    document: Document
    unless_newer: str | None
    is_there: bool = False

    @classmethod
    def of(cls, document: Document, unless_newer: str | None) -> Put:
        """Check a document now, so that what can't be stored does not fail with a whole batch."""
        try:
            size = len(bson.encode(document))
        except (bson.errors.BSONError, OverflowError) as error:
            raise UnstorableDocument(f"MongoDB can't hold it: {type(error).__name__}") from None
        if size > _MAX_BYTES:
            raise UnstorableDocument(f"a document of {size:,} bytes exceeds {_MAX_BYTES:,}")
        return cls(document, unless_newer)

    @property
    def name(self) -> str:
        """Name the document within its collection."""
        return str(self.document["_id"])

    def is_newer_than(self, other: Put) -> bool:
        """Tell whether the other one would leave this one's document alone."""
        field = other.unless_newer
        return field is not None and bool(self.document[field] > other.document[field])

    def again(self) -> Put:
        """Only replace what is there by now, where a newer one stays."""
        return replace(self, is_there=self.unless_newer is not None)

    def request(self) -> ReplaceOne[Document]:
        """Say it to the library."""
        where: dict[str, Any] = {"_id": self.document["_id"]}
        if self.unless_newer is not None:
            where[self.unless_newer] = {"$lte": self.document[self.unless_newer]}
        return ReplaceOne(where, self.document, upsert=not self.is_there)


class PutOff(threading.local):
    """What a thread's batch has put and not written yet."""

    def __init__(self) -> None:
        self.is_on = False
        self.steps: dict[str, dict[str, Put]] = {}
