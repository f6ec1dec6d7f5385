"""The port to a service's own documents: views of the log, rebuilt at will."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

Document = dict[str, Any]
"""JSON values and bytes under string keys; `_id` names it within its collection."""

Value = str | int | float | bool
Where = Mapping[str, Value]
Collections = Mapping[str, tuple[str, ...]]
"""The collections of a store, and the top-level fields of each that are looked up."""


class UndeclaredCollection(Exception):
    """Code asks for a collection that the service did not declare."""


class Store(Protocol):
    """Documents by id in declared collections."""

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        """Insert or replace each document by its `_id`; durable when this or its batch ends.

        Args:
            collection: a declared one.
            documents: any number.
            unless_newer: a field; a document that has more in it there than the given one
                stays, whoever else writes at the same time.

        Raises:
            TransientError: the store could not be written just now.
        """

    def add(self, collection: str, document: Document) -> bool:
        """Insert a document unless its `_id` is taken; tell whether it was inserted."""

    def get(self, collection: str, document_id: str) -> Document | None:
        """Read one document."""

    def get_many(self, collection: str, document_ids: Iterable[str]) -> Iterator[Document]:
        """Read those of the named documents that there are, in any order."""

    def find(
        self,
        collection: str,
        where: Where | None = None,
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Read, ordered by `_id`, the documents whose fields equal `where`.

        Args:
            collection: a declared one.
            where: field to value; all must be equal.
            after: only ids beyond this one.
            limit: at most so many.
        """

    def count(self, collection: str, where: Where | None = None) -> int:
        """Count the documents whose fields equal `where`."""

    def delete(self, collection: str, where: Where) -> int:
        """Delete the documents whose fields equal `where`; tell how many."""

    def batch(self) -> AbstractContextManager[None]:
        """Group the writes of a thread: durable when the block ends, cheaper than one by one.

        Where the block raises, any part of them may have been written.
        """

    def identity(self) -> str:
        """Name this store's content; one that was dropped and made again has another name.

        The reader that builds the documents is named after it, so that a new store is built
        from the log's start.
        """

    def drop(self) -> None:
        """Delete every document; what is written then has another identity."""

    def ping(self) -> None:
        """Ask whether the store answers.

        Raises:
            TransientError: it does not.
        """

    def close(self) -> None:
        """Let go of files and connections."""
