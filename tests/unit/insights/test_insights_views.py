"""What insights counts follows from the facts, and not from the order of topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.insights.handlers import Insights
from services.insights.views import COLLECTIONS, InsightsView
from shared.messages import (
    BriefFailed,
    ContactErased,
    ContactStated,
    EventOpened,
    EventSettings,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    Unsubscribed,
    WishesErased,
    WishesStated,
)
from shared.store import Document
from tests.fakes import MemoryStore
from tests.unit.view_histories import (
    EVENT,
    NOON,
    OrderOfFacts,
    answered,
    delivered,
    documents_of,
    proposed,
    withdrawn,
)


def failed(made: IntroductionProposed, attendee: str) -> BriefFailed:
    fields = delivered(made, attendee).model_dump(exclude={"kind"})
    return BriefFailed(**fields, why="a test", permanent=True)


def finished(name: str, failure: str = "") -> RoundFinished:
    figures = {} if failure else {"attendees": 3.0}
    return RoundFinished(event=EVENT, round=name, figures=figures, failed=failure)


def released(name: str, at: datetime = NOON) -> RoundReleased:
    return RoundReleased(event=EVENT, round=name, at=at)


def letter(
    kind: type[LetterSent | LetterFailed], attendee: str, **fields: Any
) -> LetterSent | LetterFailed:
    return kind(
        event=EVENT, letter=f"to {attendee}", attendee=attendee, occasion="introductions:first",
        channel="email", at=NOON, introductions=(MADE.introduction,), **fields,
    )  # fmt: skip


HOUR = timedelta(hours=1)
MADE, OTHER = proposed("ada", "ben"), proposed("ada", "cat")
FACTS: tuple[Message, ...] = (
    *(ProfileStated(event=EVENT, attendee=name, roster="r") for name in ("ada", "ben", "cat")),
    *(ContactStated(event=EVENT, attendee=n, roster="r", name=n) for n in ("ada", "ben", "cat")),
    ProfileErased(event=EVENT, attendee="ada"),
    ContactErased(event=EVENT, attendee="ben"),
    RosterClosed(event=EVENT, roster="r", accepted=3, rejected=1),
    finished("first"),
    finished("second"),
    *(released("first"), released("first", NOON + HOUR)),
    RoundHeld(event=EVENT, round="first", at=NOON),
    RoundDropped(event=EVENT, round="second", at=NOON),
    *(WishesStated(event=EVENT, attendee=n, hidden=n < "c") for n in ("ada", "ben", "cat")),
    WishesErased(event=EVENT, wishes="ben/WishesStated"),
    *(Unsubscribed(event=EVENT, attendee=n, at=NOON) for n in ("ada", "cat")),
    *(letter(LetterSent, n, in_doubt=n < "b") for n in ("ada", "ben")),
    *(letter(LetterFailed, n, why="", permanent=True, reach=n) for n in ("ben", "cat")),
    *(MADE, MADE, OTHER),
    *map(withdrawn, (MADE, OTHER)),
    withdrawn(MADE).model_copy(update={"final": True}),
    *(make(MADE, side) for make in (delivered, failed) for side in ("ada", "ben")),
    *(delivered(OTHER, "cat"), failed(OTHER, "cat")),
    *(answered(MADE, "ben", "accept"), answered(MADE, "ben", "decline")),
    answered(OTHER, "cat", "accept"),
)


def view_of(messages: Iterable[Message]) -> tuple[InsightsView, MemoryStore]:
    store = MemoryStore(COLLECTIONS)
    view = InsightsView(store)
    for message in messages:
        view.apply(message)
    return view, store


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    return documents_of(InsightsView, COLLECTIONS, messages)


class TestOrder(OrderOfFacts):
    make = InsightsView
    collections = COLLECTIONS
    facts = FACTS


class TestStanding:
    @pytest.mark.parametrize("delivered_first", [True, False])
    def test_delivered_wins_over_withdrawn(self, *, delivered_first: bool) -> None:
        """The organiser's figures agree with what people have read."""
        outcomes = [delivered(MADE, "ada"), withdrawn(MADE)]
        view, _ = view_of([MADE, *(outcomes if delivered_first else outcomes[::-1])])
        assert len(view.pairs(EVENT)) == 1

    def test_what_was_withdrawn_is_not_counted(self) -> None:
        """Nor what was tried about it, which would make up for other briefs."""
        insights = Insights(MemoryStore(COLLECTIONS))
        opened = EventSettings(name="Spring", starts_at=NOON)
        facts = (MADE, OTHER, failed(MADE, "ada"), released("first"))
        for message in (EventOpened(event=EVENT, organiser="ines", settings=opened), *facts):
            insights.apply(message)
        insights.apply(withdrawn(MADE))

        found = insights.analytics(EVENT, "ines")

        assert found.figures.introductions == 1
        assert found.deliveries == {"delivered": 0, "failed": 0, "waiting": 2}


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
