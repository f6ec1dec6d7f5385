"""Caches on disk what is dear to make and can be made again, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

_DIGEST_BYTES = 32


def default_folders() -> tuple[Path, ...]:
    """List where files are cached: with the installed packages, else in the user's cache.

    The first goes with its environment, and is filled at set-up by whoever may write there.
    """
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (Path(sys.prefix) / "share" / "rapport", Path(cache) / "rapport")


def read_or_make(name: str, make: Callable[[], bytes], folders: Sequence[Path]) -> bytes:
    """Read a file's content, or make it and write the file.

    A damaged file is made again. Where no folder can be written, it is made every time.

    Args:
        name: of the file; it must change whenever what is made would.
        make: makes it.
        folders: looked through in this order, and written to the first that can be.
    """
    for folder in folders:
        found = _read(folder / name)
        if found is not None:
            return found
    made = make()
    for folder in folders:
        if _write(folder / name, made):
            break
    return made


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        content = path.read_bytes()
        digest, made = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
        if hashlib.sha256(made).digest() == digest:
            return made
    return None


def _write(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(hashlib.sha256(content).digest())
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o644)  # made at set-up, read by whoever serves
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        return True
    return False
