"""SQLite as Rapport uses it: a connection per thread, write-ahead logging, durable commits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.errors import TransientError

BUSY_TIMEOUT_S = 30.0


class Database:
    """One file, opened once per thread; its writes are on disk when a transaction ends.

    Several processes may use the file at once; a writer waits for another up to
    `BUSY_TIMEOUT_S`.
    """

    def __init__(self, path: Path, schema: str) -> None:
        """Open or create the file and its tables.

        Args:
            path: the file; its folder is created.
            schema: statements that may run again on a file that has them already.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        with translated(), self.transaction() as connection:
            for statement in schema.split(";"):
                connection.execute(statement)

    @property
    def connection(self) -> sqlite3.Connection:
        """Give this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,  # so that close() may close every thread's
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what the block writes, or nothing of it; inside another one, join that."""
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def forget(self) -> None:
        """Take what was deleted out of the write-ahead log, too; a busy reader delays that."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite says of a busy, full or unreadable file into a `TransientError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise TransientError(f"SQLite: {error}") from error
