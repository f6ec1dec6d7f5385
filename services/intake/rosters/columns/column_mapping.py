"""Decides what every column of a roster is, all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.intake.rosters.columns import column_guess, column_profile, header_matching
from services.intake.rosters.columns.column_guess import ColumnGuess
from services.intake.rosters.columns.column_profile import ColumnProfile
from services.intake.rosters.roster import Column, Field
from services.intake.rosters.table import NotARoster, Problem, Table
from services.intake.rosters.vocabulary import folded_words

_SEVERAL: Final = column_guess.MANY | {"status"}
_AGREES: Final = 0.5
_NAMES: Final = frozenset({"name", "first_name", "last_name"})
_KNOWN_BY: Final = _NAMES | {"email"}
_LISTED: Final = 10
_QUOTED: Final = 40


class UnusableMapping(NotARoster):
    """A column was assigned by hand in a way that can't be followed."""


class NoNameColumn(NotARoster):
    """No column says who anybody is."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column in use: where it is, and the option that a tick in it stands for.

    `fallback` marks a column that speaks of somebody else, such as the buyer, and only fills gaps.
    """

    index: int
    header: str
    option: str = ""
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Every column's meaning, and for each field its columns, the preferred one first."""

    columns: tuple[Column, ...]
    by_field: Mapping[Field, tuple[MappedColumn, ...]]
    problems: tuple[Problem, ...]

    @property
    def secrets(self) -> frozenset[int]:
        """Name the positions of the columns whose cells are never kept."""
        return frozenset(place for place, column in enumerate(self.columns) if column.secret)


def map_columns(table: Table, overrides: Mapping[str, Field | None]) -> ColumnMapping:
    """Decide what every column is.

    Args:
        table: headers and rows as uploaded.
        overrides: by header as written, what the organiser says; None is "do not use". What
            agrees with the mapping without overrides keeps its meaning, so that a whole mapping
            can be sent back as it was reported.

    Raises:
        UnusableMapping: a header that the file does not have, or a field given twice.
        NoNameColumn: neither a name nor an e-mail column.
    """
    unknown = next((header for header in overrides if header not in table.headers), None)
    if unknown is not None:
        raise UnusableMapping(f'the file has no column "{unknown}": write it as in the file')
    profiles = [ColumnProfile(_cells(table, place)) for place in range(len(table.headers))]
    of_sessions = any(header_matching.mentions("session", header) for header in table.headers)
    guessed = [
        column_guess.guess_column(header, profile, of_sessions=of_sessions)
        for header, profile in zip(table.headers, profiles, strict=True)
    ]
    found = _settled(table, profiles, guessed)
    if overrides:
        assigned = _assigned(table.headers, profiles, found, overrides)
        found = _settled(
            table, profiles, [mine or one for mine, one in zip(assigned, guessed, strict=True)]
        )
    if not any(one.field in _KNOWN_BY for one in found):
        raise NoNameColumn(_nobody(table.headers))
    return _mapping(table.headers, found)


def _nobody(header_row: Sequence[str]) -> str:
    shown = (" ".join(header.split())[:_QUOTED] for header in header_row[:_LISTED])
    listed = ", ".join(f'"{header}"' for header in shown)
    return (
        f"no column holds names or e-mail addresses (found: {listed}): "
        'call one of them "Name" or "Email", or assign it by hand'
    )


def _settled(
    table: Table, profiles: Sequence[ColumnProfile], guessed: Sequence[ColumnGuess]
) -> list[ColumnGuess]:
    """Settle what the columns decide together."""
    found = list(guessed)
    _find_addresses(found, profiles)
    _find_names(found, profiles)
    _settle_names(table, found)
    _settle_rivals(table.headers, found)
    return found


def _mapping(header_row: Sequence[str], found: Sequence[ColumnGuess]) -> ColumnMapping:
    listed: dict[Field, list[tuple[bool, float, MappedColumn]]] = {}
    for place, (header, one) in enumerate(zip(header_row, found, strict=True)):
        if one.field:
            column = MappedColumn(place, header, one.option, one.fallback)
            listed.setdefault(one.field, []).append((one.fallback, -one.rank, column))
    return ColumnMapping(
        columns=tuple(
            Column(header, one.field, _sentence(one.why), one.secret, one.question)
            for header, one in zip(header_row, found, strict=True)
        ),
        by_field={
            field: tuple(
                column for *_, column in sorted(ranked, key=lambda item: (*item[:2], item[2].index))
            )
            for field, ranked in listed.items()
        },
        problems=tuple(
            Problem(None, header, one.question, "Assign the column by hand, or leave it unused.")
            for header, one in zip(header_row, found, strict=True)
            if one.question
        ),
    )


def _assigned(
    header_row: Sequence[str],
    profiles: Sequence[ColumnProfile],
    found: Sequence[ColumnGuess],
    overrides: Mapping[str, Field | None],
) -> list[ColumnGuess | None]:
    """Read what the organiser says of each column; None is nothing."""
    given = Counter(overrides[header] for header in header_row if header in overrides)
    return [
        _given(header, profile, one, overrides[header], given) if header in overrides else None
        for header, profile, one in zip(header_row, profiles, found, strict=True)
    ]


def _given(
    header: str,
    profile: ColumnProfile,
    one: ColumnGuess,
    field: Field | None,
    given: Counter[Field | None],
) -> ColumnGuess:
    several = given[field] > 1 and field not in _SEVERAL
    if field == one.field and (several or field is None or one.option):
        return replace(one, question="", rank=one.rank if several else column_guess.BY_HAND)
    if several:
        raise UnusableMapping(f'two columns are assigned to "{field}": choose one of them')
    if field is None:
        return replace(
            one, field=None, why="left out by hand", question="", rank=column_guess.BY_HAND
        )
    option = column_guess.ticked_option(header, profile) if field in column_guess.OPTIONAL else ""
    return ColumnGuess(field, "assigned by hand", rank=column_guess.BY_HAND, option=option)


def _cells(table: Table, place: int) -> Iterable[str]:
    return (row.cells[place] for row in table.rows if place < len(row.cells))


def _find_addresses(found: list[ColumnGuess], profiles: Sequence[ColumnProfile]) -> None:
    """Take a column for the e-mails by its cells alone where no header says so."""
    if any(one.field == "email" for one in found):
        return
    for place, (one, profile) in enumerate(zip(found, profiles, strict=True)):
        free = one.field in {None, "name"} and one.rank < column_guess.BY_HAND and not one.secret
        if free and profile.mostly(column_profile.is_address):
            found[place] = ColumnGuess("email", "its cells are e-mail addresses", rank=1.0)
            return


def _find_names(found: list[ColumnGuess], profiles: Sequence[ColumnProfile]) -> None:
    """Take a doubtful "name" for the people's where no other column has names."""
    if any(one.field in _NAMES for one in found):
        return
    for place, (one, profile) in enumerate(zip(found, profiles, strict=True)):
        if one.doubted == "name" and profile.mostly(column_profile.is_whole_name):
            found[place] = ColumnGuess(
                "name", "no other column has names, and its cells look like them"
            )
            return


def _settle_names(table: Table, found: list[ColumnGuess]) -> None:
    """Tell a whole name from half of one, where the header says only "name"."""
    bare = [
        place
        for place, one in enumerate(found)
        if one.field == "name" and one.rank < column_guess.BY_HAND
    ]
    halves: dict[Field, int] = {
        one.field: place
        for place, one in sorted(enumerate(found), key=lambda item: item[1].rank)
        if one.field in {"first_name", "last_name"}
    }
    if not bare or not halves:
        return
    best = max(bare, key=lambda place: found[place].rank)
    whole = _share_containing(table, best, list(halves.values()))
    if whole is None or whole >= _AGREES:
        return
    if len(halves) > 1:
        found[best] = replace(found[best], field=None, why="its cells are not these people's names")
    elif found[best].rank < column_guess.BARE_NAME:
        other: Field = "last_name" if "first_name" in halves else "first_name"
        half = table.headers[next(iter(halves.values()))]
        found[best] = replace(found[best], field=other, why=f'the other half of "{half}"')


def _share_containing(table: Table, whole: int, halves: Sequence[int]) -> float | None:
    """Measure in which share of the rows a whole name contains a half; None without rows."""
    hits = seen = 0
    for row in table.rows:
        name = folded_words(row.cells[whole])
        parts = [folded_words(row.cells[half]) for half in halves]
        if name and any(parts):
            seen += 1
            hits += name not in parts and any(part and part in name for part in parts)
    return hits / seen if seen else None


def _settle_rivals(header_row: Sequence[str], found: list[ColumnGuess]) -> None:
    """Keep the best column of each field that can have but one."""
    _settle_buyers(header_row, found)
    best: dict[Field, int] = {}
    for place, one in enumerate(found):
        if one.field and (one.field not in best or one.rank > found[best[one.field]].rank):
            best[one.field] = place
    for place, one in enumerate(found):
        if one.field is None or best[one.field] == place:
            continue
        if one.fallback or one.field in _SEVERAL:
            continue
        better = header_row[best[one.field]]
        fallback = column_guess.is_fallback(header_row[place], one.field)
        found[place] = (column_guess.as_fallback if fallback else column_guess.as_unused)(
            one, better
        )


def _settle_buyers(header_row: Sequence[str], found: list[ColumnGuess]) -> None:
    """Let the buyer's name fill gaps only, where the attendee's is in columns of another kind."""
    own = [
        place
        for place, one in enumerate(found)
        if one.field in _NAMES and not header_matching.mentions("buyer", header_row[place])
    ]
    for place, one in enumerate(found):
        if own and one.field in _NAMES and place not in own and one.rank < column_guess.BY_HAND:
            found[place] = column_guess.as_fallback(one, header_row[own[0]])


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."
