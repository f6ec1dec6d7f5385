"""Rows as a file has them, before anybody knows what they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row; a `fatal` one makes the row unusable."""

    what: str
    cure: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row before anybody knows what it is.

    `number` is the row's number as a spreadsheet shows it, from 1. `cells` are clean and end
    with the last one that says something; `width` counts those that were written.
    """

    number: int
    cells: tuple[str, ...]
    width: int
    fault: Fault | None = None

    @property
    def filled(self) -> int:
        """Count the cells that say something."""
        return len(self.cells) - self.cells.count("")
