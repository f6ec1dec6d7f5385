"""Ports in memory, for tests; they pass the same contract suite as the real adapters."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Self
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from shared.errors import TransientError
from shared.log import Backlog, Ends, Entry, Record, refuse_too_large
from shared.store import Collections, Document, UndeclaredCollection, Where


class MemoryLog:
    """A log with one partition in a list; its next appends fail, as often as it was told."""

    def __init__(self) -> None:
        self.failures = 0
        self.records: list[Record] = []
        self.commits: dict[tuple[str, str], int] = {}
        self.readers: dict[str, MemorySubscription] = {}

    def append(self, entries: Sequence[Entry]) -> list[int]:
        refuse_too_large(entries)
        if self.failures:
            self.failures -= 1
            raise TransientError("the log is busy")
        first = len(self.records) + 1
        for entry in entries:
            offset = len(self.records) + 1
            self.records.append(Record(entry.topic, 0, offset, entry.event, entry.key, entry.value))
        return list(range(first, len(self.records) + 1))

    def subscribe(self, group: str, topics: Sequence[str]) -> MemorySubscription:
        return MemorySubscription(self, group, topics)

    def sweep(self) -> None:
        pass

    def has_reader(self, group: str) -> bool:
        return group in self.readers

    def ends(self, topics: Sequence[str]) -> Ends:
        return dict.fromkeys(((topic, 0) for topic in topics), len(self.records))

    def has_settled(self, group: str, ends: Ends) -> bool:
        return not any(
            self.commits.get((group, record.topic), 0) < record.offset <= ends[record.topic, 0]
            for record in self.records
            if (record.topic, 0) in ends
        )

    def scan(self, topics: Sequence[str]) -> Iterator[Record]:
        return (record for record in list(self.records) if record.topic in topics)

    def ping(self) -> None:
        pass

    def close(self) -> None:
        pass


class MemorySubscription:
    """A reader that reads while no other of its group does."""

    def __init__(self, log: MemoryLog, group: str, topics: Sequence[str]) -> None:
        self._log, self._group, self._topics = log, group, topics
        self._read: dict[str, int] = {}
        self._has_read_all = False

    def poll(self, *, limit: int, timeout_s: float) -> list[Record]:
        if not self._acquire():
            time.sleep(min(timeout_s, 0.01))
            return []
        found = [
            record
            for record in self._log.records
            if record.topic in self._topics and record.offset > self._read[record.topic]
        ][:limit]
        for record in found:
            self._read[record.topic] = record.offset
        self._has_read_all = len(found) < limit
        return found

    def _acquire(self) -> bool:
        if self._log.readers.setdefault(self._group, self) is not self:
            return False
        if not self._read:
            commits = self._log.commits
            self._read = {topic: commits.get((self._group, topic), 0) for topic in self._topics}
        return True

    def commit(self, records: Iterable[Record]) -> None:
        for record in records:
            place = (self._group, record.topic)
            self._log.commits[place] = max(self._log.commits.get(place, 0), record.offset)

    def owns(self, event: str) -> bool:  # noqa: ARG002 - one reader has all events here
        return self.is_caught_up()

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        yield self.owns(event)

    def is_caught_up(self) -> bool:
        return self._has_read_all and self._log.readers.get(self._group) is self

    def backlog(self) -> Backlog:
        waiting = {(topic, 0): 0 for topic in self._topics}
        for record in self._log.scan(self._topics):
            if record.offset > self._log.commits.get((self._group, record.topic), 0):
                waiting[record.topic, 0] += 1
        return Backlog(waiting, time.time() if any(waiting.values()) else None)

    def close(self) -> None:
        if self._log.readers.get(self._group) is self:
            del self._log.readers[self._group]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AllOwned:
    """What a reader owns that is alone and has read everything: all but `others`' events."""

    def __init__(self, *others: str) -> None:
        self.others = set(others)

    def owns(self, event: str) -> bool:
        return event not in self.others

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        yield self.owns(event)


class MemoryStore:
    """Documents in dictionaries."""

    def __init__(self, collections: Collections) -> None:
        self._documents: dict[str, dict[str, Document]] = {name: {} for name in collections}
        self._identity = str(uuid4())

    def identity(self) -> str:
        return self._identity

    def drop(self) -> None:
        self._documents = {name: {} for name in self._documents}
        self._identity = str(uuid4())

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        kept = self._of(collection)
        for document in documents:
            known = kept.get(document["_id"])
            if known is None or not unless_newer or known[unless_newer] <= document[unless_newer]:
                kept[document["_id"]] = deepcopy(document)

    def _of(self, collection: str) -> dict[str, Document]:
        if collection not in self._documents:
            raise UndeclaredCollection(collection)
        return self._documents[collection]

    def add(self, collection: str, document: Document) -> bool:
        if document["_id"] in self._documents[collection]:
            return False
        self.put(collection, [document])
        return True

    def get(self, collection: str, document_id: str) -> Document | None:
        return deepcopy(self._of(collection).get(document_id))

    def get_many(self, collection: str, document_ids: Iterable[str]) -> Iterator[Document]:
        found = (self.get(collection, document_id) for document_id in set(document_ids))
        return (document for document in found if document is not None)

    def find(
        self,
        collection: str,
        where: Where | None = None,
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Document]:
        found = [
            document
            for _, document in sorted(self._of(collection).items())
            if _matches(document, where or {}) and document["_id"] > (after or "")
        ]
        return iter(deepcopy(found[:limit]))

    def count(self, collection: str, where: Where | None = None) -> int:
        return len(list(self.find(collection, where)))

    def delete(self, collection: str, where: Where) -> int:
        doomed = [document["_id"] for document in self.find(collection, where)]
        for document_id in doomed:
            del self._documents[collection][document_id]
        return len(doomed)

    @contextmanager
    def batch(self) -> Iterator[None]:
        yield

    def ping(self) -> None:
        pass

    def close(self) -> None:
        pass


def _matches(document: Document, where: Where) -> bool:
    return all(document.get(field) == value for field, value in where.items())


class HashEmbed:
    """Texts to vectors by their words and letters: no model, and alike texts stay near."""

    def __init__(self, width: int = 256) -> None:
        self.width = width
        self.calls = 0

    def __call__(
        self, texts: Sequence[str], advance: Callable[[int], None] = lambda _: None, /
    ) -> NDArray[np.float32]:
        self.calls += 1
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for piece in self._pieces(text.casefold()):
                row[zlib.crc32(piece.encode()) % self.width] += 1.0
        norms = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        advance(len(texts))
        rounded: NDArray[np.float32] = np.rint(rows / norms * 2**14).astype(np.float32) / 2**14
        return rounded

    def _pieces(self, text: str) -> Iterator[str]:
        yield from text.split()
        padded = f" {text} "
        yield from (padded[i : i + 4] for i in range(len(padded) - 3))
