"""The manifests for Kubernetes, rendered once for all tests."""

from __future__ import annotations

from tests.unit.deploy.kustomize import render
from tests.unit.deploy.manifests import Manifest, pod_of
from tests.unit.deploy.source import DEPLOY

FOLDER = DEPLOY / "kubernetes"
BASE = render(FOLDER / "base")
CLUSTER = render(FOLDER / "overlays" / "cluster")
PODS = [manifest for manifest in CLUSTER if pod_of(manifest)]
OURS = [manifest for manifest in PODS if manifest["metadata"]["name"] != "proxy"]


def find(kind: str, name: str, among: list[Manifest] = CLUSTER) -> Manifest:
    """Give the one manifest of that kind and name, of the overlay unless said otherwise."""
    return next(m for m in among if (m["kind"], m["metadata"]["name"]) == (kind, name))


def names(kind: str) -> set[str]:
    """List what the overlay has of a kind."""
    return {manifest["metadata"]["name"] for manifest in CLUSTER if manifest["kind"] == kind}


def label(manifest: Manifest) -> str:
    """Name a manifest in the output of a test."""
    return f"{manifest['kind']} {manifest['metadata']['name']}"
