"""The commands of MongoDB that our store sends, and what comes back."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from bson import Int64, encode
from bson.raw_bson import RawBSONDocument

from tests.mongo_engine import Code, Document, Documents, Refused, conditions_of

_MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
_FIRST_BATCH = 101
_COUNTING = {"_id": 1, "n": {"$sum": 1}}

_HELLO: Document = {
    "isWritablePrimary": True,
    "ismaster": True,
    "helloOk": True,
    "readOnly": False,
    "minWireVersion": 0,
    "maxWireVersion": 25,
    "logicalSessionTimeoutMinutes": 30,
    "maxBsonObjectSize": _MAX_DOCUMENT_BYTES,
    "maxMessageSizeBytes": 48_000_000,
    "maxWriteBatchSize": 100_000,
}
"""A standalone server of version 8, which names no topology to wait for news of."""

_COMMON = {
    "$db", "$readPreference", "lsid", "readConcern", "writeConcern", "comment", "maxTimeMS",
}  # fmt: skip


class Mongod:
    """Does commands, one at a time; an option that it does not know is refused too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._collections: dict[tuple[str, str], Documents] = {}
        self._cursors: dict[int, _Cursor] = {}
        self._numbers = count(1)
        self._commands: dict[str, tuple[Callable[[Document], Document], str | None]] = {
            "hello": (lambda _: _HELLO, None),
            "ismaster": (lambda _: _HELLO, None),
            "isMaster": (lambda _: _HELLO, None),
            "ping": (lambda _: {}, ""),
            "buildInfo": (lambda _: {"version": "8.0.0", "versionArray": [8, 0, 0, 0]}, ""),
            "endSessions": (lambda _: {}, ""),
            "createIndexes": (self._create_indexes, "indexes"),
            "listIndexes": (self._list_indexes, "cursor"),
            "listCollections": (self._list_collections, "cursor nameOnly authorizedCollections"),
            "insert": (self._insert, "documents ordered"),
            "update": (self._update, "updates ordered"),
            "delete": (self._delete, "deletes ordered"),
            "find": (self._find, "filter sort skip limit batchSize singleBatch"),
            "getMore": (self._get_more, "collection batchSize"),
            "killCursors": (self._kill_cursors, "cursors"),
            "aggregate": (self._aggregate, "pipeline cursor"),
            "drop": (self._drop, ""),
            "dropDatabase": (self._drop_database, ""),
        }

    def answer(self, command: Document) -> Document:
        name = next(iter(command))
        try:
            with self._lock:
                return {**self._do(name, command), "ok": 1.0}
        except Refused as refused:
            return {"ok": 0.0, **refused.reply, "codeName": refused.code_name}
        except Exception as error:  # noqa: BLE001 - the client must learn of it, not wait
            return {"ok": 0.0, "code": int(Code.INTERNAL_ERROR), "errmsg": repr(error)}

    def _do(self, name: str, command: Document) -> Document:
        if name not in self._commands:
            raise Refused(Code.COMMAND_NOT_FOUND, f"no such command: '{name}'")
        do, options = self._commands[name]
        if options is not None:
            _require_known(command, {name, *options.split()} | _COMMON)
        return do(command)

    def _collection(self, command: Document, *, is_made: bool = False) -> Documents:
        """Give the collection that the command's first value names; reading makes none."""
        place = (command["$db"], next(iter(command.values())))
        if is_made:
            return self._collections.setdefault(place, Documents(".".join(place)))
        return self._collections.get(place) or Documents(".".join(place))

    def _create_indexes(self, command: Document) -> Document:
        collection = self._collection(command, is_made=True)
        before = len(collection.indexes)
        for index in command["indexes"]:
            _require_known(index, {"key", "name", "v"})
            collection.add_index(index["name"], index["key"])
        return {"numIndexesBefore": before, "numIndexesAfter": len(collection.indexes)}

    def _list_indexes(self, command: Document) -> Document:
        if (command["$db"], command["listIndexes"]) not in self._collections:
            raise Refused(Code.NAMESPACE_NOT_FOUND, "ns does not exist")
        collection = self._collection(command)
        return self._first_page(
            collection.namespace,
            [{"v": 2, "key": fields, "name": name} for name, fields in collection.indexes.items()],
        )

    def _list_collections(self, command: Document) -> Document:
        names = sorted(name for database, name in self._collections if database == command["$db"])
        return self._first_page(
            f"{command['$db']}.$cmd.listCollections",
            [{"name": name, "type": "collection"} for name in names],
        )

    def _insert(self, command: Document) -> Document:
        collection = self._collection(command, is_made=True)

        def insert(_: int, document: Document) -> int:
            collection.insert(document)
            return 1

        return _in_turn(command, command["documents"], insert)

    def _update(self, command: Document) -> Document:
        collection = self._collection(command, is_made=True)
        modified: list[int] = []
        upserted: list[Document] = []

        def replace(index: int, step: Document) -> int:
            _require_known(step, {"q", "u", "multi", "upsert"})
            if step.get("multi") or any(name.startswith("$") for name in step["u"]):
                raise Refused(Code.FAILED_TO_PARSE, "only one document at a time is replaced here")
            replaced = collection.replace(step["q"], step["u"], upsert=step.get("upsert", False))
            modified.append(replaced.modified)
            if replaced.upserted is not None:
                upserted.append({"index": index, "_id": replaced.upserted})
            return replaced.matched

        reply = _in_turn(command, command["updates"], replace) | {"nModified": sum(modified)}
        return reply | ({"upserted": upserted} if upserted else {})

    def _delete(self, command: Document) -> Document:
        collection = self._collection(command)

        def delete(_: int, step: Document) -> int:
            _require_known(step, {"q", "limit"})
            return collection.delete(step["q"], only_one=step["limit"] == 1)

        return _in_turn(command, command["deletes"], delete)

    def _find(self, command: Document) -> Document:
        if command.get("sort", {}) not in ({}, {"_id": 1}):
            raise Refused(Code.BAD_VALUE, "documents are sorted by _id here, and upwards")
        wanted = conditions_of(command.get("filter", {}))
        collection = self._collection(command)
        found = collection.find(wanted, is_sorted=bool(command.get("sort")))
        skip, limit = command.get("skip", 0), command.get("limit", 0)
        return self._first_page(
            collection.namespace,
            islice(found, skip, skip + limit if limit else None),
            command.get("batchSize"),
            is_only=command.get("singleBatch", False),
        )

    def _aggregate(self, command: Document) -> Document:
        stages = [next(iter(stage.items())) for stage in command["pipeline"]]
        first, *rest = stages if stages and stages[0][0] == "$match" else [("$match", {}), *stages]
        collection = self._collection(command)
        found = collection.find(conditions_of(first[1]))
        for name, value in rest:
            found = _stage(found, name, value)
        return self._first_page(collection.namespace, found, command["cursor"].get("batchSize"))

    def _first_page(
        self,
        namespace: str,
        found: Iterable[Document],
        size: int | None = None,
        *,
        is_only: bool = False,
    ) -> Document:
        cursor = _Cursor(namespace, deque(found))
        page = cursor.take(_FIRST_BATCH if size is None else size)
        number = 0
        if cursor.rest and not is_only:
            number = next(self._numbers)
            self._cursors[number] = cursor
        return {"cursor": {"id": Int64(number), "ns": cursor.namespace, "firstBatch": page}}

    def _get_more(self, command: Document) -> Document:
        number = command["getMore"]
        if number not in self._cursors:
            raise Refused(Code.CURSOR_NOT_FOUND, f"cursor id {number} not found")
        cursor = self._cursors[number]
        page = cursor.take(command.get("batchSize"))
        if not cursor.rest:
            del self._cursors[number]
        left = Int64(number if cursor.rest else 0)
        return {"cursor": {"id": left, "ns": cursor.namespace, "nextBatch": page}}

    def _kill_cursors(self, command: Document) -> Document:
        killed = [one for one in command["cursors"] if self._cursors.pop(one, None)]
        return {"cursorsKilled": killed, "cursorsNotFound": [], "cursorsAlive": []}

    def _drop(self, command: Document) -> Document:
        self._collections.pop((command["$db"], command["drop"]), None)
        return {}

    def _drop_database(self, command: Document) -> Document:
        for place in [one for one in self._collections if one[0] == command["$db"]]:
            del self._collections[place]
        return {}


@dataclass(slots=True)
class _Cursor:
    """What was found and not handed out yet."""

    namespace: str
    rest: deque[Document]

    def take(self, size: int | None) -> list[RawBSONDocument]:
        """Take a page: at most so many documents, and no more than a reply holds."""
        page: list[RawBSONDocument] = []
        weight = 0
        while self.rest and (size is None or len(page) < size):
            raw = encode(self.rest[0])
            weight += len(raw)
            if page and weight > _MAX_DOCUMENT_BYTES:
                break
            page.append(RawBSONDocument(raw))
            self.rest.popleft()
        return page


def _require_known(given: Document, known: set[str]) -> None:
    if unknown := given.keys() - known:
        raise Refused(Code.BAD_VALUE, f"options that are not known here: {sorted(unknown)}")


def _in_turn(
    command: Document, steps: Iterable[Document], do: Callable[[int, Document], int]
) -> Document:
    """Do steps one by one, until the first that fails if they are ordered."""
    done, failed = 0, []
    for index, step in enumerate(steps):
        try:
            done += do(index, step)
        except Refused as refused:
            failed.append({"index": index, **refused.reply})
            if command.get("ordered", True):
                break
    return {"n": done} | ({"writeErrors": failed} if failed else {})


def _stage(found: Iterator[Document], name: str, value: Any) -> Iterator[Document]:
    match name:
        case "$skip":
            return islice(found, value, None)
        case "$limit":
            return islice(found, value)
        case "$group" if value == _COUNTING:
            number = sum(1 for _ in found)
            return iter([{"_id": 1, "n": number}] if number else [])
    raise Refused(Code.BAD_VALUE, f"a stage that is not known here: {name}")
