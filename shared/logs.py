"""Structured logs on standard error: event ids and positions, never a person's data."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TextIO

import structlog

_AGAIN_AFTER_S = 60.0


def error_places(error: BaseException) -> list[str]:
    """Say where in the code something broke; an error's text may be about a person."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class DiscreetHandler(logging.Handler):
    """Passes on that a library logged something, and where: its text may quote a request.

    Whatever is logged at one place is passed on once a minute: a broker that is down is told of
    several times a second.
    """

    def __init__(self, level: int) -> None:
        """Pass on from this level."""
        super().__init__(level)
        self._told_at: dict[tuple[str, int], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place, and the type and places of an error that comes with it."""
        place = (record.name, record.lineno)
        if record.created - self._told_at.get(place, -_AGAIN_AFTER_S) < _AGAIN_AFTER_S:
            return
        self._told_at[place] = record.created
        error = record.exc_info[1] if record.exc_info else None
        fields = {} if error is None else {"error": type(error).__name__, "at": error_places(error)}
        logger = structlog.get_logger()
        log = logger.error if record.levelno >= logging.ERROR else logger.warning
        log("a library logged", library=record.name, line=record.lineno, **fields)


def quieten(logger: logging.Logger) -> None:
    """Let nothing that a library's logger is told be written but where it was told."""
    logger.handlers[:] = [DiscreetHandler(logging.WARNING)]
    logger.propagate = False


def configure_logs(stream: TextIO | None = None) -> None:
    """Write one JSON object a line.

    Args:
        stream: where to, standard error by default; on a terminal, where somebody watches
            bars, only warnings and errors are written.
    """
    written = sys.stderr if stream is None else stream
    least = logging.WARNING if written.isatty() else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=True,
    )
    for library in ("waitress", "kafka", "pymongo"):
        quieten(logging.getLogger(library))
