"""What a brief is made of: lines that each say where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know, and its source in words."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under one heading."""

    heading: str
    lines: tuple[Line, ...]
