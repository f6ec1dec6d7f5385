"""The policy of the loop, with lists instead of a broker."""

from __future__ import annotations

import json

import pytest
import stamina

from shared import topics
from shared.consume import REJECTS_IN_A_ROW, TooManyRejected, Worker, consume, run_worker
from shared.errors import InvalidMessage, TransientError
from shared.log import Entry, Record
from shared.messages import EventCancelled, Message, encode
from tests.fakes import MemoryLog, MemoryStore


def record(offset: int) -> Record:
    return Record(topics.EVENTS, 0, offset, "spring", "spring", b"{}")


class Journal:
    """Writes down what the loop asks for, and fails where it was told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.steps: list[tuple[str, int]] = []

    def handle(self, record: Record) -> None:
        if self.failure is not None:
            raise self.failure
        self.steps.append(("handled", record.offset))

    def reject(self, record: Record, _: Exception) -> None:
        self.steps.append(("rejected", record.offset))

    def commit(self, record: Record) -> None:
        self.steps.append(("committed", record.offset))


def run(journal: Journal, records: int = 1) -> int:
    return consume(
        [record(n) for n in range(records)],
        handle=journal.handle,
        reject=journal.reject,
        commit=journal.commit,
    )


class TestConsume:
    def test_handles_before_it_commits(self) -> None:
        """A crash between the two steps repeats a record, and never loses one."""
        journal = Journal()
        run(journal, records=2)
        assert journal.steps == [
            ("handled", 0), ("committed", 0), ("handled", 1), ("committed", 1),
        ]  # fmt: skip

    def test_stores_the_dead_letter_before_it_commits(self) -> None:
        """A crash between the two steps repeats a dead letter, and never loses one."""
        journal = Journal(failure=InvalidMessage("no attendee"))
        run(journal)
        assert journal.steps == [("rejected", 0), ("committed", 0)]

    def test_leaves_a_record_uncommitted_when_retries_ran_out(self) -> None:
        """A broken disk must not eat what it could not take in."""
        journal = Journal(failure=TransientError("disk full"))
        with pytest.raises(TransientError):
            run(journal)
        assert journal.steps == []

    def test_stops_before_it_empties_a_topic(self) -> None:
        """When everything is bad, the deployment is, and a person should look."""
        journal = Journal(failure=ValueError("our bug"))
        with pytest.raises(TooManyRejected):
            run(journal, records=REJECTS_IN_A_ROW + 5)
        assert journal.steps == [("rejected", n) for n in range(REJECTS_IN_A_ROW)]

    def test_commits_a_few_bad_records_with_the_good_one_after_them(self) -> None:
        """A worker that is restarted again and again must find the same run of bad ones."""
        journal = Journal()

        def handle(record: Record) -> None:
            if record.offset < 2:
                raise InvalidMessage("no attendee")
            journal.handle(record)

        records = [record(n) for n in range(3)]
        consume(records, handle=handle, reject=journal.reject, commit=journal.commit)

        assert journal.steps == [
            ("rejected", 0), ("rejected", 1), ("handled", 2),
            ("committed", 0), ("committed", 1), ("committed", 2),
        ]  # fmt: skip

    def test_counts_the_streak_across_batches(self) -> None:
        """Small batches must not hide a broken deployment."""
        journal = Journal(failure=ValueError("our bug"))
        assert run(journal, records=3) == 3


class StopAfter:
    """Asks to stop after so many passes of the loop."""

    def __init__(self, passes: int) -> None:
        self.passes = passes

    def is_set(self) -> bool:
        self.passes -= 1
        return self.passes < 0


class TestRunWorker:
    def follow(self, log: MemoryLog, worker: Worker, passes: int) -> None:
        with stamina.set_testing(True, attempts=3):
            run_worker(worker, log, stop=StopAfter(passes))

    def test_applies_messages_and_works_only_when_caught_up(self) -> None:
        """Work that runs too early repeats what the log already tells is done."""
        log, steps = MemoryLog(), []
        log.append(encode([EventCancelled(event=str(n), organiser="o") for n in range(3)]))
        store = MemoryStore({})

        def apply(message: Message, _offset: int) -> None:
            steps.append(message.event)

        worker = Worker(
            "readers",
            "first",
            (topics.EVENTS,),
            apply,
            store.batch,
            lambda _share, _stop: steps.append("work"),
        )
        self.follow(log, worker, passes=2)

        assert steps == ["0", "1", "2", "work"]

    def test_dead_letters_say_where_and_why_and_never_what(self) -> None:
        """A dead letter outlives an erasure, so it may not hold a person's words."""
        log = MemoryLog()
        log.append([Entry(topics.EVENTS, "spring", "k", b'{"kind": "EventOpened", "secret": "x"}')])

        worker = Worker(
            "readers",
            "first",
            (topics.EVENTS,),
            lambda _message, _offset: None,
            MemoryStore({}).batch,
        )
        self.follow(log, worker, passes=1)

        dead = log.records[-1]
        assert dead.topic == topics.DEAD_LETTERS
        told = json.loads(dead.value or b"")
        assert (told["topic"], told["offset"]) == (topics.EVENTS, 1)
        assert "organiser: missing" in told["reason"]
        assert b"secret" not in (dead.value or b"")
        assert log.commits == {(worker.group, topics.EVENTS): 1}

    def test_tries_a_transient_failure_again(self) -> None:
        """A busy file for a moment is no reason to stop."""
        log, failures, applied = MemoryLog(), [TransientError("busy")], []
        log.append(encode([EventCancelled(event="spring", organiser="o")]))

        def apply(message: Message, _offset: int) -> None:
            if failures:
                raise failures.pop()
            applied.append(message.event)

        worker = Worker("readers", "first", (topics.EVENTS,), apply, MemoryStore({}).batch)
        self.follow(log, worker, passes=1)

        assert applied == ["spring"]

    def test_tries_pending_work_again(self) -> None:
        """A disk that is full for a moment must not end the process."""
        failures, done = [TransientError("disk full")], []

        def work(_share: object, _stop: object) -> None:
            if failures:
                raise failures.pop()
            done.append("work")

        nothing = lambda _message, _offset: None  # noqa: E731 - as a view that ignores all
        worker = Worker("readers", "first", (topics.EVENTS,), nothing, MemoryStore({}).batch, work)
        self.follow(MemoryLog(), worker, passes=1)

        assert done == ["work"]
