"""What runs beside the main thread, how it ends, and what of it is written down."""

from __future__ import annotations

import io
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator

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


class TestSignals:
    @pytest.mark.usefixtures("signals")
    def test_end_a_worker_however_often_they_come(self) -> None:
        """An orchestrator that repeats its SIGTERM must not be what keeps the worker alive."""
        runner, ended = Runner(), threading.Event()
        runner.start("a task", lambda stop: stop.wait())

        def insist() -> None:
            while not ended.wait(0.005):
                os.kill(os.getpid(), signal.SIGTERM)

        orchestrator = threading.Thread(target=insist)
        orchestrator.start()
        assert runner.wait()
        ended.set()
        orchestrator.join()
