"""Decides what every column of a roster is, all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.intake.rosters import column_guess, column_profile, header_matching
from services.intake.rosters.column_guess import Guess
from services.intake.rosters.column_profile import Values
from services.intake.rosters.roster import Column, Field
from services.intake.rosters.table import NotARoster, Problem, Table

_SEVERAL: Final = column_guess.MANY | {"status"}
_FEW: Final = 3
_AGREES: Final = 0.5
_NAMES: Final = frozenset({"name", "first_name", "last_name"})
_KNOWN_BY: Final = _NAMES | {"email"}
_LISTED: Final = 10
_QUOTED: Final = 40


class UnusableOverride(NotARoster):
    """A column was assigned by hand in a way that can't be followed."""


class NobodyNamed(NotARoster):
    """No column says who anybody is."""


@dataclass(frozen=True, slots=True)
class Use:
    """A column in use: where it is, and the option that a tick in it stands for.

    `spare` marks a column that speaks of somebody else, such as the buyer, and only fills gaps.
    """

    index: int
    header: str
    option: str = ""
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Every column's meaning, and for each field its columns, the preferred one first."""

    columns: tuple[Column, ...]
    uses: Mapping[Field, tuple[Use, ...]]
    problems: tuple[Problem, ...]

    @property
    def secrets(self) -> frozenset[int]:
        """Name the positions of the columns whose cells are never kept."""
        return frozenset(place for place, column in enumerate(self.columns) if column.secret)


def plan(table: Table, overrides: Mapping[str, Field | None]) -> Plan:
    """Decide what every column is.

    Args:
        table: headers and rows as uploaded.
        overrides: by header as written, what the organiser says; None is "do not use". What
            agrees with this plan without overrides keeps its meaning, so that a whole mapping
            can be sent back as it was reported.

    Raises:
        UnusableOverride: a header that the file does not have, or a field given twice.
        NobodyNamed: neither a name nor an e-mail column.
    """
    unknown = next((header for header in overrides if header not in table.headers), None)
    if unknown is not None:
        raise UnusableOverride(f'the file has no column "{unknown}": write it as in the file')
    columns = [Values(_cells(table, place)) for place in range(len(table.headers))]
    of_sessions = any(header_matching.speaks_of("session", header) for header in table.headers)
    guessed = [
        column_guess.guess(header, column, of_sessions=of_sessions)
        for header, column in zip(table.headers, columns, strict=True)
    ]
    found = _settled(table, columns, guessed)
    if overrides:
        assigned = _assigned(table.headers, columns, found, overrides)
        found = _settled(
            table, columns, [mine or one for mine, one in zip(assigned, guessed, strict=True)]
        )
    if not any(one.field in _KNOWN_BY for one in found):
        raise NobodyNamed(_nobody(table.headers))
    return _plan(table.headers, found)


def _nobody(header_row: Sequence[str]) -> str:
    shown = (" ".join(header.split())[:_QUOTED] for header in header_row[:_LISTED])
    listed = ", ".join(f'"{header}"' for header in shown)
    return (
        f"no column holds names or e-mail addresses (found: {listed}): "
        'call one of them "Name" or "Email", or assign it by hand'
    )


def _settled(table: Table, columns: Sequence[Values], guessed: Sequence[Guess]) -> list[Guess]:
    """Settle what the columns decide together."""
    found = list(guessed)
    _find_addresses(found, columns)
    _find_names(found, columns)
    _settle_names(table, found)
    _settle_rivals(table.headers, found)
    return found


def _plan(header_row: Sequence[str], found: Sequence[Guess]) -> Plan:
    uses: dict[Field, list[tuple[bool, float, Use]]] = {}
    for place, (header, one) in enumerate(zip(header_row, found, strict=True)):
        if one.field:
            use = Use(place, header, one.option, one.spare)
            uses.setdefault(one.field, []).append((one.spare, -one.rank, use))
    return Plan(
        columns=tuple(
            Column(header, one.field, _sentence(one.why), one.secret, one.question)
            for header, one in zip(header_row, found, strict=True)
        ),
        uses={
            field: tuple(
                use for *_, use in sorted(listed, key=lambda item: (*item[:2], item[2].index))
            )
            for field, listed in uses.items()
        },
        problems=tuple(
            Problem(None, header, one.question, "Assign the column by hand, or leave it unused.")
            for header, one in zip(header_row, found, strict=True)
            if one.question
        ),
    )


def _assigned(
    header_row: Sequence[str],
    columns: Sequence[Values],
    found: Sequence[Guess],
    overrides: Mapping[str, Field | None],
) -> list[Guess | None]:
    """Read what the organiser says of each column; None is nothing."""
    given = Counter(overrides[header] for header in header_row if header in overrides)
    return [
        _given(header, column, one, overrides[header], given) if header in overrides else None
        for header, column, one in zip(header_row, columns, found, strict=True)
    ]


def _given(
    header: str, column: Values, one: Guess, field: Field | None, given: Counter[Field | None]
) -> Guess:
    several = given[field] > 1 and field not in _SEVERAL
    if field == one.field and (several or field is None or one.option):
        return replace(one, question="", rank=one.rank if several else column_guess.BY_HAND)
    if several:
        raise UnusableOverride(f'two columns are assigned to "{field}": choose one of them')
    if field is None:
        return replace(
            one, field=None, why="left out by hand", question="", rank=column_guess.BY_HAND
        )
    option = column_guess.ticked_option(header, column) if field in column_guess.OPTIONAL else ""
    return Guess(field, "assigned by hand", rank=column_guess.BY_HAND, option=option)


def _cells(table: Table, place: int) -> Iterable[str]:
    return (row.cells[place] for row in table.rows if place < len(row.cells))


def _find_addresses(found: list[Guess], columns: Sequence[Values]) -> None:
    """Take a column for the e-mails by its cells alone where no header says so."""
    if any(one.field == "email" for one in found):
        return
    for place, (one, column) in enumerate(zip(found, columns, strict=True)):
        free = one.field in {None, "name"} and one.rank < column_guess.BY_HAND and not one.secret
        if free and column.mostly(column_profile.is_address):
            found[place] = Guess("email", "its cells are e-mail addresses", rank=1.0)
            return


def _find_names(found: list[Guess], columns: Sequence[Values]) -> None:
    """Take a doubtful "name" for the people's where no other column has names."""
    if any(one.field in _NAMES for one in found):
        return
    for place, (one, column) in enumerate(zip(found, columns, strict=True)):
        if one.doubted == "name" and column.mostly(column_profile.is_whole_name):
            found[place] = Guess("name", "no other column has names, and its cells look like them")
            return


def _settle_names(table: Table, found: list[Guess]) -> None:
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
        name = header_matching.plain(row.cells[whole])
        parts = [header_matching.plain(row.cells[half]) for half in halves]
        if name and any(parts):
            seen += 1
            hits += name not in parts and any(part and part in name for part in parts)
    return hits / seen if seen else None


def _settle_rivals(header_row: Sequence[str], found: list[Guess]) -> None:
    """Keep the best column of each field that can have but one."""
    _settle_buyers(header_row, found)
    best: dict[Field, int] = {}
    for place, one in enumerate(found):
        if one.field and (one.field not in best or one.rank > found[best[one.field]].rank):
            best[one.field] = place
    for place, one in enumerate(found):
        if one.field is None or best[one.field] == place:
            continue
        if one.spare or one.field in _SEVERAL:
            continue
        better = header_row[best[one.field]]
        spare = column_guess.is_spare(header_row[place], one.field)
        found[place] = (column_guess.as_spare if spare else column_guess.as_unused)(one, better)


def _settle_buyers(header_row: Sequence[str], found: list[Guess]) -> None:
    """Let the buyer's name fill gaps only, where the attendee's is in columns of another kind."""
    own = [
        place
        for place, one in enumerate(found)
        if one.field in _NAMES and not header_matching.speaks_of("buyer", header_row[place])
    ]
    for place, one in enumerate(found):
        if own and one.field in _NAMES and place not in own and one.rank < column_guess.BY_HAND:
            found[place] = column_guess.as_spare(one, header_row[own[0]])


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."
