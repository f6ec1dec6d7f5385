"""The whole line as processes of their own, over a broker: started, watched, killed, audited."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from services.notifier.domain.letter_ids import introductions_of, letter_id
from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_log import KafkaLog
from shared.messages import (
    ContactStated,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    RoundFinished,
    RoundReleased,
    decode,
    encode,
)
from shared.web.identity import Identity, Tokens
from tests.broker import Broker
from tests.processes import free_port, kill

SECRET = "a secret of the tests, long enough to be one"
_FACTS = [topic for topic in topics.ALL if topic != topics.DEAD_LETTERS]
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Audit:
    """What the log and the mails say in the end; `due` counts letters that releases want."""

    introductions: int
    due: int
    sent: int
    mails: int
    lost: int
    twice: int
    dead_letters: int


@dataclass
class Line:
    """A deployment: where its log is, our own broker if it is there, and more settings."""

    connection: KafkaConnection
    broker: Broker | None
    folder: Path
    partitions: int
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)

    def settings(self) -> dict[str, str]:
        """Give the environment of every process."""
        return (
            os.environ
            | self.environment
            | {
                "RAPPORT_DATA_DIR": str(self.folder),
                "RAPPORT_SECRET_KEY": SECRET,
                "RAPPORT_KAFKA_BOOTSTRAP_SERVERS": ",".join(self.connection.bootstrap_servers),
                "RAPPORT_KAFKA_PREFIX": self.connection.prefix,
                "RAPPORT_KAFKA_PARTITIONS": str(self.partitions),
                "RAPPORT_KAFKA_REPLICATION": "1",
            }
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "services.cli", *arguments],
            env=self.settings(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, service: str, side: str, **more: str) -> Process:
        """Start one side of one service."""
        with (self.folder / f"{service}-{side}.log").open("ab") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "services.cli", service, side],
                env=self.settings() | more,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def start_web(self, service: str) -> httpx.Client:
        """Start a web side, wait until it is ready, and sign in as an organiser."""
        port = free_port()
        self.start(service, "web", RAPPORT_PORT=str(port))
        token = Tokens(SECRET.encode()).issue(Identity("organiser", "ines"))
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=120,
        )
        wait_until(lambda: _is_ready(client), f"{service} web is ready")
        return client

    def messages(self) -> list[Message]:
        """Read every fact of the log."""
        with closing(KafkaLog(self.connection)) as log:
            return [decode(record) for record in log.scan(_FACTS)]

    def audit(self) -> Audit:
        """Compare what was proposed and released, sent and mailed."""
        with closing(KafkaLog(self.connection)) as log:
            letters = sum(1 for _ in log.scan([topics.DEAD_LETTERS]))
        found = self.messages()
        proposed = {one.introduction for one in found if isinstance(one, IntroductionProposed)}
        due = letters_due(found)
        ended = Counter(one.letter for one in found if isinstance(one, LetterSent | LetterFailed))
        sent = {one.letter for one in found if isinstance(one, LetterSent)}
        mails = {path.stem for path in (self.folder / "mail").glob("*.eml")}
        return Audit(
            introductions=len(proposed),
            due=len(due),
            sent=len(sent),
            mails=len(mails),
            lost=len(due - ended.keys()) + len(mails ^ sent),
            twice=ended.total() - len(ended),
            dead_letters=letters,
        )

    def release(self) -> bool:
        """Release every round that is finished and is not yet; tell whether there was one."""
        found = self.messages()
        done = {one.round for one in found if isinstance(one, RoundReleased)}
        ready = [one for one in found if isinstance(one, RoundFinished) and not one.failed]
        said = [
            RoundReleased(event=one.event, round=one.round, at=datetime.now(UTC))
            for one in ready
            if one.round not in done
        ]
        with closing(KafkaLog(self.connection)) as log:
            log.append(encode(said))
        return bool(said)

    def end(self, process: Process, patience_s: float = 10.0) -> int:
        """Ask a process to end, as a deployment does, and give its exit code."""
        process.send_signal(signal.SIGTERM)
        self.processes.remove(process)
        return process.wait(patience_s)

    def kill(self, process: Process) -> None:
        """End a process as a power cut would."""
        self.processes.remove(process)
        kill(process)
        self.dead.append(process.pid)
        self.bury()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let every process stand still for as long as the block runs."""
        running = [process.pid for process in self.processes]
        for pid in running:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in running:
                os.kill(pid, signal.SIGCONT)

    def bury(self) -> None:
        """End the sessions of the dead at our own broker; one may have been joining as it died."""
        if self.broker is not None:
            self.broker.bury(self.dead)


def letters_due(found: Iterable[Message]) -> set[str]:
    """Name the letters that are due to people with addresses about rounds that are released."""
    messages = list(found)
    reached = {one.attendee for one in messages if isinstance(one, ContactStated) and one.email}
    released = {one.round for one in messages if isinstance(one, RoundReleased)}
    return {
        letter_id(side, introductions_of(one.round))
        for one in messages
        if isinstance(one, IntroductionProposed) and one.round in released and one.score > 0
        for side in one.attendees
        if reached.issuperset(one.attendees)
    }


@contextmanager
def running(line: Line) -> Iterator[Line]:
    """End whatever still runs when the block ends."""
    try:
        yield line
    finally:
        for process in line.processes:
            kill(process)


def open_event(intake: httpx.Client, roster: bytes) -> str:
    """Open an event, and upload a roster to it."""
    starts_at = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    opened = intake.post("/api/v1/events", json={"name": "Harbour Day", "starts_at": starts_at})
    event = str(opened.raise_for_status().json()["event"])
    path = f"/api/v1/events/{event}/roster"
    intake.post(path, files={"file": ("list.csv", roster)}).raise_for_status()
    return event


def wait_until(is_so: Callable[[], Any], what: str, patience_s: float = 90.0) -> None:
    """Look again and again.

    Raises:
        TimeoutError: it never was so.
    """
    deadline = time.monotonic() + patience_s
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.2)


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").is_success
    except httpx.TransportError:
        return False
