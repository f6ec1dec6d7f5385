"""The lists of words beside this module, and patterns that find them in folded text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from services.intake.rosters.vocabulary.folding import FIRST_UNSPACED, folded_words

_SECTION: Final = re.compile(r"\[(.+)\]")
_BETWEEN_PHRASES: Final = re.compile(r",\s*|,?\n")


@cache
def listed(section: str) -> frozenset[str]:
    """List the phrases of a section in every language, as they are written there.

    Raises:
        KeyError: no language has this section.
    """
    return frozenset(_merged()[section])


def section_names() -> frozenset[str]:
    """Name every section that some language has."""
    return frozenset(_merged())


@cache
def pattern_of(section: str) -> re.Pattern[str]:
    """Build what finds any phrase of a section in folded text, the longest first; see `listed`."""
    return _pattern(listed(section))


def sections_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Read a language's file.

    Args:
        text: sections in brackets, phrases between commas and line breaks, "# " comments.

    Yields:
        A section's name and its phrases.
    """
    lines = (line.strip() for line in text.splitlines())
    body = "\n".join(line for line in lines if line and line != "#" and line[:2] != "# ")
    _, *parts = _SECTION.split(body)
    for name, phrases in zip(parts[::2], parts[1::2], strict=True):
        yield name, [phrase for phrase in _BETWEEN_PHRASES.split(phrases) if phrase]


@cache
def languages() -> Mapping[str, Mapping[str, list[str]]]:
    """Load every language's sections, by the name of its file."""
    return {
        file.name: dict(sections_of(file.read_text(encoding="utf-8")))
        for file in sorted(files(__package__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".txt")
    }


@cache
def _merged() -> Mapping[str, list[str]]:
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages().values():
        for name, phrases in language.items():
            merged[name] += phrases
    return dict(merged)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    folded = {_folded_phrase(phrase) for phrase in phrases} - {""}
    ordered = sorted(folded, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(_expression, ordered)))


def _folded_phrase(phrase: str) -> str:
    """Fold a listed phrase, with its marks where they were."""
    words = folded_words(phrase)
    mark = "=" if phrase.startswith("=") else ""
    ending = "*" if phrase.endswith("*") else ""
    return f"{mark}{words}{ending}" if words else ""


def _expression(phrase: str) -> str:
    words = re.escape(phrase.strip("=*"))
    if phrase.startswith("="):
        return rf"^{words}$"
    if phrase.strip("=*")[0] >= FIRST_UNSPACED:
        return words
    return rf"\b{words}\w*" if phrase.endswith("*") else rf"\b{words}\b"
