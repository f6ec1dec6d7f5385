"""Splits a column's cells into phrases without tearing options or sentences."""

# ruff: noqa: RUF001 - full-width and typographic marks separate, too
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from services.intake.rosters.cells import cell_parsers
from services.intake.rosters.cells.comma_lists import (
    CommaSeparation,
    is_plain_list,
    without_joining_word,
)
from services.intake.rosters.cells.non_answers import is_non_answer

MOST_PHRASES: Final = 200
_LONGEST: Final = 300
_LONGEST_CELL: Final = 20_000
_LONG_PROSE: Final = 160
_HARD: Final = re.compile(r"[;；\n|•▪●◦‣·、]|^[-*–—]\s+", re.MULTILINE)
_SLASH: Final = re.compile(r"\s/\s")
_COMMA: Final = re.compile(r"[,，](?!\d{3}\b)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？])")
_FIRST_PERSON: Final = re.compile(
    r"(?:^|(?<=[\s(]))(?:I(?:['’]\w+)?|[Mm]y|[Ww]e(?:['’]\w+)?|[Oo]ur|[Ii]ch|[Ww]ir|[Jj]e|[Nn]ous"
    r"|[Jj]['’]ai|[Yy]o|[Qq]uiero|[Bb]usco|[Nn]ecesito|[Vv]orrei|[Qq]uero|[Jj]ag|[Jj]eg|[Яя]|[Мм]ы"
    r"|[Hh]oping to|[Ll]ooking (?:for|to)|[Hh]ow (?:to|do|can))(?=[\s,])"
)
_LEAD_IN: Final = re.compile(
    r"^(?:mentor(?:ing|s)?(?: (?:in|for|on))?|can (?:help|mentor|offer)(?: (?:with|in))?|help with"
    r"|expert(?:ise)? in|experienced? in|interests?|interested in|skills?|offers?|offering|needs?"
    r"|looking for|seeking|topics?|ask me about|talk to me about|biete|suche|goals?)\s*:\s*",
    re.IGNORECASE,
)
_SECOND_HALF: Final = re.compile(r"\s(?:&|and|und|et|y|e)\s")
_NUMBERING: Final = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-z]\))\s+")
_EDGE: Final = re.compile(r"^[^\w\"'(\[.+@¿¡«„“]+|[^\w\"')\]?!+#.»“”%*]+$")
_OPEN, _CLOSE = "([（【", ")]）】"
_SENTENCE_WORDS: Final = 6
_LONG_ITEM_WORDS: Final = 9
_FIRST_PERSON_WORDS: Final = 4
_CAPITALISED: Final = 0.7
_HARD_PER_COMMA: Final = 5  # where fewer cells have commas, a comma belongs to its option
_OFTEN: Final = 2
_VERY_OFTEN: Final = 3


class PhraseSplitter:
    """How one column separates its phrases, learnt from all of its cells."""

    def __init__(self, column: Iterable[str]) -> None:
        found = Counter(cell for cell in map(_readable, column) if cell)
        hard = sum(times for cell, times in found.items() if _HARD.search(cell))
        soft = {cell: times for cell, times in found.items() if not _HARD.search(cell)}
        commas = Counter({c: n for c, n in soft.items() if "," in c and not is_prose(c)})
        self._slashes = not hard and _slashed(soft) > sum(commas.values())
        self._by_commas = hard <= _HARD_PER_COMMA * sum(commas.values())
        whole = {p for c in found if _HARD.search(c) for p in _pieces(c, _HARD) if "," in p}
        self._joined = _options(commas) | whole
        parts = Counter[tuple[str, ...]]()
        for cell, times in commas.items():
            parts[tuple(self._rejoined(_atoms(cell)))] += times
        self._commas = CommaSeparation({cell: n for cell, n in parts.items() if len(cell) > 1})
        self._known: dict[str, tuple[str, ...]] = {}

    def split(self, cell: str) -> tuple[str, ...]:
        """Split one cell into phrases, each once, without the words for nothing."""
        if cell not in self._known:
            self._known[cell] = self._split(_readable(cell))
        return self._known[cell]

    def _split(self, cell: str) -> tuple[str, ...]:
        body = _LEAD_IN.sub("", cell)
        pieces = _pieces(body, _HARD)
        if len(pieces) == 1 and not is_prose(body):
            pieces = self._by_soft(pieces[0])
        return distinct(part for piece in pieces for part in _bounded(piece))

    def _by_soft(self, piece: str) -> list[str]:
        if self._slashes:
            return _SLASH.split(piece)
        parts = self._rejoined(_atoms(piece))
        separate = self._commas.separate if self._by_commas else is_plain_list
        if len(parts) == 1 or not separate(parts):
            return [piece]
        return [without_joining_word(part) for part in parts]

    def _rejoined(self, atoms: Sequence[str]) -> list[str]:
        joined: list[str] = []
        for atom in atoms:
            if joined and f"{joined[-1]}, {atom}" in self._joined:
                joined[-1] = f"{joined[-1]}, {atom}"
            else:
                joined.append(atom)
        return joined


def is_prose(cell: str) -> bool:
    """Tell a free-text answer from a list of phrases."""
    words = cell.count(" ") + 1
    if words > _FIRST_PERSON_WORDS and _FIRST_PERSON.search(cell):
        return True
    if cell.endswith((".", "!", "?")) and words >= _SENTENCE_WORDS and cell.count(",") < words / 4:
        return True
    if "。" in cell:
        return True
    atoms = _atoms(cell)
    return 2 * sum(atom.count(" ") + 1 >= _LONG_ITEM_WORDS for atom in atoms) >= len(atoms)


def distinct(phrases: Iterable[str]) -> tuple[str, ...]:
    """Keep each phrase once, whatever its case, trimmed, in order; drop what says nothing."""
    kept: dict[str, str] = {}
    for phrase in phrases:
        trimmed = _often_trimmed(phrase) if len(phrase) <= _LONGEST else _trimmed(phrase)
        if trimmed:
            kept.setdefault(trimmed.casefold(), trimmed)
    return tuple(kept.values())


def _readable(cell: str) -> str:
    return cell_parsers.text(cell[:_LONGEST_CELL])


def _trimmed(phrase: str) -> str:
    """Trim a phrase; "" where it says nothing."""
    bare = _NUMBERING.sub("", " ".join(phrase.split()))
    bare = _EDGE.sub("", _NUMBERING.sub("", _EDGE.sub("", bare)))
    trimmed = bare if is_prose(bare) else bare.rstrip(".")
    return "" if is_non_answer(trimmed) else trimmed


_often_trimmed = lru_cache(maxsize=1 << 14)(_trimmed)


def _pieces(cell: str, separator: re.Pattern[str]) -> list[str]:
    return [piece.strip() for piece in separator.split(cell) if piece.strip()]


def _atoms(cell: str) -> list[str]:
    """Split at commas outside brackets."""
    if "," not in cell and "，" not in cell:
        return [cell]
    if not any(bracket in cell for bracket in _OPEN):
        return _pieces(cell, _COMMA)
    atoms: list[str] = []
    start = depth = 0
    cuts = {match.start() for match in _COMMA.finditer(cell)}
    for place, character in enumerate(cell):
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if place in cuts and not depth:
            atoms.append(cell[start:place].strip())
            start = place + 1
    return [atom for atom in [*atoms, cell[start:].strip()] if atom]


def _slashed(column: Collection[str]) -> int:
    return sum(1 for cell in column if _SLASH.search(cell))


def _options(lists: Counter[str]) -> set[str]:
    """Find options that hold commas: parts that never occur without each other."""
    alone, together = Counter[str](), Counter[tuple[str, str]]()
    for cell, times in lists.items():
        atoms = _atoms(cell)
        alone.update({atom: times * count for atom, count in Counter(atoms).items()})
        together.update({pair: times * n for pair, n in Counter(pairwise(atoms)).items()})
    later = [second for _, second in together if second[:1].isalpha()]
    capitals = sum(map(_capitalised, later)) >= _CAPITALISED * max(1, len(later))
    found: set[str] = set()
    ends: dict[str, str] = {}
    for (first, second), times in together.items():
        inseparable = times == alone[first] == alone[second]
        if inseparable and _continues(first, second, lists, capitals=capitals, times=times):
            ends[second] = f"{ends.get(first, first)}, {second}"
            found.add(ends[second])
    return found


def _capitalised(word: str) -> bool:
    return word[:1].isupper() or not word[:1].islower()


def _continues(first: str, second: str, lists: Counter[str], *, capitals: bool, times: int) -> bool:
    has_and = bool(_SECOND_HALF.search(second)) or without_joining_word(second) != second
    in_lower_case = capitals and first[:1].isupper() and second[:1].islower()
    if times < _OFTEN:
        return has_and and in_lower_case
    return has_and or in_lower_case or lists[f"{first}, {second}"] >= _VERY_OFTEN


def _bounded(piece: str) -> Iterable[str]:
    """Cut what is long at sentence ends, and sentences that are too long between words."""
    if len(piece) <= _LONG_PROSE:
        yield piece
        return
    for sentence in _SENTENCE_END.split(piece):
        rest = sentence.strip()
        while len(rest) > _LONGEST:
            cut = rest.rfind(" ", _LONGEST // 2, _LONGEST)
            cut = cut if cut > 0 else _LONGEST
            yield rest[:cut]
            rest = rest[cut:].strip()
        if rest:
            yield rest
