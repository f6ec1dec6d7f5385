"""The industries between which introductions are made, at the level an organiser thinks in.

They are lists of words, so they lie in text files that somebody who knows the field, and no
Python, can review: a section an industry, a label or a sentence a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from configparser import ConfigParser
from importlib.resources import files
from typing import Final

from services.matcher.domain.industries.entry import Industry

UNKNOWN: Final = "Unknown"

SECTORS: Final = ("technology", "business", "public", "production", "consumer")
"""The files, in order: what a word means is learnt from the first alias that brings it."""


def read_sector(text: str) -> Iterator[Industry]:
    """Read the industries of one sector.

    Args:
        text: of a sector's file.

    Yields:
        Its industries, in order.

    Raises:
        configparser.Error: the text has no such form, or an industry or a list comes twice.
        KeyError: an industry lacks a list.
    """
    sections = ConfigParser(interpolation=None, delimiters=("=",), empty_lines_in_values=False)
    sections.read_string(text)
    for name in sections.sections():
        section = sections[name]
        yield Industry(
            name=name,
            description=section["description"],
            aliases=_lines(section["english"]),
            foreign=_lines(section["other languages"]),
            bios=_lines(section["bios"]),
        )


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line for line in block.splitlines() if line)


def _read_sectors() -> Iterator[Industry]:
    for sector in SECTORS:
        yield from read_sector((files(__package__) / f"{sector}.txt").read_text(encoding="utf-8"))


INDUSTRIES: Final[tuple[Industry, ...]] = tuple(_read_sectors())
