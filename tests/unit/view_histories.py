"""Small histories of two introductions, and what every view must promise about them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from typing import Literal, Protocol

from services.notifier.domain.letter_ids import delivery_id
from shared.messages import (
    BriefDelivered,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
)
from shared.store import Collections, Document, Store, Where
from tests.fakes import MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
EVENT = "spring"
History = list[Message]


class View(Protocol):
    """Takes in messages."""

    def apply(self, message: Message) -> None: ...


def proposed(a: str = "ada", b: str = "ben", event: str = EVENT) -> IntroductionProposed:
    return IntroductionProposed(
        event=event, introduction=f"{a}+{b}", round="first", attendee_a=a, attendee_b=b,
        industry_a="Farming", industry_b="Shipping", score=0.5, common_ground=0.5,
        help_a_to_b=0.5, help_b_to_a=0.5,
    )  # fmt: skip


def withdrawn(made: IntroductionProposed) -> IntroductionWithdrawn:
    return IntroductionWithdrawn(
        event=made.event, introduction=made.introduction, round="second", why="a test"
    )


def delivered(made: IntroductionProposed, attendee: str) -> BriefDelivered:
    return BriefDelivered(
        event=made.event, delivery=delivery_id(made.introduction, attendee), attendee=attendee,
        introduction=made.introduction, channel="email", at=NOON,
    )  # fmt: skip


def answered(
    made: IntroductionProposed, attendee: str, answer: Literal["accept", "decline"]
) -> IntroductionAnswered:
    return IntroductionAnswered(
        event=made.event, introduction=made.introduction, attendee=attendee, at=NOON, answer=answer
    )


def shuffled(history: History, order: list[int]) -> History:
    """Reorder a history as its reader may see it: in order within a topic of an event only."""
    lanes: dict[tuple[str, str], deque[Message]] = {}
    for message in history:
        lanes.setdefault((message.topic, message.event), deque()).append(message)
    wanted = [history[position] for position in order]
    return [lanes[message.topic, message.event].popleft() for message in wanted]


def documents_of(
    make: Callable[[Store], View], collections: Collections, messages: Iterable[Message]
) -> dict[str, list[Document]]:
    """Build a view from nothing, and list everything that it keeps."""
    store = MemoryStore(collections)
    view = make(store)
    for message in messages:
        view.apply(message)
    return {name: list(store.find(name)) for name in collections}


class Crash(Exception):
    """The process died."""


class MortalStore(MemoryStore):
    """A store whose process dies once no writes are left; what it wrote stays."""

    left: int | None = None

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        for document in documents:
            self._spend()
            super().put(collection, [document], unless_newer=unless_newer)

    def delete(self, collection: str, where: Where) -> int:
        self._spend()
        return super().delete(collection, where)

    def _spend(self) -> None:
        if self.left == 0:
            raise Crash
        if self.left is not None:
            self.left -= 1


def drawn(facts: Sequence[Message], count: int, longest: int) -> Iterator[tuple[Random, History]]:
    """Draw histories, the shorter first, so that the first that fails is a small one."""
    for seed in range(count):
        random = Random(seed)
        length = random.randint(1, 1 + seed * longest // count)
        yield random, [random.choice(facts) for _ in range(length)]


class OrderOfFacts:
    """What holds for every view, whatever it is about.

    Histories are drawn by seeds: a thousand of them take no longer than twenty of Hypothesis.
    """

    make: Callable[[Store], View]
    collections: Collections
    facts: tuple[Message, ...]

    def documents(self, messages: Iterable[Message]) -> dict[str, list[Document]]:
        return documents_of(type(self).make, self.collections, messages)

    def test_of_topics_does_not_matter(self) -> None:
        """Kafka promises an order within a topic, and none between topics or events."""
        for random, history in drawn(self.facts, 500, longest=24):
            order = random.sample(range(len(history)), len(history))
            assert self.documents(shuffled(history, order)) == self.documents(history)

    def test_does_not_matter_to_what_is_read_again(self) -> None:
        """A reader that died reads on from its last commit, which may be long ago."""
        for random, history in drawn(self.facts, 300, longest=24):
            back = random.randint(0, len(history))
            assert self.documents([*history, *history[back:]]) == self.documents(history)

    def test_survives_a_death_between_two_writes(self) -> None:
        """No transaction spans two documents: what was half applied is applied again."""
        for random, history in drawn(self.facts, 1_000, longest=6):
            dying = random.randrange(len(history))
            store = MortalStore(self.collections)
            view = type(self).make(store)
            for message in history[:dying]:
                view.apply(message)
            store.left = random.randint(0, 6)
            with suppress(Crash):
                view.apply(history[dying])
            store.left = None
            for message in history[random.choice((dying, 0)) :]:
                view.apply(message)
            kept = {name: list(store.find(name)) for name in self.collections}
            assert kept == self.documents(history)
