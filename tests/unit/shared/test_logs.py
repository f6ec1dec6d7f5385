"""What a library logs is told by its place alone, and not several times a second."""

from __future__ import annotations

import logging

from structlog.testing import capture_logs

from shared.logs import DiscreetHandler


def record(line: int, at: float, text: str = "Ada's password") -> logging.LogRecord:
    made = logging.LogRecord("kafka.net", logging.ERROR, "net.py", line, text, None, None)
    made.created = at
    return made


class TestDiscreetHandler:
    def test_tells_the_place_and_never_the_text(self) -> None:
        """A library's text quotes requests, and those are about people."""
        with capture_logs() as told:
            DiscreetHandler(logging.WARNING).emit(record(7, 100.0))
        assert [(one["library"], one["line"]) for one in told] == [("kafka.net", 7)]
        assert "Ada" not in str(told)

    def test_repeats_nothing_for_a_minute(self) -> None:
        """A broker that is down for a night must not fill the disk."""
        handler = DiscreetHandler(logging.WARNING)
        with capture_logs() as told:
            for at in (100.0, 100.2, 130.0, 161.0, 162.0):
                handler.emit(record(7, at))
            handler.emit(record(8, 162.0))
        assert [one["line"] for one in told] == [7, 7, 8]
