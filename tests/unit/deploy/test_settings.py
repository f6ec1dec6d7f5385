"""Holds every environment variable against the settings of the code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.unit.deploy.composed import (
    EXAMPLE,
    TEXT,
    documented,
    environment,
    names_in,
    services,
)
from tests.unit.deploy.manifests import Manifest, containers_of, read
from tests.unit.deploy.rendered import BASE, CLUSTER, FOLDER
from tests.unit.deploy.source import DEPLOY, ROOT, SETTINGS, all_variables, variables

_ELSEWHERE = "--- What docker-compose.yml sets by itself"
_SECRETS = {
    secret["metadata"]["name"]: secret["stringData"]
    for secret in read(FOLDER / "base" / "secret.example.yaml")
}


def service_of(command: list[str]) -> str:
    return command[0]


def given_to(container: Manifest, config_maps: dict[str, Manifest]) -> set[str]:
    """The variables that a container of Kubernetes gets, from wherever they come."""
    given = {variable["name"] for variable in container.get("env", [])}
    for source in container.get("envFrom", []):
        if "configMapRef" in source:
            given |= config_maps[source["configMapRef"]["name"]]["data"].keys()
        else:
            given |= _SECRETS[source["secretRef"]["name"]].keys()
    return given


class TestEveryVariable:
    @pytest.mark.parametrize(
        "name", [n for n, s in services().items() if s.get("image", "").startswith("rapport-")]
    )
    def test_of_a_container_is_read_by_its_service(self, name: str) -> None:
        """A misspelt setting is silently the default."""
        service = services()[name]

        assert service["environment"].keys() <= variables(service_of(service["command"]))

    @pytest.mark.parametrize("manifests", [BASE, CLUSTER], ids=["base", "cluster"])
    def test_of_a_pod_is_read_by_its_service(self, manifests: list[Manifest]) -> None:
        """A misspelt setting is silently the default."""
        config_maps = {m["metadata"]["name"]: m for m in manifests if m["kind"] == "ConfigMap"}
        pods = [c for m in manifests for c in containers_of(m) if "args" in c]

        assert {service_of(container["args"]) for container in pods} == SETTINGS.keys()
        for container in pods:
            assert given_to(container, config_maps) <= variables(service_of(container["args"]))

    @pytest.mark.parametrize(
        "path",
        [ROOT / "docker-compose.yml", ROOT / ".env.example", ROOT / "Makefile"]
        + [path for path in sorted(DEPLOY.rglob("*")) if path.is_file()],
        ids=lambda path: path.name,
    )
    def test_in_any_file_is_one_of_ours(self, path: Path) -> None:
        """Also in comments, scripts and the image: what is written there gets copied."""
        assert set(re.findall(r"RAPPORT_[A-Z_]*[A-Z]", path.read_text())) <= all_variables()


class TestTheExample:
    def test_names_all_that_compose_takes(self) -> None:
        """It is the only place that says what each one means."""
        above = EXAMPLE.split(_ELSEWHERE)[0]

        assert sorted(documented(above)) == sorted(set(names_in(TEXT)))

    def test_names_all_that_the_services_read(self) -> None:
        """A setting that is written down nowhere can't be set."""
        assert set(documented(EXAMPLE)) >= all_variables()

    def test_says_of_the_rest_that_compose_sets_it(self) -> None:
        """Whoever uncomments one of these must not wonder why nothing happens."""
        below = EXAMPLE.split(_ELSEWHERE)[1]

        assert not set(documented(below)) & set(names_in(TEXT))
        assert set(documented(below)) <= all_variables()

    def test_shows_the_defaults_of_compose(self) -> None:
        """A comment that says something else than the file is worse than none."""
        defaults = dict(re.findall(r"\$\{(\w+):-([^{}]*)\}", TEXT))
        defaults |= dict.fromkeys(re.findall(r"\$\{(\w+):\+", TEXT), "")
        shown = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", EXAMPLE.split(_ELSEWHERE)[0], re.MULTILINE))

        assert shown == defaults

    def test_explains_every_variable(self) -> None:
        """A name alone is not documentation."""
        for block in EXAMPLE.split("\n\n")[1:]:
            assert re.match(r"# [A-Z-]", block)


class TestMakeEnv:
    @pytest.fixture
    def made(self, tmp_path: Path) -> Path:
        target = tmp_path / ".env"
        subprocess.run([DEPLOY / "make-env.sh", ROOT / ".env.example", target], check=True)
        return target

    def test_gives_every_empty_variable_a_secret_of_its_own(self, made: Path) -> None:
        """One password for everything would open everything."""
        secrets = environment(made.read_text())

        assert secrets.keys() == environment(EXAMPLE).keys()
        assert all(re.fullmatch("[0-9a-f]{48}", secret) for secret in secrets.values())
        assert len(set(secrets.values())) == len(secrets)

    def test_keeps_what_it_explains(self, made: Path) -> None:
        """The file is where an organiser looks up what can be set."""
        assert documented(made.read_text()) == documented(EXAMPLE)

    def test_hides_the_secrets_from_others(self, made: Path) -> None:
        """Whoever may read the file can sign anybody's link."""
        assert made.stat().st_mode & 0o077 == 0

    def test_keeps_the_secrets_out_of_the_history(self) -> None:
        """What was committed once is known for ever."""
        assert "/.env" in (ROOT / ".gitignore").read_text().splitlines()
