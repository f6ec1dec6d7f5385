"""Letters through a mail server, while the process that sends them is killed again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from shared import topics
from shared.adapters.factory import open_log
from shared.log import Log
from shared.messages import LetterSent, RoundReleased, decode, encode
from shared.settings import Settings
from tests.unit.notifier.mail_server import Postbox, free_port, serving
from tests.unit.notifier.test_notifier_handlers import (
    EVENT,
    NOON,
    contact,
    opened,
    profile,
    proposed,
)

LETTERS = int(os.environ.get("TEST_LETTERS", "60"))
KILLS = int(os.environ.get("TEST_KILLS", "8"))
SENDER = Path(__file__).with_name("letters_sender.py")


def fill(log: Log) -> None:
    """Release a round of pairs, a letter to each of the two."""
    names = [f"p{number:03}" for number in range(LETTERS)]
    log.append(
        encode(
            [
                opened(starts_at=datetime(9000, 1, 1, tzinfo=UTC)),
                *(fact for n in names for fact in (profile(n), contact(n, f"{n}@x.example"))),
                *(proposed(a, b) for a, b in zip(names[::2], names[1::2], strict=True)),
                RoundReleased(event=EVENT, round="first", at=NOON),
            ]
        )
    )


def told(log: Log) -> list[LetterSent]:
    found = map(decode, log.scan([topics.DELIVERIES]))
    return [message for message in found if isinstance(message, LetterSent)]


@pytest.mark.parametrize("seed", [1])
def test_kills_lose_no_letter_and_repeat_only_the_one_in_hand(tmp_path: Path, seed: int) -> None:
    """Power goes at any moment; nobody is left out, and who may have two is told so."""
    chance, port, box = random.Random(seed), free_port(), Postbox(slow_s=0.01)
    with serving(box, port), closing(open_log(Settings.read(data_dir=tmp_path))) as log:
        fill(log)
        for _ in range(KILLS):
            sender = start(tmp_path, port)
            before = len(box.taken)
            wait_until(lambda: len(box.taken) > before)  # noqa: B023 - called before it changes
            time.sleep(chance.uniform(0.0, 0.1))
            sender.send_signal(signal.SIGKILL)
            sender.wait()
            assert len(box.taken) < LETTERS
        sender = start(tmp_path, port)
        wait_until(lambda: len(told(log)) >= LETTERS)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        said = told(log)

    copies = Counter(str(message_from_bytes(taken.content)["Message-ID"]) for taken in box.taken)
    in_doubt = {f"<{one.letter}@rapport.example>" for one in said if one.in_doubt}
    assert len(copies) == len({one.letter for one in said}) == LETTERS
    assert max(copies.values()) <= 2
    assert {mail for mail, count in copies.items() if count > 1} <= in_doubt
    assert len(in_doubt) <= KILLS
    print(
        f"{LETTERS} letters, {KILLS} kills: {sum(copies.values())} mails, {len(in_doubt)} in doubt"
    )


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(SENDER), str(folder), str(port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, text=True)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60.0
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.002)
