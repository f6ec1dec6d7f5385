"""Compares ways to assign introductions on one planted instance a size, in one table.

Usage: `python -m tests.benchmarks.assignment [--sizes N ...] [--hard] [--limit SECONDS]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

import numpy as np

from tests.benchmarks.command import read_arguments
from tests.benchmarks.instances import Instance, planted
from tests.benchmarks.peers import METHODS, Timed, timed
from tests.benchmarks.running import Ran, TookTooLong, in_own_process

SIZES = (60, 200, 1_000, 10_000)
LIMIT_S = 120.0
BOUND = "OR-Tools flow: LP bound"
OURS = "ours: descent, greedy, exchanges"

Outcomes = Mapping[str, Ran[Timed] | str]


def compare(sizes: Sequence[int], *, hard: bool, limit_s: float) -> None:
    """Print a table a size; what was too slow once is not tried on more people."""
    slow: dict[str, str] = {}
    for people in sizes:
        instance = planted(people, hard=hard)
        kind = "hard (capacities 2 to 12)" if hard else "capacity 5, minimum 3"
        print(f"\n{people:,} people, {instance.edges.a.size:,} pairs, {kind}")
        outcomes = {name: _outcome(name, instance, limit_s, slow) for name in METHODS}
        _print_table(instance, outcomes)
    print(
        "\nshort: places lacking to everyone's minimum. An LP may make half an introduction: it is"
        "\na bound and no assignment. b-Suitor finds exactly the greedy's pairs, and is not run."
    )


def _outcome(
    name: str, instance: Instance, limit_s: float, slow: dict[str, str]
) -> Ran[Timed] | str:
    if name in slow:
        return f"not tried: {slow[name]}"
    try:
        return in_own_process(timed, METHODS[name], instance, limit_s=limit_s)
    except TookTooLong:
        slow[name] = f"more than {limit_s:.0f} s at {instance.people:,} people"
        return f"more than {limit_s:.0f} s"


def _print_table(instance: Instance, outcomes: Outcomes) -> None:
    bound = outcomes[BOUND]
    bounded = BOUND if isinstance(bound, Ran) else OURS
    best = outcomes[bounded]
    assert isinstance(best, Ran)
    total = float(best.value.share @ instance.edges.score)
    shares = "of LP bound" if bounded == BOUND else "of ours"
    print(f"{'':33}{'seconds':>9}{shares:>12}{'at minimum':>11}{'below':>8}{'short':>11}"
          f"{'left out':>9}{'peak MB':>8}")  # fmt: skip
    for name, outcome in outcomes.items():
        print(f"{name:33}" + (_cells(instance, outcome, total)), flush=True)


def _cells(instance: Instance, outcome: Ran[Timed] | str, total: float) -> str:
    if isinstance(outcome, str):
        return f"  {outcome}"
    share, seconds = outcome.value
    degree = instance.degree(share)
    lacking = np.maximum(instance.minimum - degree, 0)
    below = int((lacking > 1e-6).sum())
    return (
        f"{seconds:9.2f}{share @ instance.edges.score / total:12.3%}"
        f"{1 - below / instance.people:11.3%}{below:8,d}{lacking.sum():11,.1f}"
        f"{int((degree < 1e-6).sum()):9d}{outcome.peak_mb:8.0f}"
    )


def main() -> None:
    """Compare at the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--hard", action="store_true", help="mixed capacities, few partners")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds a method gets")
    given = read_arguments(parser, "--sizes", "24", "--limit", "60")
    compare(given.sizes, hard=given.hard, limit_s=given.limit)


if __name__ == "__main__":
    main()
