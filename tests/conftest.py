"""Servers for the tests that need some: a broker of our own, or those that the environment names.

What a test makes on a server has a name of its own, and is removed when the test ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_topics import KafkaTopics, Plan
from tests.broker import Broker

PLAN = Plan(partitions=4, replication=1)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def kafka(broker: Broker) -> Iterator[KafkaConnection]:
    """A connection under whose prefix all topics are made, and nothing else is."""
    connection = KafkaConnection((broker.address,), prefix=f"test-{uuid4().hex[:12]}.")
    made = KafkaTopics(connection, PLAN, topics.ALL)
    list(made.make())
    yield connection
    made.remove()
