"""What earlier releases wrote, brought step by step to the form that this one reads.

A message whose fields change their meaning, name or number, or whose kind is renamed, gets the
next `version` in its class, and a step here from the one before. A step is pure, and stays as
long as a log may hold what it reads. A field more with a default needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shared.errors import InvalidMessage

Fields = dict[str, Any]
Step = Callable[[Fields], Fields]
Upcasts = Mapping[tuple[str, int], Step]

UPCASTS: Upcasts = {}
"""The steps, by the kind and the version that they read.

Each gets fields of its own to change, and gives the next version's. One that gives another `kind`
renames it: the new kind goes on counting the versions where the old one stopped.
"""


def upcast(fields: Fields, current: Mapping[str, int], upcasts: Upcasts) -> Fields:
    """Bring a message's fields to the version that is read.

    Args:
        fields: as the record has them, `kind` and `version` among them; untrusted. Without a
            version they are of the first one.
        current: the version that is read, by kind; any other kind is given back as it comes.
        upcasts: the steps.

    Returns:
        The fields of the version that is read.

    Raises:
        InvalidMessage: no step leads there; names kinds and versions of ours, and no values.
    """
    kind, version = _kind_of(fields), _version_of(fields)
    while step := upcasts.get((kind, version)):
        fields = _take(step, fields, f"{kind} of version {version}")
        kind, version = _kind_of(fields), version + 1
    newest = current.get(kind, version)
    if version > newest:
        raise InvalidMessage(
            f"written by a newer version of Rapport (this one reads {kind} up to version"
            f" {newest}); upgrade, then `rapport dead-letters replay`"
        )
    if version < newest:
        raise InvalidMessage(f"nothing brings {kind} of version {version} to version {newest}")
    return fields


def _take(step: Step, fields: Fields, what: str) -> Fields:
    try:
        return step(dict(fields))
    except Exception as error:  # noqa: BLE001 - an old record may be as bad as any other
        failed = type(error).__name__
        raise InvalidMessage(f"{what} can't be brought to the next one: {failed}") from None


def _kind_of(fields: Fields) -> str:
    kind = fields.get("kind")
    if not isinstance(kind, str):
        raise InvalidMessage("kind: missing, or no text")
    return kind


def _version_of(fields: Fields) -> int:
    version = fields.get("version", 1)
    if type(version) is not int or version < 1:
        raise InvalidMessage("version: no whole number from 1 on")
    return version
