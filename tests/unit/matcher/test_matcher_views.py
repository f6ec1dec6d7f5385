"""The matcher's documents follow from the facts, and not from the order of topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from services.matcher.views import BOOKKEEPING, COLLECTIONS, MatcherView
from shared.introduction_status import IntroductionStatus
from shared.messages import (
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
    RoundRequested,
    Unsubscribed,
    WishesErased,
    WishesStated,
)
from shared.store import Document, Store
from tests.fakes import MemoryStore
from tests.unit.view_histories import (
    NOON,
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


def letter(
    kind: type[LetterSent | LetterFailed],
    attendee: str,
    introductions: tuple[str, ...] = (),
    **fields: Any,
) -> LetterSent | LetterFailed:
    return kind(
        event="spring", letter="l", attendee=attendee, occasion="introductions:first",
        introductions=introductions, channel="email", at=NOON, **fields,
    )  # fmt: skip


HOUR = timedelta(hours=1)
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
    RoundFinished(event="spring", round="second", figures={"attendees": 3}),
    RoundFinished(event="spring", round="third", figures={}, failed="ValueError"),
    RoundRequested(event="spring", round="second", by="rapport"),
    RoundReleased(event="spring", round="first", at=NOON, not_before=NOON + HOUR),
    RoundReleased(event="spring", round="second", at=NOON),
    RoundHeld(event="spring", round="second", at=NOON + HOUR),
    RoundDropped(event="spring", round="first", at=NOON + HOUR),
    stated("ben", attending=False),
    stated("cat", reach=""),
    stated("cat", reach="x"),
    WishesStated(event="spring", attendee="ben", hidden=True),
    WishesStated(event="spring", attendee="ada", hidden=True),
    WishesStated(event="spring", attendee="ben"),
    WishesErased(event="spring", wishes="ada/WishesStated"),
    Unsubscribed(event="spring", attendee="cat", at=NOON),
    Unsubscribed(event="spring", attendee="ada", at=NOON),
    letter(LetterSent, "ben", (MADE.introduction,)),
    letter(LetterSent, "ada", (MADE.introduction, OTHER.introduction)),
    letter(LetterFailed, "cat", why="gone", permanent=True, reach="x"),
    letter(LetterFailed, "ada", why="gone", permanent=True, reach="y"),
    *PAIRS,
    withdrawn(MADE).model_copy(update={"final": True}),
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


class TestLetters:
    def test_tell_of_every_introduction_that_they_name(self) -> None:
        """One mail has them all; what it names can be taken back by a final word alone."""
        sent = letter(LetterSent, "ben", (MADE.introduction,))
        assert status(MADE, sent, withdrawn(MADE)).standing
        assert status(sent, MADE, withdrawn(MADE)).standing
        final = withdrawn(MADE).model_copy(update={"final": True})
        assert not status(MADE, sent, final).standing


class TestAbsence:
    def test_ends_what_stands_and_what_waits(self) -> None:
        """Nobody is to meet who is not coming, or hides."""
        told = (*PROFILES, MADE, delivered(MADE, "ada"))
        hidden = WishesStated(event="spring", attendee="ben", hidden=True)
        assert status(*told).standing
        assert not status(*told, stated("ben", attending=False)).standing
        assert not status(hidden, *told).standing
        assert not status(hidden, *PROFILES, MADE).waits
        assert status(hidden, *told, WishesStated(event="spring", attendee="ben")).standing


class TestAttendance:
    @pytest.mark.parametrize(
        ("facts", "reader", "reachable"),
        [
            ([], True, True),
            ([stated("ada", reach="x")], True, True),
            ([stated("ada", reach="")], False, False),
            ([stated("ada", attending=False)], False, False),
            ([WishesStated(event="spring", attendee="ada", hidden=True)], False, False),
            ([Unsubscribed(event="spring", attendee="ada", at=NOON)], True, False),
            (
                [
                    stated("ada", reach="y"),
                    letter(LetterFailed, "ada", why="", permanent=True, reach="y"),
                ],
                False,
                False,
            ),
            (
                [
                    stated("ada", reach="z"),
                    letter(LetterFailed, "ada", why="", permanent=True, reach="y"),
                ],
                True,
                True,
            ),
            (
                [
                    stated("ada", reach="y"),
                    letter(LetterFailed, "ada", why="", permanent=False, reach="y"),
                ],
                True,
                True,
            ),
        ],
    )
    def test_says_who_gets_what(
        self, facts: list[Message], *, reader: bool, reachable: bool
    ) -> None:
        """Who can't be reached is introduced to nobody who would wait for ever."""
        view, _ = view_of([stated("ada"), *facts])
        found = view.guest("ada")
        assert found is not None
        assert found == view.guests("spring")["ada"]
        assert found.has_reader(on_paper=False) == reader
        assert found.is_reachable(on_paper=False) == reachable

    def test_without_an_address_is_on_paper_where_the_organiser_says_so(self) -> None:
        """A list of names is an event, too."""
        view, _ = view_of([stated("ada", reach="")])
        found = view.guest("ada")
        assert found is not None
        assert found.is_reachable(on_paper=True)


class TestErasure:
    @pytest.mark.parametrize("name", ["ada", "ben"])
    def test_forgets_whom_a_person_met_whichever_side_they_were(self, name: str) -> None:
        """A meeting remembered from the other side is still about the one who asked."""
        facts = (*PROFILES, MADE, delivered(MADE, "ada"))
        assert documents(facts)["met"]

        left = documents([*facts, answered(MADE, "ben", "accept"), erased(name)])

        for collection in ("met", "introductions", "answers", "told"):
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
        assert closed.starts_round != again.starts_round
