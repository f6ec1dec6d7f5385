"""A stand-in for a database is worth what it has in common with it.

All of this is run against a real server too, where the environment names one.
"""

from __future__ import annotations

from typing import Any

import pytest
from pymongo import InsertOne, ReplaceOne
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure

from shared.store import Document

VALUES: dict[str, Any] = {
    "one": 1,
    "float": 1.0,
    "two": 2,
    "true": True,
    "text": "1",
    "null": None,
    "raw": b"1",
    "list": [1, "b"],
    "object": {"x": 1},
}


@pytest.fixture
def things(mongo: Database[Document]) -> Collection[Document]:
    things = mongo["things"]
    things.insert_many([{"_id": name, "is": value} for name, value in VALUES.items()])
    things.insert_one({"_id": "missing"})
    return things


def names(found: Any) -> set[str]:
    return {document["_id"] for document in found}


@pytest.mark.parametrize("is_indexed", [False, True])
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (1, {"one", "float", "list"}),
        (True, {"true"}),
        ("1", {"text"}),
        (b"1", {"raw"}),
        (None, {"null", "missing"}),
        ([1, "b"], {"list"}),
        ({"x": 1.0}, {"object"}),
        ({"$eq": 2}, {"two"}),
        ({"$in": [2, "b", None]}, {"two", "list", "null", "missing"}),
        ({"$in": []}, set()),
        ({"$ne": 1}, {*VALUES, "missing"} - {"one", "float", "list"}),
        ({"$ne": None}, {*VALUES} - {"null"}),
        ({"$gt": 1}, {"two"}),
        ({"$gte": 1, "$lt": 2}, {"one", "float", "list"}),
        ({"$lte": 2}, {"one", "float", "two", "list"}),
        ({"$gt": "0"}, {"text", "list"}),
        ({"$gt": False}, {"true"}),
    ],
)
def test_finds_by_type_and_value(
    things: Collection[Document], wanted: object, found: set[str], *, is_indexed: bool
) -> None:
    """A filter that is too kind here would pass tests and miss documents there."""
    if is_indexed:
        things.create_index("is")
    assert names(things.find({"is": wanted})) == found
    assert names(things.find({"$and": [{"is": wanted}, {"_id": {"$gt": "null"}}]})) == {
        name for name in found if name > "null"
    }


@pytest.mark.parametrize("wanted", [{"is": {"$near": 1}}, {"$what": 1}, {"is": {"$in": 1}}])
def test_refuses_an_operator_that_it_does_not_know(
    things: Collection[Document], wanted: dict[str, Any]
) -> None:
    """What is silently true finds, and deletes, everything."""
    for use in (things.find_one, things.count_documents, things.delete_many):
        with pytest.raises(OperationFailure):
            use(wanted)
    assert things.count_documents({}) == len(VALUES) + 1


def test_refuses_a_command_that_it_does_not_know(mongo: Database[Document]) -> None:
    """The client decides by the code what an old server can't do."""
    with pytest.raises(OperationFailure) as caught:
        mongo.command("dance")
    assert caught.value.code == 59


def test_finds_in_an_index_what_was_replaced_and_not_what_was_deleted(
    things: Collection[Document],
) -> None:
    """An index that is not kept up answers with the past."""
    things.create_index("is")
    things.replace_one({"_id": "one"}, {"is": 7})
    things.delete_one({"_id": "float"})
    assert names(things.find({"is": 1})) == {"list"}
    assert things.find_one({"is": 7}) == {"_id": "one", "is": 7}
    assert set(things.index_information()) == {"_id_", "is_1"}


def test_inserts_where_a_conditional_replacement_finds_nothing(
    things: Collection[Document],
) -> None:
    """So a document that is newer stays: its name is taken, and the others are written."""
    steps = [
        ReplaceOne({"_id": name, "is": {"$lte": 1}}, {"_id": name, "is": 1}, upsert=True)
        for name in ("one", "two", "three")
    ]
    with pytest.raises(BulkWriteError) as caught:
        things.bulk_write(steps, ordered=False)

    details = caught.value.details
    assert [(one["index"], one["code"]) for one in details["writeErrors"]] == [(1, 11000)]
    assert (details["nMatched"], details["nModified"], details["nUpserted"]) == (1, 0, 1)
    assert details["upserted"] == [{"index": 2, "_id": "three"}]


@pytest.mark.parametrize(("ordered", "count"), [(True, 1), (False, 2)])
def test_goes_on_after_a_failure_unless_steps_are_ordered(
    mongo: Database[Document], count: int, *, ordered: bool
) -> None:
    """What follows a duplicate must not be lost, nor done against the order."""
    steps = [InsertOne[Document]({"_id": name}) for name in ("a", "a", "b")]
    with pytest.raises(BulkWriteError):
        mongo["things"].bulk_write(steps, ordered=ordered)
    assert mongo["things"].count_documents({}) == count


def test_quotes_a_name_that_is_taken(things: Collection[Document]) -> None:
    """Whoever lets the library's words through must be found out here."""
    with pytest.raises(DuplicateKeyError, match=r"E11000.*null"):
        things.insert_one({"_id": "null"})


def test_hands_out_much_in_pages(mongo: Database[Document]) -> None:
    """A reply holds no more than 16 MB, and the rest is asked for."""
    mongo["large"].insert_many([{"_id": n, "raw": bytes(1_000_000)} for n in range(20)])
    mongo["many"].insert_many([{"_id": n} for n in reversed(range(1000))])

    assert [one["_id"] for one in mongo["large"].find().sort("_id")] == list(range(20))
    assert [one["_id"] for one in mongo["many"].find().sort("_id").skip(5).limit(500)] == list(
        range(5, 505)
    )
    assert mongo["many"].count_documents({"_id": {"$gte": 10}}, skip=10, limit=600) == 600
    with mongo["many"].find(batch_size=10) as cursor:
        next(cursor)


def test_forgets_what_is_dropped(things: Collection[Document], mongo: Database[Document]) -> None:
    """A test leaves nothing to the next."""
    assert mongo.list_collection_names() == ["things"]
    things.drop()
    assert mongo.list_collection_names() == []
    mongo["things"].insert_one({})
    mongo.client.drop_database(mongo)
    assert mongo["things"].count_documents({}) == 0
