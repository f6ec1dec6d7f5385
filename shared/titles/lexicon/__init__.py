"""The words that titles are made of, and those around them, as lists that a speaker can review.

Each `.txt` beside this module holds one entry a line under `[sections]`; `#` begins a comment.
Everything is folded here: case and accents never decide.
"""

from __future__ import annotations

from importlib.resources import files

from shared.text import fold
from shared.titles.ranking import Rank

Sections = dict[str, tuple[str, ...]]


def sections(text: str) -> Sections:
    """Read a word list.

    Args:
        text: an entry a line, under lines such as `[section]`; `#` begins a comment.

    Returns:
        The entries of each section, as written, in order.
    """
    found: dict[str, list[str]] = {}
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]") and line != "[]":
            entries = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            entries.append(line)
    return {name: tuple(entries) for name, entries in found.items()}


def _list(name: str) -> Sections:
    return sections((files(__name__) / name).read_text(encoding="utf-8"))


def _folded(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, entries))


def _ranked(name: str) -> dict[str, Rank]:
    return {fold(word): Rank[rank.upper()] for rank, words in _list(name).items() for word in words}


TITLES = {title: Rank[rank.upper()] for rank, some in _list("titles.txt").items() for title in some}
NOUNS = _ranked("nouns.txt")
EVERYDAY_NOUNS = _ranked("everyday_nouns.txt")
OCCUPATIONS = _ranked("occupations.txt")
PHRASES = _list("phrases.txt")["phrases"]

_RANKS = {name: _folded(words) for name, words in _list("ranks.txt").items()}
RAISING, LOWERING, TOP, LOOSE = (_RANKS[n] for n in ("raising", "lowering", "top", "loose"))
RANKS = frozenset().union(*_RANKS.values())

_WORK = {name: _folded(words) for name, words in _list("functions.txt").items()}
FUNCTIONS, REGIONS = _WORK["functions"], _WORK["regions"]

_ENDINGS = _list("endings.txt")
_COMPOUNDS = tuple(map(fold, _ENDINGS["endings"]))
_NO_COMPOUNDS = _folded(_ENDINGS["none"])
_SHORTEST_COMPOUND = 9

_CONTEXT = {name: _folded(words) for name, words in _list("context.txt").items()}
ARTICLES = _CONTEXT["articles"]
TIES = ARTICLES | _CONTEXT["ties"]
TYING = _CONTEXT["tying"]
BEFORE_AS = _CONTEXT["before as"]
BEFORE_OF = _CONTEXT["before of"]
OF = _CONTEXT["of"]
OF_IN_SOME_PLACES = _CONTEXT["of in some places"]
JOINS = _CONTEXT["joins"]
AFTER = _CONTEXT["after"] | {""}
STOPS = _CONTEXT["stops"]
DANGLING = _CONTEXT["dangling"]
LEADS = _CONTEXT["leads"]
NEEDING = _CONTEXT["needing"]
NOT_GIVEN = _CONTEXT["not given"]
COUNTING = _CONTEXT["counting"]
VERBS = _CONTEXT["verbs"]
STUDIES = _CONTEXT["studies"]
PASTIMES = _CONTEXT["pastimes"]
VOICES = _CONTEXT["voices"]
KEEPING_SENIOR = _CONTEXT["keeping senior"]
PRONOUNS = ARTICLES | _CONTEXT["pronouns"]
SCAFFOLD = TIES | BEFORE_AS | BEFORE_OF | OF | DANGLING | LEADS | _CONTEXT["scaffold"]
BOUNDARIES = SCAFFOLD - FUNCTIONS - RANKS - NOUNS.keys() - _CONTEXT["inside titles"]


def is_compound(low: str) -> bool:
    """Tell whether a folded word is made like an occupation: `-ologist`, `-maker`, `-leiter`."""
    return len(low) >= _SHORTEST_COMPOUND and low.endswith(_COMPOUNDS) and low not in _NO_COMPOUNDS
