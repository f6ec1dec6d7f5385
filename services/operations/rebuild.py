"""The command that drops a service's views and builds them anew from the log."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from services.operations.composition import Composition
from shared.adapters.factory import open_log
from shared.consume import ALWAYS_OPEN, Stop, run_worker
from shared.errors import Refused
from shared.log import Log, OwnedPartitions
from shared.logs import configure_logs
from shared.messages import Message
from shared.service import Service
from shared.settings import Settings

_EVERY_S = 2.0


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
        service: whose.
    """
    digest, count = hashlib.sha256(), 0
    for collection in sorted(service.collections):
        digest.update(f"{collection}\n".encode())
        for document in service.views.find(collection):
            written = json.dumps(document, sort_keys=True, default=bytes.hex)
            digest.update(f"{written}\n".encode())
            count += 1
    return Content(count, digest.hexdigest())


def run_rebuild(data_dir: Path | None, name: str, *, compare: bool) -> bool:
    """Drop a service's views and build them anew from the log.

    Args:
        data_dir: where everything is kept; None for what the environment says.
        name: of the service.
        compare: first bring the views up to date, and compare what they hold.

    Returns:
        Whether the content is the same; True where it was not compared.

    Raises:
        Refused: a worker of the service is running.
    """
    configure_logs()
    with (
        closing(open_log(Settings.read(data_dir=data_dir))) as log,
        closing(Composition(log=log, data_dir=data_dir).service(name)) as service,
    ):
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
    """Drop a service's views and build them anew."""
    service.views.drop()
    follow(replace(service, worker=replace(service.worker, group=service.cutover.group)), log)
    service.cutover.take_over()


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

    def work(_partitions: OwnedPartitions, _stop: Stop) -> None:
        read_all.set()

    reader = replace(service.worker, apply=apply, work=work, gate=ALWAYS_OPEN)
    run_worker(reader, log, stop=read_all)
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
