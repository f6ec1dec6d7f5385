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

_logger = structlog.get_logger()


class TooManyRejected(RapportError):
    """One record after the other can't be handled: the deployment is broken, not the records."""


class Stop(Protocol):
    """Tells whether the worker was asked to stop."""

    def is_set(self) -> bool:
        """Tell so."""


class Gate(Protocol):
    """Says whether it is this process's version of the service that works now."""

    def is_superseded(self) -> bool:
        """Tell whether a newer version has taken over, so that there is nothing left to read."""

    def may_work(self, subscription: Subscription) -> bool:
        """Tell whether this version works; asked of a worker that has read everything."""

    def guard(self, partitions: OwnedPartitions) -> OwnedPartitions:
        """Give what a reader owns, for as long as its version is the one that works."""


class _AlwaysOpen:
    """The gate of whoever knows of no other version."""

    def is_superseded(self) -> bool:
        """Tell that nobody has taken over."""
        return False

    def may_work(self, subscription: Subscription) -> bool:  # noqa: ARG002 - any may
        """Tell that it may."""
        return True

    def guard(self, partitions: OwnedPartitions) -> OwnedPartitions:
        """Give what was given."""
        return partitions


ALWAYS_OPEN: Gate = _AlwaysOpen()


@dataclass(frozen=True, slots=True)
class Worker:
    """What one service does with the log.

    Attributes:
        service: its name.
        group: the readers among whom its work is parted.
        topics: what it reads.
        apply: takes a message and its offset into the service's views, quickly and
            idempotently.
        batch: groups the writes of several `apply`.
        work: does what is pending there (a round, a delivery) for the events that are its own. It
            runs only when the worker has read everything, so it never repeats what the log
            already tells is done.
        gate: opens for one version of the service at a time.
    """

    service: str
    group: str
    topics: tuple[str, ...]
    apply: Callable[[Message, int], None]
    batch: Callable[[], AbstractContextManager[None]]
    work: Callable[[OwnedPartitions, Stop], None] = lambda _partitions, _stop: None
    gate: Gate = ALWAYS_OPEN


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
    """Follow the log until asked to stop, or until a newer version has taken over.

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
        while not stop.is_set() and not retrying(worker.gate.is_superseded):
            records = retrying(subscription.poll, limit=BATCH, timeout_s=poll_s)
            if records:
                streak = retrying(_settle, worker, log, subscription, records, streak)
            is_due = not records or time.monotonic() - worked_at > WORK_AT_LEAST_EVERY_S
            if is_due and retrying(_may_work, worker, subscription):
                working(worker.work, worker.gate.guard(subscription), stop)
                worked_at = time.monotonic()


def _may_work(worker: Worker, subscription: Subscription) -> bool:
    return subscription.is_caught_up() and worker.gate.may_work(subscription)


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
