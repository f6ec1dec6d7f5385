"""What a matcher asks of its ports: appends that fit, and somebody to follow each event."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from services.matcher.handlers import Matcher
from services.matcher.views import BOOKKEEPING, COLLECTIONS
from shared.log import Entry
from shared.messages import IntroductionErased, IntroductionProposed, ProfileErased, decode
from shared.progress import Stages, silent
from tests.fakes import AllOwned, HashEmbed, MemoryLog, MemoryStore
from tests.unit.matcher.desk import opened


class CountingLog(MemoryLog):
    """A log that knows how many entries each append had."""

    def __init__(self) -> None:
        super().__init__()
        self.appended: list[int] = []

    def append(self, entries: Sequence[Entry]) -> list[int]:
        self.appended.append(len(entries))
        return super().append(entries)


def with_everybody(number: int) -> IntroductionProposed:
    return IntroductionProposed(
        event="spring", introduction=f"made-{number}", round="first",
        attendee_a="spring-0", attendee_b=f"guest-{number}",
        industry_a="Farming", industry_b="Shipping", score=0.5, common_ground=0.5,
        help_a_to_b=0.5, help_b_to_a=0.5,
    )  # fmt: skip


def matcher_on(log: MemoryLog, stages: Callable[[str], Stages] = lambda _: silent) -> Matcher:
    store, bookkeeping = MemoryStore(COLLECTIONS), MemoryStore(BOOKKEEPING)
    return Matcher(log, store, bookkeeping, embed=HashEmbed(), stages=stages)


def test_the_words_of_the_erased_leave_the_log_five_hundred_at_a_time() -> None:
    """Who met everybody is named in as many introductions as there are people."""
    log = CountingLog()
    matcher = matcher_on(log)
    matcher.apply(opened("spring"))
    for number in range(501):
        matcher.apply(with_everybody(number))
    matcher.apply(ProfileErased(event="spring", attendee="spring-0"))

    matcher.work(AllOwned(), threading.Event())

    assert log.appended == [500, 1]
    assert {decode(record).kind for record in log.records} == {IntroductionErased.__name__}


def test_a_round_is_followed_under_the_name_of_its_event() -> None:
    """Whoever waits for one event must not see how far another one is."""
    followed: list[str] = []

    def stages(event: str) -> Stages:
        followed.append(event)
        return silent

    matcher = matcher_on(MemoryLog(), stages)
    for event in ("spring", "autumn"):
        matcher.apply(opened(event))
    matcher.request_round("spring", "ines", "first")
    matcher.work(AllOwned(), threading.Event())

    assert followed == ["spring"]
