"""What runs beside the main thread, how it ends, and what of it is written down."""

from __future__ import annotations

import io
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from shared.logs import configure_logs
from shared.process import Runner


def stumble(_stop: threading.Event | None = None) -> None:
    raise ValueError("Ada Falk")


class Terminal(io.StringIO):
    """Somewhere that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def signals() -> Iterator[None]:
    """Survive what a runner sends to its own process, and leave the handlers as they were."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def logs() -> Iterator[None]:
    """Leave the logs as they were."""
    waitress = logging.getLogger("waitress")
    handlers, propagates = waitress.handlers[:], waitress.propagate
    yield
    structlog.reset_defaults()
    waitress.handlers[:], waitress.propagate = handlers, propagates


class TestRunner:
    @pytest.mark.usefixtures("signals")
    def test_tells_the_log_where_a_part_broke_and_never_about_whom(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The text of an error can hold the row that it stumbled over."""
        runner = Runner()
        runner.start("matcher worker", stumble)

        assert not runner.wait()
        written = "".join(capsys.readouterr())
        assert "Ada Falk" not in written
        assert "ValueError" in written
        assert "matcher worker" in written
        assert "test_process.py" in written

    @pytest.mark.usefixtures("signals")
    def test_still_tells_how_it_ended_when_a_signal_comes_while_it_ends(self) -> None:
        """A failed worker must not look like one that was asked to stop."""

        def last_gasp(stop: threading.Event) -> None:
            stop.set()
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGTERM)

        runner = Runner()
        runner.start("matcher worker", last_gasp)
        assert runner.wait()

    def test_says_how_to_choose_another_port(self, tmp_path: Path) -> None:
        """Whoever has just started it does not know yet that there is an option for it."""
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            done = subprocess.run(
                [str(Path(sys.executable).with_name("rapport")), "insights", "web"],
                env=os.environ | {"RAPPORT_PORT": port, "RAPPORT_DATA_DIR": str(tmp_path)},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        assert done.returncode == 2
        assert "--port or RAPPORT_PORT" in done.stderr


@pytest.mark.usefixtures("logs")
class TestLogs:
    @pytest.mark.parametrize(("stream", "lines"), [(io.StringIO(), 2), (Terminal(), 1)])
    def test_leave_a_terminal_to_the_bars(self, stream: io.StringIO, lines: int) -> None:
        """A line of JSON in the middle of a bar is for nobody."""
        configure_logs(stream)
        logger = structlog.get_logger()
        logger.info("round finished", event_id="spring")
        logger.warning("slow")
        assert len(stream.getvalue().splitlines()) == lines

    def test_say_where_a_library_failed_and_not_with_what(self) -> None:
        """A server's own message quotes the path, and so the token of a sign-in link."""
        stream = io.StringIO()
        configure_logs(stream)
        try:
            stumble()
        except ValueError:
            logging.getLogger("waitress").exception("while serving %s", "/sign-in/secret")

        (line,) = stream.getvalue().splitlines()
        assert "waitress" in line
        assert "ValueError" in line
        assert "test_process.py" in line
        assert "secret" not in line
        assert "Ada" not in line


WAITING = """
from shared.process import Runner
runner = Runner()
runner.start("a task", lambda stop: stop.wait())
print("waiting", flush=True)
raise SystemExit(0 if runner.wait() else 1)
"""


class TestSignals:
    def test_end_a_worker_however_often_they_come(self) -> None:
        """An orchestrator that repeats its SIGTERM must not be what keeps the worker alive."""
        process = subprocess.Popen(
            [sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        time.sleep(0.3)
        for _ in range(3):
            process.terminate()
        assert process.wait(timeout=20) == 0
        process.stdout.close()
