"""The command that says why two people are, or are not, introduced."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table as Grid

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.reasons import explain
from services.matcher.domain.rules import why_not
from services.matcher.domain.scoring import Scorer
from services.matcher.main import build_embed
from services.offline.attendees import read_attendees, understand
from services.offline.commands import PARTS, Choices
from shared.adapters.progress_bars import Bars

_COLUMNS = ("", "found by", "likeness", "usual for both", "spreads above", "counts")


def run_explain(roster: Path, emails: tuple[str, str], choices: Choices) -> None:
    """Print the score's parts, the phrases that carry it, and the rule that forbids it.

    Args:
        roster: CSV or XLSX.
        emails: of the two.
        choices: the roster's columns, and the model.
    """
    embed = build_embed(choices.model)
    attendees = read_attendees(roster, choices.overrides)
    positions = [attendees.find(email) for email in emails]
    with Bars() as bars:
        event = understand(attendees, embed=embed, stages=bars)
    a, b = (event.place[attendees.profiles[position].attendee] for position in positions)
    first, second = (attendees.contacts[position].name for position in positions)
    console = Console(highlight=False)
    console.print(f"a: {first}, b: {second}", markup=False)
    _print_score(console, event.scorer, a, b)
    for reason in explain(event.scorer, a, b):
        line = f"{reason.kind:>14}  {reason.strength:.2f}  {reason.phrase_a}  /  {reason.phrase_b}"
        console.print(line, markup=False)
    _print_rules(console, event, a, b)


def _print_score(console: Console, scorer: Scorer, a: int, b: int) -> None:
    one, other = np.array([a], np.int32), np.array([b], np.int32)
    scores = scorer.score_pairs(one, other)
    for part in PARTS:
        console.print(f"{part:>14}  {getattr(scores, part)[0]:.3f}")
    grid = Grid(*_COLUMNS, box=None)
    for name, comparison, left, right in (
        ("common ground", scorer.common_ground, one, other),
        ("a helps b", scorer.help, one, other),
        ("b helps a", scorer.help, other, one),
    ):
        if comparison.comparable(left, right)[0]:
            for found in comparison.by_measure(left, right):
                numbers = (
                    found.similarity,
                    found.baseline,
                    found.z_score,
                    found.weight,
                )
                grid.add_row(name, found.name, *(f"{number[0]:.2f}" for number in numbers))
            reliability = comparison.reliability(left, right)[0]
            grid.add_row(name, "all, times", f"{reliability:.2f}")
    console.print(grid)


def _print_rules(console: Console, event: KnownEvent, a: int, b: int) -> None:
    for side, position in zip("ab", (a, b), strict=True):
        industry, confidence = event.industries[event.profiles[position].attendee]
        console.print(f"industry of {side}: {industry} (confidence {confidence:.2f})")
    forbidden = why_not(event.rules, a, b)
    console.print(f"never introduced: {forbidden}" if forbidden else "no rule keeps them apart")
