"""Compile inner loops once, on their first call, and keep what was compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Run a loop over arrays as machine code, without the interpreter's lock.

    Nothing is compiled before the first call. The machine code is kept beside the source, or
    in the user's cache; where neither can be written, it lives as long as the process.

    Args:
        function: explicit loops over arrays and integers.

    Returns:
        The same function, compiled when first called.
    """
    try:
        fast = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba finds no writable place: a read-only installation
        fast = njit(nogil=True)(function)
    return cast("Callable[P, R]", fast)
