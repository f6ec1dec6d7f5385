"""Which characters a text file's bytes stand for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from services.intake.rosters.table import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
    "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
"""What charset-normalizer may choose from; with all 90, short lists become exotic."""

_FOREIGN_RUNS = 5_000
_SAMPLE_BYTES = 32_768
_NULS_FOR_UTF16 = 0.25
_FEWEST_NULS = 0.01
_LOST = "\ufffd"
_KANJI_LEVEL_TWO = 0x98
_LEAST_GOOD = 0.8
_GOOD_TO_BAD = 10

_RUN = re.compile(r"([A-Za-z]?)([^\x00-\x7f]+)([A-Za-z]?)")
_KANA = re.compile("[\u3000-\u30ff\uff01-\uff5e\uffe0-\uffe6]")
_HALF_WIDTH = re.compile("[\uff66-\uff9f]{3,}")
_KANJI = re.compile("[\u4e00-\u9fff]")
_WESTERN_RUN = re.compile(
    "[\xc0-\xd6\xd8-\xf6\xf8-\xff\u0160\u0161\u017d\u017e\u0152\u0153\u0178]{1,3}"
    "|[\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\u20ac\u2013\u2014\u2018-\u201e\u2022\u2026\u2122]{1,3}"
)
_ORDINAL = re.compile("[\xaa\xb2\xb3\xba]")


def decode(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Turn a text file's bytes into text, in the encoding that they are most likely in.

    Tried in order: byte order marks, UTF-16 by its zero bytes, strict UTF-8, Shift-JIS
    where it yields Japanese, Windows-1252 where it yields a Western language, and then
    what charset-normalizer takes it for.

    Args:
        content: the whole file.

    Returns:
        The text without zero characters, and a problem if characters were lost or guessed.
    """
    text, what = _decode(content)
    if _LOST in text:
        what = f"some characters could not be read ({text.count(_LOST)})"
    cure = "If names look wrong, save the list as CSV UTF-8 and upload it again."
    problems = (Problem(None, "", what, cure),) if what else ()
    return text.replace("\0", "").removeprefix("\ufeff"), problems


def _decode(content: bytes) -> tuple[str, str]:
    """Decode, and say what is doubtful about it, or nothing."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ""
    utf8 = _strictly(content, "utf-8")
    utf16 = _unmarked_utf16(content, valid_utf8=utf8 is not None)
    if utf16 is not None:
        return utf16, ""
    return (utf8, "") if utf8 is not None else _decode_legacy(content)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(content: bytes, *, valid_utf8: bool) -> str | None:
    """Recognise UTF-16 by zeros that all stand in the same half of each pair of bytes."""
    high, low = content[::2].count(0), content[1::2].count(0)
    zeros = (high + low) / max(len(content), 1)
    if zeros < (_NULS_FOR_UTF16 if valid_utf8 else _FEWEST_NULS):
        return None
    if max(high, low) < _GOOD_TO_BAD * min(high, low) / 2:
        return None
    return _strictly(content[: len(content) // 2 * 2], "utf-16-le" if low > high else "utf-16-be")


def _decode_legacy(content: bytes) -> tuple[str, str]:
    japanese = _strictly(content, "cp932")
    if japanese is not None and _is_japanese(japanese):
        return japanese, ""
    damaged = content.decode("utf-8", errors="replace")
    readable = sum(_LOST not in run[2] for run in _RUN.finditer(damaged))
    if readable > _GOOD_TO_BAD * damaged.count(_LOST):
        return damaged, ""
    western = _strictly(content, "cp1252")
    if western is not None and _is_western(western):
        return western, ""
    encoding = _ask_library(content)
    return content.decode(encoding, errors="replace"), f"the characters were taken for {encoding}"


def _is_japanese(text: str) -> bool:
    """Tell Japanese from Western text whose accents happen to be valid Shift-JIS.

    Japanese comes in runs of kana and common kanji; a misread accent is one rare
    character, or any character inside a Latin word.
    """
    good = bad = 0
    for before, run, after in _foreign_runs(text):
        likely = sum(map(_is_common, run)) + sum(map(len, _HALF_WIDTH.findall(run)))
        inside_a_word = len(run) == 1 and (before or after) and not _KANA.match(run)
        if inside_a_word:
            likely = 0
        good, bad = good + likely, bad + len(run) - likely
    return good > 2 * bad


def _foreign_runs(text: str) -> Iterator[tuple[str, str, str]]:
    """Give the first runs of other than ASCII, each with the Latin letters that touch it."""
    for found in islice(_RUN.finditer(text), _FOREIGN_RUNS):
        yield found[1], found[2], found[3]


def _is_common(character: str) -> bool:
    if _KANA.match(character):
        return True
    return bool(_KANJI.match(character)) and character.encode("cp932")[0] < _KANJI_LEVEL_TWO


def _is_western(text: str) -> bool:
    """Tell whether accents and typographic marks stand where Western languages put them."""
    good = bad = 0
    for before, run, after in _foreign_runs(text):
        fits = _WESTERN_RUN.fullmatch(run) or (_ORDINAL.fullmatch(run) and not (before and after))
        good, bad = good + bool(fits), bad + (not fits)
    return good >= _LEAST_GOOD * (good + bad)


def _ask_library(content: bytes) -> str:
    first = re.search(rb"[\x80-\xff]", content)
    start = content.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = content[start : start + _SAMPLE_BYTES]
    cut = sample.rfind(b"\n") + 1
    best = from_bytes(sample[:cut] if cut else sample, cp_isolation=_OTHERS).best()
    return best.encoding if best else "cp1252"
