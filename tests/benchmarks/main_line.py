"""Measures the main line: a roster matched, a large upload, and kills in the middle of it all."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from shared import topics
from shared.adapters.sqlite_log import SqliteLog
from shared.messages import (
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    ProfileStated,
    decode,
)
from shared.settings import Settings
from shared.web.identity import Identity, Tokens
from tests.benchmarks.command import read_arguments
from tests.benchmarks.rosters import make_roster
from tests.line import letters_due
from tests.processes import free_port, kill, measure, peak_mb, start

SIZES = (1_000, 10_000)
STILL_S = 10.0
"""A line in which nothing happens for so long has come to rest."""


def match_roster(roster: Path | None, people: int) -> None:
    """Print what `rapport match` takes, and where the time goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = roster or Path(folder) / "roster.csv"
        if roster is None:
            path.write_bytes(make_roster(people))
        out = Path(folder) / "out"
        taken = measure("match", str(path), "--out", str(out))
        report = json.loads((out / "report.json").read_text())
    stages = sorted(report["seconds"].items(), key=lambda item: -item[1])
    print(
        f"match, {report['attendees']} people: {taken.seconds:.1f} s, {taken.peak_mb:.0f} MB peak"
    )
    print("  " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in stages))
    print(f"  at the minimum {report['share_at_minimum']:.1%}, "
          f"of the bound {report['round']['share_of_bound']:.2%}, "
          f"across industries {report['share_crossing_industries']:.0%}")  # fmt: skip


def upload(sizes: Sequence[int]) -> None:
    """Print how long an upload takes until its last row is in the log, and the memory."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            seconds, before, after = _upload(Path(folder), make_roster(size))
        print(f"upload, {size} rows: {seconds:.1f} s to the last in the log; "
              f"memory {before:.0f} MB before, {after:.0f} MB at its peak")  # fmt: skip


def _upload(folder: Path, content: bytes) -> tuple[float, float, float]:
    port = free_port()
    settings = Settings.read(data_dir=folder)
    token = Tokens(settings.secret).issue(Identity("organiser", "bench"))
    process = start("intake", "web", RAPPORT_DATA_DIR=str(folder), RAPPORT_PORT=str(port))
    try:
        api = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=300,
        )
        _wait_until_ready(port)
        opened = api.post("/events", json={"name": "Bench", "starts_at": "2099-01-01T09:00:00Z"})
        before = peak_mb(process.pid)
        started = time.perf_counter()
        path = f"/events/{opened.json()['event']}/roster"
        taken = api.post(path, files={"file": ("roster.csv", content)}).json()
        stated = sum(isinstance(m, ProfileStated) for m in _messages(folder))
        seconds = time.perf_counter() - started
        assert stated == taken["accepted"], taken
        return seconds, before, peak_mb(process.pid)
    finally:
        kill(process)


def _wait_until_ready(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the service does not answer")


def _messages(folder: Path) -> list[Message]:
    log = SqliteLog(folder / "log.sqlite")
    found: list[Message] = []
    with log.subscribe("auditor", [t for t in topics.ALL if t != topics.DEAD_LETTERS]) as reader:
        while records := reader.poll(limit=10_000, timeout_s=0.0):
            found += map(decode, records)
    log.close()
    return found


def kills(times: int, seed: int = 1) -> None:
    """Kill `rapport serve` at random moments, start it again, and count what is lost or doubled."""
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        arguments = ("serve", "--sample", "--data-dir", str(folder), "--port", str(port))
        for _ in range(times):
            process = start(*arguments)
            time.sleep(choose.uniform(1.0, 14.0))
            kill(process)
        process = start(*arguments)
        _wait_until_settled(folder)
        kill(process)
        _print_audit(times, folder)


def _wait_until_settled(folder: Path, patience_s: float = 300.0) -> None:
    deadline, before, since = time.monotonic() + patience_s, -1, time.monotonic()
    while time.monotonic() < deadline:
        time.sleep(1)
        messages = _messages(folder)
        if len(messages) != before:
            before, since = len(messages), time.monotonic()
        elif time.monotonic() - since > STILL_S and any(
            isinstance(m, LetterSent) for m in messages
        ):
            return
    raise TimeoutError("the line did not come to rest")


def _print_audit(times: int, folder: Path) -> None:
    messages = _messages(folder)
    people = {m.attendee for m in messages if isinstance(m, ProfileStated)}
    proposed = {m.introduction for m in messages if isinstance(m, IntroductionProposed)}
    ended = [m.letter for m in messages if isinstance(m, LetterSent | LetterFailed)]
    sent = {m.letter for m in messages if isinstance(m, LetterSent)}
    mails = {path.stem for path in (folder / "mail").glob("*.eml")}
    lost = len(letters_due(messages) - set(ended)) + len(mails ^ sent)
    twice = len(ended) - len(set(ended))
    print(f"kill -9, {times} times: {len(people)} people, {len(proposed)} introductions, "
          f"{len(mails)} mails; lost {lost}, twice {twice}")  # fmt: skip


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--roster", type=Path, help="a roster to match instead of a made one")
    parser.add_argument("--people", type=int, default=1_085, help="of the made one")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="of the uploads")
    parser.add_argument("--kills", type=int, default=20)
    given = read_arguments(parser, "--people", "40", "--sizes", "40", "--kills", "1")
    match_roster(given.roster, given.people)
    upload(given.sizes)
    kills(given.kills)


if __name__ == "__main__":
    main()
