"""One change, tried: the tests that run the changed lines, until one fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import Phase, settings

from tests.mutation.covering import Followed, pytest_in
from tests.mutation.mutants import Mutant
from tests.mutation.running import Job

Outcome = Literal["killed", "survived", "survived, as no test runs it", "timed out"]
KILLED: Outcome = "killed"
SURVIVED: Outcome = "survived"
NOT_COVERED: Outcome = "survived, as no test runs it"
TIMED_OUT: Outcome = "timed out"

SLACK_S = 10.0
_SLOWER = 3
"""How many times as long as usual tests may take, beyond the slack for their start."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A change and the tests that may notice it, in the order in which they run."""

    mutant: Mutant
    tests: tuple[str, ...]
    seconds: float

    def job(self, root: Path, slack_s: float) -> Job:
        """Make it what a process does."""
        source = (root / self.mutant.path).read_text("utf-8")
        return replace(
            self.control(slack_s), changed={self.mutant.path: self.mutant.applied(source)}
        )

    def control(self, slack_s: float) -> Job:
        """Run the same tests while nothing is changed."""
        return Job(self._run, slack_s + _SLOWER * self.seconds)

    def _run(self, _tree: Path) -> int:
        files = dict.fromkeys(test.partition("::")[0] for test in self.tests)
        return pytest_in("-x", *files, plugin=_Chosen(self.tests))

    def outcome(self, code: int | None) -> Outcome:
        """Say what pytest's exit code means; where it collects nothing, it noticed nothing."""
        if code is None:
            return TIMED_OUT
        return (
            SURVIVED if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else KILLED
        )


def trial_of(root: Path, mutant: Mutant, followed: Sequence[Followed]) -> Trial:
    """Choose the tests that run what is changed, those of the fastest files first.

    What runs in a process of its own is seen by nobody: there, the tests which name the module.
    """
    first, last = mutant.start[0], mutant.end[0]
    chosen = {one: list(one.covering(mutant.path, first, last)) for one in followed}
    if not any(chosen.values()):
        module = mutant.path.removesuffix(".py").replace("/", ".")
        chosen = {one: list(one.seconds) for one in followed if module in _text(root, one)}
    seconds = {one: sum(one.seconds[test] for test in tests) for one, tests in chosen.items()}
    order = sorted(chosen, key=lambda one: (seconds[one], one.file))
    tests = tuple(test for one in order for test in chosen[one])
    return Trial(mutant, tests, sum(seconds.values()))


def _text(root: Path, one: Followed) -> str:
    return (root / one.file).read_text("utf-8")


class _Chosen:
    """Run the chosen tests alone, in their order, and don't make failures any simpler."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._order = {test: at for at, test in enumerate(tests)}

    def pytest_sessionstart(self) -> None:
        settings.register_profile(
            "noticing", settings(), phases=(Phase.explicit, Phase.generate), derandomize=True
        )
        settings.load_profile("noticing")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(chosen, key=lambda item: self._order[item.nodeid])
