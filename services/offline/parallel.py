"""Work that is spread over the machine's cores."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

_MOST = 4
_CHUNK = 250
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(work: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """Do the same work on every item, in as many processes as there are cores, four at most.

    The processes are new ones, not forked: the threads of other libraries would not survive it.

    Args:
        work: a function of a module, which needs nothing but the item.
        items: take longer to work on than to send to another process.

    Yields:
        What `work` gives for each item, in order.
    """
    cores = min(_MOST, os.cpu_count() or 1)
    context = get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_leave_interrupts) as pool:
        yield from pool.map(work, items, chunksize=_CHUNK)


def _leave_interrupts() -> None:
    """Let the first process alone answer to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
