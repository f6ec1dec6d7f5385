"""A matcher with everything in memory, and a few people to introduce."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from services.matcher.domain.ports import Embed
from services.matcher.handlers import Matcher
from services.matcher.views import BOOKKEEPING, COLLECTIONS
from shared.log import OwnedPartitions
from shared.messages import (
    EventOpened,
    EventSettings,
    Message,
    ProfileStated,
    RoundFinished,
    decode,
)
from shared.progress import silent
from tests.fakes import AllOwned, HashEmbed, MemoryLog, MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
TRADES = ("Farming", "Shipping", "Education", "Banking")
TWO_EVENTS = {"spring": "bees", "autumn": "maps"}


def opened(event: str) -> EventOpened:
    settings = EventSettings(name=event, starts_at=NOON, minimum=1, capacity=3)
    return EventOpened(event=event, organiser="ines", settings=settings)


def stated(event: str, number: int, topic: str) -> ProfileStated:
    return ProfileStated(
        event=event, attendee=f"{event}-{number}", roster="r", industry=TRADES[number],
        interests=(topic, f"{topic} in {TRADES[number]}"),
    )  # fmt: skip


class Desk:
    """A matcher at two events of four people each."""

    def __init__(self, embed: Embed | None = None, bookkeeping: MemoryStore | None = None) -> None:
        self.log = MemoryLog()
        self.store = MemoryStore(COLLECTIONS)
        self.bookkeeping = bookkeeping or MemoryStore(BOOKKEEPING)
        self.matcher = Matcher(
            self.log, self.store, self.bookkeeping,
            embed=embed or HashEmbed(), stages=lambda _: silent,
        )  # fmt: skip
        for event, topic in TWO_EVENTS.items():
            self.apply(opened(event), *(stated(event, n, topic) for n in range(4)))

    def apply(self, *messages: Message) -> None:
        for message in messages:
            self.matcher.apply(message)

    def work(self, partitions: OwnedPartitions | None = None) -> None:
        self.matcher.work(partitions or AllOwned(), threading.Event())

    def round(self, request: str, event: str = "spring") -> RoundFinished:
        name = self.matcher.request_round(event, "ines", request)
        self.work()
        return RoundFinished.model_validate(self.matcher.round(event, "ines", name))

    def recorded(self) -> list[Message]:
        return [decode(record) for record in self.log.records]

    def last_figures(self) -> dict[str, float]:
        return [m.figures for m in self.recorded() if isinstance(m, RoundFinished)][-1]

    def pairs(self) -> list[tuple[str, str]]:
        found = self.matcher.view.introductions("spring")
        return [
            known.proposed.attendees
            for known in found
            if known.status.standing or known.status.waits
        ]

    def standing(self) -> set[str]:
        found = self.matcher.view.introductions("spring")
        return {
            known.proposed.introduction
            for known in found
            if known.status.standing or known.status.waits
        }
