"""The files that a round without servers leaves behind."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from services.insights.domain.figures import Figures, Member, Pair, take_figures
from services.insights.domain.seniority import seniority
from services.matcher.domain.round import RoundResult
from services.notifier.domain.people import Person
from services.offline.attendees import Attendees
from shared.errors import RapportError
from shared.messages import IntroductionProposed, Reason
from shared.progress import Advance, Stages

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
INTRODUCTION_COLUMNS = (
    "attendee_a", "attendee_b", "email_a", "email_b", "name_a", "name_b",
    "company_a", "company_b", "industry_a", "industry_b", "score", "reasons",
)  # fmt: skip
ATTENDEE_COLUMNS = (
    "attendee", "name", "email", "company", "title", "country", "industry",
    "industry_as_written", "industry_confidence", "interests", "offers", "needs", "about",
    "language", "formats", "capacity", "something_to_match_on", "introductions",
)  # fmt: skip
_REASONS = {
    "common_ground": "both: {a} / {b}",
    "a_helps_b": "a helps b: {a} for {b}",
    "b_helps_a": "b helps a: {b} for {a}",
}


class Unwritable(RapportError):
    """A file or folder that was named can't be written."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name what can't be written.

    Raises:
        Unwritable: the block could not write `path`, or something below it.
    """
    try:
        yield
    except OSError as error:
        raise Unwritable(f"{error.filename or path}: {error.strerror}") from error


def require_folder(folder: Path) -> None:
    """Make a folder, before the long work that is to fill it.

    Raises:
        Unwritable: there can be none, or nothing can be written to it.
    """
    with writing(folder):
        if folder.exists() and not folder.is_dir():
            raise Unwritable(f"{folder}: is a file; name a folder")
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unwritable(f"{folder}: nothing can be written there")


def require_file(path: Path) -> None:
    """Check that a file can be written, before the long work that is to fill it.

    Raises:
        Unwritable: it can't.
    """
    with writing(path):
        if path.is_dir():
            raise Unwritable(f"{path}: is a folder; name a file")
        if not path.parent.is_dir():
            raise Unwritable(f"{path}: there is no folder {path.parent}")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise Unwritable(f"{path}: can't be written")


@dataclass(frozen=True)
class Outcome:
    """A round's input and result, ready to be written."""

    attendees: Attendees
    result: RoundResult
    minimum: int

    @cached_property
    def people(self) -> dict[str, Person]:
        """Find people by id."""
        pairs = zip(self.attendees.profiles, self.attendees.contacts, strict=True)
        return {profile.attendee: Person(profile, contact) for profile, contact in pairs}

    def figures(self) -> Figures:
        """Take the figures of the introductions."""
        members = {
            attendee: Member(
                min(self.minimum, *_own_capacity(person)), seniority(person.contact.title)
            )
            for attendee, person in self.people.items()
        }
        pairs = [
            Pair(
                made.attendee_a, made.attendee_b, made.score,
                made.industry_a, made.industry_b, made.last_resort,
            )
            for made in self.result.introductions
            if made.score
        ]  # fmt: skip
        return take_figures(members, pairs)


def _own_capacity(person: Person) -> tuple[int, ...]:
    capacity = person.profile.capacity
    return (10**6,) if capacity is None else (capacity,)


def write_tables(outcome: Outcome, folder: Path, stages: Stages) -> None:
    """Write `introductions.csv`, `attendees.csv` and `rejected.csv`."""
    rejected = outcome.attendees.roster.rejected
    total = len(outcome.result.introductions) + len(outcome.people) + len(rejected)
    with stages("tables", total) as advance:
        _write_tables(outcome, folder, advance)


def _write_tables(outcome: Outcome, folder: Path, advance: Advance) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people = outcome.people
    made = sorted(outcome.result.introductions, key=lambda m: (-m.score, m.introduction))
    pairs = (_introduction(introduction, people) for introduction in made)
    _write_rows(folder / "introductions.csv", INTRODUCTION_COLUMNS, pairs, advance)
    _write_rows(folder / "attendees.csv", ATTENDEE_COLUMNS, _attendees(outcome, people), advance)
    rejected = outcome.attendees.roster.rejected
    headers = outcome.attendees.roster.headers
    rows = ((str(r.row.number), r.reason, r.cure, *r.row.cells) for r in rejected)
    _write_rows(folder / "rejected.csv", ("row", "reason", "cure", *headers), rows, advance)


def _introduction(made: IntroductionProposed, people: Mapping[str, Person]) -> tuple[str, ...]:
    a, b = people[made.attendee_a].contact, people[made.attendee_b].contact
    return (
        made.attendee_a, made.attendee_b, a.email, b.email, a.name, b.name,
        a.company, b.company, made.industry_a, made.industry_b,
        f"{made.score:.4f}", " | ".join(map(_in_words, made.reasons)),
    )  # fmt: skip


def _in_words(reason: Reason) -> str:
    return _REASONS[reason.kind].format(a=reason.phrase_a, b=reason.phrase_b)


def _attendees(outcome: Outcome, people: Mapping[str, Person]) -> Iterable[tuple[str, ...]]:
    count = Counter(
        side for made in outcome.result.introductions for side in (made.attendee_a, made.attendee_b)
    )
    for attendee, person in people.items():
        profile, contact = person.profile, person.contact
        industry, confidence = outcome.result.industries[attendee]
        yield (
            attendee, contact.name, contact.email, contact.company, contact.title,
            contact.country, industry, profile.industry, f"{confidence:.2f}",
            "; ".join(profile.interests), "; ".join(profile.offers), "; ".join(profile.needs),
            profile.about, contact.language, "; ".join(profile.formats),
            "" if profile.capacity is None else str(profile.capacity),
            "yes" if profile.has_something_to_match_on else "no", str(count[attendee]),
        )  # fmt: skip


def _write_rows(
    path: Path, headers: Sequence[str], rows: Iterable[Iterable[str]], advance: Advance
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        for row in rows:
            writer.writerow(map(_inert, row))
            advance(1)


def _inert(cell: str) -> str:
    """Keep a spreadsheet from running what somebody wrote into a form."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_report(outcome: Outcome, path: Path, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Write `report.json`: the figures, how the roster was understood, and the time it took."""
    roster = outcome.attendees.roster
    report: dict[str, Any] = {
        **asdict(outcome.figures()),
        "round": outcome.result.figures,
        "underserved": [who.model_dump() for who in outcome.result.underserved],
        "rejected_rows": len(roster.rejected),
        "columns": [asdict(column) for column in roster.columns],
        "problems": [asdict(problem) for problem in roster.problems],
        "seconds": dict(seconds),
    }
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding="utf-8")
    return report
