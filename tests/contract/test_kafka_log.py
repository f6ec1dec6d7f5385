"""What the log promises on Kafka beyond what every log does: members, moves, brokers that go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import KafkaProducer

from shared import topics
from shared.adapters.kafka_connection import KafkaConnection, partition_of
from shared.adapters.kafka_log import KafkaLog
from shared.adapters.kafka_subscription import KafkaSubscription
from shared.adapters.kafka_topics import KafkaTopics
from shared.errors import InvalidMessage, TransientError
from shared.log import Entry, Record
from shared.messages import Swept, decode
from tests.broker import Broker
from tests.conftest import SPEC

TOPICS = (topics.PROFILES, topics.CONTACTS)
EVENTS = [f"event-{n}" for n in range(12)]
PATIENCE_S = 25.0
LAST = 60


@pytest.fixture
def log(kafka: KafkaConnection) -> Iterator[KafkaLog]:
    with closing(KafkaLog(kafka)) as log:
        yield log


def settle(*readers: KafkaSubscription, until: Callable[[], bool]) -> list[Record]:
    """Let readers read and commit one after the other until something is so."""
    taken: list[Record] = []
    deadline = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < deadline, "it never came to be so"
        for reader in readers:
            records = reader.poll(limit=100, timeout_s=0.05)
            reader.commit(records)
            reader.is_caught_up()
            taken += records
    return taken


def owned(reader: KafkaSubscription) -> set[str]:
    return {event for event in EVENTS if reader.owns(event)}


class TestShares:
    def test_of_two_readers_are_apart_and_together_everything(self, log: KafkaLog) -> None:
        """Each event is worked on by one worker, and none by nobody."""
        with log.subscribe("g", TOPICS) as first, log.subscribe("g", TOPICS) as second:
            settle(first, second, until=lambda: owned(first) | owned(second) == set(EVENTS))
            settle(first, second, until=lambda: bool(owned(first) and owned(second)))
            assert not owned(first) & owned(second)

    def test_are_an_events_in_every_topic(self, log: KafkaLog) -> None:
        """Two workers that write the same documents would overwrite each other's."""
        log.append([Entry(topic, event, "k", b"v") for event in EVENTS for topic in TOPICS])
        where: dict[str, set[int]] = {}
        for record in log.scan(TOPICS):
            where.setdefault(record.event, set()).add(record.partition)
        assert {event: {partition_of(event, SPEC.partitions)} for event in EVENTS} == where

    def test_move_while_a_reader_is_busy(self, log: KafkaLog) -> None:
        """A round of many minutes must not keep a second worker from its events."""
        with log.subscribe("g", TOPICS) as busy, log.subscribe("g", TOPICS) as other:
            settle(busy, until=lambda: owned(busy) == set(EVENTS))
            settle(other, until=lambda: bool(owned(other)))  # `busy` is not polled meanwhile
            assert not owned(busy) & owned(other)
            assert owned(busy)

    def test_stay_with_a_reader_whose_work_takes_long(self, log: KafkaLog) -> None:
        """What was computed for minutes must not be thrown away for a heartbeat."""
        with log.subscribe("g", TOPICS) as reader:
            settle(reader, until=lambda: owned(reader) == set(EVENTS))
            time.sleep(12.0)  # longer than a session that nobody keeps alive
            with reader.fence(EVENTS[0]) as is_ours:
                assert is_ours
            log.append([Entry(TOPICS[0], EVENTS[0], "k", b"v")])
            assert settle(reader, until=lambda: not any(reader.backlog().records.values()))

    def test_do_not_move_while_an_event_is_held(self, log: KafkaLog) -> None:
        """A brief must be told as delivered before another worker may deliver it."""
        with ExitStack() as closing_all:
            first, second = (closing_all.enter_context(log.subscribe("g", TOPICS)) for _ in "ab")
            settle(first, until=lambda: owned(first) == set(EVENTS))
            with first.fence(EVENTS[0]) as is_ours:
                assert is_ours
                deadline = time.monotonic() + 4.0
                while time.monotonic() < deadline:
                    assert not second.poll(limit=1, timeout_s=0.1)
                assert not owned(second)
            settle(first, second, until=lambda: bool(owned(second)))

    def test_keep_the_order_of_every_event_while_readers_come_and_go(self, log: KafkaLog) -> None:
        """An erasure that is read before the statement it erases would revive a person."""
        writer = threading.Thread(target=_write_numbers, args=(log,))
        writer.start()
        read: dict[str, list[int]] = {event: [] for event in EVENTS}
        readers, passes = [log.subscribe("g", TOPICS)], 0
        deadline = time.monotonic() + 2 * PATIENCE_S
        while any(numbers[-1:] != [LAST] for numbers in read.values()):
            assert time.monotonic() < deadline, "not everything was read"
            passes += 1
            if passes in {20, 60}:
                readers.append(log.subscribe("g", TOPICS))
            if passes in {40, 80}:
                readers.pop(0).close()
            for reader in readers:
                records = reader.poll(limit=30, timeout_s=0.02)
                for record in records:
                    read[record.event].append(int(record.key))
                reader.commit(records)
        writer.join()
        for reader in readers:
            reader.close()
        for numbers in read.values():  # some may be read again, none may be overtaken
            assert list(dict.fromkeys(numbers)) == list(range(LAST + 1))


def _write_numbers(log: KafkaLog) -> None:
    for number in range(LAST + 1):
        log.append([Entry(TOPICS[0], event, f"{number}", b"v") for event in EVENTS])
        time.sleep(0.05)


class TestCompaction:
    def test_comes_after_what_has_gone_quiet_once(self, log: KafkaLog) -> None:
        """A broker compacts only what something came after, so that the erased would stay."""
        log.append(
            [Entry(TOPICS[0], "spring", "ada", b"words"), Entry(TOPICS[0], "spring", "ada", None)]
        )
        log.sweep()
        assert len(list(log.scan(TOPICS))) == 2
        for _ in range(2):
            log.sweep(now=time.time() + 2 * 24 * 3600)
        *_, last = records = list(log.scan(TOPICS))
        assert len(records) == 3
        assert last.partition == partition_of("spring", SPEC.partitions)
        assert isinstance(decode(last), Swept)


class TestStrangers:
    def test_records_without_an_event_or_a_readable_key_are_refused_one_by_one(
        self, log: KafkaLog, kafka: KafkaConnection
    ) -> None:
        """Whatever else writes to our topics, the worker reads on."""
        with closing(KafkaProducer(**kafka.options())) as producer:
            name = kafka.there(TOPICS[0])
            producer.send(name, value=b"{}", key=b"without an event", partition=0)
            producer.send(name, value=None, key=b"\xff\xfe", partition=0)
            producer.flush()
        records = list(log.scan([TOPICS[0]]))
        assert len(records) == 2
        for record in records:
            with pytest.raises(InvalidMessage):
                decode(record)


class TestBroker:
    @pytest.fixture
    def mortal(self, tmp_path: Path) -> Iterator[Broker]:
        broker = Broker(tmp_path)
        broker.start()
        yield broker
        broker.stop()

    @pytest.fixture
    def connection(self, mortal: Broker) -> KafkaConnection:
        connection = KafkaConnection((mortal.address,), patience_s=3.0)
        list(KafkaTopics(connection, SPEC, topics.ALL).make())
        return connection

    def test_that_is_gone_makes_an_append_fail_and_not_hang(
        self, mortal: Broker, connection: KafkaConnection
    ) -> None:
        """A 202 that was never written would be a lie; a request that never ends, no better."""
        with closing(KafkaLog(connection)) as log:
            log.append([Entry(TOPICS[0], "spring", "a", b"v")])
            mortal.stop()
            started = time.monotonic()
            many = [Entry(TOPICS[0], "spring", "b", b"about a person" * 50)] * 1000
            with pytest.raises(TransientError) as found:
                log.append(many)
            assert time.monotonic() - started < 3 * connection.patience_s
            assert "person" not in str(found.value)
            with pytest.raises(TransientError):
                log.ping()
            mortal.start()
            log.append([Entry(TOPICS[0], "spring", "c", b"v")])
            assert [record.key for record in log.scan([TOPICS[0]])] == ["a", "c"]

    def test_that_restarts_is_read_from_where_the_reader_was(
        self, mortal: Broker, connection: KafkaConnection
    ) -> None:
        """A broker's upgrade must cost some seconds, and nothing else."""
        with closing(KafkaLog(connection)) as log, log.subscribe("g", TOPICS) as reader:
            log.append([Entry(TOPICS[0], "spring", "a", b"v")])
            settle(reader, until=lambda: reader.owns("spring"))
            mortal.stop()
            mortal.start()
            log.append([Entry(TOPICS[0], "spring", "b", b"v")])
            read: list[str] = []
            deadline = time.monotonic() + PATIENCE_S
            while "b" not in read and time.monotonic() < deadline:
                records = reader.poll(limit=10, timeout_s=0.2)
                reader.commit(records)
                read += [record.key for record in records]
            assert read == ["b"]

    def test_without_our_topics_says_what_to_do(self, connection: KafkaConnection) -> None:
        """Whoever forgot a step must be told which."""
        with (
            closing(KafkaLog(replace(connection, prefix="nowhere."))) as log,
            log.subscribe("g", TOPICS) as reader,
            pytest.raises(TransientError, match="rapport topics"),
        ):
            reader.poll(limit=1, timeout_s=0.1)
