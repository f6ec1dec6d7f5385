"""Holds what the documentation names against what is there."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from click import Group

from services.cli import cli
from tests.unit.deploy.source import ROOT, all_variables

PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_PATH = re.compile(r"`((?:services|shared|tests|deploy|docs)/[\w./-]*)`")
_MODULE = re.compile(r"`(\w+\.py)`")
_VARIABLE = re.compile(r"RAPPORT_[A-Z_]+")
_BENCHMARK = re.compile(r"tests\.benchmarks\.([a-z_]+)")
_COMMAND = re.compile(r"`(?:\.venv/bin/)?rapport ([a-z][a-z-]*)")
_REQUIREMENT = re.compile(r"[A-Za-z0-9_.-]+")
_ONE_SCREEN = 60


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
class TestEveryPage:
    def test_links_to_what_there_is(self, page: Path) -> None:
        """A dead link is the first thing a newcomer clicks."""
        links = _LINK.findall(page.read_text())

        assert [link for link in links if not (page.parent / link).exists()] == []

    def test_names_files_that_there_are(self, page: Path) -> None:
        """Rooms are renamed, and the page that leads to them is forgotten."""
        paths = _PATH.findall(page.read_text())

        modules = _MODULE.findall(page.read_text())

        assert [path for path in paths if not (ROOT / path).exists()] == []
        assert [name for name in modules if not any(ROOT.glob(f"s*/**/{name}"))] == []

    def test_names_commands_that_there_are(self, page: Path) -> None:
        """What cannot be typed is no documentation."""
        assert isinstance(cli, Group)

        assert set(_COMMAND.findall(page.read_text())) <= cli.commands.keys()

    def test_names_benchmarks_that_there_are(self, page: Path) -> None:
        """A figure whose command does not start is a rumour."""
        for name in set(_BENCHMARK.findall(page.read_text())):
            import_module(f"tests.benchmarks.{name}")

    def test_can_be_reached_from_the_readme(self, page: Path) -> None:
        """A page that nothing links to is read by nobody."""
        assert page.name == "README.md" or name_of(page) in _LINK.findall(text("README.md"))


class TestTheDocumentation:
    def test_begins_on_one_screen(self) -> None:
        """Whoever comes first decides in a minute whether to stay."""
        assert len(text("README.md").splitlines()) <= _ONE_SCREEN

    def test_names_every_setting_and_no_other(self) -> None:
        """What is not written down is not set, and what does not exist is set in vain."""
        assert set(_VARIABLE.findall(text("docs/api.md"))) == all_variables()

    def test_names_every_command(self) -> None:
        """A command that no page names is found by nobody."""
        assert isinstance(cli, Group)
        written = text("docs/api.md")

        assert [name for name in cli.commands if name not in written] == []

    def test_gives_every_dependency_its_reason(self) -> None:
        """A library without a reason is one that nobody dares to take out."""
        project = tomllib.loads(text("pyproject.toml"))["project"]
        wanted = [*project["dependencies"]]
        for extra in project["optional-dependencies"].values():
            wanted += extra
        names = {match[0] for match in map(_REQUIREMENT.match, wanted) if match}
        written = text("docs/dependencies.md")

        assert {
            name for name in names if name not in written and not name.startswith("types-")
        } == set()
