"""Runs one measurement in a process of its own: its memory is its own, and it can be cut short."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, NamedTuple, TypeVar

from tests.processes import peak_mb

T = TypeVar("T")


class TookTooLong(Exception):
    """A measurement did not end within its limit."""


class Died(Exception):
    """A measurement's process ended without an answer; its error output says why."""


class Ran(NamedTuple, Generic[T]):
    """What a measurement answered, and the peak memory of its process."""

    value: T
    peak_mb: float


def in_own_process(
    work: Callable[..., T], *arguments: object, limit_s: float = float("inf")
) -> Ran[T]:
    """Run a function in a fresh process.

    Args:
        work: of a module, not nested.
        arguments: pickled.
        limit_s: after that, the process is killed.

    Raises:
        TookTooLong: it was.
        Died: it raised, or was killed by somebody else.
    """
    context = get_context("spawn")
    answer, to_parent = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(to_parent, work, arguments))
    process.start()
    to_parent.close()
    try:
        if not answer.poll(None if limit_s == float("inf") else limit_s):
            raise TookTooLong(f"more than {limit_s:.0f} s")
        return Ran(*answer.recv())
    except EOFError as error:
        raise Died(getattr(work, "__name__", "a measurement")) from error
    finally:
        process.kill()
        process.join()


def _answer(to_parent: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    value = work(*arguments)
    to_parent.send((value, peak_mb(os.getpid())))
