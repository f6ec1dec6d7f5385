"""The log in one SQLite file: for one machine, without servers."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self

from shared.adapters.sqlite import Database, translated
from shared.log import Backlog, Ends, Entry, Record, refuse_too_large
from shared.metrics import count_appended

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL, event TEXT NOT NULL, key TEXT NOT NULL, value BLOB,
    written_at REAL NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS records_key ON records (topic, event, key);
CREATE TABLE IF NOT EXISTS commits (
    reader TEXT NOT NULL, topic TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (reader, topic))
"""
_POLL_INTERVAL_S = 0.05
_PAGE = 1000
_FAR = 2**62
_COLUMNS = "position, topic, event, key, value, written_at"
_Row = tuple[int, str, str, str, bytes | None, float]


class SqliteLog:
    """A `Log` with one partition; SQLite's single writer puts all records in one order.

    A tombstone also removes the earlier records of its key, so that an erased person is gone
    from the file at once.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the log's file."""
        self._database = Database(path, _SCHEMA)
        with translated():
            _add_times(self._database)
        self._locks = path.with_name(path.name + ".readers")
        self._locks.mkdir(exist_ok=True)

    def append(self, entries: Sequence[Entry]) -> list[int]:
        """Write entries in one transaction: all of them, or none."""
        refuse_too_large(entries)
        with translated():
            with self._database.transaction() as connection:
                offsets = [_insert(connection, entry) for entry in entries]
            if any(entry.value is None for entry in entries):
                self._database.forget()
        count_appended(entries)
        return offsets

    def subscribe(self, group: str, topics: Sequence[str]) -> SqliteSubscription:
        """Read as a member of `group`; one member reads, the others stand by."""
        return SqliteSubscription(self._database, self._lock_of(group), group, topics)

    def has_reader(self, group: str) -> bool:
        """Try the lock of whoever reads."""
        lock = _try_lock(self._lock_of(group))
        if lock is not None:
            lock.close()
        return lock is None

    def ends(self, topics: Sequence[str]) -> Ends:
        """Find the last record of all."""
        return dict.fromkeys(((topic, 0) for topic in topics), _end(self._database))

    def has_settled(self, group: str, ends: Ends) -> bool:
        """Look for a record that the group has not committed."""
        return not any(
            _backlog(self._database, group, topic, end)[0] for (topic, _), end in ends.items()
        )

    def _lock_of(self, group: str) -> Path:
        return self._locks / f"{group}.lock"

    def scan(self, topics: Sequence[str]) -> Iterator[Record]:
        """Read all there is page by page, so that no reader holds up a writer."""
        after, end = 0, _end(self._database)
        while rows := _read(self._database, topics, after, end, _PAGE):
            after = rows[-1][0]
            yield from map(_record, rows)

    def sweep(self) -> None:
        """Do nothing: what a tombstone erases is gone at once."""

    def ping(self) -> None:
        """Ask whether the file can be read."""
        with translated():
            self._database.connection.execute("SELECT 1 FROM records LIMIT 1").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _try_lock(path: Path) -> IO[bytes] | None:
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _insert(connection: sqlite3.Connection, entry: Entry) -> int:
    if entry.value is None:
        connection.execute(
            "DELETE FROM records WHERE topic = ? AND event = ? AND key = ?",
            (entry.topic, entry.event, entry.key),
        )
    cursor = connection.execute(
        "INSERT INTO records (topic, event, key, value, written_at) VALUES (?, ?, ?, ?, ?)",
        (entry.topic, entry.event, entry.key, entry.value, time.time()),
    )
    return cursor.lastrowid or 0


def _add_times(database: Database) -> None:
    """Bring a file that was made before records had times up to date."""
    with database.transaction() as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(records)")}
        if "written_at" not in columns:
            connection.execute("ALTER TABLE records ADD COLUMN written_at REAL NOT NULL DEFAULT 0")


def _end(database: Database) -> int:
    with translated():
        query = "SELECT coalesce(max(position), 0) FROM records"
        return int(database.connection.execute(query).fetchone()[0])


def _read(
    database: Database, topics: Sequence[str], after: int, end: int, limit: int
) -> list[_Row]:
    marks = ", ".join("?" * len(topics))
    query = (
        f"SELECT {_COLUMNS} FROM records"  # noqa: S608 - only names and marks
        f" WHERE position > ? AND position <= ? AND topic IN ({marks}) ORDER BY position LIMIT ?"
    )
    with translated():
        return database.connection.execute(query, (after, end, *topics, limit)).fetchall()


def _backlog(
    database: Database, group: str, topic: str, end: int = _FAR
) -> tuple[int, float | None]:
    """Count what a group has not committed of a topic, and tell since when it waits."""
    with translated():
        count, first = database.connection.execute(
            "SELECT count(*), min(nullif(written_at, 0)) FROM records"
            " WHERE topic = ?1 AND position <= ?3 AND position > coalesce("
            "(SELECT position FROM commits WHERE reader = ?2 AND topic = ?1), 0)",
            (topic, group, end),
        ).fetchone()
    return count, first


def _record(row: _Row) -> Record:
    position, topic, event, key, value, at = row
    return Record(topic, 0, position, event, key, value, at)


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
        self._is_caught_up = False
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
        """Tell whether this is the reader that does not stand by, and has read everything."""
        return self._is_caught_up

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        """Say what `owns` says; nothing takes the lock from a process that lives."""
        yield self.owns(event)

    def is_caught_up(self) -> bool:
        """Tell whether this is the reader that does not stand by, and has read everything."""
        return self._is_caught_up

    def backlog(self) -> Backlog:
        """Count what the group has not committed."""
        waiting, oldest = {}, []
        for topic in self._topics:
            count, first = _backlog(self._database, self._group, topic)
            waiting[topic, 0] = count
            oldest += [] if first is None else [first]
        return Backlog(waiting, min(oldest, default=None))

    def close(self) -> None:
        """Let another reader of the group take over."""
        self._closed.set()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            self._is_caught_up = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _acquire(self) -> bool:
        if self._lock is not None:
            return True
        self._lock = _try_lock(self._lock_path)
        if self._lock is None:
            return False
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
                record
                for record in map(_record, rows)
                if record.offset > self._committed[record.topic]
            ]
            if records or is_all:
                self._is_caught_up = is_all
                return records

    def _rows(self, limit: int) -> tuple[list[_Row], bool]:
        # asked for first, so that what is appended in between is read next time
        end = _end(self._database)
        if end <= self._read:
            return [], True
        rows = _read(self._database, self._topics, self._read, end, limit)
        is_all = len(rows) < limit
        self._read = end if is_all else rows[-1][0]
        return rows, is_all
