"""Measures how time and memory grow with the people: vectors, or a roster, to introductions.

Usage: `python -m tests.benchmarks.scale [--sizes N ...] [--plot docs/scale.svg]`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from services.matcher.domain.proposals import propose
from services.matcher.domain.selection import Limits, Pairing, Selector
from services.matcher.progress import Stopwatch
from shared.progress import silent
from tests import processes
from tests.benchmarks.command import read_arguments
from tests.benchmarks.crowds import CAPACITY, MINIMUM, REHEARSED, Crowd, Lap, Selected, crowd
from tests.benchmarks.flows import flow
from tests.benchmarks.instances import Instance, Shares
from tests.benchmarks.peers import Method, greedy, ours, timed
from tests.benchmarks.plot import Line, Panel, draw
from tests.benchmarks.rosters import make_phrase_roster
from tests.benchmarks.running import TookTooLong, in_own_process

SIZES = (1_000, 3_000, 10_000)
LIMIT_S = 120.0
LEAST_S = 0.001
STAGES = ("understanding", "candidates", "assignment", "wording")
COLOURS = ("#8a5a00", "#0067a5", "#b3261e", "#3d7a2a")
PEERS: dict[str, Method] = {"ours": ours, "greedy": greedy, "OR-Tools flow": flow}


Seconds = dict[str, dict[int, float]]
"""By name, then by people."""


class Grown(NamedTuple):
    """One size: seconds a stage, and what came out of them."""

    seconds: dict[str, float]
    instance: Instance
    chosen: Shares
    bounded: float


def from_vectors(everyone: Crowd) -> Grown:
    """Go from vectors to worded introductions, stage by stage."""
    if len(everyone.profiles) > REHEARSED:
        from_vectors(everyone.first(REHEARSED))
    gc.freeze()  # as the command does: nobody looks for cycles among the profiles
    watch, lap = Stopwatch(silent, threading.Event()), Lap()
    known = everyone.known(everyone.profiles)
    understanding = lap()
    limits = Limits.of(known.profiles, CAPACITY, MINIMUM)
    selector = Selector(known, limits, Pairing.of(known, ()), watch)
    first = selector.anew()
    served = selector.serve_minimum(first)
    selecting = lap()
    propose(known, ("event", "round"), served.pairs(), {}, lambda _: None)
    wording = lap()
    candidates = selecting - watch.seconds["assignment"]
    seconds = (understanding, candidates, watch.seconds["assignment"], wording)
    selected = Selected(known, limits, first, served)
    bounded = first.total() / first.bound if first.bound else 1.0
    found = dict(zip(STAGES, seconds, strict=True))
    return Grown(found, selected.instance(), served.chosen.astype(np.float64), bounded)


def from_roster(people: int) -> tuple[processes.Measured, dict[str, float]]:
    """Run the command from a roster's file to its introductions' file; its own stages beside."""
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.csv"
        roster.write_bytes(make_phrase_roster(people))
        arguments = ("match", str(roster), "--out", str(Path(folder) / "out"), "--no-briefs")
        report = Path(folder) / "out" / "report.json"
        taken = in_own_process(processes.measure, *arguments).value
        seconds: dict[str, float] = json.loads(report.read_text())["seconds"]
        return taken, seconds


def grow(people: int, stages: Seconds) -> Instance:
    """Measure a size from vectors, print its row, and note its seconds."""
    grown, peak_mb = in_own_process(from_vectors, crowd(people))
    degree = grown.instance.degree(grown.chosen)
    served = (degree >= grown.instance.minimum).mean()
    for name, seconds in grown.seconds.items():
        stages[name][people] = seconds
    cells = "".join(f"{seconds:>14.2f}" for seconds in grown.seconds.values())
    print(f"{people:>8,}{cells}{sum(grown.seconds.values()):>9.1f}{peak_mb:>9.0f}"
          f"{grown.bounded:>10.2%}{served:>11.2%}{(degree == 0).sum():>9}", flush=True)  # fmt: skip
    return grown.instance


def compare(instance: Instance, limit_s: float, peers: Seconds) -> None:
    """Assign the same candidates in other ways, print a row, and note the seconds."""
    print(f"{instance.people:>8,}{instance.edges.a.size:>12,}", end="")
    for name, method in PEERS.items():
        try:
            share, seconds = in_own_process(timed, method, instance, limit_s=limit_s).value
        except TookTooLong as late:
            print(f"{late!s:>30}", end="")
            continue
        below = int((instance.degree(share) < instance.minimum).sum())
        peers[name][instance.people] = seconds
        total = share @ instance.edges.score / 1e6
        print(f"{seconds:>10.2f} s{total:>12,.1f}{below:>6d}", end="", flush=True)
    print()


def whole_way(people: int) -> float:
    """Measure a size from the roster, print its row, and tell the seconds."""
    taken, seconds = from_roster(people)
    longest = sorted(seconds.items(), key=lambda item: -item[1])
    stages = ", ".join(f"{name} {spent:.1f}" for name, spent in longest if name != "total")
    print(f"{people:>8,}{taken.seconds:>9.1f} s{taken.peak_mb:>9.0f} MB   {stages}", flush=True)
    return taken.seconds


def picture(stages: Seconds, peers: Seconds, whole: dict[int, float]) -> str:
    """Draw the seconds of the stages, and those of the ways to assign."""
    sums = {size: sum(one[size] for one in stages.values()) for size in stages[STAGES[0]]}
    lines = [
        Line("roster to file", "#555", _points(whole), dashed=True),
        Line("all stages", "#111", _points(sums)),
        *_coloured(stages, COLOURS),
    ]
    return draw(
        "How long it takes, by how many people there are",
        [
            Panel("To introductions, and its stages", lines),
            Panel("Assignment of the same candidates", _coloured(peers, COLOURS[2:] + COLOURS[:2])),
        ],
    )


def _points(seconds: dict[int, float]) -> list[tuple[float, float]]:
    """Sort by people; what took no time at all has no place on these axes."""
    return [(people, max(taken, LEAST_S)) for people, taken in sorted(seconds.items())]


def _coloured(lines: Seconds, colours: Sequence[str]) -> list[Line]:
    pairs = zip(lines.items(), colours, strict=False)
    return [Line(name, colour, _points(at)) for (name, at), colour in pairs if at]


def main() -> None:
    """Print a table a way, and draw them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds another way gets")
    parser.add_argument("--plot", type=Path, help="an SVG to write")
    given = read_arguments(parser, "--sizes", "60", "--limit", "30", "--plot", os.devnull)
    stages: Seconds = {name: {} for name in STAGES}
    peers: Seconds = {name: {} for name in PEERS}
    print("\nVectors to introductions, seconds a stage (four phrases each, embedded beforehand)")
    print(f"{'people':>8}{''.join(f'{name:>14}' for name in STAGES)}{'in all':>9}{'peak MB':>9}"
          f"{'of bound':>10}{'at minimum':>11}{'left out':>9}")  # fmt: skip
    instances = [grow(people, stages) for people in given.sizes]
    print("\nAssignment of these candidates: seconds, total score, below the minimum")
    print(f"{'people':>8}{'candidates':>12}" + "".join(f"{name:>30}" for name in PEERS))
    for instance in instances:
        compare(instance, given.limit, peers)
    print("\nA roster's file to its introductions' file, `rapport match --no-briefs`")
    whole = {people: whole_way(people) for people in given.sizes}
    if given.plot:
        given.plot.write_text(picture(stages, peers, whole), encoding="utf-8")


if __name__ == "__main__":
    main()
