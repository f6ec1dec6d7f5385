"""Compile inner loops once, on their first call, and keep both cores busy with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from numba import config, njit

from services.matcher.file_cache import default_folders

P = ParamSpec("P")
R = TypeVar("R")

_THREADS = 2
_PARTS_A_THREAD = 8


def machine_code_folder(sources: Path, folders: Sequence[Path]) -> Path | None:
    """Make a folder for machine code, which another version of what is compiled will not find.

    Numba alone compares a function with its own file, and would go on with code into which a
    loop of another file was built as it used to be.

    Args:
        sources: the folder of all modules that compile something.
        folders: to make it in: the first that can be written.

    Returns:
        The folder; None where none can be written.
    """
    digest = hashlib.sha256()
    for source in sorted(sources.rglob("*.py")):
        text = source.read_bytes()
        if b"matcher.jit import" in text:
            digest.update(text)
    for folder in folders:
        place = folder / f"machine-code-{digest.hexdigest()[:16]}"
        with suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
            if os.access(place, os.W_OK):
                return place
    return None


_GIVEN = cast("str", vars(config)["CACHE_DIR"])
_KEPT = machine_code_folder(
    Path(__file__).with_name("domain"), [Path(_GIVEN)] if _GIVEN else default_folders()
)
vars(config)["CACHE_DIR"] = str(_KEPT or "")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Run a loop over arrays as machine code, without the interpreter's lock.

    Nothing is compiled before the first call. The machine code is kept in `NUMBA_CACHE_DIR`,
    with the installed packages, or in the user's cache; where none can be written, it lives as
    long as the process.

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
    fast = njit(cache=_KEPT is not None, nogil=True, fastmath=reorder)(function)
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
