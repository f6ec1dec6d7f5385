"""The commands that work on files alone: match, score, explain, industries."""

from __future__ import annotations

import csv
import io
import shlex
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from services.intake.rosters import Column, Overrides
from services.intake.rosters.files.encoding import decode
from services.matcher.domain.industries import IndustryResolver
from services.matcher.domain.scoring import PairScores
from services.matcher.main import build_embed
from services.matcher.progress import Stopwatch
from services.notifier.domain.company import Facts
from services.notifier.facts import read_facts
from services.offline.attendees import (
    Attendees,
    UnreadableFile,
    match,
    read_attendees,
    read_file,
    understand,
    without_collecting,
)
from services.offline.briefs import remove_briefs, write_briefs
from services.offline.outputs import (
    Outcome,
    require_file,
    require_folder,
    write_report,
    write_tables,
    writing,
)
from shared.adapters.progress_bars import Bars
from shared.errors import RapportError
from shared.text import normal_email

PARTS = ("score", "common_ground", "help_a_to_b", "help_b_to_a")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for a roster.

    `overrides` say of headers, where the guess is wrong, which field each is; `model` is a
    built-in one's name or a folder, empty for the default.
    """

    overrides: Overrides
    model: str = ""


class MissingColumn(RapportError):
    """A file lacks a column that the command reads."""


def run_match(  # noqa: PLR0913 - one argument an option of the command
    roster: Path,
    out: Path,
    *,
    limits: tuple[int, int],
    facts: Path | None,
    choices: Choices,
    briefs: bool,
) -> None:
    """Match a roster file and write everything to a folder.

    Args:
        roster: CSV or XLSX.
        out: the folder; made where it is missing.
        limits: capacity and minimum, introductions per attendee; nobody's minimum exceeds
            the capacity.
        facts: the organiser's facts about companies.
        choices: the roster's columns, and the model.
        briefs: write a page of briefs for everybody; without, those of an earlier run go.
    """
    started = time.perf_counter()
    capacity, minimum = limits[0], min(limits)
    embed = build_embed(choices.model)
    known_facts = read_facts(read_file(facts)) if facts else Facts()
    with Bars() as bars:
        watch = Stopwatch(bars, threading.Event())
        attendees = read_attendees(roster, choices.overrides, watch)
        require_folder(out)
        result = match(attendees, capacity=capacity, minimum=minimum, embed=embed, stages=watch)
        outcome = Outcome(attendees, result, minimum)
        with writing(out):
            with without_collecting():
                write_tables(outcome, out, watch)
            if briefs:
                write_briefs(outcome, out / "briefs", known_facts, watch)
            else:
                remove_briefs(out / "briefs")
    seconds = watch.seconds | {"total": round(time.perf_counter() - started, 3)}
    with writing(out):
        report = write_report(outcome, out / "report.json", seconds)
    _print_report(attendees, report)
    files = "introductions.csv, attendees.csv, rejected.csv" + (", briefs/" if briefs else "")
    Console().print(f"Written to {out}: {files}", markup=False)


def _print_report(attendees: Attendees, report: Mapping[str, Any]) -> None:
    console = Console()
    grid = Grid(show_header=False, box=None)
    for words, value in _summary(report):
        grid.add_row(words, value)
    console.print(grid)
    problems = attendees.roster.problems
    for problem in problems[:_SHOWN]:
        place = f"row {problem.row}" if problem.row else "file"
        where = f"{place}, {problem.column}" if problem.column else place
        line = f"[yellow]{escape(where)}:[/] {escape(f'{problem.what}. {problem.cure}')}"
        console.print(line, highlight=False)
    if len(problems) > _SHOWN:
        console.print(f"… and {len(problems) - _SHOWN} more, in report.json")
    if hint := open_questions(attendees.roster.columns):
        console.print(hint, markup=False, highlight=False, soft_wrap=True)


def open_questions(columns: Sequence[Column]) -> str:
    """Say how to settle what some columns are; nothing where no column is in question."""
    asked = [column.header for column in columns if column.question]
    if not asked:
        return ""
    options = " ".join(f"--column {shlex.quote(f'{header}=FIELD')}" for header in asked)
    return f"Open questions: settle them with {options}; nothing after the = leaves a column out"


def _summary(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    slowest = sorted(report["seconds"].items(), key=lambda item: -item[1])
    return [
        ("attendees", str(report["attendees"])),
        ("introductions", str(report["introductions"])),
        ("at their minimum", f"{report['share_at_minimum']:.1%}"),
        ("crossing known industries", _share(report["share_crossing_industries"])),
        ("unknown industry", f"{report['share_unknown_industry']:.1%}"),
        ("too little known", str(report["round"]["too_little_known"])),
        ("of the best possible", f"{report['round']['share_of_bound']:.1%}"),
        ("score, mean", f"{report['mean_score']:.2f}"),
        ("exposure, Gini", f"{report['exposure_gini']:.3f}"),
        ("rows not used", str(report["rejected_rows"])),
        ("seconds", ", ".join(f"{name} {value:.1f}" for name, value in slowest)),
    ]


def _share(share: float | None) -> str:
    return "none known" if share is None else f"{share:.1%}"


def run_score(roster: Path, pairs: Path, out: Path, choices: Choices) -> int:
    """Score given pairs of a roster's people, whatever the rules forbid.

    Args:
        roster: CSV or XLSX.
        pairs: has the columns `email_a` and `email_b`.
        out: gets a row a pair; without values where somebody is not in the roster.
        choices: the roster's columns, and the model.

    Returns:
        How many pairs have somebody who is not in the roster.
    """
    require_file(out)
    embed = build_embed(choices.model)
    attendees = read_attendees(roster, choices.overrides)
    wanted = _columns(pairs, "email_a", "email_b")
    ends = [
        tuple(attendees.by_email.get(normal_email(email), -1) for email in row) for row in wanted
    ]
    known = [row for row, end in enumerate(ends) if min(end) >= 0]
    with Bars() as bars:
        event = understand(attendees, embed=embed, stages=bars)
    place = [event.place[profile.attendee] for profile in attendees.profiles]
    a, b = (np.array([place[ends[row][side]] for row in known], dtype=np.int32) for side in (0, 1))
    cells = _cells(event.scorer.score_pairs(a, b))
    values = dict(zip(known, cells, strict=True))
    rows = [[*row, *values.get(number, [""] * len(PARTS))] for number, row in enumerate(wanted)]
    _write(out, ("email_a", "email_b", *PARTS), rows)
    return len(wanted) - len(known)


def _cells(scores: PairScores) -> list[list[str]]:
    columns = (getattr(scores, part) for part in PARTS)
    return [[f"{value:.6f}" for value in row] for row in zip(*columns, strict=True)]


def run_industries(labels: Path, out: Path, model: str = "") -> None:
    """Resolve a file's column `label` to the taxonomy."""
    require_file(out)
    embed = build_embed(model)
    wanted = [label for (label,) in _columns(labels, "label")]
    resolved = IndustryResolver(embed).resolve_labels(wanted)
    rows = [
        [label, found.industry, f"{found.confidence:.3f}"]
        for label, found in zip(wanted, resolved, strict=True)
    ]
    _write(out, ("label", "industry", "confidence"), rows)


def _columns(path: Path, *names: str) -> list[tuple[str, ...]]:
    """Read columns as they are written: every row counts here, whatever it says."""
    text, _ = decode(read_file(path))
    reader = csv.DictReader(io.StringIO(text))
    try:
        missing = [name for name in names if name not in (reader.fieldnames or ())]
        rows = [] if missing else list(reader)
    except csv.Error as error:
        raise UnreadableFile(f"{path}, after line {reader.line_num}: {error}") from error
    if missing:
        raise MissingColumn(f"{path}: no column {missing[0]!r}; it needs {', '.join(names)}")
    return [tuple((row[name] or "").strip() for name in names) for row in rows]


def _write(path: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with writing(path), path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
