"""The notifier's documents follow from the facts, and not from the order of topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from services.notifier.domain.schedule import delivery_id
from services.notifier.views import COLLECTIONS, NotifierView, address_mark
from shared.errors import NotFound
from shared.messages import (
    AnswerErased,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionProposed,
    Message,
    ProfileErased,
    ProfileStated,
    Unsubscribed,
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

NAMES = ("ada", "ben", "cat")


def failed(made: IntroductionProposed, attendee: str, email: str | None = None) -> BriefFailed:
    """Write down a failure, for want of a usable address where one is given."""
    fields = delivered(made, attendee).model_dump(exclude={"kind"})
    mark = "" if email is None else address_mark(fields["delivery"], email)
    return BriefFailed(**fields, why="a test", permanent=True, address_mark=mark)


def contact(name: str, email: str = "") -> ContactStated:
    return ContactStated(event=EVENT, attendee=name, roster="r", name=name, email=email)


MADE, OTHER = proposed("ada", "ben"), proposed("ada", "cat")
PROFILES = tuple(ProfileStated(event=EVENT, attendee=name, roster="r") for name in NAMES)
CONTACTS = tuple(contact(name, f"{name}@x.example") for name in NAMES)
FACTS: tuple[Message, ...] = (
    *PROFILES,
    *CONTACTS,
    *(contact("ben"), contact("ben", "ben@y.example")),
    ProfileErased(event=EVENT, attendee="ada"),
    ContactErased(event=EVENT, attendee="cat"),
    *(MADE, MADE, OTHER),
    *map(withdrawn, (MADE, OTHER)),
    *(make(MADE, side) for make in (delivered, failed) for side in ("ada", "ben")),
    *(failed(MADE, "ben", email) for email in ("", "ben@x.example")),
    *(delivered(OTHER, "cat"), failed(OTHER, "cat")),
    *(answered(MADE, "ben", "accept"), answered(MADE, "ben", "decline")),
    answered(OTHER, "cat", "accept"),
    Unsubscribed(event=EVENT, attendee="ada", at=NOON),
)


def view_of(*messages: Message) -> tuple[NotifierView, MemoryStore]:
    store = MemoryStore(COLLECTIONS)
    view = NotifierView(store)
    for message in messages:
        view.apply(message)
    return view, store


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    return documents_of(NotifierView, COLLECTIONS, messages)


def waiting(*messages: Message) -> set[str]:
    view, _ = view_of(*messages)
    return {delivery["attendee"] for delivery in view.waiting(EVENT)}


class TestOrder(OrderOfFacts):
    make = NotifierView
    collections = COLLECTIONS
    facts = FACTS


class TestWithdrawn:
    def test_is_hidden_with_its_deliveries(self) -> None:
        """Nobody hears of somebody whom they will not be introduced to."""
        view, _ = view_of(*PROFILES, *CONTACTS, MADE, withdrawn(MADE))
        assert view.introductions(EVENT) == view.introductions_of("ada") == []
        assert list(view.waiting(EVENT)) == list(view.deliveries(EVENT)) == []
        with pytest.raises(NotFound):
            view.introduction(MADE.introduction)

    @pytest.mark.parametrize("delivered_first", [True, False])
    def test_stands_where_one_has_read_the_brief(self, *, delivered_first: bool) -> None:
        """The other one must not be surprised, so their brief goes out, too."""
        outcomes = [delivered(MADE, "ada"), withdrawn(MADE)]
        facts = (MADE, *(outcomes if delivered_first else outcomes[::-1]))
        view, _ = view_of(*facts)
        assert view.introductions(EVENT) == [MADE]
        assert waiting(*facts) == {"ben"}


class TestDelivered:
    @pytest.mark.parametrize("made", [(delivered, failed), (failed, delivered)])
    def test_is_undone_by_nothing(self, made: tuple[Callable[..., Message], ...]) -> None:
        """Who has the brief is not sent it again, and is not told to the organiser as missing."""
        view, _ = view_of(*PROFILES, *CONTACTS, MADE, *(make(MADE, "ada") for make in made))
        told = {one["attendee"]: (one["status"], one["why"]) for one in view.deliveries(EVENT)}
        assert told == {"ada": ("delivered", ""), "ben": ("waiting", "")}
        assert not view.is_waiting(delivery_id(MADE.introduction, "ada"))

    def test_is_told_with_the_day_and_a_failure_with_the_reason(self) -> None:
        """The organiser sees what to do about it, and since when."""
        view, _ = view_of(*PROFILES, *CONTACTS, MADE, delivered(MADE, "ada"), failed(MADE, "ben"))
        told = {one["attendee"]: one for one in view.deliveries(EVENT)}
        assert told["ben"]["why"] == "a test"
        assert all(one["at"] == "2031-05-01T12:00:00Z" for one in told.values())
        assert {one["at"] for one in view_of(*PROFILES, *CONTACTS, MADE)[0].deliveries(EVENT)} == {
            ""
        }

    def test_of_people_who_are_not_known_yet_is_not_shown(self) -> None:
        """A page that names nobody would not open."""
        view, _ = view_of(*PROFILES, *CONTACTS[:1], MADE)
        assert list(view.deliveries(EVENT)) == []
        assert not view.are_both_known(MADE.introduction)


class TestErasure:
    def test_leaves_no_answer_in_the_log(self) -> None:
        """What was answered is listed until the log has heard that it is to go."""
        facts = (MADE, answered(MADE, "ben", "accept"), OTHER, answered(OTHER, "cat", "accept"))
        gone = ProfileErased(event=EVENT, attendee="ben")
        view, _ = view_of(*facts, gone)
        (erased,) = view.pending_erasures()
        assert erased == AnswerErased.at(EVENT, answered(MADE, "ben", "accept").key)
        view.apply(erased)
        assert list(view.pending_erasures()) == []

    @pytest.mark.parametrize("late", [True, False])
    def test_takes_what_the_other_side_did_as_well(self, *, late: bool) -> None:
        """A delivery about somebody says that they were there."""
        facts = [MADE, delivered(MADE, "ben"), answered(MADE, "ben", "accept")]
        gone = ProfileErased(event=EVENT, attendee="ada")
        left = documents([gone, *facts] if late else [*facts, gone])
        for collection in ("introductions", "deliveries", "outcomes", "answers"):
            assert left[collection] == []

    def test_leaves_nothing_to_stumble_over(self) -> None:
        """A page of deliveries that names nobody we know would not open."""
        gone = ProfileErased(event=EVENT, attendee="ada")
        orphans = (delivered(OTHER, "cat"), failed(MADE, "ben"))
        for facts in ((MADE, gone, *orphans), orphans, (*orphans, MADE, OTHER)):
            view, _ = view_of(*facts)
            assert list(view.deliveries(EVENT)) == []


class TestAddresses:
    @pytest.mark.parametrize("before", ["", "ben@x.example"])
    def test_that_are_mended_queue_the_delivery_again(self, before: str) -> None:
        """The organiser corrects the list, and expects the brief to go out."""
        history = (MADE, contact("ben", before), failed(MADE, "ben", before))
        mended = contact("ben", "ben@y.example")
        assert waiting(*history) == {"ada"}
        assert waiting(*history, mended) == {"ada", "ben"}
        assert waiting(MADE, contact("ben", before), mended, history[-1]) == {"ada", "ben"}

    @pytest.mark.parametrize("after", ["", "ben@x.example"])
    def test_that_are_no_better_do_not(self, after: str) -> None:
        """It would fail in the same way, for ever."""
        assert waiting(MADE, failed(MADE, "ben", "ben@x.example"), contact("ben", after)) == {"ada"}

    def test_do_not_matter_to_other_failures(self) -> None:
        """Who wants no mail wants none at another address."""
        assert waiting(MADE, failed(MADE, "ben"), contact("ben", "ben@y.example")) == {"ada"}
