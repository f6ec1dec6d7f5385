"""The commands of whoever runs Rapport: topics, dead letters, rebuilding."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import click

from services.operations.building import build
from shared import dead_letters
from shared.adapters.factory import open_log, open_topics
from shared.consume import Stop, run_worker
from shared.dead_letters import DeadLetter
from shared.errors import Refused
from shared.log import Log, Share
from shared.logs import configure_logs
from shared.messages import Message
from shared.service import Service
from shared.settings import Settings

_EVERY_S = 2.0


def run_topics() -> None:
    """Make the brokers' topics, mend those that are set otherwise, and say what was done."""
    configure_logs()
    for name, done in open_topics(Settings.read()).make():
        click.echo(f"{name}: {done}")


def _log() -> closing[Log]:
    configure_logs()
    return closing(open_log(Settings.read()))


def run_list() -> None:
    """Print the dead letters that wait, one a line."""
    with _log() as log:
        letters = dead_letters.waiting(log)
    for letter in letters:
        click.echo(f"{letter.name}\t{_moment(letter)}\tevent {letter.event}\t{letter.reason}")
    click.echo(f"{len(letters)} dead letters wait", err=True)


def run_show(name: str, *, value: bool) -> None:
    """Print a dead letter, and what is known of its record; what it says only if asked."""
    with _log() as log:
        (letter,) = dead_letters.named(log, [name])
        record = dead_letters.original(log, letter)
    told = {
        "service": letter.service,
        "record": letter.where,
        "event": letter.event,
        "since": _moment(letter),
        "reason": letter.reason,
        "key": None if record is None else record.key,
        "bytes": None if record is None or record.value is None else len(record.value),
        "still in the log": record is not None,
    }
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    if value and record is not None:
        click.echo((record.value or b"(a tombstone)").decode(errors="backslashreplace"))


def run_replay(names: Sequence[str], *, everything: bool) -> None:
    """Let the services read dead letters' records again, and print what became of each."""
    if bool(names) == everything:
        raise Refused("replay takes the names of dead letters, or --all")
    with _log() as log:
        letters = dead_letters.waiting(log) if everything else dead_letters.named(log, names)
        for letter, outcome in dead_letters.replay(log, letters):
            click.echo(f"{letter.name}: {outcome}")


def _moment(letter: DeadLetter) -> str:
    return datetime.fromtimestamp(letter.at, UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Content:
    """What a service's views hold: how many documents, and a hash over all of them."""

    documents: int
    digest: str

    def __str__(self) -> str:
        """Say so in a line."""
        return f"{self.documents:,} documents, sha256 {self.digest}"


def content_of(service: Service) -> Content:
    """Read every document of a service's views, in order.

    Args:
        service: whose; its caches are left out, as they are not built from the log.
    """
    digest, count = hashlib.sha256(), 0
    for collection in sorted(service.collections.keys() - service.caches):
        digest.update(f"{collection}\n".encode())
        for document in service.store.find(collection):
            written = json.dumps(document, sort_keys=True, default=bytes.hex)
            digest.update(f"{written}\n".encode())
            count += 1
    return Content(count, digest.hexdigest())


def run_rebuild(name: str, *, compare: bool) -> bool:
    """Drop a service's views and build them anew from the log.

    Args:
        name: of the service.
        compare: first bring the views up to date, and compare what they hold.

    Returns:
        Whether the content is the same; True where it was not compared.

    Raises:
        Refused: a worker of the service is running.
    """
    with _log() as log, closing(build(name, log)) as service:
        if log.has_reader(service.worker.group):
            raise Refused(f"a worker of {name} is running; stop it, then rebuild")
        before = None
        if compare:
            follow(service, log)
            before = content_of(service)
            click.echo(f"before: {before}")
        rebuild(service, log)
        after = content_of(service)
        click.echo(f"after:  {after}")
    if before not in {None, after}:
        click.echo(f"{name} is now what the log says, which is not what it was before", err=True)
    return before in {None, after}


def rebuild(service: Service, log: Log) -> None:
    """Drop a service's views and build them anew; what it caches stays."""
    service.store.drop(keep=service.caches)
    identity = service.store.identity()
    follow(replace(service, worker=replace(service.worker, identity=identity)), log)


def follow(service: Service, log: Log) -> None:
    """Read all that the log holds into a service's views, do nothing else, and say how far it is.

    Raises:
        TransientError: the log or the store did not answer, even after retries.
        TooManyRejected: see `consume`.
    """
    read_all = threading.Event()
    progress = _Progress(service.name)

    def apply(message: Message, offset: int) -> None:
        service.worker.apply(message, offset)
        progress.advance()

    def work(_share: Share, _stop: Stop) -> None:
        read_all.set()

    run_worker(replace(service.worker, apply=apply, work=work), log, stop=read_all)
    progress.tell()


class _Progress:
    """Says every now and then how many records were read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._started = self._told = time.monotonic()

    def advance(self) -> None:
        self._count += 1
        if time.monotonic() - self._told > _EVERY_S:
            self.tell()

    def tell(self) -> None:
        self._told = time.monotonic()
        spent_s = self._told - self._started
        click.echo(f"{self._name}: {self._count:,} records read in {spent_s:.0f} s", err=True)
