"""Remembers, in the data folder, where Rapport listens: links that are printed must open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shared.settings import Settings

_FILE = "address"


@contextmanager
def remembered(settings: Settings) -> Iterator[None]:
    """Keep the address while something listens there.

    What a killed process leaves behind is overwritten by the next one.

    Args:
        settings: of what listens.
    """
    path = settings.data_dir / _FILE
    with suppress(OSError):  # whoever listens goes on without
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(settings.url, encoding="utf-8")
    try:
        yield
    finally:
        if _read(path) == settings.url:  # else somebody else listens by now
            path.unlink()


def address_of(settings: Settings) -> str:
    """Say what links start with.

    Args:
        settings: with the public address, if there is one.

    Returns:
        The public address, else the one that something listens at, else the one that something
        would listen at.
    """
    heard = "" if settings.public_url else _read(settings.data_dir / _FILE)
    return heard or settings.url


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    return ""
