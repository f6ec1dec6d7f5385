"""The loop of every worker: read, apply, settle; and, once caught up, do what is pending."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import stamina
import structlog

from shared.dead_letters import dead_letter, reason_of
from shared.errors import RapportError, TransientError
from shared.log import Log, OwnedPartitions, Record, Subscription
from shared.messages import Message, decode
from shared.metrics import BACKLOGS, RECORDS

BATCH = 500
POLL_S = 0.5
WORK_AT_LEAST_EVERY_S = 5.0
REJECTS_IN_A_ROW = 10
VIEWS = 2
"""The version of all views: raise it where they must be built again from the log's start."""

_logger = structlog.get_logger()


class TooManyRejected(RapportError):
    """One record after the other can't be handled: the deployment is broken, not the records."""


class Stop(Protocol):
    """Tells whether the worker was asked to stop."""

    def is_set(self) -> bool:
        """Tell so."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What one service does with the log.

    Attributes:
        service: its name.
        identity: its store's; the group of readers is named after both, so that a new store
            is built from the log's start.
        topics: what it reads.
        apply: takes a message and its offset into the service's views, quickly and
            idempotently.
        batch: groups the writes of several `apply`.
        work: does what is pending there (a round, a delivery) for the events that are its own. It
            runs only when the worker has read everything, so it never repeats what the log
            already tells is done.
    """

    service: str
    identity: str
    topics: tuple[str, ...]
    apply: Callable[[Message, int], None]
    batch: Callable[[], AbstractContextManager[None]]
    work: Callable[[OwnedPartitions, Stop], None] = lambda _partitions, _stop: None

    @property
    def group(self) -> str:
        """Name the group of readers among whom this work is parted."""
        return f"{self.service}-{self.identity}-{VIEWS}"


def consume(
    records: Iterable[Record],
    *,
    handle: Callable[[Record], None],
    reject: Callable[[Record, Exception], object],
    commit: Callable[[Record], None],
    streak: int = 0,
) -> int:
    """Settle each record, handled or dead-lettered, and only then commit it.

    Delivery is at least once, so `handle` must be idempotent. What was rejected is committed
    with the next record that could be handled, or at the end: a worker that stops for a run
    of bad ones, and is started again, finds the same ones, however often.

    Args:
        records: in order.
        handle: takes one in.
        reject: keeps one that can't be handled as a dead letter.
        commit: marks one as settled.
        streak: how many were rejected in a row just before.

    Returns:
        How many were rejected in a row at the end.

    Raises:
        TransientError: retries ran out; the record stays uncommitted.
        TooManyRejected: a broken deployment must not empty the topic.
    """
    rejected: list[Record] = []
    for record in records:
        try:
            handle(record)
        except TransientError:
            raise
        except Exception as error:  # one bad record must not block its partition
            streak += 1
            if streak > REJECTS_IN_A_ROW:
                raise TooManyRejected(
                    f"{streak} records in a row can't be handled, up to {record.where}:"
                    f" {reason_of(error)}"
                ) from error
            reject(record, error)
            rejected.append(record)
        else:
            streak = 0
            for settled in (*rejected, record):
                commit(settled)
            rejected.clear()
    for settled in rejected:
        commit(settled)
    return streak


def run_worker(worker: Worker, log: Log, *, stop: Stop, poll_s: float = POLL_S) -> None:
    """Follow the log until asked to stop.

    Args:
        worker: what to do.
        log: where to read, and where dead letters go.
        stop: asks to end after the batch or the piece of work in hand.
        poll_s: how long to wait for records before doing what is pending.

    Raises:
        TransientError: retries ran out; what was not settled will be read again.
        TooManyRejected: see `consume`.
    """
    retrying = stamina.RetryingCaller(attempts=8, timeout=60.0).on(TransientError)
    working = stamina.RetryingCaller(attempts=8, timeout=None).on(TransientError)  # it takes long
    streak, worked_at = 0, time.monotonic()
    with (
        log.subscribe(worker.group, worker.topics) as subscription,
        BACKLOGS.watching(worker.service, subscription.backlog),
    ):
        while not stop.is_set():
            records = retrying(subscription.poll, limit=BATCH, timeout_s=poll_s)
            if records:
                streak = retrying(_settle, worker, log, subscription, records, streak)
            is_due = not records or time.monotonic() - worked_at > WORK_AT_LEAST_EVERY_S
            if is_due and retrying(subscription.is_caught_up):
                working(worker.work, subscription, stop)
                worked_at = time.monotonic()


def _settle(
    worker: Worker,
    log: Log,
    subscription: Subscription,
    records: Sequence[Record],
    streak: int,
) -> int:
    settled: list[Record] = []
    rejected: list[Record] = []

    def reject(record: Record, error: Exception) -> None:
        log.append([dead_letter(worker.service, record, error)])
        rejected.append(record)
        _logger.warning(
            "dead-lettered", service=worker.service, event_id=record.event, record=record.where,
            reason=reason_of(error),
        )  # fmt: skip

    with worker.batch():
        streak = consume(
            records,
            handle=lambda record: worker.apply(decode(record), record.offset),
            reject=reject,
            commit=settled.append,
            streak=streak,
        )
    subscription.commit(settled)
    _count(worker.service, settled, rejected)
    return streak


def _count(service: str, settled: Iterable[Record], rejected: Sequence[Record]) -> None:
    for record in settled:
        outcome = "dead_lettered" if record in rejected else "applied"
        RECORDS.labels(service, record.topic, outcome).inc()
