"""Measures the log on Kafka: appends, reading, memory with a backlog, workers that share a topic.

The broker is the tests' own, on this machine, unless RAPPORT_KAFKA_BOOTSTRAP_SERVERS names another.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from uuid import uuid4

from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_log import KafkaLog
from shared.adapters.kafka_topics import KafkaTopics, TopicSpec
from shared.log import Entry
from shared.messages import ProfileStated, decode, encode
from tests.benchmarks.command import read_arguments
from tests.benchmarks.running import in_own_process
from tests.broker import Broker

EVENTS = 64
CHUNK = 2_000
WORK_MS = 5.0


@contextmanager
def cluster() -> Iterator[KafkaConnection]:
    """Find or start a broker, and make topics that are removed in the end."""
    named = os.environ.get("RAPPORT_KAFKA_BOOTSTRAP_SERVERS", "")
    with tempfile.TemporaryDirectory() as folder:
        broker = None if named else Broker(Path(folder))
        if broker is not None:
            broker.start()
        servers = tuple(named.split(",")) if broker is None else (broker.address,)
        connection = KafkaConnection(servers, prefix=f"bench-{uuid4().hex[:8]}.")
        made = KafkaTopics(connection, TopicSpec(12, 1), topics.ALL)
        list(made.make())
        try:
            yield connection
        finally:
            made.remove()
            if broker is not None:
                broker.stop()


def profiles(count: int, first: int = 0) -> list[Entry]:
    """Make profiles of four phrases and a bio, of many events."""
    return encode(
        ProfileStated(
            event=f"event-{number % EVENTS}",
            attendee=f"attendee-{number}",
            roster="roster",
            interests=("tidal power", "community theatre"),
            offers=("grant applications", "soil maps of the river valleys"),
            needs=("volunteers for a harbour festival",),
            about="Grew up by the sea and keeps bees. " * 8,
            person_key=f"{number:032x}",
        )
        for number in range(first, first + count)
    )


def append(connection: KafkaConnection, count: int) -> float:
    """Append profiles as an upload does, and tell how many a second were acknowledged."""
    entries = profiles(count)
    with closing(KafkaLog(connection)) as log:
        log.append(entries[:10])
        started = time.perf_counter()
        for first in range(0, count, CHUNK):
            log.append(entries[first : first + CHUNK])
        return count / (time.perf_counter() - started)


def read(connection: KafkaConnection, count: int, group: str, *, decoding: bool) -> float:
    """Read and commit as a worker does, without applying anything, and tell the rate."""
    with closing(KafkaLog(connection)) as log, log.subscribe(group, [topics.PROFILES]) as reader:
        found = reader.poll(limit=1, timeout_s=30.0)
        done, started = len(found), time.perf_counter()
        while done < count:
            records = reader.poll(limit=500, timeout_s=5.0)
            for record in records if decoding else ():
                decode(record)
            reader.commit(records)
            done += len(records)
        return done / (time.perf_counter() - started)


def hold_backlog(connection: KafkaConnection, group: str, pause_s: float) -> int:
    """Take in one batch of a long backlog, be busy for a while, and tell what still waits."""
    with closing(KafkaLog(connection)) as log, log.subscribe(group, [topics.PROFILES]) as reader:
        records = reader.poll(limit=500, timeout_s=30.0)
        reader.commit(records)
        time.sleep(pause_s)  # a round, during which the membership is kept alive
        return sum(reader.backlog().records.values())


@dataclass(frozen=True)
class Shared:
    """What worker processes that share a topic agree on."""

    connection: KafkaConnection
    group: str
    ready: Barrier
    stop: Event
    done: Synchronized[int]


def _work(shared: Shared) -> None:
    """Spend a fixed time of a processor on each record."""
    with (
        closing(KafkaLog(shared.connection)) as log,
        log.subscribe(shared.group, [topics.EVENTS]) as reader,
    ):
        while not reader.is_caught_up():
            reader.commit(reader.poll(limit=1, timeout_s=0.5))
        shared.ready.wait()
        while not shared.stop.is_set():
            records = reader.poll(limit=20, timeout_s=0.2)
            for _ in records:
                _spend(WORK_MS / 1000)
            reader.commit(records)
            with shared.done.get_lock():
                shared.done.value += len(records)


def _spend(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def share(connection: KafkaConnection, workers: int, records: int) -> float:
    """Let processes of one group work a topic off, and tell how long it took."""
    context, group = get_context("spawn"), f"workers-{workers}-{uuid4().hex[:6]}"
    shared = Shared(
        connection, group, context.Barrier(workers + 1), context.Event(), context.Value("i", 0)
    )
    processes = [context.Process(target=_work, args=(shared,)) for _ in range(workers)]
    for process in processes:
        process.start()
    shared.ready.wait()
    time.sleep(5.0)  # until every partition has found its reader
    with closing(KafkaLog(connection)) as log:
        started = time.perf_counter()
        log.append(
            [Entry(topics.EVENTS, f"event-{n % EVENTS}", f"{n}", b"x") for n in range(records)]
        )
        while shared.done.value < records:
            time.sleep(0.02)
        seconds = time.perf_counter() - started
    shared.stop.set()
    for process in processes:
        process.join()
    return seconds


def spread(rates: list[float]) -> str:
    """Say a rate, and between what it was."""
    return f"{statistics.median(rates):,.0f}/s ({min(rates):,.0f} to {max(rates):,.0f})"


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--backlog", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--shared", type=int, default=2_000, help="records that workers share")
    parser.add_argument("--pause", type=float, default=10.0, help="seconds that a reader is busy")
    given = read_arguments(
        parser,
        "--records",
        "200",
        "--backlog",
        "300",
        "--repeats",
        "1",
        "--shared",
        "20",
        "--pause",
        "0.5",
    )
    with cluster() as connection:
        size = statistics.mean(len(entry.value or b"") for entry in profiles(100))
        rates = [append(connection, given.records) for _ in range(given.repeats)]
        print(f"append, profiles of {size:.0f} bytes, acks=all, one process: "
              f"{spread(rates)}")  # fmt: skip
        for decoding in (False, True):
            rates = [
                read(connection, given.records, f"read-{decoding}-{n}", decoding=decoding)
                for n in range(given.repeats)
            ]
            what = "and decoded" if decoding else "before any work"
            print(f"read and committed, {what}: {spread(rates)}")
        append(connection, max(0, given.backlog - given.records * given.repeats))
        held = in_own_process(hold_backlog, connection, "backlog", given.pause)
        print(f"{held.value:,} records waiting while a reader is busy for {given.pause} s: "
              f"{held.peak_mb:.0f} MB at its peak")  # fmt: skip
        alone, four = share(connection, 1, given.shared), share(connection, 4, given.shared)
        print(
            f"{given.shared:,} records of {WORK_MS:.0f} ms of CPU each: one worker {alone:.1f} s, "
            f"four {four:.1f} s, {alone / four:.2f} times as fast on {os.cpu_count()} cores"
        )


if __name__ == "__main__":
    main()
