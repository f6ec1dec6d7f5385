"""What insights counts follows from the facts, and not from the order of topics."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.insights.handlers import Insights
from services.insights.views import COLLECTIONS, InsightsView
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    EventOpened,
    EventSettings,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
)
from shared.store import Document
from tests.fakes import MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
EVENT = "spring"


def proposed(a: str, b: str) -> IntroductionProposed:
    return IntroductionProposed(
        event=EVENT, introduction=f"{a}+{b}", round="first", attendee_a=a, attendee_b=b,
        industry_a="Farming", industry_b="Shipping", score=0.5, common_ground=0.5,
        help_a_to_b=0.5, help_b_to_a=0.5,
    )  # fmt: skip


def withdrawn(made: IntroductionProposed) -> IntroductionWithdrawn:
    return IntroductionWithdrawn(
        event=EVENT, introduction=made.introduction, round="second", why="a test"
    )


def delivered(made: IntroductionProposed, attendee: str) -> BriefDelivered:
    return BriefDelivered(
        event=EVENT, delivery=f"{made.introduction} to {attendee}", attendee=attendee,
        introduction=made.introduction, channel="email", at=NOON,
    )  # fmt: skip


def failed(made: IntroductionProposed, attendee: str) -> BriefFailed:
    fields = delivered(made, attendee).model_dump(exclude={"kind"})
    return BriefFailed(**fields, why="a test", permanent=True)


def answered(
    made: IntroductionProposed, attendee: str, answer: Literal["accept", "decline"]
) -> IntroductionAnswered:
    return IntroductionAnswered(
        event=EVENT, introduction=made.introduction, attendee=attendee, at=NOON, answer=answer
    )


def finished(name: str, failure: str = "") -> RoundFinished:
    figures = {} if failure else {"attendees": 3.0}
    return RoundFinished(event=EVENT, round=name, figures=figures, failed=failure)


MADE, OTHER = proposed("ada", "ben"), proposed("ada", "cat")
FACTS: tuple[Message, ...] = (
    *(ProfileStated(event=EVENT, attendee=name, roster="r") for name in ("ada", "ben", "cat")),
    *(ContactStated(event=EVENT, attendee=n, roster="r", name=n) for n in ("ada", "ben", "cat")),
    ProfileErased(event=EVENT, attendee="ada"),
    ContactErased(event=EVENT, attendee="ben"),
    RosterClosed(event=EVENT, roster="r", accepted=3, rejected=1),
    finished("first"),
    finished("second"),
    *(MADE, MADE, OTHER),
    *map(withdrawn, (MADE, OTHER)),
    *(make(MADE, side) for make in (delivered, failed) for side in ("ada", "ben")),
    *(delivered(OTHER, "cat"), failed(OTHER, "cat")),
    *(answered(MADE, "ben", "accept"), answered(MADE, "ben", "decline")),
    answered(OTHER, "cat", "accept"),
)
HISTORIES = st.lists(st.sampled_from(FACTS), max_size=24)


def shuffled(history: list[Message], order: list[int]) -> list[Message]:
    """Reorder a history as its reader may see it: in order within a topic only."""
    lanes: dict[str, deque[Message]] = {}
    for message in history:
        lanes.setdefault(message.topic, deque()).append(message)
    return [lanes[history[position].topic].popleft() for position in order]


def view_of(messages: Iterable[Message]) -> tuple[InsightsView, MemoryStore]:
    store = MemoryStore(COLLECTIONS)
    view = InsightsView(store)
    for message in messages:
        view.apply(message)
    return view, store


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    _, store = view_of(messages)
    return {name: list(store.find(name)) for name in COLLECTIONS}


class TestOrder:
    @given(st.data())
    @settings(max_examples=150, deadline=None)
    def test_of_topics_does_not_matter(self, data: st.DataObject) -> None:
        """Kafka promises an order within a topic, and none between topics."""
        history = data.draw(HISTORIES)
        order = data.draw(st.permutations(range(len(history))))
        assert documents(shuffled(history, order)) == documents(history)

    @given(st.data())
    @settings(max_examples=100, deadline=None)
    def test_does_not_matter_to_what_is_read_again(self, data: st.DataObject) -> None:
        """A reader that died reads on from its last commit, which may be long ago."""
        history = data.draw(HISTORIES)
        back = data.draw(st.integers(0, len(history)))
        assert documents([*history, *history[back:]]) == documents(history)


class TestStanding:
    @pytest.mark.parametrize("delivered_first", [True, False])
    def test_delivered_wins_over_withdrawn(self, *, delivered_first: bool) -> None:
        """The organiser's figures agree with what people have read."""
        outcomes = [delivered(MADE, "ada"), withdrawn(MADE)]
        view, _ = view_of([MADE, *(outcomes if delivered_first else outcomes[::-1])])
        assert len(view.pairs(EVENT)) == 1

    def test_what_was_withdrawn_is_not_counted(self) -> None:
        """Nor what was tried or said about it, which would make up for other briefs."""
        insights = Insights(MemoryStore(COLLECTIONS))
        opened = EventSettings(name="Spring", starts_at=NOON)
        facts = (MADE, OTHER, failed(MADE, "ada"), answered(MADE, "ben", "decline"))
        for message in (EventOpened(event=EVENT, organiser="ines", settings=opened), *facts):
            insights.apply(message)
        insights.apply(withdrawn(MADE))

        found = insights.analytics(EVENT, "ines")

        assert found.figures.introductions == 1
        assert found.deliveries == {"delivered": 0, "failed": 0, "waiting": 2}
        assert found.answers["declined"] == 0


class TestErasure:
    @pytest.mark.parametrize("late", [True, False])
    def test_takes_what_the_other_side_did_as_well(self, *, late: bool) -> None:
        """An answer to somebody says that they were there."""
        facts = [MADE, delivered(MADE, "ben"), answered(MADE, "ben", "accept")]
        gone = ProfileErased(event=EVENT, attendee="ada")
        left = documents([gone, *facts] if late else [*facts, gone])
        assert [left[name] for name in ("pairs", "deliveries", "answers")] == [[], [], []]


class TestRounds:
    def test_that_failed_hide_no_figures(self) -> None:
        """The introductions still stand as the last good round made them."""
        view, _ = view_of([finished("first"), finished("second", "ValueError")])
        last = view.last_round(EVENT)
        assert last is not None
        assert last["_id"] == "first"
