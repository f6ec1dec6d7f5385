"""Where changed code runs: in copies of the project, by processes that have imported the libraries.

A copy serves one process at a time, so a change is a changed file there, for processes that the
tests start as well, and the project itself is never touched.
"""

from __future__ import annotations

import ast
import compileall
import contextlib
import importlib
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import ceil
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import NoReturn

ENVIRONMENT = {
    "NUMBA_DISABLE_JIT": "1",  # compiled code could be neither followed nor changed
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
BROKEN = 70
"""The exit code of a process that could not do its work."""

OURS = ("services", "shared", "tests")
"""Folders; byte code of tests is pytest's own matter."""

_MADE_ANYWHERE = {"__pycache__"}
_MADE_AT_THE_TOP = {".git", ".venv", ".hypothesis", "data", "out", "build", "dist"}
_MOST_BYTES = 6 << 30
OUTPUT = "output.txt"
_CLOCK = 10
"""The machine may be busy with other things."""

_WAIT_S = 0.005


class Broken(Exception):
    """A process failed for no fault of what it tried; its output."""


@dataclass(frozen=True, eq=False)
class Job:
    """What a process of its own does.

    Attributes:
        work: is given the copy's root; what it returns is the process's exit code.
        limit_s: seconds of a core that it may take, and ten times as many by the clock.
        changed: files of the project, by path, with other contents.
    """

    work: Callable[[Path], int]
    limit_s: float
    changed: dict[str, str] = field(default_factory=dict)


@dataclass
class _Process:
    tree: Path
    pid: int
    until: float


def copies(root: Path, into: Path, count: int) -> list[Path]:
    """Copy the project a few times.

    The byte code there is valid for what a file holds, whenever it was written.
    """
    trees = [into / str(number) for number in range(count)]
    for tree in trees:
        shutil.copytree(root, tree, ignore=_left_out)
        for ours in OURS[:2]:
            (tree / ours).mkdir(exist_ok=True)
            compileall.compile_dir(
                tree / ours, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH
            )
    return trees


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Leave out what is made anew."""
    made = _MADE_AT_THE_TOP if (Path(folder) / "pyproject.toml").exists() else _MADE_ANYWHERE
    return {name for name in names if name in made or name.endswith("_cache")}


def import_libraries(root: Path) -> None:
    """Import what our modules import of others, so that no process has to."""
    named = {name for path in _sources(root) for name in _imports(path.read_text("utf-8"))}
    for name in sorted(named):
        if name.partition(".")[0] not in OURS:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def _sources(root: Path) -> Iterator[Path]:
    for folder in ("services", "shared", "tests/unit"):
        yield from sorted((root / folder).rglob("*.py"))
    yield from sorted((root / "tests").glob("*.py"))


def _imports(source: str) -> Iterator[str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def run(jobs: Iterable[Job], trees: list[Path]) -> Iterator[tuple[Job, int | None]]:
    """Do each job in a process of its own, one in each copy at a time.

    Yields:
        The jobs as they end, with their exit codes; None where one took too long.

    Raises:
        Broken: a process did not come to its work.
    """
    free = list(trees)
    running: list[tuple[Job, _Process]] = []
    waiting = iter(jobs)
    try:
        while True:
            running += [(job, _start(job, free.pop())) for job in islice(waiting, len(free))]
            if not running:
                return
            time.sleep(_WAIT_S)
            for job, process in list(running):
                ended, code = _look(process)
                if ended:
                    running.remove((job, process))
                    _restore(job, process.tree)
                    free.append(process.tree)
                    if code == BROKEN:
                        raise Broken((process.tree / OUTPUT).read_text("utf-8"))
                    yield job, code
    finally:
        for _, process in running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _start(job: Job, tree: Path) -> _Process:
    for path, source in job.changed.items():
        (tree / path).rename(tree / f"{path}.kept")
        (tree / path).write_text(source, "utf-8")
    pid = os.fork()
    if pid == 0:
        _do(job, tree)
    return _Process(tree, pid, time.monotonic() + _CLOCK * job.limit_s)


def _do(job: Job, tree: Path) -> NoReturn:
    code = BROKEN
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(job.limit_s), resource.RLIM_INFINITY))
        os.chdir(tree)
        output = os.open(OUTPUT, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.environ["PYTHONPATH"] = str(tree)
        sys.path.insert(0, str(tree))
        for name in list(sys.modules):
            if name.partition(".")[0] in OURS:
                del sys.modules[name]
        code = job.work(tree)
    except BaseException:  # noqa: BLE001 -- whatever it is, this process must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _look(process: _Process) -> tuple[bool, int | None]:
    pid, status = os.waitpid(process.pid, os.WNOHANG)
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what the tests have left
        code = os.waitstatus_to_exitcode(status)
        return True, None if code == -signal.SIGXCPU else code
    if time.monotonic() < process.until:
        return False, None
    os.killpg(process.pid, signal.SIGKILL)
    os.waitpid(process.pid, 0)
    return True, None


def _restore(job: Job, tree: Path) -> None:
    for path in job.changed:
        (tree / f"{path}.kept").replace(tree / path)
