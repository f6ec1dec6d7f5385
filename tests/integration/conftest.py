"""All of Rapport on SQLite in a temporary folder, with a model made of hashes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.operations import sample
from services.operations.composition import Embedded, build_embedded
from shared.consume import Stop, run_worker
from shared.log import Log, OwnedPartitions
from shared.messages import RoundReleased, encode
from shared.service import Service
from shared.web.app import create_app
from shared.web.identity import Identity
from tests.fakes import HashEmbed

ORGANISER = Identity("organiser", "ines")


def run_until_idle(service: Service, log: Log) -> None:
    """Let a worker read everything, and do once what is then pending."""
    idle = threading.Event()

    def work(partitions: OwnedPartitions, _stop: Stop) -> None:
        service.worker.work(partitions, threading.Event())
        idle.set()

    run_worker(replace(service.worker, work=work), log, stop=idle, poll_s=0.0)


@dataclass
class House:
    """Rapport, with what a test needs to talk to it."""

    embedded: Embedded
    client: FlaskClient
    folder: Path
    event: str = ""

    def headers(self, identity: Identity = ORGANISER) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.embedded.tokens.issue(identity)}"}

    def get(self, path: str, identity: Identity = ORGANISER) -> Any:
        response = self.client.get(path, headers=self.headers(identity))
        assert response.status_code == 200, response.text
        return response.json

    def open_event(self, *, key: str = "", **settings: Any) -> str:
        starts_at = (datetime.now(UTC) + timedelta(days=3)).isoformat()
        body = {"name": "Harbour Day", "starts_at": starts_at, **settings}
        headers = self.headers() | ({"Idempotency-Key": key} if key else {})
        response = self.client.post("/api/v1/events", json=body, headers=headers)
        assert response.status_code == 201, response.text
        return str(response.json["event"])

    def upload(self, event: str, content: bytes, *, name: str = "list.csv", query: str = "") -> Any:
        return self.client.post(
            f"/api/v1/events/{event}/roster{query}",
            data={"file": (BytesIO(content), name)},
            headers=self.headers(),
        )

    def answer(self, event: str, made: dict[str, Any], answer: str, message: str = "") -> None:
        """Let the first of the two answer."""
        attendee = Identity("attendee", made["attendee_a"], event)
        response = self.client.post(
            f"/api/v1/introductions/{made['introduction']}/answer",
            json={"answer": answer, "message": message},
            headers=self.headers(attendee),
        )
        assert response.status_code == 200, response.text

    def settle(self) -> None:
        """Let every worker do everything that there is to do."""
        for _ in range(2):
            for service in self.embedded.services:
                run_until_idle(service, self.embedded.log)

    def release(self, event: str) -> None:
        """Say yes to every round of an event that there is by now, and let it out."""
        view = self.embedded.notifier.view
        rounds = sorted({made.round for made in view.introductions(event)})
        at = datetime.now(UTC)
        said = [RoundReleased(event=event, round=name, at=at) for name in rounds]
        self.embedded.log.append(encode(said))
        self.settle()

    def mails(self) -> list[Path]:
        return sorted((self.folder / "mail").glob("*.eml"))


def build(folder: Path) -> House:
    embedded = build_embedded(data_dir=folder, embed=HashEmbed())
    app = create_app(embedded.services, embedded.tokens)
    return House(embedded, app.test_client(), folder)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = build(tmp_path)
    yield house
    house.embedded.close()


@pytest.fixture(scope="session")
def sample_roster() -> bytes:
    return sample.ROSTER.read_bytes()


@pytest.fixture(scope="session")
def small_roster(sample_roster: bytes) -> bytes:
    """The sample's first 40 people."""
    return b"".join(sample_roster.splitlines(keepends=True)[:41])
