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
    TextColumn,
    TimeElapsedColumn,
)

from services.matcher.domain.ports import Advance


class Bars:
    """Shows a bar for every stage; on standard error, so that output stays clean."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def __call__(self, name: str, total: int) -> Iterator[Advance]:
        """Open a stage's bar; it stands full when the block ends."""
        task = self._progress.add_task(name, total=total)
        yield lambda count: self._progress.advance(task, count)
        self._progress.update(task, total=total, completed=total)
