"""Which tests run which lines: every file of tests, followed once while nothing is changed."""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutation.running import Job, run

EVERY_TEST = ""
_LIMIT_S = 600
_PYTEST = (
    *("-q", "--no-header", "-p", "no:cacheprovider", "-c", "pyproject.toml", "--rootdir=."),
    # numba knows `maximum` in no other form
    *("-W", "ignore:Passing more than 2 positional:DeprecationWarning"),
    # the libraries are there already
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


def pytest_in(*arguments: str, plugin: object) -> int:
    """Run pytest where we are, as the project does."""
    return int(pytest.main([*_PYTEST, *arguments], plugins=[plugin]))


@dataclass(frozen=True, eq=False)
class Followed:
    """What the tests of one file did.

    Attributes:
        file: the path of the tests.
        seconds: how long each test took that passed.
        failed: what did not pass, and is of no use.
        lines: by source file and test, the lines that it ran, as the bits of a number;
            EVERY_TEST stands for what ran while the file was imported or several tests set up.
    """

    file: str
    seconds: dict[str, float]
    failed: list[str]
    lines: dict[str, dict[str, int]]

    def covering(self, path: str, first: int, last: int) -> Iterator[str]:
        """List the tests that run any of these lines of a file."""
        wanted = (1 << last + 1) - (1 << first)
        lines = self.lines.get(path, {})
        for test in self.seconds:
            if (lines.get(test, 0) | lines.get(EVERY_TEST, 0)) & wanted:
                yield test


class _Follower:
    """Note the time and the lines of each test."""

    def __init__(self, tree: Path) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self._at = EVERY_TEST
        self._tree = tree
        self._coverage = coverage.Coverage(
            data_file=None,
            config_file=False,
            include=[f"{tree}/services/*", f"{tree}/shared/*"],
        )
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        _forget_results()
        self._at = item.nodeid
        self._coverage.switch_context(self._at)
        done = yield
        self._coverage.switch_context(EVERY_TEST)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Any:
        if fixturedef.scope == "function":
            return (yield)
        self._coverage.switch_context(EVERY_TEST)
        made = yield
        self._coverage.switch_context(self._at)
        return made

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if not report.passed:
            self.failed.add(report.nodeid)

    def followed(self, file: str) -> Followed:
        self._coverage.stop()
        found = self._coverage.get_data()
        lines: dict[str, dict[str, int]] = {}
        for path in found.measured_files():
            by_test = lines.setdefault(str(Path(path).relative_to(self._tree)), {})
            for line, tests in found.contexts_by_lineno(path).items():
                for test in tests:
                    by_test[test] = by_test.get(test, 0) | 1 << line
        passed = {test: s for test, s in self.seconds.items() if test not in self.failed}
        return Followed(file, passed, sorted(self.failed), lines)


def _forget_results() -> None:
    """Clear what functions remember, so that a test runs all the lines that it needs."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("services.", "shared.")):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def follow(root: Path, trees: list[Path], cache: Path) -> list[Followed]:
    """Follow the tests of every file that has changed since it was last followed.

    Args:
        root: of the project.
        trees: copies of it.
        cache: the folder in which is kept what was found.
    """
    cache.mkdir(exist_ok=True)
    files = sorted(
        path.relative_to(root).as_posix() for path in root.glob("tests/unit/**/test_*.py")
    )
    common = _digest(root)
    kept = {file: cache / f"{_digest_of(common, root, file)}.json" for file in files}
    jobs = [_job(file, kept[file]) for file in files if not kept[file].exists()]
    for _ in run(jobs, trees):
        pass
    for path in set(cache.glob("*.json")) - set(kept.values()):
        path.unlink()
    followed = [_read(path) for path in kept.values() if path.exists()]
    for test in chain.from_iterable(one.failed for one in followed):
        print(f"left out, as it fails by itself: {test}")
    return followed


def _job(file: str, kept: Path) -> Job:
    def work(tree: Path) -> int:
        follower = _Follower(tree)
        code = pytest_in(file, plugin=follower)
        found = follower.followed(file)
        kept.write_text(json.dumps(list(vars(found).values())), "utf-8")
        return code

    return Job(work, _LIMIT_S)


def _read(path: Path) -> Followed:
    return Followed(*json.loads(path.read_text("utf-8")))


def _digest(root: Path) -> str:
    """Name everything that tests run, but the tests themselves."""
    folders = (root / folder for folder in ("services", "shared", "tests/unit"))
    ours = (path for folder in folders for path in folder.rglob("*.*"))
    tests = (root / "tests").glob("*.py")
    common = hashlib.sha256()
    for path in sorted((*ours, *tests, *root.glob("*.toml"), *root.glob("*.lock"))):
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("test_"):
            common.update(path.read_bytes())
    return common.hexdigest()


def _digest_of(common: str, root: Path, file: str) -> str:
    return hashlib.sha256(f"{common} {file} ".encode() + (root / file).read_bytes()).hexdigest()
