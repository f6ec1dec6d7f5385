"""Power cuts: nothing is lost and nothing is done twice, whenever the process dies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from services.notifier.domain.letter_ids import introductions_of, letter_id
from shared import topics
from shared.adapters.sqlite_log import SqliteLog
from shared.messages import (
    ContactStated,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    RoundFinished,
    RoundReleased,
    decode,
    encode,
)
from tests.integration.conftest import build

KILLS = 3
LETTER_KILLS = 6
_READ = (topics.CONTACTS, topics.INTRODUCTIONS, topics.DELIVERIES)


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.hash_serve", str(folder)],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def messages(folder: Path) -> list[Message]:
    with closing(SqliteLog(folder / "log.sqlite")) as log:
        return [decode(record) for record in log.scan(_READ)]


def release(folder: Path) -> bool:
    """Release the round that is finished, if one is."""
    found = [one for one in messages(folder) if isinstance(one, RoundFinished) and not one.failed]
    with closing(SqliteLog(folder / "log.sqlite")) as log:
        at = datetime.now(UTC)
        said = [RoundReleased(event=one.event, round=one.round, at=at) for one in found]
        log.append(encode(said))
    return bool(found)


def due(known: list[Message]) -> set[str]:
    """Name the letters that the introductions of the log need, between people with addresses."""
    reached = {one.attendee for one in known if isinstance(one, ContactStated) and one.email}
    made = {one.introduction: one for one in known if isinstance(one, IntroductionProposed)}
    return {
        letter_id(side, introductions_of(one.round))
        for one in made.values()
        if one.score > 0 and reached.issuperset(one.attendees)
        for side in one.attendees
    }


def ended(known: list[Message]) -> list[str]:
    """Name every letter that ended, repeats included."""
    return [one.letter for one in known if isinstance(one, LetterSent | LetterFailed)]


def mails(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "mail").glob("*.eml")}


def seconds(limit: float) -> Iterator[None]:
    """Give a try every half second, until it is too late."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        yield
        time.sleep(0.5)


class TestKills:
    def test_neither_lose_nor_repeat_a_letter(self, tmp_path: Path, small_roster: bytes) -> None:
        """An attendee who gets a letter twice, or never, has no use for our apologies."""
        house = build(tmp_path)
        house.upload(house.open_event(), small_roster)
        house.embedded.close()
        choose = random.Random(3)
        for _ in range(KILLS):
            process = start(tmp_path)
            time.sleep(choose.uniform(1.5, 4.0))
            kill(process)
        assert mails(tmp_path) == set()

        process = start(tmp_path)
        is_released = any(release(tmp_path) for _ in seconds(60))
        for _ in range(LETTER_KILLS):
            time.sleep(choose.uniform(0.0, 1.5))
            kill(process)
            process = start(tmp_path)
        wanted = due(messages(tmp_path))
        is_done = any(set(ended(messages(tmp_path))) >= wanted for _ in seconds(60))
        kill(process)

        assert is_released
        assert is_done
        known = messages(tmp_path)
        assert len(ended(known)) == len(set(ended(known))) == len(wanted) > 0
        sent = {one.letter for one in known if isinstance(one, LetterSent)}
        assert mails(tmp_path) == sent == wanted
