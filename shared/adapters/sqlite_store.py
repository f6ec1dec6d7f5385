"""A service's documents in one SQLite file: for one machine, without servers."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.adapters.paging import paged
from shared.adapters.sqlite import Database, translated
from shared.store import Collections, Document, UndeclaredCollection, Value, Where

_PAGE = 500
_BYTES = "$bytes"


class SqliteStore:
    """A `Store` with a table per collection and an index per declared field."""

    def __init__(self, path: Path, collections: Collections) -> None:
        """Open or create the store's file.

        Args:
            path: the file.
            collections: every collection, and its fields that are looked up.
        """
        self._collections = frozenset(collections)
        self._database = Database(path, ";".join(_schema(collections)))
        self._has_deleted = False

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        """Insert or replace each document."""
        statement = (
            f"INSERT INTO {self._table(collection)} VALUES (?, ?)"  # noqa: S608 - declared
            " ON CONFLICT (id) DO UPDATE SET document = excluded.document"
        )
        if unless_newer is not None:
            value = _extract(unless_newer)
            statement += f" WHERE {value} <= {value.replace('(', '(excluded.', 1)}"
        with translated(), self._database.transaction() as connection:
            connection.executemany(
                statement, ((document["_id"], _dump(document)) for document in documents)
            )

    def add(self, collection: str, document: Document) -> bool:
        """Insert a document unless its `_id` is taken."""
        with translated(), self._database.transaction() as connection:
            cursor = connection.execute(
                f"INSERT OR IGNORE INTO {self._table(collection)} VALUES (?, ?)",  # noqa: S608 - declared
                (document["_id"], _dump(document)),
            )
            return cursor.rowcount == 1

    def get(self, collection: str, document_id: str) -> Document | None:
        """Read one document."""
        with translated():
            row = self._database.connection.execute(
                f"SELECT document FROM {self._table(collection)} WHERE id = ?",  # noqa: S608 - declared
                (document_id,),
            ).fetchone()
        return None if row is None else _load(row[0])

    def get_many(self, collection: str, document_ids: Iterable[str]) -> Iterator[Document]:
        """Read those of the named documents that there are, page by page."""
        wanted = sorted(set(document_ids))
        for first in range(0, len(wanted), _PAGE):
            with translated():
                rows = self._database.connection.execute(
                    f"SELECT document FROM {self._table(collection)}"  # noqa: S608 - declared
                    " WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(wanted[first : first + _PAGE]),),
                ).fetchall()
            yield from (_load(row[0]) for row in rows)

    def find(
        self,
        collection: str,
        where: Where | None = None,
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        """Read the matching documents page by page, so that no reader holds up a writer."""

        def page(last: str, wanted: int) -> list[Document]:
            return self._page(collection, where or {}, last, wanted)

        return paged(page, after=after, limit=limit, size=_PAGE)

    def count(self, collection: str, where: Where | None = None) -> int:
        """Count the matching documents."""
        condition, values = _condition(where or {})
        with translated():
            row = self._database.connection.execute(
                f"SELECT count(*) FROM {self._table(collection)} WHERE {condition}",  # noqa: S608 - declared
                values,
            ).fetchone()
        return int(row[0])

    def delete(self, collection: str, where: Where) -> int:
        """Delete the matching documents."""
        condition, values = _condition(where)
        with translated(), self._database.transaction() as connection:
            found = connection.execute(
                f"DELETE FROM {self._table(collection)} WHERE {condition}",  # noqa: S608 - declared
                values,
            ).rowcount
        self._has_deleted = self._has_deleted or found > 0
        return found

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write everything in one transaction."""
        with translated():
            with self._database.transaction():
                yield
            if self._has_deleted:
                self._database.forget()
                self._has_deleted = False

    def identity(self) -> str:
        """Name this file's content."""
        with translated():
            (name,) = self._database.connection.execute('SELECT name FROM "$identity"').fetchone()
        return str(name)

    def drop(self) -> None:
        """Delete every document and take another name, in one transaction."""
        with translated():
            with self._database.transaction() as connection:
                for collection in self._collections:
                    connection.execute(f"DELETE FROM {self._table(collection)}")  # noqa: S608 - declared
                connection.execute('UPDATE "$identity" SET name = ?', (str(uuid4()),))
            self._database.forget()

    def ping(self) -> None:
        """Ask whether the file can be read."""
        with translated():
            self._database.connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _table(self, collection: str) -> str:
        if collection not in self._collections:
            raise UndeclaredCollection(collection)
        return f'"{collection}"'

    def _page(self, collection: str, where: Where, after: str, limit: int) -> list[Document]:
        condition, values = _condition(where)
        with translated():
            rows = self._database.connection.execute(
                f"SELECT document FROM {self._table(collection)}"  # noqa: S608 - declared
                f" WHERE {condition} AND id > ? ORDER BY id LIMIT ?",
                (*values, after, limit),
            ).fetchall()
        return [_load(row[0]) for row in rows]


def _schema(collections: Collections) -> Iterator[str]:
    yield 'CREATE TABLE IF NOT EXISTS "$identity" (one INTEGER PRIMARY KEY, name TEXT NOT NULL)'
    yield f"INSERT OR IGNORE INTO \"$identity\" VALUES (1, '{uuid4()}')"  # noqa: S608 - our own
    for name, fields in collections.items():
        yield f'CREATE TABLE IF NOT EXISTS "{name}" (id TEXT PRIMARY KEY, document TEXT NOT NULL)'
        for field in fields:
            yield (
                f'CREATE INDEX IF NOT EXISTS "{name}_{field}" ON "{name}" ({_extract(field)}, id)'
            )


def _extract(field: str) -> str:
    if field == "_id":
        return "id"
    if not field.isidentifier():
        raise ValueError(f"{field!r} is no field's name")
    return f"json_extract(document, '$.{field}')"


def _condition(where: Where) -> tuple[str, list[Value]]:
    parts = [f"{_extract(field)} = ?" for field in where]
    return " AND ".join(parts) or "1", [*where.values()]


def _dump(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_dump_bytes)


def _dump_bytes(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    raise TypeError(f"a document can't hold a {type(value).__name__}")


def _load(text: str) -> Document:
    document: Document = json.loads(text, object_hook=_load_bytes if _BYTES in text else None)
    return document


def _load_bytes(value: dict[str, Any]) -> Any:  # noqa: ANN401 - what JSON can hold
    return base64.b64decode(value[_BYTES]) if set(value) == {_BYTES} else value
