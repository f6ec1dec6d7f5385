"""How Hypothesis draws, and servers for the tests that need some.

The servers are ones of our own, or those that the environment names.

With REAL_SERVERS=1, these are the brokers in RAPPORT_KAFKA_BOOTSTRAP_SERVERS and the
server in RAPPORT_MONGODB_URI. What a test makes on a server has a name of its own, and is
removed when the test ends.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from pymongo.database import Database

from shared import topics
from shared.adapters.factory import open_topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_topics import KafkaTopics, TopicSpec
from shared.settings import Settings
from shared.store import Document
from tests.broker import Broker
from tests.mongo_server import MongoServer, connect

# Modules and tests stay: looking through them again and again took a tenth of the time.
gc.set_threshold(100_000, 20, 50)

settings.register_profile(
    "rapport",
    max_examples=50,
    derandomize=True,  # a failure is then the fault of the change at hand, and comes again
    database=None,
    deadline=None,  # a busy machine and a first compilation say nothing about the code
    suppress_health_check=[HealthCheck.too_slow],  # the same
    print_blob=True,
)
settings.load_profile("rapport")

SPEC = TopicSpec(partitions=4, replication=1)
GIVEN = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RAPPORT_")}
"""What the environment says to Rapport, kept from the tests that know nothing of it."""


def real(setting: str) -> str:
    """Name a real server to test against; empty where there is none, or it is not to be used."""
    return GIVEN.get(setting, "") if os.environ.get("REAL_SERVERS") == "1" else ""


@pytest.fixture(scope="session")
def line_environment() -> dict[str, str]:
    """What processes have to be told to reach a real server; how to sign in there, for example."""
    return GIVEN if os.environ.get("REAL_SERVERS") == "1" else {}


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def kafka_cluster(request: pytest.FixtureRequest) -> KafkaConnection:
    if not real("RAPPORT_KAFKA_BOOTSTRAP_SERVERS"):
        broker: Broker = request.getfixturevalue("broker")
        return KafkaConnection((broker.address,))
    given = {name.removeprefix("RAPPORT_").lower(): value for name, value in GIVEN.items()}
    named = {name: value for name, value in given.items() if name in Settings.model_fields}
    return open_topics(Settings.read(**named | {"secret_key": "of no use " * 4})).connection


@pytest.fixture
def kafka(kafka_cluster: KafkaConnection) -> Iterator[KafkaConnection]:
    """A connection under whose prefix all topics are made, and nothing else is."""
    connection = replace(kafka_cluster, prefix=f"test-{uuid4().hex[:12]}.")
    made = KafkaTopics(connection, SPEC, topics.ALL)
    list(made.make())
    yield connection
    made.remove()


@pytest.fixture
def own_broker(request: pytest.FixtureRequest) -> Broker | None:
    """The broker behind `kafka`, if it is one of our own."""
    is_real = bool(real("RAPPORT_KAFKA_BOOTSTRAP_SERVERS"))
    return None if is_real else request.getfixturevalue("broker")


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
def mongo_prefix(mongo_server: str) -> Iterator[str]:
    """What stands before the names of the services' databases."""
    prefix = f"test-{uuid4().hex[:12]}"
    yield prefix
    with connect(mongo_server) as client:
        for service in ("intake", "matcher", "notifier", "insights"):
            client.drop_database(f"{prefix}_{service}")


@pytest.fixture
def mortal_mongo() -> Iterator[MongoServer]:
    """A server that a test may kill."""
    server = MongoServer()
    server.start()
    yield server
    server.stop()
