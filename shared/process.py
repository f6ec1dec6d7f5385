"""Runs services until they are asked to stop: the web in the main thread, workers beside it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence

import structlog
from flask import Flask
from waitress.server import create_server

from shared.consume import run_worker
from shared.errors import RapportError
from shared.log import Log
from shared.logs import error_places
from shared.service import Service

WEB_THREADS = 8
GRACE_S = 8.0
"""So long the work in hand may take after a signal; what takes longer is given back."""
Task = Callable[[threading.Event], None]
"""Runs in a thread of its own until it is done or the event says stop."""

_logger = structlog.get_logger()


class AddressTaken(RapportError):
    """Something else listens at the address."""


class Runner:
    """Starts tasks beside the main thread, and ends them all when one fails or a signal comes."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._stop = threading.Event()
        self._failed = False
        self._blocked = False
        self._threads: list[threading.Thread] = []

    def start(self, name: str, task: Task) -> None:
        """Run a task in a thread of its own."""
        thread = threading.Thread(target=self._guard, args=(name, task), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def follow(self, services: Sequence[Service], log: Log) -> None:
        """Run the worker of each service."""
        for service in services:
            self.start(f"{service.name} worker", _worker(service, log))

    def wait(self) -> bool:
        """Wait for SIGTERM, SIGINT or a failure; call it from the main thread.

        Returns:
            Whether everything ended as it was asked to.
        """
        return self._until_stopped(_sleep)

    def serve(self, app: Flask, host: str, port: int, *, then: Callable[[], None]) -> bool:
        """Answer requests until SIGTERM, SIGINT or a failure; call it from the main thread.

        Args:
            app: what to serve.
            host: the address to listen at.
            port: its port.
            then: called once the address is ours.

        Returns:
            Whether everything ended as it was asked to.

        Raises:
            AddressTaken: the address can't be had.
        """
        try:
            server = create_server(app, host=host, port=port, threads=WEB_THREADS)
        except OSError as error:
            raise AddressTaken(
                f"can't listen at {host}:{port} ({error.strerror});"
                " choose another port with --port or RAPPORT_PORT"
            ) from error
        then()
        return self._until_stopped(server.run)

    def _until_stopped(self, block: Callable[[], object]) -> bool:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._interrupt)
        try:
            self._blocked = True
            if not self._stop.is_set():
                block()
            self._blocked = False
        except SystemExit:
            pass  # raised by `_interrupt` to leave the block
        self._stop.set()
        deadline = time.monotonic() + GRACE_S
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not self._failed

    def _interrupt(self, _number: int, _frame: object) -> None:
        """Leave the block; later, while threads are joined, a signal has nothing to add.

        It takes no lock: the main thread may hold that very lock when the signal comes.
        """
        if self._blocked:
            self._blocked = False
            raise SystemExit

    def _guard(self, name: str, task: Task) -> None:
        try:
            task(self._stop)
        except Exception as error:  # noqa: BLE001 - the process must not go on half alive
            _logger.error(  # noqa: TRY400 - a traceback's values may be about a person
                "stopped working", part=name, error=type(error).__name__, at=error_places(error)
            )
            self._failed = True
            self._stop.set()
            os.kill(os.getpid(), signal.SIGTERM)


def _sleep() -> None:
    """Sleep until a signal's handler raises; nothing that it needs is held meanwhile."""
    while True:
        time.sleep(3600.0)


def _worker(service: Service, log: Log) -> Task:
    return lambda stop: run_worker(service.worker, log, stop=stop)
