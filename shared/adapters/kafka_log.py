"""The log on Kafka: for many machines, and as many workers as there are partitions."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import GroupIdNotFoundError, KafkaError

from shared.adapters.kafka_connection import (
    Client,
    KafkaConnection,
    headers_of,
    missing,
    partition_of,
    record_of,
    translated,
)
from shared.adapters.kafka_subscription import KafkaSubscription
from shared.errors import TransientError
from shared.log import Entry, Record, refuse_too_large
from shared.metrics import count_appended

_MAX_REQUEST_BYTES = 1_040_000  # an entry of the largest size and what surrounds it
_BATCH_BYTES = 128 * 1024
_IN_FLIGHT = 5_000
_PING_TIMEOUT_MS = 3_000
_CLOSE_TIMEOUT_S = 2.0
_SCAN_TIMEOUT_MS = 1_000
_SCANS_WITHOUT_PROGRESS = 30


class KafkaLog:
    """A `Log` whose messages of one event are in one partition of each topic.

    Connections are made when first needed, so that a log can be built before a broker is up.
    An append is done when every in-sync replica has it.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        """Take how to reach the brokers; nothing is connected yet."""
        self._connection = connection
        self._lock = threading.Lock()
        self._producer: Client = None
        self._admin: Client = None

    def append(self, entries: Sequence[Entry]) -> list[int]:
        """Send entries, a bounded number at once, and wait for the brokers to have them."""
        refuse_too_large(entries)
        offsets: list[int] = []
        for first in range(0, len(entries), _IN_FLIGHT):
            offsets += self._send(entries[first : first + _IN_FLIGHT])
        count_appended(entries)
        return offsets

    def _send(self, entries: Sequence[Entry]) -> list[int]:
        with translated():
            producer = self._get_producer()
        futures: list[Client] = []
        try:
            futures += (self._begin(producer, entry) for entry in entries)
            return [self._settled(future).offset for future in futures]
        except KafkaError as error:
            self._drop(producer, futures)
            raise TransientError(f"Kafka: {type(error).__name__}") from error

    def _settled(self, future: Client) -> Client:
        """Wait longer than the library takes to give up."""
        return future.get(timeout=2 * self._connection.patience_s)

    def _begin(self, producer: Client, entry: Entry) -> Client:
        topic = self._connection.there(entry.topic)
        partitions = producer.partitions_for(topic)
        if not partitions:
            raise missing(topic)
        return producer.send(
            topic,
            value=entry.value,
            key=entry.key.encode(),
            headers=headers_of(entry.event),
            partition=partition_of(entry.event, len(partitions)),
        )

    def _get_producer(self) -> Client:
        with self._lock:
            if self._producer is None:
                self._producer = KafkaProducer(
                    acks="all",
                    enable_idempotence=True,
                    batch_size=_BATCH_BYTES,
                    max_request_size=_MAX_REQUEST_BYTES,
                    max_block_ms=self._connection.request_timeout_ms,
                    request_timeout_ms=self._connection.request_timeout_ms,
                    delivery_timeout_ms=round(self._connection.patience_s * 1000),
                    **self._connection.options(),
                )
            return self._producer

    def _drop(self, producer: Client, futures: Sequence[Client]) -> None:
        """Let go of a producer, once nothing that it was given can arrive any more."""
        with self._lock:
            if self._producer is producer:
                self._producer = None
        for future in futures:
            with suppress(KafkaError):
                self._settled(future)
        with suppress(KafkaError):  # others' entries; they wait for them
            producer.close(timeout=0)

    def subscribe(self, group: str, topics: Sequence[str]) -> KafkaSubscription:
        """Read as a member of `group`, which shares the partitions out among its members."""
        return KafkaSubscription(self._connection, group, topics)

    def has_reader(self, group: str) -> bool:
        """Ask the brokers for the group's members."""
        name = self._connection.there(group)
        with translated(), self._lock:
            found = self._get_admin().describe_groups([name])[name]
        error = str(found["error"] or "")
        if error and GroupIdNotFoundError.__name__ not in error:
            raise TransientError("Kafka: the group's coordinator can't tell just now")
        return bool(found["members"])

    def scan(self, topics: Sequence[str]) -> Iterator[Record]:
        """Read from the start to what is now the end, outside every group."""
        with translated():
            consumer = KafkaConsumer(
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                **self._connection.options(),
            )
        try:
            yield from self._scan(consumer, topics)
        finally:
            consumer.close(autocommit=False)

    def _scan(self, consumer: Client, topics: Sequence[str]) -> Iterator[Record]:
        with translated():
            partitions = [
                TopicPartition(topic, number)
                for topic in map(self._connection.there, topics)
                for number in sorted(consumer.partitions_for_topic(topic) or ())
            ]
            if not partitions:
                raise missing(self._connection.there(topics[0]))
            consumer.assign(partitions)
            ends = consumer.end_offsets(partitions)
            left = {place for place, end in ends.items() if end}
            consumer.seek_to_beginning(*partitions)
        idle = 0
        while left:
            with translated():
                read = consumer.poll(timeout_ms=_SCAN_TIMEOUT_MS)
                left = {place for place in left if consumer.position(place) < ends[place]}
            idle = 0 if read else idle + 1
            if idle > _SCANS_WITHOUT_PROGRESS:
                raise TransientError("Kafka: the end of a topic could not be read")
            for place, found in read.items():
                for raw in found:
                    if raw.offset < ends[place]:
                        yield record_of(self._connection, raw)

    def ping(self) -> None:
        """Ask a broker who the brokers are."""
        with translated(), self._lock:
            self._get_admin().describe_topics([])

    def _get_admin(self) -> Client:
        if self._admin is None:
            quick = {
                "request_timeout_ms": _PING_TIMEOUT_MS,
                "bootstrap_timeout_ms": _PING_TIMEOUT_MS,
            }
            self._admin = KafkaAdminClient(**self._connection.options() | quick)
        return self._admin

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            producer, admin, self._producer, self._admin = self._producer, self._admin, None, None
        if producer is not None:
            with suppress(KafkaError):
                producer.close(timeout=_CLOSE_TIMEOUT_S)
        if admin is not None:
            admin.close()
