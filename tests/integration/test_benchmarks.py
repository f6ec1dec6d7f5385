"""Every benchmark runs, by the command that prints its figures, as small as can be."""

import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import sections
from tests.benchmarks.command import TINY

HOUSE = Path(__file__).resolve().parents[2]
AT_ONCE = 4
PATIENCE_S = 240

Command = tuple[str, ...]


def commands() -> list[Command]:
    """List what `make bench` runs, itself, and every other module that can be run."""
    asked = [(module, *given) for _, module, given in sections(full=True, kills=20, roster="")]
    others = {
        path.stem
        for path in (HOUSE / "tests/benchmarks").glob("*.py")
        if '\nif __name__ == "__main__":\n' in path.read_text("utf-8")
    }
    others -= {"__main__", *(module for module, *_ in asked)}
    return [*asked, *((module,) for module in sorted(others)), ("", "--only", "embedding")]


def run(command: Command) -> subprocess.CompletedProcess[str]:
    module, *given = command
    name = f"tests.benchmarks.{module}".removesuffix(".")
    return subprocess.run(
        [sys.executable, "-m", name, *given, TINY],
        cwd=HOUSE, check=False, capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip


Running = Mapping[Command, Future[subprocess.CompletedProcess[str]]]


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest) -> Running:
    """Start what is tested, some at once, and first what kills something and waits for its end."""
    params = (getattr(item, "callspec", None) for item in request.session.items)
    asked = [one.params["command"] for one in params if one and "command" in one.params]
    pool = ThreadPoolExecutor(AT_ONCE)
    order = sorted(asked, key=lambda command: "--kills" not in command)
    return {command: pool.submit(run, command) for command in order}


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_a_benchmark_runs_and_prints_figures(command: Command, running: Running) -> None:
    """One that has not started since a rename goes unnoticed until its figure is needed."""
    ended = running[command].result()

    assert ended.returncode == 0, ended.stderr
    assert any(character.isdigit() for character in ended.stdout)
