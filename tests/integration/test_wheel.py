"""The wheel in an empty environment, as somebody installs it who has no clone."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from services.operations import sample
from tests.processes import free_port

pytestmark = pytest.mark.skipif(
    not os.environ.get("CI"), reason="takes minutes and the package index; CI has both"
)
ROOT = Path(__file__).parents[2]
PACKAGES = ("services", "shared")
PATIENCE_S = 600
ELSEWHERE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""An environment that does not lead back to the clone."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built outside the clone, where an earlier build leaves nothing."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir", str(built)]
    subprocess.run([*pip, str(source)], check=True, timeout=PATIENCE_S)
    (path,) = built.glob("*.whl")
    return path


@dataclass(frozen=True)
class Installed:
    """An environment of its own, and the folder that its commands run in."""

    venv: Path
    folder: Path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [str(self.venv / "bin" / "rapport"), *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.folder, env=ELSEWHERE, text=True, **pipes)

    def complaint(self, *arguments: str) -> str:
        """Run a command that can't do its work; what it says has to be one line."""
        with self.start(*arguments) as process:
            _, told = process.communicate(timeout=PATIENCE_S)
        (line,) = told.splitlines()
        assert process.returncode == 2
        return str(line)

    def type(self, command: str) -> None:
        """Run what the command said, with the versions that are tested."""
        tested = ELSEWHERE | {"PIP_CONSTRAINT": str(ROOT / "requirements.lock")}
        subprocess.run(shlex.split(command), env=tested, check=True, timeout=PATIENCE_S)

    def first_page(self, port: int) -> str:
        """Serve the sample until there is a link for the organiser, and press its button."""
        with self.start("serve", "--sample", "--port", str(port)) as process:
            assert process.stdout is not None
            try:
                links = (line.partition("organiser: ")[2].strip() for line in process.stdout)
                with httpx.Client(follow_redirects=True) as browser:
                    origin = {"Origin": f"http://127.0.0.1:{port}"}
                    return browser.post(next(filter(None, links)), headers=origin).text
            finally:
                process.terminate()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The wheel without its extra, in an environment of its own, beside a list."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    found = Installed(folder / "venv", folder)
    found.type(shlex.join([f"{folder}/venv/bin/pip", "install", "-qq", str(wheel)]))
    lines = sample.ROSTER.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (folder / "list.csv").write_text("".join(lines[:41]), encoding="utf-8")
    yield found
    shutil.rmtree(folder)  # close to a gigabyte


class TestTheWheel:
    def test_holds_all_that_is_no_code_too(self, wheel: Path) -> None:
        """Templates, lists of words and the sample are found missing only where they are used."""
        kept = {
            str(path.relative_to(ROOT))
            for package in PACKAGES
            for path in (ROOT / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

        assert kept <= set(ZipFile(wheel).namelist())

    def test_tells_whoever_lacks_the_rest_how_to_install_it_and_then_works(
        self, installed: Installed
    ) -> None:
        """Each command is typed as it was told, so it has to be the right one."""
        match = ("match", "list.csv", "--out", "result")
        told = installed.complaint(*match)
        assert installed.complaint("serve", "--sample") == told
        extra, weights = told.partition("installed: ")[2].split(" && ")
        installed.type(extra)
        assert installed.complaint(*match).endswith(f": {weights}")
        assert installed.complaint("serve", "--sample").endswith(f": {weights}")
        installed.type(weights)

        with installed.start(*match) as matching:
            _, errors = matching.communicate(timeout=PATIENCE_S)
        assert matching.returncode == 0, errors
        assert (installed.folder / "result" / "introductions.csv").stat().st_size > 1000
        assert sample.NAME in installed.first_page(free_port())
        assert not list((installed.venv / "lib").glob("*/site-packages/torch"))
        assert "rapport[sentence-transformers]" in installed.complaint(*match, "--model", "minilm")
