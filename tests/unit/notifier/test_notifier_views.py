"""The notifier's documents follow from the facts, and not from the order of topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from services.notifier.domain.letter_ids import letter_id
from services.notifier.domain.letters import plan_letters
from services.notifier.domain.revision import revision_of
from services.notifier.letter_states import LetterState, letter_states
from services.notifier.views import COLLECTIONS, NotifierView
from shared.errors import NotFound
from shared.messages import (
    AnswerErased,
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
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    Underserved,
    Unsubscribed,
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
    drawn,
    proposed,
    shuffled,
    withdrawn,
)

NAMES = ("ada", "ben", "cat")
ROUND = "first"
OCCASION = f"introductions:{ROUND}"
LATER = NOON + timedelta(hours=1)
OPENED = EventOpened(
    event=EVENT,
    organiser="ines",
    settings=EventSettings(name="Spring", starts_at=NOON + timedelta(days=2)),
)


def profile(name: str, reach: str | None = "home", **fields: object) -> ProfileStated:
    stated = {"interests": ("tides",), **fields}
    return ProfileStated.model_validate(
        {"event": EVENT, "attendee": name, "roster": "r", "reach": reach, **stated}
    )


def contact(name: str, email: str = "someone@x.example") -> ContactStated:
    return ContactStated(event=EVENT, attendee=name, roster="r", name=name.title(), email=email)


def sent(attendee: str, *made: IntroductionProposed, occasion: str = OCCASION) -> LetterSent:
    return LetterSent(
        event=EVENT, letter=letter_id(attendee, occasion), attendee=attendee, occasion=occasion,
        introductions=tuple(one.introduction for one in made), channel="email", at=NOON,
        revision=revision_of(OPENED.settings, called_off=False),
    )  # fmt: skip


def failed(
    attendee: str, *, reach: str = "", permanent: bool = True, occasion: str = OCCASION
) -> LetterFailed:
    return LetterFailed(
        event=EVENT, letter=letter_id(attendee, occasion), attendee=attendee, occasion=occasion,
        channel="email", at=LATER, why="a test", permanent=permanent, reach=reach,
    )  # fmt: skip


MADE, OTHER = proposed("ada", "ben"), proposed("ada", "cat")
PROFILES = tuple(map(profile, NAMES))
CONTACTS = tuple(map(contact, NAMES))
RELEASED = RoundReleased(event=EVENT, round=ROUND, at=NOON)
HELD = RoundHeld(event=EVENT, round=ROUND, at=LATER)
KNOWN: tuple[Message, ...] = (OPENED, *PROFILES, *CONTACTS, MADE, OTHER)
FACTS: tuple[Message, ...] = (
    OPENED,
    *PROFILES,
    *CONTACTS,
    *(contact("ben", ""), contact("ben", "ben@y.example"), profile("ben", reach="")),
    *(profile("cat", attending=False), profile("cat", reach="away")),
    *(WishesStated(event=EVENT, attendee="ben", hidden=hidden) for hidden in (True, False)),
    ProfileErased(event=EVENT, attendee="ada"),
    ContactErased(event=EVENT, attendee="cat"),
    *(MADE, MADE, OTHER),
    *map(withdrawn, (MADE, OTHER)),
    withdrawn(MADE).model_copy(update={"final": True}),
    *(RELEASED, HELD, RoundDropped(event=EVENT, round=ROUND, at=LATER)),
    RoundReleased(event=EVENT, round=ROUND, at=LATER + timedelta(hours=1)),
    RoundFinished(
        event=EVENT, round=ROUND, figures={},
        underserved=(Underserved(attendee="cat", introductions=0, why="a test"),),
    ),
    *(delivered(MADE, side) for side in ("ada", "ben")),
    *(sent("ada", MADE, OTHER), sent("ben", MADE), sent("cat", OTHER)),
    *(failed("ben", reach="home"), failed("cat"), failed("cat", permanent=False)),
    sent("ben", occasion="invite"),
    *(answered(MADE, "ben", "accept"), answered(MADE, "ben", "decline")),
    answered(OTHER, "cat", "accept"),
    Unsubscribed(event=EVENT, attendee="ada", at=NOON),
)  # fmt: skip


def view_of(*messages: Message) -> NotifierView:
    view = NotifierView(MemoryStore(COLLECTIONS))
    for message in messages:
        view.apply(message)
    return view


def documents(messages: Iterable[Message]) -> dict[str, list[Document]]:
    return documents_of(NotifierView, COLLECTIONS, messages)


def due(*messages: Message) -> dict[str, tuple[str, ...]]:
    """Tell to whom letters are due, and of whom each tells."""
    view = view_of(*messages)
    event = view.events.get(EVENT)
    letters = plan_letters(view.known(event), NOON) if event else []
    return {letter.attendee: letter.introductions for letter in letters}


def states(*messages: Message) -> list[LetterState]:
    view = view_of(*messages)
    event = view.events.get(EVENT)
    assert event is not None
    return letter_states(view.known(event), view.ended_letters(event.id), NOON)


class TestOrder(OrderOfFacts):
    make = NotifierView
    collections = COLLECTIONS
    facts = FACTS

    def test_of_topics_does_not_matter_to_what_is_sent(self) -> None:
        """The same facts make the same letters, whichever topic was read first."""
        for random, history in drawn([*FACTS, *KNOWN, RELEASED, RELEASED], 300, longest=40):
            order = random.sample(range(len(history)), len(history))
            assert due(*shuffled(history, order)) == due(*history)


class TestGate:
    def test_shows_attendees_nothing_before_the_release(self) -> None:
        """An introduction that may yet be dropped must not be heard of."""
        view = view_of(*KNOWN)
        assert view.introductions(EVENT) == [MADE, OTHER]
        assert view.introductions_of("ada") == []
        with pytest.raises(NotFound):
            view.introduction_of(MADE.introduction, "ada")
        assert view.introduction(MADE.introduction) == MADE
        assert due(*KNOWN) == {}

    def test_that_is_open_shows_and_sends(self) -> None:
        """This is what the organiser's yes does."""
        view = view_of(*KNOWN, RELEASED)
        assert view.introductions_of("ada") == [MADE, OTHER]
        assert view.introduction_of(MADE.introduction, "ben") == MADE
        both = (MADE.introduction, OTHER.introduction)
        one = (MADE.introduction,), (OTHER.introduction,)
        assert due(*KNOWN, RELEASED) == {"ada": both, "ben": one[0], "cat": one[1]}

    def test_that_is_shut_again_stops_what_has_not_left(self) -> None:
        """Who has a letter keeps it, and what it tells of stands; the rest waits."""
        facts = (*KNOWN, RELEASED, sent("ada", MADE), HELD)
        view = view_of(*facts)
        assert due(*facts) == {}
        assert view.introductions_of("ben") == [MADE]
        assert view.introductions_of("cat") == []

    def test_is_not_shut_by_an_earlier_hold(self) -> None:
        """Of a hold and a release the later counts, whichever arrives first."""
        again = RELEASED.model_copy(update={"at": LATER + timedelta(minutes=1)})
        assert due(*KNOWN, HELD, again).keys() == {"ada", "ben", "cat"}
        assert due(*KNOWN, again, HELD).keys() == {"ada", "ben", "cat"}

    def test_that_is_to_open_later_is_shut(self) -> None:
        """A plan takes effect when the matcher says so at its time."""
        plan = RELEASED.model_copy(update={"not_before": LATER})
        assert due(*KNOWN, plan) == {}
        assert due(*KNOWN, plan.model_copy(update={"at": LATER})).keys() == {"ada", "ben", "cat"}

    def test_of_earlier_releases_is_what_was_delivered(self) -> None:
        """What a brief told stands after the upgrade, and is not mailed a second time."""
        facts = (*KNOWN, delivered(MADE, "ada"))
        assert view_of(*facts).introductions_of("ben") == [MADE]
        assert due(*facts) == {}
        assert due(*facts, RELEASED)["ada"] == (OTHER.introduction,)
        assert due(*facts, RELEASED)["ben"] == (MADE.introduction,)


class TestStanding:
    @pytest.mark.parametrize(
        "off",
        [
            answered(MADE, "ada", "decline"),
            withdrawn(MADE).model_copy(update={"final": True}),
            profile("ada", attending=False),
            WishesStated(event=EVENT, attendee="ada", hidden=True),
            ProfileErased(event=EVENT, attendee="ada"),
        ],
        ids=["declined", "withdrawn", "absent", "hidden", "erased"],
    )
    def test_ends_for_the_other_side_at_once(self, off: Message) -> None:
        """Nobody says yes to somebody who will not come."""
        view = view_of(*KNOWN, RELEASED, sent("ben", MADE), off)
        assert view.introductions_of("ben") == []
        with pytest.raises(NotFound):
            view.introduction_of(MADE.introduction, "ben")

    def test_is_seen_still_by_who_declined(self) -> None:
        """They may change their mind."""
        view = view_of(*KNOWN, RELEASED, answered(MADE, "ada", "decline"))
        assert MADE in view.introductions_of("ada")
        both = view_of(
            *KNOWN, RELEASED, answered(MADE, "ada", "decline"), answered(MADE, "ben", "decline")
        )
        assert MADE not in both.introductions_of("ada")

    def test_is_not_undone_by_a_later_round_once_told(self) -> None:
        """What somebody has read is not taken back because a better pair was found."""
        facts = (*KNOWN, RELEASED, sent("ben", MADE), withdrawn(MADE))
        assert view_of(*facts).introductions_of("ben") == [MADE]
        assert view_of(*KNOWN, RELEASED, withdrawn(MADE)).introductions_of("ben") == []

    def test_is_listed_in_pages(self) -> None:
        """An event has thousands; a page of them is read, and none is skipped."""
        crowd = [proposed(f"guest{n:03}", "host") for n in range(450)]
        people = [profile(f"guest{n:03}") for n in range(450)] + [profile("host")]
        gone = [withdrawn(made) for made in crowd[::2]]
        view = view_of(OPENED, *people, *crowd, *gone)
        left = sorted(made.introduction for made in crowd[1::2])
        first = [made.introduction for made in view.introductions(EVENT, None, 100)]
        rest = [made.introduction for made in view.introductions(EVENT, first[-1])]
        assert first + rest == left


class TestReach:
    @pytest.mark.parametrize(
        "why",
        [
            profile("ben", reach=""),
            contact("ben", ""),
            failed("ben", reach="home", occasion="invite"),
            Unsubscribed(event=EVENT, attendee="ben", at=NOON),
        ],
        ids=["no reach", "no address", "bounced", "unsubscribed"],
    )
    def test_is_needed_on_both_sides(self, why: Message) -> None:
        """Who would never hear of it leaves the other one waiting."""
        facts = (*KNOWN, RELEASED, why)
        assert due(*facts) == {"ada": (OTHER.introduction,), "cat": (OTHER.introduction,)}

    def test_comes_back_with_another_address(self) -> None:
        """The organiser corrects the list, and expects the letter to go out."""
        bounced = (*KNOWN, RELEASED, failed("ben", reach="home"))
        assert "ben" not in due(*bounced)
        assert due(*bounced, profile("ben", reach="away"))["ben"] == (MADE.introduction,)

    def test_that_nobody_stated_is_the_address(self) -> None:
        """Profiles of earlier releases do not say whether there is one."""
        old = (*KNOWN, RELEASED, *(profile(name, reach=None) for name in NAMES))
        assert due(*old).keys() == {"ada", "ben", "cat"}
        assert "ben" not in due(*old, contact("ben", ""))


class TestErasure:
    def test_leaves_no_answer_in_the_log(self) -> None:
        """What was answered is listed until the log has heard that it is to go."""
        facts = (MADE, answered(MADE, "ben", "accept"), OTHER, answered(OTHER, "cat", "accept"))
        view = view_of(*facts, ProfileErased(event=EVENT, attendee="ben"))
        (erased,) = view.pending_erasures()
        assert erased == AnswerErased.at(EVENT, answered(MADE, "ben", "accept").key)
        view.apply(erased)
        assert list(view.pending_erasures()) == []

    @pytest.mark.parametrize("late", [True, False])
    def test_takes_what_the_other_side_was_told(self, *, late: bool) -> None:
        """A card about somebody says that they were there."""
        facts = [MADE, sent("ben", MADE), answered(MADE, "ben", "accept")]
        gone = ProfileErased(event=EVENT, attendee="ada")
        left = documents([gone, *facts] if late else [*facts, gone])
        for collection in ("introductions", "told", "answers"):
            assert left[collection] == []

    @pytest.mark.parametrize(
        "make", [lambda gone, facts: [gone, *facts], lambda gone, facts: [*facts, gone]]
    )
    def test_names_the_letters_that_name_them(
        self, make: Callable[[Message, list[Message]], list[Message]]
    ) -> None:
        """They lie in a folder, and have to go from there, too, whatever was heard first."""
        facts: list[Message] = [MADE, OTHER, sent("ada", MADE, OTHER), sent("ben", MADE)]
        facts += [sent("cat", OTHER)]
        view, named = NotifierView(MemoryStore(COLLECTIONS)), set[str]()
        for message in make(ProfileErased(event=EVENT, attendee="ben"), facts):
            named |= view.mails_to_forget(message)
            view.apply(message)
        assert {letter_id("ada", OCCASION), letter_id("ben", OCCASION)} <= named
        assert letter_id("cat", OCCASION) not in named


class TestStates:
    def test_tell_the_organiser_what_became_of_each_letter(self) -> None:
        """What did not work comes first, with its reason."""
        facts = (
            *KNOWN,
            RELEASED,
            sent("ada", MADE, OTHER),
            failed("ben"),
            profile("dan", reach=""),
        )
        told = [(one.attendee, one.state, one.why) for one in states(*facts, contact("dan"))]
        assert told == [
            ("ben", "failed", "a test"),
            ("dan", "no letter", "the list has no address"),
            ("cat", "waiting", ""),
            ("ada", "sent", ""),
        ]

    def test_tell_a_bounce_from_a_refusal(self) -> None:
        """A letter that came back was sent; the address is what is wrong."""
        one = (*KNOWN, RELEASED, sent("ben", MADE), failed("ben", reach="home"))
        assert ("ben", "bounced") in {(state.attendee, state.state) for state in states(*one)}
