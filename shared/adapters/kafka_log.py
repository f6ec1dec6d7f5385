"""The log on Kafka: for many machines, and as many workers as there are partitions."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from kafka import KafkaAdminClient, KafkaProducer
from kafka.errors import GroupIdNotFoundError, KafkaError

from shared.adapters.kafka_connection import (
    Client,
    KafkaConnection,
    headers_of,
    missing,
    partition_of,
    translated,
)
from shared.adapters.kafka_scan import last_offsets, last_records, outside_groups, scan
from shared.adapters.kafka_subscription import KafkaSubscription
from shared.adapters.kafka_topics import SEGMENT_MS
from shared.errors import TransientError
from shared.log import Ends, Entry, Record, refuse_too_large
from shared.metrics import count_appended
from shared.topics import ALL, DEAD_LETTERS, SWEEP

_MAX_REQUEST_BYTES = 1_040_000  # an entry of the largest size and what surrounds it
_BATCH_BYTES = 128 * 1024
_IN_FLIGHT = 5_000
_PING_TIMEOUT_MS = 3_000
_CLOSE_TIMEOUT_S = 2.0


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
        """Read as a member of `group`, which parts the partitions among its members."""
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

    def ends(self, topics: Sequence[str]) -> Ends:
        """Ask for the last offset of every partition that holds something."""
        with outside_groups(self._connection) as consumer, translated():
            found = last_offsets(consumer, self._connection, topics)
        return {(self._connection.here(topic), number): last for (topic, number), last in found}

    def has_settled(self, group: str, ends: Ends) -> bool:
        """Compare them with what the group has committed."""
        name = self._connection.there(group)
        with translated(), self._lock:
            committed = self._get_admin().list_group_offsets({name: None})[name]
        beyond = {
            (self._connection.here(place.topic), place.partition): known.offset
            for place, known in committed.items()
        }
        return all(beyond.get(place, 0) > last for place, last in ends.items())

    def scan(self, topics: Sequence[str]) -> Iterator[Record]:
        """Read from the start to what is now the end, outside every group."""
        with outside_groups(self._connection) as consumer:
            yield from scan(consumer, self._connection, topics)

    def sweep(self, now: float | None = None) -> None:
        """Append a tombstone about nothing where the last record is old.

        A broker rolls a segment only when something is appended, and compacts all but the
        last one. The tombstone in each place is the last one's, and of no further use.

        Args:
            now: seconds since 1970; None for what the clock says.
        """
        compacted = [topic for topic in ALL if topic != DEAD_LETTERS]
        old = (time.time() if now is None else now) - SEGMENT_MS / 1000
        with translated(), outside_groups(self._connection) as consumer:
            quiet = [
                record
                for record in last_records(consumer, self._connection, compacted)
                if record.at < old and record.key != SWEEP
            ]
            for record in quiet:
                sweep = {"key": SWEEP.encode(), "value": None, "headers": headers_of("")}
                topic = self._connection.there(record.topic)
                future = self._get_producer().send(topic, partition=record.partition, **sweep)
                self._settled(future)

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
