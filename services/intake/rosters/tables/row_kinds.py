"""Rules, totals and banners: rows that stand between people and are none."""

from __future__ import annotations

import re

from services.intake.rosters.files.raw_rows import RawRow

_RULE = re.compile(r"[-=_*#~.+|: \u2010-\u2015\u2500-\u257f]+")
_TOTAL = re.compile(
    r"(?:grand[ -]|sub[ -]?)?totals?(?:\s+(?:of\s+)?(?:attendees?|guests?|people|persons?|count"
    r"|registrations?|registered|participants?|tickets?|rows?|number))?"
    r"|(?:gesamt|zwischen|end)?summe|gesamt(?:zahl|anzahl)?|insgesamt|anzahl|somme|totale|totaal"
    r"|suma|razem|count|\u5408\u8a08|\u8a08",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[\d.,'\s%$\u20ac\u00a3\u00a5+-]*")
_FEWEST_ALIKE = 3
_RULE_LENGTH = 2


def first_filled(row: RawRow) -> int:
    """Find the first cell that says something.

    Args:
        row: not blank.

    Returns:
        Its index, from 0.
    """
    return next(index for index, cell in enumerate(row.cells) if cell)


def is_rule(row: RawRow) -> bool:
    """Tell whether the row only draws a line, as `-----` or `=====` does.

    Args:
        row: not blank.

    Returns:
        Whether every cell that says something is made of rule characters.
    """
    shown = [cell for cell in row.cells if cell]
    return sum(map(len, shown)) >= _RULE_LENGTH and all(map(_RULE.fullmatch, shown))


def is_total(row: RawRow) -> bool:
    """Tell whether the row adds the others up: `Total: 250`, or `Summe` beside numbers.

    Args:
        row: not blank.

    Returns:
        Whether its first text is a word for a total and nothing but amounts follow.
    """
    text, *rest = (cell for cell in row.cells if cell)
    word = re.sub(r"[\s:=]*" + _AMOUNT.pattern + r"\Z", "", text[:80])
    return bool(_TOTAL.fullmatch(word)) and all(map(_AMOUNT.fullmatch, rest))


def is_banner(row: RawRow) -> bool:
    """Tell whether every cell repeats one text, as unmerged headings do.

    Args:
        row: not blank.

    Returns:
        Whether three cells or more are filled, all alike.
    """
    shown = {cell for cell in row.cells if cell}
    return len(shown) == 1 and row.filled >= _FEWEST_ALIKE
