"""What every `Log` promises, whatever it runs on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.adapters.kafka_log import KafkaLog
from shared.adapters.sqlite_log import SqliteLog
from shared.log import MAX_ENTRY_BYTES, Entry, EntryTooLarge, Log, Record, Subscription
from tests.fakes import MemoryLog

TOPIC = "rapport.profiles.v1"
OTHER = "rapport.contacts.v1"


@pytest.fixture(params=["memory", "sqlite", "kafka"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    if request.param == "kafka":
        log: Log = KafkaLog(request.getfixturevalue("kafka"))
    else:
        log = MemoryLog() if request.param == "memory" else SqliteLog(tmp_path / "log.sqlite")
    yield log
    log.close()


def entry(number: int, *, topic: str = TOPIC, event: str = "spring") -> Entry:
    return Entry(topic, event, f"key-{number}", f"value-{number}".encode())


def read(subscription: Subscription, count: int) -> list[Record]:
    """Poll until `count` records came, patiently: a broker needs a moment to hand them out."""
    records: list[Record] = []
    for _ in range(100):
        records += subscription.poll(limit=count - len(records), timeout_s=0.3)
        if len(records) >= count:
            break
    return records


def read_until_caught_up(subscription: Subscription) -> list[Record]:
    """Read all that there is that is the reader's own."""
    records: list[Record] = []
    for _ in range(200):
        records += subscription.poll(limit=100, timeout_s=0.3)
        if subscription.is_caught_up():
            break
    return records


def keys(records: list[Record]) -> list[str]:
    return [record.key for record in records]


class TestLog:
    def test_gives_back_what_was_appended(self, log: Log) -> None:
        """A record carries everything that its writer said."""
        log.append([entry(1), Entry(TOPIC, "spring", "gone", None)])

        with log.subscribe("readers", [TOPIC]) as subscription:
            first, second = read(subscription, 2)

        assert (first.topic, first.event, first.key, first.value) == (
            TOPIC, "spring", "key-1", b"value-1",
        )  # fmt: skip
        assert (second.key, second.value) == ("gone", None)

    def test_keeps_the_order_of_an_event(self, log: Log) -> None:
        """An erasure that overtook the statement before it would revive a person."""
        for number in range(0, 40, 4):
            log.append([entry(n) for n in range(number, number + 4)])

        with log.subscribe("readers", [TOPIC]) as subscription:
            assert keys(read(subscription, 40)) == [f"key-{n}" for n in range(40)]

    def test_tells_where_it_put_things(self, log: Log) -> None:
        """A view that was changed at once must know later that it was."""
        offsets = [*log.append([entry(1), entry(2)]), *log.append([entry(3)])]
        with log.subscribe("readers", [TOPIC]) as subscription:
            assert [record.offset for record in read(subscription, 3)] == offsets

    def test_finds_the_next_record_beyond_many_settled_ones(self, log: Log) -> None:
        """A topic that stays quiet must not make a reader believe that it has caught up."""
        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            log.append([entry(n) for n in range(20)])
            subscription.commit(read(subscription, 20))
        log.append([entry(20)])
        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            assert keys(read_until_caught_up(subscription)) == ["key-20"]

    def test_reads_only_the_topics_asked_for(self, log: Log) -> None:
        """The matcher must never see a contact."""
        log.append([entry(1, topic=OTHER), entry(2), entry(3, topic=OTHER)])

        with log.subscribe("readers", [TOPIC]) as subscription:
            assert keys(read(subscription, 1)) == ["key-2"]
            assert not subscription.poll(limit=10, timeout_s=0.2)

    def test_limits_what_it_hands_out(self, log: Log) -> None:
        """A reader's memory is bounded by what it asks for."""
        log.append([entry(n) for n in range(10)])

        with log.subscribe("readers", [TOPIC]) as subscription:
            assert len(read(subscription, 3)) == 3
            assert len(read(subscription, 7)) == 7

    def test_gives_every_group_every_record(self, log: Log) -> None:
        """Each service has its own view of the same truth."""
        log.append([entry(1)])

        for group in ("matcher", "insights"):
            with log.subscribe(group, [TOPIC]) as subscription:
                assert keys(read(subscription, 1)) == ["key-1"]

    def test_starts_again_from_the_last_commit(self, log: Log) -> None:
        """What was read and not settled when a worker died must be read again."""
        log.append([entry(n) for n in range(5)])
        with log.subscribe("readers", [TOPIC]) as subscription:
            records = read(subscription, 5)
            subscription.commit(records[:2])

        with log.subscribe("readers", [TOPIC]) as subscription:
            assert keys(read(subscription, 3)) == ["key-2", "key-3", "key-4"]

    def test_commits_each_topic_for_itself(self, log: Log) -> None:
        """Settling contacts says nothing about profiles."""
        log.append([entry(1), entry(2, topic=OTHER)])
        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            records = read(subscription, 2)
            subscription.commit([r for r in records if r.topic == OTHER])

        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            assert keys(read(subscription, 1)) == ["key-1"]
            assert not subscription.poll(limit=10, timeout_s=0.2)

    def test_reads_what_comes_while_it_waits(self, log: Log) -> None:
        """A worker that has caught up must notice the next upload."""
        with log.subscribe("readers", [TOPIC]) as subscription:
            assert not subscription.poll(limit=10, timeout_s=0.1)
            log.append([entry(1)])
            assert keys(read(subscription, 1)) == ["key-1"]

    def test_hands_a_record_to_one_reader_of_a_group(self, log: Log) -> None:
        """Two workers of a service must not deliver one brief twice."""
        taken: list[Record] = []
        with (
            log.subscribe("readers", [TOPIC]) as first,
            log.subscribe("readers", [TOPIC]) as second,
        ):
            first.poll(limit=1, timeout_s=0.3)
            log.append([entry(n) for n in range(6)])
            for _ in range(100):
                for reader in (first, second):
                    records = reader.poll(limit=10, timeout_s=0.1)
                    reader.commit(records)
                    taken += records
                owners = [reader.owns("spring") for reader in (first, second)]
                if len(taken) >= 6 and any(owners):
                    break

        assert keys(taken) == [f"key-{n}" for n in range(6)]
        assert owners.count(True) == 1

    def test_lets_the_next_reader_take_over(self, log: Log) -> None:
        """A worker that dies must not take its records along."""
        log.append([entry(n) for n in range(3)])
        first = log.subscribe("readers", [TOPIC])
        with log.subscribe("readers", [TOPIC]) as second:
            first.commit(read(first, 3)[:1])
            first.close()
            assert keys(read(second, 2)) == ["key-1", "key-2"]

    def test_owns_an_event_only_once_everything_is_read(self, log: Log) -> None:
        """Work that is done too early repeats what the log tells is done."""
        log.append([entry(n) for n in range(3)])
        with log.subscribe("readers", [TOPIC]) as subscription:
            assert not subscription.owns("spring")
            subscription.commit(read_until_caught_up(subscription))
            assert subscription.owns("spring")
            with subscription.fence("spring") as is_ours:
                assert is_ours

    def test_tells_what_waits(self, log: Log) -> None:
        """Workers are added and taken away by what is still to be done."""
        before = time.time()
        log.append([entry(n) for n in range(5)])
        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            subscription.commit(read(subscription, 5)[:2])
            backlog = subscription.backlog()
            assert sum(backlog.records.values()) == 3
            assert {topic for topic, _ in backlog.records} == {TOPIC, OTHER}
            assert backlog.oldest_at is not None
            subscription.commit(read_until_caught_up(subscription))
        assert before - 1 <= backlog.oldest_at <= time.time() + 1

    def test_has_no_backlog_once_all_is_settled(self, log: Log) -> None:
        """An idle service must not look like one that hangs."""
        log.append([entry(n) for n in range(5)])
        with log.subscribe("readers", [TOPIC]) as subscription:
            subscription.commit(read_until_caught_up(subscription))
            backlog = subscription.backlog()
        assert set(backlog.records.values()) == {0}
        assert backlog.oldest_at is None

    def test_knows_whether_somebody_reads(self, log: Log) -> None:
        """A view must not be dropped under a worker that writes to it."""
        assert not log.has_reader("readers")
        with log.subscribe("readers", [TOPIC]) as subscription:
            read_until_caught_up(subscription)
            assert log.has_reader("readers")
            assert not log.has_reader("others")
        assert not log.has_reader("readers")

    def test_knows_whether_a_group_has_settled_what_there_was(self, log: Log) -> None:
        """Views take over from others only when they hold all that the log did."""
        assert log.has_settled("readers", log.ends([TOPIC, OTHER]))
        log.append([entry(1), entry(2, topic=OTHER), entry(3, event="summer")])
        ends = log.ends([TOPIC, OTHER])
        assert not log.has_settled("readers", ends)
        with log.subscribe("readers", [TOPIC, OTHER]) as subscription:
            records = read_until_caught_up(subscription)
            subscription.commit(one for one in records if one.topic == TOPIC)
            assert log.has_settled("readers", log.ends([TOPIC]))
            assert not log.has_settled("readers", ends)
            subscription.commit(records)
        log.append([entry(4), entry(5, topic=OTHER)])
        assert log.has_settled("readers", ends)
        assert not log.has_settled("readers", log.ends([TOPIC, OTHER]))
        assert not log.has_settled("others", ends)

    def test_is_scanned_without_settling_anything(self, log: Log) -> None:
        """A look at the dead letters must not take them from anybody."""
        log.append([entry(1), entry(2, topic=OTHER), entry(3)])
        for _ in range(2):
            assert keys(list(log.scan([TOPIC]))) == ["key-1", "key-3"]
        assert len(list(log.scan([TOPIC, OTHER]))) == 3

    def test_refuses_an_entry_that_is_too_large(self, log: Log) -> None:
        """What no broker takes must not be found out after half was written."""
        large = Entry(TOPIC, "spring", "large", b"x" * (MAX_ENTRY_BYTES + 1))
        with pytest.raises(EntryTooLarge, match="large"):
            log.append([entry(1), large])
        assert not list(log.scan([TOPIC]))

    def test_takes_an_entry_of_the_largest_size(self, log: Log) -> None:
        """The limit that is told must be the limit that holds."""
        log.append([Entry(TOPIC, "spring", "large", b"x" * MAX_ENTRY_BYTES)])
        assert [len(record.value or b"") for record in log.scan([TOPIC])] == [MAX_ENTRY_BYTES]

    def test_keeps_names_in_any_script(self, log: Log) -> None:
        """Keys and events are ours, and still nothing may garble them."""
        log.append([Entry(TOPIC, "frühling", "ключ", "значение".encode())])
        (record,) = log.scan([TOPIC])
        assert (record.event, record.key, record.value) == ("frühling", "ключ", "значение".encode())

    def test_answers_a_ping(self, log: Log) -> None:
        """Readiness asks the log itself."""
        log.ping()


class TestSqliteLog:
    def test_keeps_everything_when_opened_again(self, tmp_path: Path) -> None:
        """An append that returned survives the process."""
        log = SqliteLog(tmp_path / "log.sqlite")
        log.append([entry(1)])
        log.close()

        again = SqliteLog(tmp_path / "log.sqlite")
        with again.subscribe("readers", [TOPIC]) as subscription:
            assert keys(read(subscription, 1)) == ["key-1"]
        again.close()

    def test_forgets_what_a_tombstone_erases(self, tmp_path: Path) -> None:
        """An erased person's words must be gone from the file, not only from the views."""
        log = SqliteLog(tmp_path / "log.sqlite")
        log.append([Entry(TOPIC, "spring", "ada", b"likes rowing at dawn")])
        log.append([Entry(TOPIC, "spring", "ada", None)])

        written = b"".join(
            path.read_bytes() for path in tmp_path.glob("log.sqlite*") if path.is_file()
        )
        log.close()
        assert b"rowing at dawn" not in written

    def test_opens_a_file_from_before_records_had_times(self, tmp_path: Path) -> None:
        """Whoever upgrades keeps every event."""
        path = tmp_path / "log.sqlite"
        with closing(sqlite3.connect(path)) as old:
            old.execute(
                "CREATE TABLE records (position INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT"
                " NULL, event TEXT NOT NULL, key TEXT NOT NULL, value BLOB)"
            )
            old.execute(
                "INSERT INTO records (topic, event, key, value) VALUES (?, 'e', 'k', 'v')", (TOPIC,)
            )
            old.commit()
        with closing(SqliteLog(path)) as log, log.subscribe("readers", [TOPIC]) as subscription:
            log.append([entry(1)])
            assert keys(read(subscription, 2)) == ["k", "key-1"]
            backlog = subscription.backlog()
        assert backlog.records == {(TOPIC, 0): 2}
        assert backlog.oldest_at is not None
        assert backlog.oldest_at > 1e9
