"""The port to whoever watches long work: stages that are opened, and units that are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
"""Tells that so many more units of a stage are done."""

Stages = Callable[[str, int], AbstractContextManager[Advance]]
"""Opens a stage by its name and its number of units; it ends with the block."""


def unheard(_count: int) -> None:
    """Tell nobody how far a stage is."""


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Follow nothing."""
    yield unheard
