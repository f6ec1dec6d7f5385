"""One spelling of a word, so that case, accents and strokes never decide."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from anyascii import anyascii

_VOWEL_POINTS: Final = range(10, 37)  # of Hebrew and Arabic, which mostly go unwritten
_ACCENTS: Final = range(200, 241)
_STROKES: Final = 1
_INDIC_AND_THAI: Final = range(0x900, 0x1100)
_MARKS: Final = "".join(
    chr(code) for code in _INDIC_AND_THAI if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
LETTER: Final = rf"(?:[^\W_]|[{_MARKS}])"
"""The pattern of a letter or digit, or of a vowel that is written as a mark."""

_WORD: Final = re.compile(f"{LETTER}+")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'`\u2018\u2019\u02bb\u02bc", ""))


class _Spelled(dict[int, str]):
    """Letters of some scripts to plain Latin ones, worked out once each; for `str.translate`.

    Only alphabets whose letters stand for sounds as Latin ones do are worth it: Chinese
    transliterated makes one of words that are two, Hebrew lacks its vowels, and Japanese and
    Korean come out as no company writes itself in English.
    """

    def __init__(self, *scripts: str) -> None:
        super().__init__()
        self._scripts = scripts

    def __missing__(self, code: int) -> str:
        self[code] = spelled = self._spell(chr(code))
        return spelled

    def _spell(self, letter: str) -> str:
        kind = unicodedata.combining(letter)
        if kind == _STROKES or kind in _VOWEL_POINTS or kind in _ACCENTS:
            return ""
        if not unicodedata.name(letter, "").startswith(self._scripts):
            return letter
        latin = anyascii(letter).lower()
        return latin if latin.isalnum() else letter


_FOLDED: Final = _Spelled("LATIN")
_IN_LATIN: Final = _Spelled("LATIN", "CYRILLIC", "GREEK")
_IN_LATIN.update(dict.fromkeys(map(ord, "\u044a\u044c"), ""))  # signs of how others sound


def fold(text: str) -> str:
    """Spell a text without case, accents and strokes.

    Marks that make another letter stay: the voicing of kana, the vowels and tones of Indic
    scripts and Thai.

    Args:
        text: anything.

    Returns:
        The text casefolded, compatibility forms resolved, each Latin letter one of a to z.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_FOLDED)
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def without_apostrophes(text: str) -> str:
    """Take out apostrophes, so that "men's" is "mens" and no word of one letter."""
    return text.translate(_APOSTROPHES)


def words(text: str) -> list[str]:
    """Split a text into its words, folded; what is no letter or digit parts them."""
    return _WORD.findall(fold(text))


def in_latin(folded: str) -> str:
    """Spell a folded word in Latin letters, if it is Cyrillic or Greek; else leave it."""
    return folded if folded.isascii() else folded.translate(_IN_LATIN) or folded
