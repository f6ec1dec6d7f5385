"""Looks at a column's cells for what its header leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from services.intake.rosters.cells import cell_parsers, names
from services.intake.rosters.roster import Field
from services.intake.rosters.vocabulary import folded_words, pattern_of

_SAMPLE: Final = 1000
_MOSTLY: Final = 0.6
_SOME: Final = 0.3
_SEVERAL: Final = 5
_LONG_LABEL: Final = 120
_WORDS_OF_A_TITLE: Final = 3
_LONG_ENOUGH: Final = 400  # so that one endless cell does not speak for its column
_MOST_STATUSES: Final = 40
_NUMBER: Final = re.compile(r"[+-]?\d[\d\s.,:%]*")
_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?")
_URL: Final = re.compile(
    r"(https?://\S+|www\.\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,})(/\S*)?", re.IGNORECASE
)
_WHOLE_NAME: Final = re.compile(
    r"[^\W\d_][^\W\d_.'-]*+[.,]?(?:[ '-][^\W\d_]++[.,]?){1,5}|[\u3040-\u9fff\uac00-\ud7a3]{2,8}"
)
_LEGAL_FORM: Final = re.compile(
    r"\b(ltd|limited|llc|inc|gmbh|ag|kg|plc|corp|s\.?a\.?s?|s\.?r\.?l|b\.?v|pty|oy|ab|a/s|pte|co)\b\.?$|株式会社|有限公司",
    re.IGNORECASE,
)


class ColumnProfile:
    """The non-empty cells of one column, each distinct one with how often it occurs."""

    def __init__(self, column: Iterable[str]) -> None:
        counted = Counter(column)
        self.rows = counted.total()
        kept = {
            cell: times
            for cell, times in counted.items()
            if not cell_parsers.is_placeholder(cell.strip())
        }
        self.filled = sum(kept.values())
        self.distinct = len(kept)
        ordered = sorted(kept)
        self._sample = [
            (cell.strip(), kept[cell]) for cell in ordered[:: 1 + len(ordered) // _SAMPLE]
        ]

    @property
    def constant(self) -> bool:
        """Tell whether several rows, and every one of them, say the same."""
        return self.distinct == 1 and self.filled == self.rows >= _SEVERAL

    @property
    def typical_length(self) -> float:
        """Average the length of the cells, in characters; 0 in an empty column."""
        total = sum(times for _, times in self._sample)
        return (
            sum(min(len(cell), _LONG_ENOUGH) * times for cell, times in self._sample) / total
            if total
            else 0.0
        )

    def fraction(self, test: Callable[[str], object]) -> float:
        """Measure for which share of the non-empty cells a test holds; 0 in an empty column."""
        total = sum(times for _, times in self._sample)
        return sum(times for cell, times in self._sample if test(cell)) / total if total else 0.0

    def mostly(self, test: Callable[[str], object]) -> bool:
        """Tell whether a test holds for most of the non-empty cells."""
        return self.fraction(test) >= _MOSTLY


def is_tick(cell: str) -> bool:
    """Tell a yes, a no or a tick."""
    return cell_parsers.yes_or_no(cell) is not None


def is_number(cell: str) -> bool:
    """Tell a number."""
    return bool(_NUMBER.fullmatch(cell))


def is_date(cell: str) -> bool:
    """Tell a date, with or without a time."""
    return bool(_DATE.fullmatch(cell))


def is_url(cell: str) -> bool:
    """Tell an address on the web."""
    return bool(_URL.fullmatch(cell))


def is_address(cell: str) -> bool:
    """Tell something that is meant as an e-mail address."""
    return "@" in cell


def is_salutation(cell: str) -> bool:
    """Tell a salutation or an academic title."""
    return bool(names.SALUTATIONS.fullmatch(folded_words(cell)))


def is_group_role(cell: str) -> bool:
    """Tell a role in a group or at the event, which is no job title."""
    return bool(pattern_of("group roles").search(folded_words(cell)))


def is_count(cell: str) -> bool:
    """Tell a number that is no tick, such as minutes."""
    return is_number(cell) and not is_tick(cell)


def is_occupation(cell: str) -> bool:
    """Tell an occupation in a few words from a sentence about what somebody does."""
    return cell.count(" ") <= _WORDS_OF_A_TITLE and not cell.startswith("I ")


def is_whole_name(cell: str) -> bool:
    """Tell a text that looks like a person's given and family name."""
    return bool(_WHOLE_NAME.fullmatch(cell)) and not is_company(cell)


def is_company(cell: str) -> bool:
    """Tell a name with a legal form."""
    return bool(_LEGAL_FORM.search(cell))


def unfit(field: Field, profile: ColumnProfile) -> str:
    """Say why a column's cells can't be this field, or ""."""
    if not profile.filled:
        return ""
    return next((why for test, why in _UNFIT.get(field, _UNFIT_TEXT) if test(profile)), "")


_Unfit = tuple[Callable[[ColumnProfile], bool], str]
_TICKS: Final[_Unfit] = (lambda p: p.mostly(is_tick), "its cells are yes or no")
_NUMBERS: Final[_Unfit] = (lambda p: p.mostly(is_number), "its cells are numbers")
_DATES: Final[_Unfit] = (lambda p: p.mostly(is_date), "its cells are dates")
_URLS: Final[_Unfit] = (lambda p: p.mostly(is_url), "its cells are web addresses")
_ADDRESSES: Final[_Unfit] = (
    lambda p: p.mostly(is_address),
    "its cells are e-mail addresses",
)
_LONG: Final[_Unfit] = (
    lambda p: p.typical_length > _LONG_LABEL,
    "its cells are long texts",
)
_UNFIT_TEXT: Final = (_TICKS, _NUMBERS, _DATES, _URLS)
_UNFIT_LABEL: Final = (*_UNFIT_TEXT, _ADDRESSES, _LONG)
_UNFIT: Final[dict[Field, tuple[_Unfit, ...]]] = {
    "name": (_TICKS, _NUMBERS, _DATES, _URLS, _LONG),
    "first_name": _UNFIT_LABEL,
    "last_name": _UNFIT_LABEL,
    "company": (_TICKS, _NUMBERS, _DATES, _LONG),
    "title": _UNFIT_LABEL,
    "industry": _UNFIT_LABEL,
    "country": _UNFIT_LABEL,
    "email": ((lambda p: p.fraction(is_address) < _SOME, "its cells are no e-mail addresses"),),
    "website": ((lambda p: p.fraction(is_url) < _SOME, "its cells are no web addresses"),),
    "formats": (
        (
            lambda p: p.fraction(cell_parsers.formats) < _SOME,
            "its cells name no way of meeting",
        ),
    ),
    "capacity": ((lambda p: p.fraction(is_number) < _SOME, "its cells are no numbers"),),
    "external_id": (_TICKS, _LONG),
    "status": (
        (
            lambda p: p.distinct > _MOST_STATUSES and not p.mostly(is_date),
            "its cells differ too much",
        ),
        (lambda p: p.typical_length > _LONG_LABEL / 2, "its cells are long texts"),
        (lambda p: p.fraction(is_count) >= _SOME, "its cells are numbers"),
    ),
    "excluded": (_TICKS,),
}
