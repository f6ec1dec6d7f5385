"""One spelling of a word, so that case and accents never decide."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Spell a text without case and accents.

    Args:
        text: anything.

    Returns:
        The text casefolded, compatibility forms resolved, combining marks gone.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
