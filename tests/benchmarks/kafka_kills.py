"""Kills workers and the broker at random moments of the line, and counts what is lost.

All of them end by `kill -9`. The tests' own broker writes to its disk once a second, after it has
acknowledged, which no replicated cluster does; so before it is killed, everybody else is made
to stand still at a random moment, in the middle of whatever they do, until it has written.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from services.operations import sample
from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_topics import KafkaTopics, TopicSpec
from tests.benchmarks.command import read_arguments
from tests.broker import Broker
from tests.line import Line, Process, open_event, running, wait_until
from tests.mongo_server import MongoServer

PARTITIONS = 12
PEOPLE = 60
WORKERS = ("intake", "matcher", "matcher", "notifier", "notifier", "insights")
SETTLING_S = 300.0
_UNTIL_WRITTEN_S = 1.5


@dataclass
class Deployment:
    """A line with two workers of the services that do the most, and how to hurt it."""

    line: Line
    broker: Broker
    choose: random.Random
    workers: list[tuple[str, Process]]

    def hurt(self) -> str:
        """End something at random, start it again, and name it."""
        if self.choose.random() < 1 / 4:
            with self.line.frozen():
                time.sleep(_UNTIL_WRITTEN_S)
                self.broker.kill()
            time.sleep(self.choose.uniform(0.0, 2.0))
            self.broker.start()
            return "broker"
        victim = self.choose.choice(self.workers)
        self.workers.remove(victim)
        self.line.kill(victim[1])
        self.workers.append((victim[0], self.line.start(victim[0], "worker")))
        return f"{victim[0]} worker"


def run(folder: Path, kills: int, seed: int, people: int, partitions: int) -> None:
    """Open an event every other kill, and audit once everything has come to rest."""
    broker, mongo = Broker(folder / "broker"), MongoServer()
    broker.start()
    mongo.start()
    connection = KafkaConnection((broker.address,))
    list(KafkaTopics(connection, TopicSpec(partitions, 1), topics.ALL).make())
    (folder / "data").mkdir()
    line = Line(connection, broker, folder / "data", partitions, {
        "RAPPORT_MONGODB_URI": mongo.uri})  # fmt: skip
    roster = b"".join(sample.ROSTER.read_bytes().splitlines(keepends=True)[: people + 1])
    with running(line):
        intake = line.start_web("intake")
        workers = [(name, line.start(name, "worker")) for name in WORKERS]
        hurting = Deployment(line, broker, random.Random(seed), workers)
        hurt: list[str] = []
        for number in range(kills):
            if number % 2 == 0:
                open_event(intake, roster)
            time.sleep(hurting.choose.uniform(0.5, 6.0))
            hurt.append(hurting.hurt())
            line.release()
        started = time.monotonic()
        wait_until(lambda: _is_at_rest(line), "the line comes to rest", SETTLING_S)
        audit, seconds = line.audit(), time.monotonic() - started
    mongo.stop()
    broker.stop()
    counted = ", ".join(f"{hurt.count(what)} {what}" for what in sorted(set(hurt)))
    print(f"{kills} kills ({counted}), at rest {seconds:.0f} s after the last: "
          f"{audit.introductions} introductions, {audit.sent} letters sent, {audit.mails} mails; "
          f"lost {audit.lost}, twice {audit.twice}, dead letters {audit.dead_letters}")  # fmt: skip


def _is_at_rest(line: Line) -> bool:
    line.bury()
    line.release()
    before = line.audit()
    time.sleep(3.0)
    return before.due > 0 and before.lost == 0 and line.audit() == before


def main() -> None:
    """Print the audit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=PEOPLE, help="of each event")
    parser.add_argument("--partitions", type=int, default=PARTITIONS, help="of each topic")
    parser.add_argument("--seed", type=int, default=1)
    given = read_arguments(parser, "--kills", "1", "--people", "8", "--partitions", "2")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "broker").mkdir()
        run(Path(folder), given.kills, given.seed, given.people, given.partitions)


if __name__ == "__main__":
    main()
