"""The loop of every worker: read, apply, settle; and, once caught up, do what is pending."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import stamina

from shared import topics
from shared.errors import RapportError, TransientError
from shared.log import Entry, Log, Record, Subscription
from shared.messages import Message, decode

BATCH = 500
POLL_S = 0.5
REJECTS_IN_A_ROW = 10


class TooManyRejected(RapportError):
    """One record after the other can't be handled: the deployment is broken, not the records."""


class Stop(Protocol):
    """Tells whether the worker was asked to stop."""

    def is_set(self) -> bool:
        """Tell so."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What one service does with the log.

    `apply` takes a message and its offset into the service's views, quickly and idempotently.
    `work` does
    what is pending there (a round, a delivery) for the events that it may: it runs only when
    the worker has read everything, so it never repeats what the log already tells is done.
    `batch` groups the writes of several `apply`.
    """

    group: str
    topics: tuple[str, ...]
    apply: Callable[[Message, int], None]
    batch: Callable[[], AbstractContextManager[None]]
    work: Callable[[Callable[[str], bool], Stop], None] = lambda _owns, _stop: None


def consume(
    records: Iterable[Record],
    *,
    handle: Callable[[Record], None],
    reject: Callable[[Record, Exception], object],
    commit: Callable[[Record], None],
    streak: int = 0,
) -> int:
    """Settle each record, handled or dead-lettered, and only then commit it.

    Delivery is at least once, so `handle` must be idempotent.

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
    for record in records:
        try:
            handle(record)
        except TransientError:
            raise
        except Exception as error:  # one bad record must not block its partition
            streak += 1
            if streak > REJECTS_IN_A_ROW:
                raise TooManyRejected(f"{streak} records in a row, up to {record.where}") from error
            reject(record, error)
        else:
            streak = 0
        commit(record)
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
    streak = 0
    with log.subscribe(worker.group, worker.topics) as subscription:
        while not stop.is_set():
            records = retrying(subscription.poll, limit=BATCH, timeout_s=poll_s)
            if records:
                streak = retrying(_settle, worker, log, subscription, records, streak)
            else:
                retrying(worker.work, subscription.owns, stop)


def _settle(
    worker: Worker,
    log: Log,
    subscription: Subscription,
    records: Sequence[Record],
    streak: int,
) -> int:
    settled: list[Record] = []
    with worker.batch():
        streak = consume(
            records,
            handle=lambda record: worker.apply(decode(record), record.offset),
            reject=lambda record, error: log.append([dead_letter(record, error)]),
            commit=settled.append,
            streak=streak,
        )
    subscription.commit(settled)
    return streak


def dead_letter(record: Record, error: Exception) -> Entry:
    """Keep where a bad record is and why, never what it says: that may be about a person.

    Args:
        record: the one that could not be handled.
        error: why; its text is kept only if it is one of ours, which name no values.

    Returns:
        The entry for the dead letters.
    """
    reason = str(error) if isinstance(error, RapportError) else type(error).__name__
    letter = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "reason": reason,
    }
    return Entry(topics.DEAD_LETTERS, record.event, record.where, json.dumps(letter).encode())
