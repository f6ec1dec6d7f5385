"""A reader of a group on Kafka that stays in its group however long its work takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import structlog
from kafka import KafkaConsumer, TopicPartition
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import (
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)
from kafka.structs import OffsetAndMetadata

from shared.adapters.kafka_connection import (
    Client,
    KafkaConnection,
    missing,
    record_of,
    translated,
)
from shared.adapters.kafka_partitions import KafkaPartitions
from shared.log import Backlog, Record

_logger = structlog.get_logger()

_SESSION_TIMEOUT_MS = 10_000
_HEARTBEAT_MS = 2_500
_MAX_POLL_INTERVAL_MS = 900_000
_FETCH_BYTES = 4 * 1024 * 1024
_PARTITION_FETCH_BYTES = 256 * 1024
_CLOSE_TIMEOUT_MS = 3_000
_IDLE_S = 1.0
_ASK_TIMEOUT_S = 2.0
_MOVE_TIMEOUT_S = 60.0
_KEEP_ALIVE_MS = 50
_JOIN_TIMEOUT_S = 5.0
_JOIN_POLL_MS = 500
_LOST_MEMBERSHIP = (
    CommitFailedError,
    FencedInstanceIdError,
    IllegalGenerationError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)


class KafkaSubscription:
    """A member of a consumer group; `backlog` aside, for one thread.

    The library moves partitions only while it is polled. So whoever has the *poll lock* decides
    when they may move: the reader keeps it while records are in hand or an event is fenced, and
    a thread of our own polls, with all partitions paused, while the reader is busy otherwise.
    """

    def __init__(self, connection: KafkaConnection, group: str, topics: Sequence[str]) -> None:
        """Join the group at the first poll; nothing is connected before."""
        self._connection = connection
        self._group = connection.there(group)
        self._topics = tuple(map(connection.there, topics))
        self._owned = KafkaPartitions(self._topics)
        self._consumer: Client = None
        self._poll_lock = threading.Lock()
        self._holder = 0  # the thread that has the lock, if any
        self._depth = 0
        self._generation: int | None = None
        self._in_hand: dict[TopicPartition, int] = {}
        self._settled: dict[TopicPartition, int] = {}
        self._since: dict[TopicPartition, float] = {}
        self._polled_at = time.monotonic()
        self._known_backlog = Backlog({}, None)
        self._closed = threading.Event()

    def poll(self, *, limit: int, timeout_s: float) -> list[Record]:
        """Read on; what is handed out keeps the lock until it is committed."""
        with self._locked(), translated():
            consumer = self._connect()
            consumer.resume(*consumer.paused())
            read = self._poll(timeout_s * 1000, limit)
            records = [record_of(self._connection, raw) for found in read.values() for raw in found]
            for record in records:
                place = self._place(record)
                if place not in self._in_hand:
                    self._settled[place], self._since[place] = record.offset, record.at
                self._in_hand[place] = record.offset
        return records

    def commit(self, records: Iterable[Record]) -> None:
        """Settle these records; where their partition has moved on, its reader settles them."""
        newest: dict[TopicPartition, Record] = {}
        for record in records:
            place = self._place(record)
            if place not in newest or record.offset > newest[place].offset:
                newest[place] = record
        if not newest:
            return
        with self._locked(), translated():
            self._commit({place: record.offset + 1 for place, record in newest.items()})
            for place, record in newest.items():
                self._settled[place] = record.offset + 1
                self._since[place] = record.at
                if record.offset >= self._in_hand.get(place, 0):
                    self._in_hand.pop(place, None)

    def _commit(self, offsets: dict[TopicPartition, int]) -> None:
        try:
            self._connect().commit(
                {place: OffsetAndMetadata(offset, "", -1) for place, offset in offsets.items()}
            )
        except _LOST_MEMBERSHIP:
            self._in_hand.clear()  # another member reads them again

    def owns(self, event: str) -> bool:
        """Tell whether the event's partition is ours and was read to its end since it is."""
        with self.fence(event) as is_ours:
            return is_ours

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        """Keep the lock, so that no partition moves meanwhile."""
        with self._locked():
            with translated():
                self._let_move()
                self._look_for_ends()
            yield self._owned.is_ours(event)

    def is_caught_up(self) -> bool:
        """Tell whether every partition of ours was read to its end since it is ours."""
        with self._locked(), translated():
            self._look_for_ends()
            return self._owned.is_read()

    def backlog(self) -> Backlog:
        """Compare where we are with where the partitions end, unless the reader is at it."""
        is_reader = self._holder == threading.get_ident()
        if is_reader or self._poll_lock.acquire(timeout=_ASK_TIMEOUT_S):
            try:
                if self._consumer is not None and not self._closed.is_set():
                    with translated():
                        self._known_backlog = self._count()
            finally:
                if not is_reader:
                    self._poll_lock.release()
        return self._known_backlog

    def close(self) -> None:
        """Leave the group, so that the others take over at once."""
        with self._locked():
            self._closed.set()
            self._in_hand.clear()
            if self._consumer is not None:
                self._consumer.close(autocommit=False, timeout_ms=_CLOSE_TIMEOUT_MS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if self._holder != threading.get_ident():
            self._poll_lock.acquire()
            self._holder = threading.get_ident()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._in_hand and not self._depth:
                self._holder = 0
                self._poll_lock.release()

    def _place(self, record: Record) -> TopicPartition:
        return TopicPartition(self._connection.there(record.topic), record.partition)

    def _connect(self) -> Client:
        if self._consumer is None:
            consumer = KafkaConsumer(
                group_id=self._group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                partition_assignment_strategy=(RangePartitionAssignor,),
                session_timeout_ms=_SESSION_TIMEOUT_MS,
                heartbeat_interval_ms=_HEARTBEAT_MS,
                max_poll_interval_ms=_MAX_POLL_INTERVAL_MS,
                fetch_max_bytes=_FETCH_BYTES,
                max_partition_fetch_bytes=_PARTITION_FETCH_BYTES,
                **self._connection.options(),
            )
            self._owned.partitions = len(consumer.partitions_for_topic(self._topics[0]) or ())
            if not self._owned.partitions:
                consumer.close(autocommit=False)
                raise missing(self._topics[0])
            consumer.subscribe(self._topics, listener=self._owned)
            self._consumer = consumer
            threading.Thread(target=self._stay, name="kafka membership", daemon=True).start()
        return self._consumer

    def _poll(self, timeout_ms: float, limit: int) -> Client:
        """Poll; once partitions move, until that is over, or for a few seconds.

        The library forgets a move that ends between two polls, and begins another one.
        """
        read = self._consumer.poll(timeout_ms=timeout_ms, max_records=limit)
        deadline = time.monotonic() + _JOIN_TIMEOUT_S
        while not read and not self._owned.is_settled and time.monotonic() < deadline:
            read = self._consumer.poll(timeout_ms=_JOIN_POLL_MS, max_records=limit)
        self._polled_at = time.monotonic()
        if self._owned.is_settled:
            self._note_generation()
        return read

    def _note_generation(self) -> None:
        """Trust nothing that was read if the partitions were parted anew without us in between."""
        before, self._generation = self._generation, self._consumer.group_metadata().generation_id
        if before is not None and self._generation > before + 1:
            self._owned.forget_read()
            for place in self._consumer.assignment():
                committed = self._consumer.committed(place)
                if committed is not None:
                    self._consumer.seek(place, committed)

    def _stay(self) -> None:
        """Keep the membership alive, and let partitions move, while the reader is busy."""
        while not self._closed.wait(_IDLE_S / 4):
            if self._is_busy() and self._poll_lock.acquire(timeout=_IDLE_S):
                try:
                    if self._is_busy() and not self._closed.is_set():
                        self._poll_paused()
                except Exception as error:  # noqa: BLE001 - the membership must go on
                    _logger.warning("polling beside the work failed", error=type(error).__name__)
                finally:
                    self._poll_lock.release()

    def _is_busy(self) -> bool:
        return time.monotonic() - self._polled_at > _IDLE_S

    def _poll_paused(self) -> None:
        self._consumer.pause(*self._consumer.assignment())
        for place, found in self._poll(_KEEP_ALIVE_MS, 1).items():
            self._consumer.seek(place, found[0].offset)  # it was assigned by this very poll

    def _let_move(self) -> None:
        """Take part in a move that has begun, however often the reader fences something."""
        if self._consumer is None:
            return
        if self._is_busy():
            self._poll_paused()
        deadline = time.monotonic() + _MOVE_TIMEOUT_S
        while self._owned.is_moving and time.monotonic() < deadline:
            self._poll_paused()

    def _look_for_ends(self) -> None:
        unread = self._owned.unread()
        if unread and self._owned.is_settled:
            self._owned.note_read(self._left(unread))

    def _left(self, places: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Count what was not handed out; where that can't be told just now, say one."""
        ends = self._consumer.end_offsets(places)
        positions = {place: self._position(place) for place in places}
        return {
            place: 1 if positions[place] is None else ends[place] - positions[place]
            for place in places
        }

    def _position(self, place: TopicPartition) -> Client:
        return self._consumer.position(place, timeout_ms=_ASK_TIMEOUT_S * 1000)

    def _count(self) -> Backlog:
        places = sorted(self._consumer.assignment()) if self._owned.is_settled else []
        now, records, oldest = time.time(), {}, []
        for place, left in self._left(places).items() if places else ():
            in_hand = self._in_hand.get(place)
            waiting = left + (0 if in_hand is None else in_hand + 1 - self._settled[place])
            records[self._connection.here(place.topic), place.partition] = waiting
            if waiting:
                oldest.append(self._since.setdefault(place, now))
            else:
                self._since[place] = now
        return Backlog(records, min(oldest, default=None))
