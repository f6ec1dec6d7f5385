"""Reads files of YAML, and walks what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]


def read(path: Path) -> list[Manifest]:
    """Read every document of a file; a list of several counts as these."""
    documents = yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader)
    return [
        item
        for document in documents
        for item in (document["items"] if document["kind"] == "List" else [document])
    ]


def pod_of(manifest: Manifest) -> Manifest:
    """Give the pod that a Deployment or a Job makes; nothing for other kinds."""
    if manifest["kind"] not in {"Deployment", "Job"}:
        return {}
    pod: Manifest = manifest["spec"]["template"]["spec"]
    return pod


def containers_of(manifest: Manifest) -> list[Manifest]:
    """List the containers that a Deployment or a Job makes, those that go first, too."""
    pod = pod_of(manifest)
    return [*pod.get("initContainers", []), *pod.get("containers", [])]


def strings_in(value: Any) -> Iterator[str]:
    """Walk through every key and every text, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)
    elif value is not None:
        yield str(value)
