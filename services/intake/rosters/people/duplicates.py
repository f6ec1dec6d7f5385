"""Finds the rows that are one person, and makes one person of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from services.intake.rosters.cells import names
from services.intake.rosters.cells.status import Verdict
from services.intake.rosters.roster import Person
from services.intake.rosters.table import Problem, Row
from shared.text import company_key

_MANY_NAMES: Final = 100
_MOST_LISTED: Final = 20
_FILLED: Final = tuple(one.name for one in fields(Person) if one.name not in {"row", "attending"})


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row, the person in it, and whether that person is coming."""

    row: Row
    person: Person
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class MergedPerson:
    """One person from one or more rows; `replaced` are the rows that another one outdoes."""

    person: Person
    replaced: tuple[Row, ...]


def merge(cluster: Sequence[ParsedRow]) -> MergedPerson | None:
    """Make one person of all rows that are the same one.

    The last row that is coming wins, and earlier ones fill its gaps. Someone of whom every
    row has left for good is not attending; None is someone who only waits.
    """
    if len(cluster) == 1 and not cluster[0].verdict.reason:
        return MergedPerson(cluster[0].person, ())
    ordered = sorted(cluster, key=lambda parsed: parsed.row.number)
    coming = [parsed for parsed in ordered if not parsed.verdict.reason]
    gone = [parsed for parsed in ordered if parsed.verdict.gone]
    if not coming and len(gone) < len(ordered):
        return None
    chosen = coming or gone
    person = chosen[-1].person
    for earlier in reversed(chosen[:-1]):
        gaps = {name: getattr(earlier.person, name) for name in _FILLED if _is_gap(person, name)}
        person = replace(person, **gaps)
    person = replace(person, attending=bool(coming))
    return MergedPerson(person, tuple(parsed.row for parsed in coming[:-1]))


def _is_gap(person: Person, name: str) -> bool:
    value = getattr(person, name)
    return value is None or value in ("", ())


def same_people(rows: Iterable[ParsedRow]) -> list[list[ParsedRow]]:
    """Group the rows by person, whatever the order of the rows.

    An e-mail address, or without one an id, is one person as long as the names agree;
    without either, name and company are.
    """
    by_identity: dict[tuple[object, ...], list[ParsedRow]] = defaultdict(list)
    for parsed in rows:
        by_identity[_identity(parsed.person)].append(parsed)
    return [cluster for group in by_identity.values() for cluster in _by_name(group)]


def _identity(person: Person) -> tuple[object, ...]:
    if person.email:
        return ("email", person.email)
    if person.external_id:
        return ("id", person.external_id)
    return ("name", names.key(person.name), company_key(person.company))


def _by_name(group: list[ParsedRow]) -> list[list[ParsedRow]]:
    if len(group) == 1:
        return [group]
    by_key: dict[tuple[str, ...], list[ParsedRow]] = defaultdict(list)
    for parsed in group:
        by_key[names.key(parsed.person.name)].append(parsed)
    clusters: dict[tuple[str, ...], list[ParsedRow]] = {}
    for key in sorted(by_key, key=lambda words: (-len(words), -sum(map(len, words)), words)):
        clusters.setdefault(_home(key, clusters), []).extend(by_key[key])
    return list(clusters.values())


def _home(key: tuple[str, ...], clusters: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """Find the fuller name that this one is short for; a mailbox of a crowd compares exactly."""
    if len(clusters) > _MANY_NAMES:
        return key
    return next((longer for longer in clusters if names.compatible(key, longer)), key)


def merge_problem(cluster: Sequence[ParsedRow]) -> Problem:
    """Tell the organiser which rows are taken for one person."""
    numbers = sorted(parsed.row.number for parsed in cluster if not parsed.verdict.reason)
    return Problem(
        numbers[-1],
        "",
        f"rows {list_rows(numbers)} are the same person; row {numbers[-1]} is used, and its gaps "
        "are filled from the earlier",
        "Nothing, or keep only one of these rows.",
    )


def shared_mailboxes(people: Iterable[Person], header: str) -> list[Problem]:
    """Tell the organiser where people of different names share an e-mail address."""
    by_email: dict[str, list[int]] = defaultdict(list)
    for person in people:
        if person.email:
            by_email[person.email].append(person.row)
    return [
        Problem(
            min(numbers),
            header,
            f"rows {list_rows(sorted(numbers))} have different names and one e-mail address; they "
            "stay separate people",
            "Give each their own address if they have one.",
        )
        for numbers in by_email.values()
        if len(numbers) > 1
    ]


def list_rows(numbers: Sequence[int]) -> str:
    """Write row numbers as a list of words, a long one shortened."""
    shown = [str(number) for number in numbers[:_MOST_LISTED]]
    if len(numbers) > _MOST_LISTED:
        return f"{', '.join(shown)} and {len(numbers) - _MOST_LISTED} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
