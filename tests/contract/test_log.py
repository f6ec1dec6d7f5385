"""What every `Log` promises, whatever it runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.sqlite_log import SqliteLog
from shared.log import Entry, Log, Record, Subscription
from tests.fakes import MemoryLog

TOPIC = "rapport.profiles.v1"
OTHER = "rapport.contacts.v1"


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
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
            assert keys(list(subscription.poll(limit=5, timeout_s=2))) == ["key-20"]

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
        with (
            log.subscribe("readers", [TOPIC]) as first,
            log.subscribe("readers", [TOPIC]) as second,
        ):
            first.poll(limit=1, timeout_s=0.3)
            log.append([entry(n) for n in range(6)])
            taken = [*first.poll(limit=10, timeout_s=1), *second.poll(limit=10, timeout_s=1)]
            owners = [reader.owns("spring") for reader in (first, second)]

        assert sorted(keys(taken)) == sorted({f"key-{n}" for n in range(6)})
        assert owners.count(True) == 1

    def test_lets_the_next_reader_take_over(self, log: Log) -> None:
        """A worker that dies must not take its records along."""
        log.append([entry(n) for n in range(3)])
        first = log.subscribe("readers", [TOPIC])
        with log.subscribe("readers", [TOPIC]) as second:
            first.commit(read(first, 3)[:1])
            first.close()
            assert keys(read(second, 2)) == ["key-1", "key-2"]

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
