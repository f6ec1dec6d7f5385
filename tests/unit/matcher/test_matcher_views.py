"""The matcher's documents follow from the facts, and not from the order of topics."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.views import COLLECTIONS, MatcherView, round_of_roster
from shared.messages import (
    BriefDelivered,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
    RoundRequested,
)
from shared.store import Document
from tests.fakes import MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def stated(attendee: str, event: str = "spring", **fields: Any) -> ProfileStated:
    given_ = {"roster": "r", "person_key": f"key of {attendee[0]}", **fields}
    return ProfileStated(event=event, attendee=attendee, **given_)


def proposed(a: str = "ada", b: str = "ben", event: str = "spring") -> IntroductionProposed:
    return IntroductionProposed(
        event=event, introduction=f"{a}+{b}", round="first", attendee_a=a, attendee_b=b,
        industry_a="Farming", industry_b="Shipping", score=0.5, common_ground=0.5,
        help_a_to_b=0.5, help_b_to_a=0.5,
    )  # fmt: skip


def withdrawn(made: IntroductionProposed) -> IntroductionWithdrawn:
    return IntroductionWithdrawn(
        event=made.event, introduction=made.introduction, round="second", why="a test"
    )


def answered(
    made: IntroductionProposed, attendee: str, answer: Literal["accept", "decline"]
) -> IntroductionAnswered:
    return IntroductionAnswered(
        event=made.event, introduction=made.introduction, attendee=attendee, at=NOON, answer=answer
    )


def delivered(made: IntroductionProposed, attendee: str) -> BriefDelivered:
    return BriefDelivered(
        event=made.event, delivery=f"{made.introduction} to {attendee}", attendee=attendee,
        introduction=made.introduction, channel="email", at=NOON,
    )  # fmt: skip


def erased(attendee: str, event: str = "spring") -> ProfileErased:
    return ProfileErased(event=event, attendee=attendee)


MADE = proposed()
OTHER = proposed("ada", "cat")
AUTUMN = proposed("ada2", "ben2", "autumn")
PAIRS = (MADE, OTHER, AUTUMN)
PROFILES = (stated("ada"), stated("ben"), stated("cat"))
FACTS: tuple[Message, ...] = (
    *PROFILES,
    stated("ada2", "autumn"),
    stated("ben2", "autumn"),
    stated("ben", person_key="another"),
    erased("ada"),
    erased("ben2", "autumn"),
    RosterClosed(event="spring", roster="r", accepted=3, rejected=0),
    RoundRequested(event="spring", round="first"),
    RoundFinished(event="spring", round="first", figures={"attendees": 3}),
    *PAIRS,
    *map(withdrawn, PAIRS),
    *(delivered(made, made.attendee_a) for made in PAIRS),
    *(answered(made, made.attendee_a, "accept") for made in PAIRS),
    *(answered(made, made.attendee_b, "accept") for made in PAIRS),
    *(answered(made, made.attendee_b, "decline") for made in PAIRS),
)
HISTORIES = st.lists(st.sampled_from(FACTS), max_size=24)


def shuffled(history: list[Message], order: list[int]) -> list[Message]:
    """Reorder a history as its reader may see it: in order within a topic and event only."""
    lanes: dict[tuple[str, str], deque[Message]] = {}
    for message in history:
        lanes.setdefault((message.topic, message.event), deque()).append(message)
    turns = [history[position] for position in order]
    return [lanes[turn.topic, turn.event].popleft() for turn in turns]


def view_of(messages: Iterable[Message]) -> tuple[MatcherView, MemoryStore]:
    store = MemoryStore(COLLECTIONS)
    view = MatcherView(store)
    for message in messages:
        view.apply(message)
    return view, store


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    _, store = view_of(messages)
    return {name: list(store.find(name)) for name in COLLECTIONS}


def introduction(*messages: Message) -> Document:
    view, _ = view_of(messages)
    (found,) = view.introductions("spring")
    return found


class TestOrder:
    @given(st.data())
    @settings(max_examples=150, deadline=None)
    def test_of_topics_does_not_matter(self, data: st.DataObject) -> None:
        """Kafka promises an order within a topic, and none between topics or events."""
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


class TestDelivered:
    @pytest.mark.parametrize("delivered_first", [True, False])
    def test_wins_over_withdrawn(self, *, delivered_first: bool) -> None:
        """Nobody who has read a brief may find the other introduced away."""
        outcomes = [delivered(MADE, "ada"), withdrawn(MADE)]
        found = introduction(MADE, *(outcomes if delivered_first else outcomes[::-1]))
        assert found["standing"]
        assert found["fixed"]

    def test_withdrawn_is_kept_and_marked(self) -> None:
        """The brief may be on its way already, and then it stands again."""
        assert introduction(MADE, withdrawn(MADE))["standing"] is False
        assert introduction(MADE, withdrawn(MADE), MADE)["standing"] is True


class TestAnswers:
    def test_of_one_side_do_not_hide_the_other_sides(self) -> None:
        """A yes to a no is no introduction."""
        found = introduction(
            MADE, answered(MADE, "ada", "decline"), answered(MADE, "ben", "accept")
        )
        assert found["declined"]
        assert not found["fixed"]

    def test_may_change(self) -> None:
        """Somebody who declined by mistake says yes."""
        no, yes = (answered(MADE, "ada", answer) for answer in ("decline", "accept"))
        found = introduction(MADE, no, yes)
        assert not found["declined"]
        assert found["fixed"]

    def test_a_no_after_the_brief_is_a_no(self) -> None:
        """Reading about somebody is no promise to meet them."""
        found = introduction(MADE, answered(MADE, "ben", "decline"), delivered(MADE, "ada"))
        assert found["declined"]
        assert not found["fixed"]


class TestErasure:
    @pytest.mark.parametrize("name", ["ada", "ben"])
    def test_forgets_whom_a_person_met_whichever_side_they_were(self, name: str) -> None:
        """A meeting remembered from the other side is still about the one who asked."""
        facts = (*PROFILES, MADE, delivered(MADE, "ada"))
        assert documents(facts)["met"]

        left = documents([*facts, answered(MADE, "ben", "accept"), erased(name)])

        for collection in ("met", "introductions", "answers", "delivered"):
            assert left[collection] == []

    def test_forgets_meetings_at_other_events(self) -> None:
        """The key is the person's, whichever event the organiser erased them from."""
        autumn = (stated("ada2", "autumn"), stated("ben2", "autumn"), AUTUMN)
        left = documents([*PROFILES, *autumn, delivered(AUTUMN, "ada2"), erased("ben")])
        assert left["met"] == []


class TestMet:
    def test_is_remembered_when_the_profiles_come_last(self) -> None:
        """A rebuilt view must not introduce two people a second time."""
        view, _ = view_of([delivered(MADE, "ada"), MADE, *PROFILES])
        again = [stated("ada2", "autumn"), stated("ben2", "autumn")]
        assert list(view.met_elsewhere("autumn", again)) == [("ada2", "ben2")]
        assert list(view.met_elsewhere("spring", list(PROFILES))) == []


class TestRoundOfRoster:
    def test_is_another_for_a_list_that_is_sent_again(self) -> None:
        """After another list in between, the first one has to be matched anew."""
        closed = RosterClosed(event="spring", roster="r", accepted=3, rejected=0, revision=1)
        again = closed.model_copy(update={"revision": 3})
        view, _ = view_of([closed, again, again])
        assert len(view.pending_rounds()) == 2
        assert round_of_roster(closed) != round_of_roster(again)
