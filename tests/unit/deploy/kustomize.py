"""Renders kustomizations, as far as ours go; refuses whatever it does not know."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from tests.unit.deploy.manifests import Manifest, containers_of, pod_of, read

_KNOWN = {
    "apiVersion", "kind", "namespace", "namePrefix", "labels", "resources", "patches", "images",
    "configMapGenerator",
}  # fmt: skip
_MERGED_BY = {
    "containers": "name",
    "initContainers": "name",
    "env": "name",
    "volumes": "name",
    "volumeMounts": "mountPath",
    "ports": "containerPort",
    "topologySpreadConstraints": "topologyKey",
}
_WITHOUT_NAMESPACE = {"Namespace"}


class NotUnderstood(ValueError):
    """A kustomization says something that is not rendered here."""


def render(folder: Path) -> list[Manifest]:
    """Render what a folder's kustomization makes.

    Raises:
        NotUnderstood: it uses something that is not rendered here.
    """
    asked = yaml.safe_load((folder / "kustomization.yaml").read_text())
    if unknown := asked.keys() - _KNOWN:
        raise NotUnderstood(f"{folder.name}: {sorted(unknown)}")
    made = [found for entry in asked.get("resources", []) for found in _resource(folder / entry)]
    made += [_config_map(folder, wanted) for wanted in asked.get("configMapGenerator", [])]
    for patch in asked.get("patches", []):
        _apply(folder, patch, made)
    for manifest in made:
        _rename(manifest, asked.get("namePrefix", ""))
        for labels in asked.get("labels", []):
            _label(manifest, labels)
        if "namespace" in asked and manifest["kind"] not in _WITHOUT_NAMESPACE:
            manifest["metadata"]["namespace"] = asked["namespace"]
        _change_images(manifest, asked.get("images", []))
    return made


def files_of(folder: Path) -> set[Path]:
    """List the files that a kustomization stands on, its own and those of its parts."""
    asked = yaml.safe_load((folder / "kustomization.yaml").read_text())
    named = [
        *asked.get("resources", []),
        *(p["path"] for p in asked.get("patches", []) if "path" in p),
    ]
    named += [name for made in asked.get("configMapGenerator", []) for name in made["files"]]
    found = {folder / "kustomization.yaml"}
    for entry in named:
        place = (folder / entry).resolve()
        found |= files_of(place) if place.is_dir() else {place}
    return found


def _resource(place: Path) -> list[Manifest]:
    return render(place.resolve()) if place.is_dir() else read(place)


def _config_map(folder: Path, wanted: Manifest) -> Manifest:
    if wanted.get("options") != {"disableNameSuffixHash": True}:
        raise NotUnderstood(f"{folder.name}: a ConfigMap whose name ends with a hash")
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": wanted["name"]},
        "data": {name: (folder / name).read_text() for name in wanted["files"]},
    }


def _apply(folder: Path, patch: Manifest, manifests: list[Manifest]) -> None:
    content = yaml.safe_load(patch.get("patch") or (folder / patch["path"]).read_text())
    target = patch.get("target") or {
        "kind": content["kind"],
        "name": content["metadata"]["name"],
    }
    chosen = [manifest for manifest in manifests if _is_chosen(manifest, target)]
    if not chosen:
        raise NotUnderstood(f"{folder.name}: a patch that is for nothing: {target}")
    for manifest in chosen:
        if isinstance(content, list):
            _replace(manifest, content)
        else:
            _merge(manifest, _without_identity(content))


def _is_chosen(manifest: Manifest, target: Manifest) -> bool:
    if unknown := target.keys() - {"kind", "name", "labelSelector"}:
        raise NotUnderstood(f"a target by {sorted(unknown)}")
    metadata = manifest["metadata"]
    key, sign, value = re.split(r"(!?=)", target.get("labelSelector", "none!=any"))
    return (
        re.fullmatch(target.get("kind", ".*"), manifest["kind"]) is not None
        and re.fullmatch(target.get("name", ".*"), metadata["name"]) is not None
        and (metadata.get("labels", {}).get(key) == value) == (sign == "=")
    )


def _without_identity(patch: Manifest) -> Manifest:
    kept = {
        key: deepcopy(value) for key, value in patch.items() if key not in {"apiVersion", "kind"}
    }
    del kept["metadata"]["name"]
    return kept


def _replace(manifest: Manifest, steps: list[Manifest]) -> None:
    for step in steps:
        if step["op"] != "replace":
            raise NotUnderstood(f"a step that is to {step['op']}")
        *way, last = [part.replace("~1", "/") for part in step["path"].split("/")[1:]]
        place: Any = manifest
        for part in way:
            place = place[int(part) if isinstance(place, list) else part]
        key: Any = int(last) if isinstance(place, list) else last
        place[key]  # what is not there can't be replaced
        place[key] = step["value"]


def _merge(into: Manifest, patch: Manifest) -> None:
    for key, value in patch.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        elif key in _MERGED_BY and key in into:
            _merge_list(into[key], value, _MERGED_BY[key])
        else:
            into[key] = deepcopy(value)


def _merge_list(into: list[Manifest], patch: list[Manifest], name: str) -> None:
    there = {item[name]: item for item in into}
    for item in patch:
        if item[name] in there:
            _merge(there[item[name]], item)
        else:
            into.append(deepcopy(item))


def _rename(manifest: Manifest, prefix: str) -> None:
    manifest["metadata"]["name"] = prefix + manifest["metadata"]["name"]
    if manifest["kind"] == "HorizontalPodAutoscaler":
        scaled = manifest["spec"]["scaleTargetRef"]
        scaled["name"] = prefix + scaled["name"]


def _label(manifest: Manifest, labels: Manifest) -> None:
    pairs = labels["pairs"]
    manifest["metadata"].setdefault("labels", {}).update(pairs)
    if pod_of(manifest) and (labels.get("includeTemplates") or labels.get("includeSelectors")):
        manifest["spec"]["template"]["metadata"]["labels"].update(pairs)
    if labels.get("includeSelectors"):
        if manifest["kind"] == "Service":
            manifest["spec"]["selector"].update(pairs)
        if manifest["kind"] in {"Deployment", "PodDisruptionBudget"}:
            manifest["spec"]["selector"]["matchLabels"].update(pairs)
        for spread in pod_of(manifest).get("topologySpreadConstraints", []):
            spread["labelSelector"]["matchLabels"].update(pairs)


def _change_images(manifest: Manifest, images: list[Manifest]) -> None:
    names = {image["name"]: image["newName"] for image in images}
    for container in containers_of(manifest):
        container["image"] = names.get(container["image"], container["image"])
