"""Servers for the tests that need some: ones of our own, or those that the environment names.

With RAPPORT_TEST_REAL=1, these are the brokers in RAPPORT_KAFKA_BOOTSTRAP_SERVERS and the
server in RAPPORT_MONGODB_URI. What a test makes on a server has a name of its own, and is
removed when the test ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from pymongo.database import Database

from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_topics import KafkaTopics, Plan
from shared.store import Document
from tests.broker import Broker
from tests.mongo_server import MongoServer, connect

PLAN = Plan(partitions=4, replication=1)


def real(setting: str) -> str:
    """Name a real server to test against; empty where there is none, or it is not to be used."""
    return os.environ.get(setting, "") if os.environ.get("RAPPORT_TEST_REAL") == "1" else ""


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def kafka_servers(request: pytest.FixtureRequest) -> tuple[str, ...]:
    if servers := real("RAPPORT_KAFKA_BOOTSTRAP_SERVERS"):
        return tuple(server.strip() for server in servers.split(","))
    broker: Broker = request.getfixturevalue("broker")
    return (broker.address,)


@pytest.fixture
def kafka(kafka_servers: tuple[str, ...]) -> Iterator[KafkaConnection]:
    """A connection under whose prefix all topics are made, and nothing else is."""
    connection = KafkaConnection(kafka_servers, prefix=f"test-{uuid4().hex[:12]}.")
    made = KafkaTopics(connection, PLAN, topics.ALL)
    list(made.make())
    yield connection
    made.remove()


@pytest.fixture(scope="session")
def mongo_server() -> Iterator[str]:
    """Where a MongoDB server is, for whoever connects by itself."""
    if uri := real("RAPPORT_MONGODB_URI"):
        yield uri
        return
    server = MongoServer()
    server.start()
    yield server.uri
    server.stop()


@pytest.fixture
def mongo(mongo_server: str) -> Iterator[Database[Document]]:
    """A database that nobody else uses; whoever gets it may close its client."""
    name = f"test-{uuid4().hex[:12]}"
    with connect(mongo_server) as client:
        yield client[name]
    with connect(mongo_server) as client:
        client.drop_database(name)


@pytest.fixture
def mortal_mongo() -> Iterator[MongoServer]:
    """A server that a test may kill."""
    server = MongoServer()
    server.start()
    yield server
    server.stop()
