"""What each release wrote of the examples, as it stood in the log: a file a release."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from shared.log import Entry, Record
from shared.messages import Message, decode

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "messages"
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)(, unreleased)?$", re.MULTILINE)


def current() -> str:
    """Name the release that this code is, or is to be."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def releases() -> dict[str, bool]:
    """Tell which releases the changelog has, and of each whether it is out."""
    found = _HEADING.findall((ROOT / "CHANGELOG.md").read_text())
    return {release: not unreleased for release, unreleased in found}


def kept() -> list[str]:
    """List the releases whose records are kept, the newest last."""
    found = (path.stem for path in FOLDER.glob("*.jsonl"))
    return sorted(found, key=lambda release: [int(number) for number in release.split(".")])


def path_of(release: str) -> Path:
    """Say where a release's records are."""
    return FOLDER / f"{release}.jsonl"


def spell(entries: Iterable[Entry]) -> str:
    """Write entries, each as a line of JSON."""
    return "".join(json.dumps(_spelt(entry), ensure_ascii=False) + "\n" for entry in entries)


def _spelt(entry: Entry) -> dict[str, Any]:
    value = None if entry.value is None else entry.value.decode()
    return {"topic": entry.topic, "event": entry.event, "key": entry.key, "value": value}


def read(release: str) -> list[Record]:
    """Read what a release wrote, in order."""
    lines = path_of(release).read_text().splitlines()
    return [_read(json.loads(line), offset) for offset, line in enumerate(lines, start=1)]


def _read(line: dict[str, Any], offset: int) -> Record:
    value = None if line["value"] is None else line["value"].encode()
    return Record(line["topic"], 0, offset, line["event"], line["key"], value)


def newest() -> list[tuple[Message, int]]:
    """Read the newest release's messages, each with its offset."""
    return [(decode(record), record.offset) for record in read(kept()[-1])]
