"""Tells languages by their letters, where these are not Latin."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ENOUGH: Final = 12  # letters of an alphabet, about two words
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER: Final = re.compile(r"[\u0370-\u1dff\u3040-\u9fff\uac00-\ud7a3]")


class _Script(NamedTuple):
    """The letters of a script, and the language that it stands for.

    `worth` says how many letters of an alphabet one of them counts for; `telling` has letters
    that only one of the script's languages has, and which.
    """

    letters: str
    language: str
    worth: int = 1
    telling: tuple[tuple[str, str], ...] = ()


_JAPANESE: Final = (("[\u3040-\u30ff]", "Japanese"),)
_SLAVIC: Final = (
    ("\u045e", "Belarusian"),
    ("[\u0454\u0457\u0491]", "Ukrainian"),
    ("[\u044b\u044d]", "Russian"),
)
_FROM_ARABIC: Final = (
    ("[\u0679\u0688\u0691\u06d2]", "Urdu"),
    ("[\u067e\u0686\u0698\u06af]", "Persian"),
)
_SCRIPTS: Final = (
    _Script("[\u3040-\u30ff\u3400-\u9fff]", "Chinese", 3, _JAPANESE),
    _Script("[\uac00-\ud7a3]", "Korean", 2),
    _Script("[\u0400-\u052f]", "Cyrillic script", 1, _SLAVIC),
    _Script("[\u0600-\u06ff]", "Arabic", 1, _FROM_ARABIC),
    _Script("[\u0370-\u03ff\u1f00-\u1fff]", "Greek"),
    _Script("[\u0590-\u05ff]", "Hebrew"),
    _Script("[\u0900-\u097f]", "Devanagari script"),
    _Script("[\u0980-\u09ff]", "Bengali script"),
    _Script("[\u0b80-\u0bff]", "Tamil"),
    _Script("[\u0e00-\u0e7f]", "Thai"),
    _Script("[\u10a0-\u10ff]", "Georgian"),
    _Script("[\u0530-\u058f]", "Armenian"),
)


def script_language(text: str) -> str:
    """Name the language, or at least the script, that most of a text's letters are of.

    Args:
        text: any.

    Returns:
        The name; "" where most letters are Latin, or there are hardly any.
    """
    if not _OTHER.search(text):
        return ""
    weighed = [(one.worth * len(re.findall(one.letters, text)), one) for one in _SCRIPTS]
    most, script = max(weighed, key=lambda pair: pair[0])
    if most < _ENOUGH or most <= len(_LATIN.findall(text)):
        return ""
    found = (language for letters, language in script.telling if re.search(letters, text))
    return next(found, script.language)
