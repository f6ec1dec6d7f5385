"""Reads docker-compose.yml as Docker Compose does: with variables filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml
from compose_spec import PyCompose

from tests.unit.deploy.manifests import Manifest, strings_in
from tests.unit.deploy.source import DEPLOY, ROOT

TEXT = (ROOT / "docker-compose.yml").read_text()
_VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?:(:[-?+])((?:[^{}])*))?\})")


class Missing(LookupError):
    """A variable has to be set, and is not."""


def environment(text: str) -> dict[str, str]:
    """Read an environment file, without what is commented out."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def documented(text: str) -> list[str]:
    """List the variables of an environment file, those that are commented out, too."""
    return re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", text, re.MULTILINE)


def filled_in(example: str) -> dict[str, str]:
    """Give every variable that is empty in an example a secret, as `make up` does."""
    return {name: value or "s" * 48 for name, value in environment(example).items()}


EXAMPLE = (ROOT / ".env.example").read_text()
SINGLE = filled_in(EXAMPLE)
CLUSTER = SINGLE | environment((DEPLOY / "cluster.env").read_text())


def compose(env: Mapping[str, str] = SINGLE, text: str = TEXT) -> Manifest:
    """Read the file, and have it checked against the schema of Compose files.

    Raises:
        Missing: a variable has to be set, and is not.
        ValueError: the file is not a proper one.
    """
    return _read(text, tuple(env.items()))


@cache
def _read(text: str, env: tuple[tuple[str, str], ...]) -> Manifest:
    filled: Manifest = _interpolate(yaml.load(text, Loader=yaml.CSafeLoader), dict(env))
    plain = {key: value for key, value in filled.items() if not key.startswith("x-")}
    PyCompose.from_json(json.dumps(plain)).validate()
    for name, service in plain["services"].items():
        volumes = [mount.split(":")[0] for mount in service.get("volumes", [])]
        unknown = {place for place in volumes if place[0] != "."} - plain["volumes"].keys()
        unknown |= service.get("depends_on", {}).keys() - plain["services"].keys()
        if unknown:
            raise ValueError(f"{name}: there is no {unknown}")
    return plain


def services(env: Mapping[str, str] = SINGLE) -> dict[str, Manifest]:
    """Give the containers of the file, by their names."""
    found: dict[str, Manifest] = compose(env)["services"]
    return found


def names_in(value: Any) -> Iterator[str]:
    """Walk through the variables that a text or a tree of them takes from its environment."""
    for text in strings_in(value):
        yield from (found[1] for found in _VARIABLE.finditer(text) if found[1])


def _interpolate(value: Any, env: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _interpolate(inner, env) for key, inner in value.items()}
    if isinstance(value, list):
        return [_interpolate(inner, env) for inner in value]
    return (
        _VARIABLE.sub(lambda found: _value(found, env), value) if isinstance(value, str) else value
    )


def _value(found: re.Match[str], env: Mapping[str, str]) -> str:
    name, rule, rest = found.groups()
    if name is None:
        return "$"
    value = env.get(name, "")
    if rule == ":?" and not value:
        raise Missing(f"{name}: {rest}")
    if rule == ":+":
        return rest if value else ""
    return value or (rest if rule == ":-" else "")
