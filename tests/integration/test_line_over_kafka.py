"""A roster goes in and letters come out, with every side of every service in its own process."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.adapters.kafka_connection import KafkaConnection
from shared.messages import LetterSent
from tests.broker import Broker
from tests.conftest import SPEC
from tests.line import Line, open_event, running, wait_until


@pytest.fixture(params=["sqlite", "mongodb"])
def line(
    request: pytest.FixtureRequest,
    kafka: KafkaConnection,
    own_broker: Broker | None,
    line_environment: dict[str, str],
    tmp_path: Path,
) -> Line:
    line = Line(kafka, own_broker, tmp_path, SPEC.partitions, line_environment)
    if request.param == "mongodb":
        line.environment |= {
            "RAPPORT_MONGODB_URI": request.getfixturevalue("mongo_server"),
            "RAPPORT_MONGODB_DATABASE": request.getfixturevalue("mongo_prefix"),
        }
    return line


class TestLineOverKafka:
    def test_delivers_once_though_workers_die_and_is_rebuilt_to_the_same(
        self, line: Line, small_roster: bytes
    ) -> None:
        """A worker that is killed must not take a letter along, nor leave one to be sent twice."""
        with running(line):
            intake, insights = line.start_web("intake"), line.start_web("insights")
            workers = [line.start(name, "worker") for name in ("intake", "insights", "matcher")]
            first = line.start("notifier", "worker")
            event = open_event(intake, small_roster)
            wait_until(line.release, "a round is finished, and released")
            wait_until(lambda: _has(line, LetterSent), "a letter is sent")
            line.kill(first)
            workers.append(line.start("notifier", "worker"))
            wait_until(lambda: _is_all_settled(line), "every letter ended")

            audit = line.audit()
            assert audit.introductions > 0
            assert audit.sent > 0
            assert (audit.lost, audit.twice, audit.dead_letters) == (0, 0, 0)

            path = f"/api/v1/events/{event}/analytics"
            wait_until(
                lambda: insights.get(path).json()["letters"]["sent"] == audit.sent,
                "insights knows of every letter",
            )
            assert [line.end(worker) for worker in workers] == [0] * len(workers)
            for service in ("intake", "matcher", "notifier", "insights"):
                rebuilt = line.run("rebuild", service)
                assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
            assert line.audit() == audit


def _has(line: Line, kind: type) -> bool:
    return any(isinstance(message, kind) for message in line.messages())


def _is_all_settled(line: Line) -> bool:
    line.bury()
    audit = line.audit()
    return audit.due > 0 and audit.lost == 0
