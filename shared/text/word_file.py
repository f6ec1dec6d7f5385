"""Reads the word lists beside it, which are kept for people to review."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

Entries = list[tuple[str, str]]


def read_sections(name: str) -> Mapping[str, Entries]:
    """Read a word list of this package.

    Args:
        name: of the file.

    Returns:
        By section, each entry behind the label before the colon of its line; "" without one.
    """
    sections: dict[str, Entries] = {}
    section: Entries = []
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            label, _, listed = line.rpartition(": ")
            section += [(label, entry.strip()) for entry in listed.split(",")]
    return sections
