"""The organiser's facts file: what is known about companies, and where it can be checked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from services.notifier.domain.company import Fact, Facts, Problem, collect
from shared.text import company_key

_CURES = {
    "company": "name the company as the roster does",
    "fact": "write the fact, in one sentence",
    "source": "say where the fact can be checked, such as a web address",
}


def read_facts(content: bytes) -> Facts:
    """Read a facts file: CSV with the columns company, fact and source, or a JSON list.

    Args:
        content: the file, UTF-8.

    Returns:
        The facts by company, and a problem for each row that could not be used; rows count
        from 1 as in a spreadsheet, where the heading is row 1 (in JSON, from the first item).
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return collect((), [Problem(1, "", "save the file as UTF-8")])
    good: list[Fact] = []
    bad: list[Problem] = []
    rows = _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)
    for row in rows:
        if isinstance(row, Problem):
            bad.append(row)
        else:
            _sort(row, good, bad)
    return collect(good, bad)


def _sort(row: tuple[int, dict[str, str]], good: list[Fact], bad: list[Problem]) -> None:
    number, values = row
    usable = {**values, "company": company_key(values["company"])}
    problems = [
        Problem(number, column, cure) for column, cure in _CURES.items() if not usable[column]
    ]
    bad.extend(problems)
    if not problems:
        good.append(Fact(values["company"], values["fact"], values["source"]))


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, str]] | Problem]:
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        columns = [cell.strip().casefold() for cell in next(reader, [])]
        missing = [column for column in _CURES if column not in columns]
        yield from (Problem(1, column, "add a column with this heading") for column in missing)
        if missing:
            return
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * len(columns)]
                yield number, {c: padded[columns.index(c)].strip() for c in _CURES}
    except csv.Error as error:
        yield Problem(number + 1, "", f"correct the row and all after it were left out: {error}")


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, str]] | Problem]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Problem(1, "", f"make the file valid JSON: {error}")
        return
    if not isinstance(items, list):
        yield Problem(1, "", "write a JSON list of objects")
        return
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield number, {column: _text(item.get(column)) for column in _CURES}
        else:
            yield Problem(number, "", "write an object with company, fact and source")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
