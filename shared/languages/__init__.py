"""Tells the language that somebody writes in, where there is enough of it to tell.

A script counts its letters; languages in Latin script are told apart by the small words that
none of them does without, as in Grefenstette, *Comparing two language identification schemes*
(1995). What is too short to judge is not judged: a name, a company or a term of the trade
says nothing about the language that its owner reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from shared.languages.scripts import script_language
from shared.languages.words import ENGLISH, PARTICLES, WORDS

__all__ = ["ENGLISH", "foreign_language", "language_of"]

_ENOUGH: Final = 800  # characters: more of a text makes the answer no surer
_FEWEST_WORDS: Final = 8
_FEWEST: Final = 3
_LEAST_SHARE: Final = 0.15
_MARGIN: Final = 2


def _speakers() -> dict[str, tuple[str, ...]]:
    """List for each word the languages that it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


_SPEAKERS: Final = _speakers()


def foreign_language(texts: Iterable[str]) -> str:
    """Name the language of some texts of one person, unless it is English or can't be told."""
    language = language_of("\n".join(texts))
    return language if language and language != ENGLISH else ""


def language_of(text: str) -> str | None:
    """Name the language of a text.

    Args:
        text: of any length; its beginning is read.

    Returns:
        Such as "German"; a script's name where the script alone is sure; two names joined by
        "or" where they can't be told apart; None where there is too little to judge.
    """
    beginning = text[:_ENOUGH]
    if not beginning.isascii() and (found := script_language(beginning)):
        return found
    words = beginning.lower().split()
    return _by_small_words(words) if len(words) >= _FEWEST_WORDS else None


def _by_small_words(words: list[str]) -> str | None:
    """Let each small word vote for its languages; a foreign one has to win by a margin."""
    groups = Counter(map(_SPEAKERS.get, words))
    groups.pop(None, None)
    votes: Counter[str] = Counter()
    for speakers, times in groups.items():
        for language in speakers or ():
            votes[language] += times
    english = votes.pop(ENGLISH, 0)
    most = max(votes.values(), default=0)
    if english >= most:
        return ENGLISH if english else None
    leaders = [language for language in WORDS if votes[language] == most]
    if most < _LEAST_SHARE * len(words) or not _is_foreign(words, leaders[0]):
        return None
    return " or ".join(leaders[:2])


def _is_foreign(words: list[str], language: str) -> bool:
    """Compare what only this language says with what only English says; names say neither."""
    speakers = [(word, _SPEAKERS[word]) for word in words if word in _SPEAKERS]
    own = [word for word, known in speakers if language in known and ENGLISH not in known]
    others = sum(ENGLISH in known and language not in known for _, known in speakers)
    different = set(own)
    return len(own) > _MARGIN * others and len(different) >= _FEWEST and not different <= PARTICLES
