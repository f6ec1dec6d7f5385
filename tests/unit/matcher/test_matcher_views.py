"""The matcher's documents follow from the facts, and not from the order of topics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from services.matcher.views import BOOKKEEPING, COLLECTIONS, MatcherView, round_of_roster
from shared.introduction_status import IntroductionStatus
from shared.messages import (
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
    RoundRequested,
)
from shared.store import Document, Store
from tests.fakes import MemoryStore
from tests.unit.view_histories import (
    OrderOfFacts,
    answered,
    delivered,
    documents_of,
    proposed,
    withdrawn,
)


def stated(attendee: str, event: str = "spring", **fields: Any) -> ProfileStated:
    given_ = {"roster": "r", "person_key": f"key of {attendee[0]}", **fields}
    return ProfileStated(event=event, attendee=attendee, **given_)


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


def make(store: Store) -> MatcherView:
    return MatcherView(store, MemoryStore(BOOKKEEPING))


def view_of(messages: Iterable[Message]) -> tuple[MatcherView, MemoryStore]:
    store = MemoryStore(COLLECTIONS)
    view = make(store)
    for message in messages:
        view.apply(message)
    return view, store


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    return documents_of(make, COLLECTIONS, messages)


def status(*messages: Message) -> IntroductionStatus:
    view, _ = view_of(messages)
    (found,) = view.introductions("spring")
    return found.status


class TestOrder(OrderOfFacts):
    make = staticmethod(make)
    collections = COLLECTIONS
    facts = FACTS


class TestDelivered:
    @pytest.mark.parametrize("delivered_first", [True, False])
    def test_wins_over_withdrawn(self, *, delivered_first: bool) -> None:
        """Nobody who has read a brief may find the other introduced away."""
        outcomes = [delivered(MADE, "ada"), withdrawn(MADE)]
        found = status(MADE, *(outcomes if delivered_first else outcomes[::-1]))
        assert found.standing

    def test_withdrawn_is_kept_and_marked(self) -> None:
        """The brief may be on its way already, and then it stands again."""
        assert status(MADE, withdrawn(MADE)).undone is True
        assert status(MADE, withdrawn(MADE), MADE).undone is False


class TestAnswers:
    def test_of_one_side_do_not_hide_the_other_sides(self) -> None:
        """A yes to a no is no introduction."""
        found = status(MADE, answered(MADE, "ada", "decline"), answered(MADE, "ben", "accept"))
        assert found.declined
        assert not found.standing

    def test_may_change(self) -> None:
        """Somebody who declined by mistake says yes."""
        no, yes = (answered(MADE, "ada", answer) for answer in ("decline", "accept"))
        found = status(MADE, no, yes)
        assert not found.declined
        assert found.standing

    def test_a_no_after_the_brief_is_a_no(self) -> None:
        """Reading about somebody is no promise to meet them."""
        found = status(MADE, answered(MADE, "ben", "decline"), delivered(MADE, "ada"))
        assert found.declined
        assert not found.standing


class TestErasure:
    @pytest.mark.parametrize("name", ["ada", "ben"])
    def test_forgets_whom_a_person_met_whichever_side_they_were(self, name: str) -> None:
        """A meeting remembered from the other side is still about the one who asked."""
        facts = (*PROFILES, MADE, delivered(MADE, "ada"))
        assert documents(facts)["met"]

        left = documents([*facts, answered(MADE, "ben", "accept"), erased(name)])

        for collection in ("met", "introductions", "answers", "delivered"):
            assert left[collection] == []

    def test_leaves_alone_what_other_events_know(self) -> None:
        """Another organiser's event is asked by itself; and a rebuilt view knows no more."""
        autumn = (stated("ada2", "autumn"), stated("ben2", "autumn"), AUTUMN)
        left = documents([*PROFILES, *autumn, delivered(AUTUMN, "ada2"), erased("ben")])
        assert [met["event"] for met in left["met"]] == ["autumn"]


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
