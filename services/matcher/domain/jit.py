"""Compile inner loops once, on their first call, and keep both cores busy with them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 2
_PARTS_A_THREAD = 8


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Run a loop over arrays as machine code, without the interpreter's lock.

    Nothing is compiled before the first call. The machine code is kept beside the source, or
    in the user's cache; where neither can be written, it lives as long as the process.

    Args:
        function: explicit loops over arrays and integers.

    Returns:
        The same function, compiled when first called.
    """
    return _compile(function, reorder=False)


def compiled_exact(function: Callable[P, R]) -> Callable[P, R]:
    """Compile as `compiled` does, and let the machine add up in any order.

    Args:
        function: adds up only what is exact in its type, so that no order changes a bit.

    Returns:
        The same function, compiled when first called.
    """
    return _compile(function, reorder=True)


def _compile(function: Callable[P, R], *, reorder: bool) -> Callable[P, R]:
    try:
        fast = njit(cache=True, nogil=True, fastmath=reorder)(function)
    except RuntimeError:  # numba finds no writable place: a read-only installation
        fast = njit(nogil=True, fastmath=reorder)(function)
    return cast("Callable[P, R]", fast)


def in_parts(work: Callable[[slice], None], length: int, *, smallest: int = 256) -> None:
    """Do independent work on every part of a range, two parts at a time.

    Args:
        work: a compiled loop over one part; writes to that part's places alone.
        length: of the range.
        smallest: a part's length at least.
    """
    size = max(smallest, -(-length // (_THREADS * _PARTS_A_THREAD)))
    parts = [slice(first, min(first + size, length)) for first in range(0, length, size)]
    if len(parts) < _THREADS:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        for _ in pool.map(work, parts):
            pass
