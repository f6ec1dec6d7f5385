"""The commands about dead letters: what waits, what one is, and reading it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from shared import dead_letters
from shared.adapters.factory import open_log
from shared.dead_letters import DeadLetter
from shared.errors import Refused
from shared.log import Log
from shared.logs import configure_logs
from shared.settings import Settings


def run_list(data_dir: Path | None) -> None:
    """Print the dead letters that wait, one a line."""
    with _log(data_dir) as log:
        letters = dead_letters.waiting(log)
    for letter in letters:
        click.echo(f"{letter.name}\t{_moment(letter)}\tevent {letter.event}\t{letter.reason}")
    click.echo(f"{len(letters)} dead letters wait", err=True)


def run_show(data_dir: Path | None, name: str, *, value: bool) -> None:
    """Print a dead letter, and what is known of its record; what it says only if asked."""
    with _log(data_dir) as log:
        (letter,) = dead_letters.named(log, [name])
        record = dead_letters.original(log, letter)
    told = {
        "service": letter.service,
        "record": letter.where,
        "event": letter.event,
        "since": _moment(letter),
        "reason": letter.reason,
        "key": None if record is None else record.key,
        "bytes": None if record is None or record.value is None else len(record.value),
        "still in the log": record is not None,
    }
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    if value and record is not None:
        click.echo((record.value or b"(a tombstone)").decode(errors="backslashreplace"))


def run_replay(data_dir: Path | None, names: Sequence[str], *, everything: bool) -> None:
    """Let the services read dead letters' records again, and print what became of each.

    Raises:
        Refused: neither names nor everything, or both.
    """
    if bool(names) == everything:
        raise Refused("replay takes the names of dead letters, or --all")
    with _log(data_dir) as log:
        letters = dead_letters.waiting(log) if everything else dead_letters.named(log, names)
        for letter, outcome in dead_letters.replay(log, letters):
            click.echo(f"{letter.name}: {outcome}")


def _log(data_dir: Path | None) -> closing[Log]:
    configure_logs()
    return closing(open_log(Settings.read(data_dir=data_dir)))


def _moment(letter: DeadLetter) -> str:
    return datetime.fromtimestamp(letter.at, UTC).isoformat(timespec="seconds")
