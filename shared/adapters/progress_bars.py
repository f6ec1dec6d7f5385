"""Progress on a terminal: a bar for each stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from shared.progress import Advance

_STEPS = 200


def in_steps(advance: Advance, step: int) -> Advance:
    """Tell of `step` units at a time, so that telling takes no time; the rest stays untold.

    Args:
        advance: is told.
        step: units, 1 or more.
    """
    waiting = 0

    def tell(count: int) -> None:
        nonlocal waiting
        waiting += count
        if waiting >= step:
            advance(waiting)
            waiting = 0

    return tell


class Bars:
    """Shows a bar for every stage; on standard error, so that output stays clean."""

    def __init__(self, console: Console | None = None) -> None:
        """Show nothing yet; `console` is standard error by default."""
        self._bars: dict[str, tuple[TaskID, int]] = {}
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console or Console(stderr=True),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def __call__(self, name: str, total: int) -> Iterator[Advance]:
        """Open a stage's bar, or make it longer; it stands full when the block ends."""
        known = self._bars.get(name)
        task, done = known or (self._progress.add_task(name, total=total), 0)
        end = done + total
        self._bars[name] = (task, end)
        self._progress.update(task, total=end)
        yield in_steps(lambda count: self._progress.advance(task, count), max(1, total // _STEPS))
        self._progress.update(task, completed=end)
