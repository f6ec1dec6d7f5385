"""Collections and filters as MongoDB has them, in memory, as far as the tests ask for them.

What is not known here is refused, and never silently true.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from bson import Binary, Int64, ObjectId, encode

Document = dict[str, Any]
Key = tuple[Any, ...]
"""A value in a form that compares as MongoDB compares: by type, then by value."""


class Code(IntEnum):
    """Error codes of MongoDB."""

    INTERNAL_ERROR = 1
    BAD_VALUE = 2
    FAILED_TO_PARSE = 9
    NAMESPACE_NOT_FOUND = 26
    CURSOR_NOT_FOUND = 43
    INVALID_ID_FIELD = 53
    COMMAND_NOT_FOUND = 59
    IMMUTABLE_FIELD = 66
    INDEX_KEY_SPECS_CONFLICT = 86
    DUPLICATE_KEY = 11000


class Refused(Exception):
    """A command, or a step of one, can't be done."""

    def __init__(self, code: Code, text: str, **details: Any) -> None:
        super().__init__(text)
        self.reply: Document = {"code": int(code), "errmsg": text, **details}
        self.code_name = code.name.title().replace("_", "")


def key_of(value: Any) -> Key:
    """Make a value comparable, so that 1 is 1.0 and is not True."""
    try:
        rank, plain = _KINDS[type(value)]
    except KeyError:
        raise Refused(Code.BAD_VALUE, f"{type(value).__name__} is not compared here") from None
    return (rank, plain(value))


def _as_it_is(value: Any) -> Any:
    return value


_DOCUMENT, _ARRAY = 4, 5
_KINDS: dict[type, tuple[int, Callable[[Any], Any]]] = {
    type(None): (1, lambda _: 0),
    int: (2, _as_it_is),
    Int64: (2, int),
    float: (2, _as_it_is),
    str: (3, _as_it_is),
    dict: (_DOCUMENT, lambda value: tuple((name, key_of(one)) for name, one in value.items())),
    list: (_ARRAY, lambda value: tuple(key_of(one) for one in value)),
    bytes: (6, lambda value: (len(value), 0, value)),
    Binary: (6, lambda value: (len(value), value.subtype, bytes(value))),
    ObjectId: (7, _as_it_is),
    bool: (8, _as_it_is),
    datetime: (9, _as_it_is),
}
"""Each type's place in MongoDB's order of types."""


def _keys_of(value: Any) -> list[Key]:
    """Give all that a field's value is equal to: itself, and each of an array's elements."""
    if isinstance(value, list):
        return [key_of(value), *(key_of(one) for one in value)]
    return [key_of(value)]


_ORDERS: dict[str, Callable[[Key, Key], bool]] = {
    "$gt": lambda key, limit: key > limit,
    "$gte": lambda key, limit: key >= limit,
    "$lt": lambda key, limit: key < limit,
    "$lte": lambda key, limit: key <= limit,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a filter asks of one field.

    Attributes:
        field: at the top of the document; one that is missing is null.
        operator: "$in" (to which "$eq" is translated), "$ne", or one of `_ORDERS`.
        wanted: the value to compare with; any number of them for "$in".
    """

    field: str
    operator: str
    wanted: frozenset[Key]

    def holds(self, document: Document) -> bool:
        keys = _keys_of(document.get(self.field))
        if self.operator == "$in":
            return any(key in self.wanted for key in keys)
        (limit,) = self.wanted
        if self.operator == "$ne":
            return limit not in keys
        order = _ORDERS[self.operator]
        return any(key[0] == limit[0] and order(key, limit) for key in keys)


def conditions_of(wanted: Mapping[str, Any]) -> list[Condition]:
    """Read a filter; all of its conditions have to hold."""
    found: list[Condition] = []
    for field, value in wanted.items():
        if field == "$and":
            found += [one for part in value for one in conditions_of(part)]
        elif field.startswith("$") or "." in field:
            raise Refused(Code.BAD_VALUE, f"unknown top level operator or dotted field: {field}")
        elif isinstance(value, dict) and any(name.startswith("$") for name in value):
            found += [_condition(field, operator, operand) for operator, operand in value.items()]
        else:
            found.append(_condition(field, "$eq", value))
    return found


def _condition(field: str, operator: str, operand: Any) -> Condition:
    if operator == "$in" and isinstance(operand, list):
        return Condition(field, "$in", frozenset(key_of(one) for one in operand))
    wanted = key_of(operand)
    if operator in {"$eq", "$ne"}:
        return Condition(field, "$in" if operator == "$eq" else operator, frozenset({wanted}))
    if operator in _ORDERS and wanted[0] not in {_DOCUMENT, _ARRAY}:
        return Condition(field, operator, frozenset({wanted}))
    raise Refused(Code.BAD_VALUE, f"unknown operator, or not with such a value: {operator}")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of a replacement."""

    matched: int = 0
    modified: int = 0
    upserted: Any = None


class Documents:
    """A collection: documents by `_id`, and for each index, by its first field's values."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace
        self.indexes: dict[str, Document] = {"_id_": {"_id": 1}}
        self._documents: dict[Key, Document] = {}
        self._order: list[Key] = []
        self._by_field: dict[str, dict[Key, set[Key]]] = {}

    def find(self, wanted: list[Condition], *, is_sorted: bool = False) -> Iterator[Document]:
        """Find the documents for which all conditions hold, if asked, ordered by `_id`."""
        narrowed = [named for one in wanted if (named := self._narrow(one)) is not None]
        ids: Iterable[Key] = self._order if is_sorted else self._documents
        if narrowed:
            least = min(narrowed, key=len)
            ids = sorted(least) if is_sorted else least
        for identity in ids:
            document = self._documents.get(identity)
            if document is not None and all(one.holds(document) for one in wanted):
                yield document

    def _narrow(self, condition: Condition) -> Collection[Key] | None:
        """Name, by an index, the documents that a condition may hold for."""
        if condition.field == "_id" and condition.operator in {"$gt", "$gte"}:
            (limit,) = condition.wanted
            bisect = bisect_right if condition.operator == "$gt" else bisect_left
            return self._order[bisect(self._order, limit) :]
        if condition.field == "_id" and condition.operator == "$in":
            return condition.wanted
        if condition.field in self._by_field and condition.operator == "$in":
            index = self._by_field[condition.field]
            return set().union(*(index.get(key, ()) for key in condition.wanted))
        return None

    def insert(self, document: Document) -> Any:
        """Insert a document and give its `_id`."""
        document = {"_id": document.get("_id", ObjectId()), **document}
        if isinstance(document["_id"], list):
            raise Refused(Code.INVALID_ID_FIELD, "The '_id' value cannot be of type array")
        identity = key_of(document["_id"])
        if identity in self._documents:
            raise self._duplicate(document["_id"])
        self._index(identity, document)
        self._documents[identity] = document
        insort(self._order, identity)
        return document["_id"]

    def _duplicate(self, identity: Any) -> Refused:
        """Say so as MongoDB does, which quotes the key."""
        return Refused(
            Code.DUPLICATE_KEY,
            f"E11000 duplicate key error collection: {self.namespace} index: _id_"
            f' dup key: {{ _id: "{identity}" }}',
            keyPattern={"_id": 1},
            keyValue={"_id": identity},
        )

    def replace(self, wanted: Document, document: Document, *, upsert: bool) -> Replaced:
        """Replace one document, or insert it under the `_id` that it or the filter names."""
        known = next(self.find(conditions_of(wanted)), None)
        if known is None and not upsert:
            return Replaced()
        asked = _asked_id(wanted) if known is None else known["_id"]
        name = document.get("_id", asked)
        if asked is not None and key_of(name) != key_of(asked):
            raise Refused(Code.IMMUTABLE_FIELD, "the (immutable) field '_id' was altered")
        if known is None:
            named = document if name is None else {"_id": name, **document}
            return Replaced(matched=1, upserted=self.insert(named))
        return self._exchange(known, {"_id": None} | document | {"_id": asked})

    def _exchange(self, known: Document, new: Document) -> Replaced:
        if encode(new) == encode(known):
            return Replaced(matched=1)
        identity = key_of(known["_id"])
        self._forget(identity, known)
        self._index(identity, new)
        self._documents[identity] = new
        return Replaced(matched=1, modified=1)

    def delete(self, wanted: Document, *, only_one: bool) -> int:
        """Delete one or all of the documents that a filter finds; tell how many."""
        found = list(self.find(conditions_of(wanted)))[: 1 if only_one else None]
        for document in found:
            identity = key_of(document["_id"])
            self._forget(identity, document)
            del self._documents[identity]
            del self._order[bisect_left(self._order, identity)]
        return len(found)

    def add_index(self, name: str, fields: Document) -> None:
        """Find documents by the first of some fields quickly from now on."""
        if self.indexes.get(name, fields) != fields:
            raise Refused(Code.INDEX_KEY_SPECS_CONFLICT, f"index {name} has other fields")
        self.indexes[name] = fields
        if self._by_field.setdefault(next(iter(fields)), {}):
            return
        for identity, document in self._documents.items():
            self._index(identity, document)

    def _index(self, identity: Key, document: Document) -> None:
        for field, index in self._by_field.items():
            for key in _keys_of(document.get(field)):
                index.setdefault(key, set()).add(identity)

    def _forget(self, identity: Key, document: Document) -> None:
        for field, index in self._by_field.items():
            for key in _keys_of(document.get(field)):
                index.get(key, set()).discard(identity)


def _asked_id(wanted: Document) -> Any:
    """Give the `_id` that a filter asks for, which an upsert then uses."""
    value = wanted.get("_id")
    if isinstance(value, dict) and any(name.startswith("$") for name in value):
        return value.get("$eq")
    return value
