"""What `/metrics` shows: how far behind a worker is, and what became of its records."""

from __future__ import annotations

from threading import Event

import stamina
from prometheus_client import REGISTRY

from shared import topics
from shared.consume import Worker, run_worker
from shared.errors import TransientError
from shared.log import Backlog, Entry, OwnedPartitions
from shared.messages import EventCancelled, encode
from shared.metrics import BACKLOGS
from tests.fakes import MemoryLog, MemoryStore


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


class TestBacklogs:
    def test_shows_what_waits_while_a_reader_is_watched(self) -> None:
        """Workers are added by this figure; one of a reader that is gone would never shrink."""
        place = {"service": "test-reader", "topic": topics.EVENTS, "partition": "3"}
        with BACKLOGS.watching("test-reader", lambda: Backlog({(topics.EVENTS, 3): 7}, 0.0)):
            assert value("rapport_consumer_lag", **place) == 7
            assert value("rapport_oldest_unprocessed_seconds", service="test-reader") > 1e9
        assert REGISTRY.get_sample_value("rapport_consumer_lag", place) is None

    def test_leaves_out_who_cannot_be_asked(self) -> None:
        """A broker that is down for a moment must not take all other figures along."""

        def ask() -> Backlog:
            raise TransientError("Kafka: down")

        with BACKLOGS.watching("test-down", ask):
            labels = {"service": "test-down"}
            assert REGISTRY.get_sample_value("rapport_oldest_unprocessed_seconds", labels) is None


class TestRecords:
    def test_are_counted_by_what_became_of_them(self) -> None:
        """A dead letter that nobody sees is a lost record."""
        log, stop = MemoryLog(), Event()
        log.append(encode([EventCancelled(event="spring", organiser="o")] * 3))
        log.append([Entry(topics.EVENTS, "spring", "x", b"garbage")])

        def work(_partitions: OwnedPartitions, _stop: object) -> None:
            stop.set()

        worker = Worker(
            "test-counted", "1", (topics.EVENTS,), lambda _message, _offset: None,
            MemoryStore({}).batch, work,
        )  # fmt: skip
        with stamina.set_testing(True):
            run_worker(worker, log, stop=stop, poll_s=0.0)

        counted = {
            outcome: value(
                "rapport_records_total",
                service="test-counted", topic=topics.EVENTS, outcome=outcome,
            )
            for outcome in ("applied", "dead_lettered")
        }  # fmt: skip
        assert counted == {"applied": 3, "dead_lettered": 1}
