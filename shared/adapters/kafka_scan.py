"""Reads Kafka's topics outside every group: all that they hold, or what is last in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kafka import KafkaConsumer, TopicPartition

from shared.adapters.kafka_connection import (
    Client,
    KafkaConnection,
    missing,
    record_of,
    translated,
)
from shared.errors import TransientError
from shared.log import Record

_POLL_MS = 1_000
_POLLS_WITHOUT_PROGRESS = 30
_Ends = dict[TopicPartition, int]


@contextmanager
def outside_groups(connection: KafkaConnection) -> Iterator[Client]:
    """Open a consumer that is nobody's member."""
    with translated():
        consumer = KafkaConsumer(
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            **connection.options(),
        )
    try:
        yield consumer
    finally:
        consumer.close(autocommit=False)


def scan(consumer: Client, connection: KafkaConnection, topics: Sequence[str]) -> Iterator[Record]:
    """Read topics from the start to what is now the end.

    Args:
        consumer: of `outside_groups`.
        connection: knows the topics' names.
        topics: as we name them.

    Raises:
        TransientError: a topic is missing, or could not be read.
    """
    with translated():
        ends = _assign(consumer, connection, topics)
        consumer.seek_to_beginning(*ends)
    yield from _read(consumer, connection, ends)


def last_records(
    consumer: Client, connection: KafkaConnection, topics: Sequence[str]
) -> Iterator[Record]:
    """Read the last record of each partition that has one; arguments and errors as `scan`."""
    with translated():
        ends = {place: end for place, end in _assign(consumer, connection, topics).items() if end}
        consumer.assign(list(ends))
        for place, end in ends.items():
            consumer.seek(place, end - 1)
    yield from _read(consumer, connection, ends)


def last_offsets(
    consumer: Client, connection: KafkaConnection, topics: Sequence[str]
) -> Iterator[tuple[TopicPartition, int]]:
    """Tell the last offset of each partition that holds something; arguments as `scan`.

    Raises:
        TransientError: a topic is missing.
    """
    places = _partitions(consumer, connection, topics)
    begins, ends = consumer.beginning_offsets(places), consumer.end_offsets(places)
    return ((place, ends[place] - 1) for place in places if ends[place] > begins[place])


def _partitions(
    consumer: Client, connection: KafkaConnection, topics: Sequence[str]
) -> list[TopicPartition]:
    partitions = []
    for topic in map(connection.there, topics):
        numbers = consumer.partitions_for_topic(topic)
        if not numbers:
            raise missing(topic)
        partitions += [TopicPartition(topic, number) for number in sorted(numbers)]
    return partitions


def _assign(consumer: Client, connection: KafkaConnection, topics: Sequence[str]) -> _Ends:
    partitions = _partitions(consumer, connection, topics)
    consumer.assign(partitions)
    ends: _Ends = consumer.end_offsets(partitions)
    return ends


def _read(consumer: Client, connection: KafkaConnection, ends: _Ends) -> Iterator[Record]:
    left, idle = {place for place, end in ends.items() if end}, 0
    while left:
        with translated():
            read = consumer.poll(timeout_ms=_POLL_MS)
            left = {place for place in left if consumer.position(place) < ends[place]}
        idle = 0 if read else idle + 1
        if idle > _POLLS_WITHOUT_PROGRESS:
            raise TransientError("Kafka: the end of a topic could not be read")
        for place, found in read.items():
            for raw in found:
                if raw.offset < ends[place]:
                    yield record_of(connection, raw)
