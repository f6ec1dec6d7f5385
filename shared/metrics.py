"""What every process counts and `/metrics` shows; names, never a person's data."""

from __future__ import annotations

import threading
import time
from collections import Counter as Counted
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from shared.errors import TransientError
from shared.log import Backlog, Entry

RECORDS = Counter(
    "rapport_records",
    "Records that a worker settled: applied, or dead-lettered.",
    ("service", "topic", "outcome"),
)
APPENDED = Counter("rapport_appended", "Entries that this process appended.", ("topic",))
ROUNDS = Counter("rapport_rounds", "Rounds: finished, failed, given_back.", ("outcome",))
ROUND_STAGE_SECONDS = Histogram(
    "rapport_round_stage_seconds",
    "What the stages of a round took.",
    ("stage",),
    buckets=(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0),
)
DELIVERIES = Counter("rapport_deliveries", "Briefs: delivered, failed, postponed.", ("outcome",))
MAIL_SERVER_AWAY = Gauge(
    "rapport_mail_server_away", "1 while the mail server takes no letter, else 0; see /readyz."
)


def count_appended(entries: Iterable[Entry]) -> None:
    """Count what an adapter has appended."""
    for topic, count in Counted(entry.topic for entry in entries).items():
        APPENDED.labels(topic).inc(count)


AskBacklog = Callable[[], Backlog]


class Backlogs(Collector):
    """Shows what the readers of this process have yet to settle, as it is when asked."""

    def __init__(self) -> None:
        """Watch nobody yet."""
        self._lock = threading.Lock()
        self._watched: list[tuple[str, AskBacklog]] = []

    @contextmanager
    def watching(self, service: str, ask: AskBacklog) -> Iterator[None]:
        """Show a reader's backlog for as long as the block runs."""
        watched = (service, ask)
        with self._lock:
            self._watched.append(watched)
        try:
            yield
        finally:
            with self._lock:
                self._watched.remove(watched)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Ask every reader; one that can't be asked just now is left out."""
        lag = GaugeMetricFamily(
            "rapport_consumer_lag",
            "Records that this worker has yet to settle.",
            labels=("service", "topic", "partition"),
        )
        age = GaugeMetricFamily(
            "rapport_oldest_unprocessed_seconds",
            "No record that waits is older than this.",
            labels=("service",),
        )
        with self._lock:
            watched = list(self._watched)
        for service, ask in watched:
            try:
                backlog = ask()
            except TransientError:
                continue
            for (topic, partition), count in backlog.records.items():
                lag.add_metric((service, topic, str(partition)), count)
            waits_s = 0.0 if backlog.oldest_at is None else time.time() - backlog.oldest_at
            age.add_metric((service,), max(0.0, waits_s))
        yield lag
        yield age


BACKLOGS = Backlogs()
REGISTRY.register(BACKLOGS)
