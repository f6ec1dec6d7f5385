"""Power cuts: nothing is lost and nothing is done twice, whenever the process dies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from shared import topics
from shared.adapters.sqlite_log import SqliteLog
from shared.messages import BriefDelivered, BriefFailed, IntroductionProposed, Message, decode
from tests.integration.conftest import build

KILLS = 3


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.hash_serve", str(folder)],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def messages(folder: Path) -> list[Message]:
    log = SqliteLog(folder / "log.sqlite")
    with log.subscribe("auditor", (topics.INTRODUCTIONS, topics.DELIVERIES)) as subscription:
        found = [decode(record) for record in subscription.poll(limit=100_000, timeout_s=0.0)]
    log.close()
    return found


def settled(folder: Path) -> tuple[int, list[str]]:
    """Count the introductions, and name every delivery that was settled, repeats included."""
    known = messages(folder)
    proposed = {m.introduction for m in known if isinstance(m, IntroductionProposed)}
    return len(proposed), [m.delivery for m in known if isinstance(m, BriefDelivered | BriefFailed)]


class TestKills:
    def test_neither_lose_nor_repeat_a_brief(self, tmp_path: Path, small_roster: bytes) -> None:
        """An attendee who gets a brief twice, or never, has no use for our apologies."""
        house = build(tmp_path)
        house.upload(house.open_event(), small_roster)
        house.embedded.close()
        choose = random.Random(3)
        for _ in range(KILLS):
            process = start(tmp_path)
            time.sleep(choose.uniform(1.5, 4.0))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

        process = start(tmp_path)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            introductions, deliveries = settled(tmp_path)
            if introductions and len(deliveries) >= 2 * introductions:
                break
            time.sleep(0.5)
        process.terminate()

        assert process.wait(timeout=15) == 0
        assert introductions > 0
        assert len(deliveries) == len(set(deliveries)) == 2 * introductions
        mails = {path.stem for path in (tmp_path / "mail").glob("*.eml")}
        delivered = {m.delivery for m in messages(tmp_path) if isinstance(m, BriefDelivered)}
        assert mails == delivered
