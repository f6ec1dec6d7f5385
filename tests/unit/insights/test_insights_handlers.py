"""What an organiser is told of an event: of this one, as it is now, and of nobody by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.insights.domain.figures import Parity
from services.insights.handlers import Analytics, Insights
from services.insights.views import COLLECTIONS
from shared.errors import NotFound
from shared.messages import (
    BriefFailed,
    ContactStated,
    EventChanged,
    EventOpened,
    EventSettings,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    Message,
    ProfileStated,
    RosterClosed,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    Underserved,
    Unsubscribed,
    WishesStated,
)
from tests.fakes import MemoryStore
from tests.unit.view_histories import EVENT, NOON, answered, delivered, proposed, withdrawn

TITLES = {"ada": "Chief Executive Officer", "ben": "Junior Developer", "cat": "", "dan": "Intern"}
MADE, OTHER = proposed("ada", "ben"), proposed("ada", "cat")


def opened(event: str = EVENT, minimum: int = 2) -> EventOpened:
    settings = EventSettings(name=event, starts_at=NOON, minimum=minimum)
    return EventOpened(event=event, organiser="ines", settings=settings)


def profile(name: str, event: str = EVENT, **fields: object) -> ProfileStated:
    return ProfileStated.model_validate({"event": event, "attendee": name, "roster": "r", **fields})


def failed(made: IntroductionProposed, attendee: str) -> BriefFailed:
    fields = delivered(made, attendee).model_dump(exclude={"kind"})
    return BriefFailed(**fields, why="a test", permanent=True)


def letter(
    kind: type[LetterSent | LetterFailed], attendee: str, **fields: Any
) -> LetterSent | LetterFailed:
    return kind(
        event=EVENT, letter=f"to {attendee}", attendee=attendee, occasion="introductions:first",
        channel="email", at=NOON, **fields,
    )  # fmt: skip


def closed(roster: str, rejected: int, event: str = EVENT) -> RosterClosed:
    return RosterClosed(event=event, roster=roster, accepted=4, rejected=rejected)


def finished(name: str, score: float, event: str = EVENT, failure: str = "") -> RoundFinished:
    short = Underserved(attendee="dan", introductions=0, why="nothing to match on")
    return RoundFinished(
        event=event, round=name, figures={"mean": score}, underserved=(short,), failed=failure
    )


FACTS: tuple[Message, ...] = (
    opened(),
    *(profile(name) for name in ("ada", "cat")),
    profile("ben", capacity=1),
    profile("dan", attending=False),
    *(
        ContactStated(event=EVENT, attendee=n, roster="r", name=n, title=t)
        for n, t in TITLES.items()
    ),
    closed("r", rejected=2),
    closed("s", rejected=3),
    MADE,
    OTHER,
    finished("first", 0.4),
    finished("second", 0.5),
    delivered(MADE, "ada"),
    failed(MADE, "ben"),
    answered(MADE, "ada", "accept"),
    answered(MADE, "ben", "accept"),
    answered(OTHER, "ada", "accept"),
    answered(OTHER, "cat", "decline"),
)
AUTUMN = proposed("eve", "fay", "autumn")
ELSEWHERE: tuple[Message, ...] = (
    opened("autumn"),
    profile("eve", "autumn"),
    profile("fay", "autumn"),
    ContactStated(event="autumn", attendee="eve", roster="r", name="eve", title="Intern"),
    AUTUMN,
    closed("t", rejected=7, event="autumn"),
    finished("third", 0.9, event="autumn"),
    delivered(AUTUMN, "eve"),
    answered(AUTUMN, "eve", "accept"),
)


def insights(*messages: Message) -> Insights:
    told = Insights(MemoryStore(COLLECTIONS))
    for message in messages:
        told.apply(message)
    return told


def analytics(*messages: Message) -> Analytics:
    return insights(*FACTS, *messages).analytics(EVENT, "ines")


class TestAnalytics:
    def test_count_who_attends_and_what_they_want(self) -> None:
        """Who wants one introduction lacks none; who stays at home is not counted."""
        figures = analytics().figures
        assert (figures.attendees, figures.introductions) == (3, 1)
        assert figures.share_at_minimum == 0.3333
        assert figures.parity == {
            "executive": Parity(1, 1.0, 0.5),
            "junior": Parity(1, 1.0, 0.5),
            "unknown": Parity(1, 0.0, 0.0),
        }

    def test_count_what_stands_and_say_what_would(self) -> None:
        """A round that waits serves nobody yet; a decline, and who is gone, serve nobody."""
        facts = (opened(), *(profile(n) for n in ("ada", "ben", "cat")), MADE, OTHER)
        waiting = insights(*facts, finished("first", 0.4))
        released = RoundReleased(event=EVENT, round="first", at=NOON)

        def counts() -> tuple[int, int]:
            told = waiting.analytics(EVENT, "ines")
            return told.figures.introductions, told.once_released.introductions

        assert counts() == (0, 2)
        waiting.apply(released)
        assert counts() == (2, 2)
        waiting.apply(RoundHeld(event=EVENT, round="first", at=NOON + timedelta(hours=1)))
        assert counts() == (0, 2)
        waiting.apply(answered(MADE, "ben", "accept"))
        assert counts() == (1, 2)
        waiting.apply(WishesStated(event=EVENT, attendee="cat", hidden=True))
        assert counts() == (1, 1)
        waiting.apply(profile("ben", attending=False))
        assert counts() == (0, 0)

    def test_do_not_count_a_pair_that_too_little_is_known_of(self) -> None:
        """It is never told to anybody."""
        scoreless = MADE.model_copy(update={"score": 0.0})
        released = RoundReleased(event=EVENT, round="first", at=NOON)
        told = insights(opened(), scoreless, finished("first", 0.4), released)
        found = told.analytics(EVENT, "ines")
        assert (found.figures.introductions, found.once_released.introductions) == (0, 0)

    def test_count_letters_and_who_gets_none(self) -> None:
        """An organiser who reads "sent" believes that it was."""
        facts = (
            opened(),
            profile("ada", reach=""),
            profile("ben", reach="b"),
            profile("cat", reach="c"),
            profile("dan", reach="d"),
            profile("eve", attending=False, reach=""),
            MADE,
            letter(LetterFailed, "ben", why="gone", permanent=True, reach="b"),
            letter(LetterFailed, "cat", why="busy", permanent=False, reach="c"),
            letter(LetterSent, "cat", introductions=(OTHER.introduction,)),
            letter(LetterSent, "dan", in_doubt=True),
            OTHER,
            Unsubscribed(event=EVENT, attendee="dan", at=NOON),
        )
        found = insights(*facts).analytics(EVENT, "ines")
        assert found.letters == {"sent": 2, "in_doubt": 1, "failed": 1}
        assert found.unreachable == 3
        assert found.deliveries == {"delivered": 1, "failed": 0, "waiting": 1}
        on_paper = EventSettings(name=EVENT, starts_at=NOON, on_paper=True)
        changed = EventChanged(event=EVENT, organiser="ines", settings=on_paper)
        assert insights(*facts, changed).analytics(EVENT, "ines").unreachable == 2

    def test_tell_of_every_brief_where_it_is(self) -> None:
        """Two people have a brief each; what has neither arrived nor failed is on its way."""
        accepted = answered(OTHER, "cat", "accept")
        assert analytics(accepted).deliveries == {"delivered": 1, "failed": 1, "waiting": 2}
        rest = [accepted, delivered(OTHER, "ada"), delivered(OTHER, "cat")]
        assert analytics(*rest).deliveries == {"delivered": 3, "failed": 1, "waiting": 0}

    def test_tell_who_was_delivered_after_all(self) -> None:
        """An address is mended, and nothing undoes that somebody has the brief."""
        late = [delivered(MADE, "ben"), failed(MADE, "ben")]
        assert analytics(*late).deliveries == {"delivered": 2, "failed": 0, "waiting": 0}

    def test_take_it_for_mutual_where_both_said_yes(self) -> None:
        """A yes to somebody who declined is no introduction."""
        assert analytics().answers == {"accepted": 3, "declined": 1, "mutual": 1}
        changed = answered(OTHER, "cat", "accept")
        assert analytics(changed).answers == {"accepted": 4, "declined": 0, "mutual": 2}

    def test_add_up_the_rows_of_all_rosters(self) -> None:
        """A list that is sent again counts once, as it is now."""
        assert analytics().rejected_rows == 5
        assert analytics(closed("s", rejected=0)).rejected_rows == 2

    def test_tell_what_the_last_round_said(self) -> None:
        """Said again, an older one is still the older one; a failed one has nothing to say."""
        again = [finished("first", 0.4), finished("last", 0.0, failure="ValueError")]
        told = analytics(*again)
        assert told.round_figures == {"mean": 0.5}
        assert [short["attendee"] for short in told.underserved] == ["dan"]

    def test_are_there_before_anything_has_happened(self) -> None:
        """The organiser opens the page before the roster is there."""
        told = insights(opened()).analytics(EVENT, "ines")
        assert (told.round_figures, told.underserved, told.rejected_rows) == ({}, [], 0)
        assert told.deliveries == {"delivered": 0, "failed": 0, "waiting": 0}
        assert told.answers == {"accepted": 0, "declined": 0, "mutual": 0}

    def test_tell_nothing_of_other_events(self) -> None:
        """Each organiser's event is theirs alone."""
        assert analytics(*ELSEWHERE) == analytics()
        with pytest.raises(NotFound):
            insights(*FACTS).analytics(EVENT, "somebody else")

    def test_forget_what_was_withdrawn_before_anybody_read_of_it(self) -> None:
        """Its people are still there, and were not served by it."""
        told = analytics(withdrawn(OTHER))
        assert told.figures.introductions == 1
        assert told.deliveries["waiting"] == 0


class TestTable:
    def test_names_each_figure_once(self) -> None:
        """A spreadsheet has a row a figure, whatever group it is of."""
        flat = analytics().flat()
        assert flat["attendees"] == 3
        assert flat["parity_junior_people"] == 1
        assert flat["parity_executive_mean_introductions"] == 1.0
        assert flat["once_released_introductions"] == 1
        assert (flat["letters_sent"], flat["unreachable"]) == (0, 0)
        assert flat["round_mean"] == 0.5
        assert (flat["briefs_delivered"], flat["briefs_waiting"]) == (1, 0)
        assert (flat["answers_accepted"], flat["answers_mutual"]) == (3, 1)
        assert flat["rejected_rows"] == 5
        assert "parity" not in flat


class TestRounds:
    def test_that_failed_are_told_apart(self) -> None:
        """Whoever waits for a first round has to hear that there will be none."""
        assert not insights(*FACTS).view.has_failed(EVENT)
        told = insights(finished("first", 0.0, failure="ValueError"))
        assert told.view.has_failed(EVENT)
        assert not told.view.has_failed("autumn")
