"""Tells the language that somebody writes in, where there is enough of it to tell.

A script counts its letters; what is in Latin script and not plainly English is put to lingua.
What is too short to judge is not judged, nor what English nearly explains: a name, a company or
a term of the trade says nothing about the language that its owner reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shared.languages.latin import ENGLISH, latin_language
from shared.languages.scripts import script_language

__all__ = ["ENGLISH", "foreign_language", "language_of"]

_ENOUGH: Final = 200  # characters: more of a text costs time and makes the answer no surer


def foreign_language(texts: Iterable[str]) -> str:
    """Name the language of some texts of one person, unless it is English or can't be told.

    Args:
        texts: what is matched on first, such as interests, and then a bio: whoever begins in
            English is understood.
    """
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
    return latin_language(beginning)
