"""The log in one SQLite file: for one machine, without servers."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Self

from shared.adapters.sqlite import Database, translated
from shared.log import Entry, Record

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL, event TEXT NOT NULL, key TEXT NOT NULL, value BLOB);
CREATE INDEX IF NOT EXISTS records_key ON records (topic, event, key);
CREATE TABLE IF NOT EXISTS commits (
    reader TEXT NOT NULL, topic TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (reader, topic))
"""
_POLL_INTERVAL_S = 0.05
_Row = tuple[int, str, str, str, bytes | None]


class SqliteLog:
    """A `Log` with one partition; SQLite's single writer puts all records in one order.

    A tombstone also removes the earlier records of its key, so that an erased person is gone
    from the file at once.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the log's file."""
        self._database = Database(path, _SCHEMA)
        self._locks = path.with_name(path.name + ".readers")
        self._locks.mkdir(exist_ok=True)

    def append(self, entries: Sequence[Entry]) -> list[int]:
        """Write entries in one transaction: all of them, or none."""
        with translated():
            with self._database.transaction() as connection:
                offsets = [_insert(connection, entry) for entry in entries]
            if any(entry.value is None for entry in entries):
                self._database.forget()
        return offsets

    def subscribe(self, group: str, topics: Sequence[str]) -> SqliteSubscription:
        """Read as a member of `group`; one member reads, the others stand by."""
        return SqliteSubscription(self._database, self._locks / f"{group}.lock", group, topics)

    def ping(self) -> None:
        """Ask whether the file can be read."""
        with translated():
            self._database.connection.execute("SELECT 1 FROM records LIMIT 1").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _insert(connection: sqlite3.Connection, entry: Entry) -> int:
    if entry.value is None:
        connection.execute(
            "DELETE FROM records WHERE topic = ? AND event = ? AND key = ?",
            (entry.topic, entry.event, entry.key),
        )
    cursor = connection.execute(
        "INSERT INTO records (topic, event, key, value) VALUES (?, ?, ?, ?)",
        (entry.topic, entry.event, entry.key, entry.value),
    )
    return cursor.lastrowid or 0


class SqliteSubscription:
    """A reader of one group.

    A lock on a file says who reads. The kernel lets go of it when the process dies, however
    that happens, so a reader that stands by takes over at its next poll.
    """

    def __init__(self, database: Database, lock: Path, group: str, topics: Sequence[str]) -> None:
        """Join the group; nothing is locked before the first poll."""
        self._database = database
        self._lock_path = lock
        self._lock: IO[bytes] | None = None
        self._group = group
        self._topics = tuple(topics)
        self._committed: dict[str, int] = {}
        self._read = 0
        self._closed = threading.Event()

    def poll(self, *, limit: int, timeout_s: float) -> list[Record]:
        """Read on, waiting up to `timeout_s` for something to read."""
        deadline = time.monotonic() + timeout_s
        while True:
            records = self._next(limit) if self._acquire() else []
            left_s = deadline - time.monotonic()
            if records or left_s <= 0 or self._closed.wait(min(_POLL_INTERVAL_S, left_s)):
                return records

    def commit(self, records: Iterable[Record]) -> None:
        """Settle these records and all before them."""
        newest: dict[str, int] = {}
        for record in records:
            newest[record.topic] = max(newest.get(record.topic, 0), record.offset)
        with translated(), self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO commits VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                " SET position = max(position, excluded.position)",
                [(self._group, topic, position) for topic, position in newest.items()],
            )

    def owns(self, event: str) -> bool:  # noqa: ARG002 - one reader has all events here
        """Tell whether this is the reader that does not stand by."""
        return self._lock is not None

    def close(self) -> None:
        """Let another reader of the group take over."""
        self._closed.set()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _acquire(self) -> bool:
        if self._lock is not None:
            return True
        file = self._lock_path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._lock = file
        with translated():
            rows = self._database.connection.execute(
                "SELECT topic, position FROM commits WHERE reader = ?", (self._group,)
            )
            self._committed = dict.fromkeys(self._topics, 0) | dict(rows.fetchall())
        self._read = min(self._committed[topic] for topic in self._topics)
        return True

    def _next(self, limit: int) -> list[Record]:
        """Read on from where this reader is, past what it settled before; all in one order."""
        while True:
            rows, is_all = self._rows(limit)
            records = [
                Record(topic, 0, position, event, key, value)
                for position, topic, event, key, value in rows
                if position > self._committed[topic]
            ]
            if records or is_all:
                return records

    def _rows(self, limit: int) -> tuple[list[_Row], bool]:
        marks = ", ".join("?" * len(self._topics))
        query = (
            "SELECT position, topic, event, key, value FROM records"  # noqa: S608 - only marks
            f" WHERE position > ? AND topic IN ({marks}) ORDER BY position LIMIT ?"
        )
        with translated():
            connection = self._database.connection
            # asked for first, so that what is appended in between is read next time
            (end,) = connection.execute("SELECT max(position) FROM records").fetchone()
            if (end or 0) <= self._read:
                return [], True
            rows = connection.execute(query, (self._read, *self._topics, limit)).fetchall()
        is_all = len(rows) < limit
        last = rows[-1][0] if rows else 0
        self._read = max(last, end) if is_all else last
        return rows, is_all
