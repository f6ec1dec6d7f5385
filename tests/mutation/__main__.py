"""How much the unit tests notice: change the code that decides, and see whether a test fails.

`python -m tests.mutation --count 300 --seed 1 --only services/matcher/domain`
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.covering import follow
from tests.mutation.mutants import Mutant, difference, draw, find
from tests.mutation.running import ENVIRONMENT, Broken, copies, import_libraries, run
from tests.mutation.trials import (
    KILLED,
    NOT_COVERED,
    SLACK_S,
    SURVIVED,
    TIMED_OUT,
    Outcome,
    Trial,
    trial_of,
)

ROOT = Path(__file__).resolve().parents[2]
CACHE = ".mutants_cache"
WORKERS = 2
CONTROLS = 6


def main(arguments: list[str] | None = None) -> None:
    """Draw, try and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="how many are drawn")
    parser.add_argument("--seed", type=int, default=1, help="draws the same ones again")
    parser.add_argument("--only", default="", help="files or folders, between commas")
    parser.add_argument("--slack", type=float, default=SLACK_S, help="seconds for a start of tests")
    parser.add_argument("--root", type=Path, default=ROOT, help="of another project of this form")
    asked = parser.parse_args(arguments)
    found: Counter[Outcome] = Counter()
    with tempfile.TemporaryDirectory() as place:
        root, *trees = copies(asked.root, Path(place), 1 + WORKERS)
        mutants = find(root, asked.only)
        drawn = draw(root, mutants, asked.count, asked.seed)
        if not drawn:
            parser.error(f"there is nothing to change in {asked.only}")
        print(f"{len(drawn)} of {len(mutants)} possible changes, drawn by the seed {asked.seed}")
        import_libraries(root)
        followed = follow(root, trees, asked.root / CACHE)
        trials = [trial_of(root, mutant, followed) for mutant in drawn]
        for mutant, outcome in try_all(root, trials, trees, asked.slack):
            found[outcome] += 1
            if outcome != KILLED:
                show(root, mutant, outcome)
    print(f"{summary(found)} (seed {asked.seed})")


def try_all(
    root: Path, trials: list[Trial], trees: list[Path], slack_s: float
) -> Iterator[tuple[Mutant, Outcome]]:
    """Try every change, telling how far it is."""
    yield from ((trial.mutant, NOT_COVERED) for trial in trials if not trial.tests)
    covered = [trial for trial in trials if trial.tests]
    check(covered, trees, slack_s)
    jobs = {trial.job(root, slack_s): trial for trial in covered}
    for done, (job, code) in enumerate(run(jobs, trees), 1):
        yield jobs[job].mutant, jobs[job].outcome(code)
        print(f"\r{done} of {len(jobs)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def check(trials: list[Trial], trees: list[Path], slack_s: float) -> None:
    """Make sure that tests pass while nothing is changed, or all of them would seem to notice.

    Raises:
        Broken: one failed.
    """
    controls = {trial.control(slack_s): trial for trial in trials[:CONTROLS]}
    for job, code in run(controls, trees):
        if controls[job].outcome(code) != SURVIVED:
            raise Broken(f"these fail by themselves: {controls[job].tests}")


def show(root: Path, mutant: Mutant, outcome: Outcome) -> None:
    """Print a change that no test noticed."""
    line, shown = difference((root / mutant.path).read_text("utf-8"), mutant)
    print(f"{mutant.path}:{line} {outcome}\n{shown}", flush=True)


def summary(found: Counter[Outcome]) -> str:
    """Say how many changes there were of each kind, and the share that survives."""
    left = found[SURVIVED] + found[NOT_COVERED]
    return (
        f"{found[KILLED]} killed, {found[TIMED_OUT]} timed out, {left} survived:"
        f" {left / found.total():.1%} of {found.total()} survive"
    )


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        os.environ |= ENVIRONMENT
        os.execv(sys.executable, [sys.executable, "-m", "tests.mutation", *sys.argv[1:]])  # noqa: S606 -- ourselves
    main()
