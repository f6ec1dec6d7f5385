"""Rounds: asked for once, run over what was answered, and failing alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from numpy.typing import NDArray

from services.matcher.domain.ports import Floats
from shared.errors import NotFound, Refused, TransientError
from shared.messages import (
    BriefDelivered,
    EventCancelled,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    ProfileErased,
    RosterClosed,
    RoundFinished,
    RoundRequested,
)
from shared.progress import Advance, unheard
from tests.fakes import AllOwned, HashEmbed
from tests.unit.matcher.desk import NOON, TWO_EVENTS, Desk, stated


class Failing:
    """An embedder that fails on one text, as a model that runs out of memory would."""

    def __init__(self, text: str, failure: Exception) -> None:
        self._embed = HashEmbed()
        self._text, self._failure = text, failure

    def __call__(
        self, texts: Sequence[str], advance: Callable[[int], None] = lambda _: None, /
    ) -> NDArray[np.float32]:
        if self._text in texts:
            raise self._failure
        return self._embed(texts, advance)


class MovesMeanwhile(AllOwned):
    """Partitions that move to another reader between the first look and the second."""

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:  # noqa: ARG002 - as all of them
        yield False


class TestWork:
    def test_a_round_that_fails_is_over_and_stops_no_other(self) -> None:
        """One event's odd profile must not keep all other events waiting."""
        desk = Desk(Failing("bees", ValueError("Ada's bees")))
        names = {event: desk.matcher.request_round(event, "ines", "x") for event in TWO_EVENTS}

        desk.work()

        failed = desk.matcher.round("spring", "ines", names["spring"])
        good = desk.matcher.round("autumn", "ines", names["autumn"])
        assert (failed["pending"], failed["failed"], failed["figures"]) == (False, "ValueError", {})
        assert (good["failed"], good["figures"]["attendees"]) == ("", 4)
        assert b"Ada" not in b"".join(record.value or b"" for record in desk.log.records)

    def test_a_round_is_given_back_when_the_worker_has_to_stop(self) -> None:
        """A deployment waits for seconds, and a round may take minutes."""
        stop = threading.Event()

        class Interrupted(HashEmbed):
            def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
                stop.set()
                return super().__call__(texts, advance)

        desk = Desk(Interrupted())
        desk.matcher.request_round("spring", "ines", "x")
        desk.matcher.work(AllOwned(), stop)

        assert len(desk.matcher.view.pending_rounds()) == 1
        assert not [m for m in desk.recorded() if isinstance(m, RoundFinished)]

    def test_a_round_is_given_back_when_its_event_has_moved(self) -> None:
        """Two workers that both publish a round would propose twice."""
        desk = Desk()
        desk.matcher.request_round("spring", "ines", "x")
        desk.matcher.work(MovesMeanwhile(), threading.Event())

        assert len(desk.matcher.view.pending_rounds()) == 1
        assert not [m for m in desk.recorded() if isinstance(m, IntroductionProposed)]

    def test_a_round_of_another_worker_is_left_alone(self) -> None:
        """Each event is one worker's."""
        desk = Desk()
        for event in TWO_EVENTS:
            desk.matcher.request_round(event, "ines", "x")
        desk.matcher.work(AllOwned("spring"), threading.Event())
        assert [pending["event"] for pending in desk.matcher.view.pending_rounds()] == ["spring"]

    def test_what_may_work_a_moment_later_is_left_to_the_loop(self) -> None:
        """A busy file is no reason to give up a round."""
        desk = Desk(Failing("bees", TransientError("busy")))
        desk.matcher.request_round("spring", "ines", "x")

        with pytest.raises(TransientError):
            desk.work()

        assert len(desk.matcher.view.pending_rounds()) == 1

    def test_a_declined_pair_is_never_made_again(self) -> None:
        """Not even where the other side had said yes, or had read the brief."""
        desk = Desk()
        desk.round("first")
        made = next(desk.matcher.view.introductions("spring")).proposed
        declined = {"event": "spring", "introduction": made.introduction, "at": NOON}
        no = {**declined, "attendee": made.attendee_a, "answer": "decline"}
        yes = {**declined, "attendee": made.attendee_b, "answer": "accept"}
        desk.apply(*map(IntroductionAnswered.model_validate, (no, yes)))

        desk.round("second")

        assert desk.standing()
        assert made.introduction not in desk.standing()

    def test_takes_back_nothing_that_was_delivered(self) -> None:
        """It would be said again in every round, and never be true."""
        desk = Desk()
        desk.round("first")
        made = next(desk.matcher.view.introductions("spring")).proposed
        of_it = {"event": "spring", "introduction": made.introduction, "attendee": made.attendee_a}
        desk.apply(
            BriefDelivered(**of_it, delivery="d", channel="email", at=NOON),
            IntroductionAnswered(**of_it, at=NOON, answer="decline"),
        )

        desk.round("second")

        assert not any(isinstance(said, IntroductionWithdrawn) for said in desk.recorded())

    def test_takes_the_words_of_the_erased_out_of_the_log_once(self) -> None:
        """Reasons quote people, and the log is kept."""
        desk = Desk()
        for event in TWO_EVENTS:
            desk.round("first", event)
        made = [m for m in desk.recorded() if isinstance(m, IntroductionProposed)]
        desk.apply(*(ProfileErased(event=event, attendee=f"{event}-0") for event in TWO_EVENTS))

        desk.work(AllOwned("autumn"))
        erased = [m.introduction for m in desk.recorded() if isinstance(m, IntroductionErased)]
        desk.work(AllOwned("autumn"))
        assert {*erased} == {one.introduction for one in made if "spring-0" in one.attendees}
        assert len(erased) == 3
        assert [
            m.introduction for m in desk.recorded() if isinstance(m, IntroductionErased)
        ] == erased

        desk.work()
        assert sum(isinstance(m, IntroductionErased) for m in desk.recorded()) == 6


class TestLateArrivals:
    def test_move_none_of_the_others(self) -> None:
        """A list with one more name, sent again, is no reason to shuffle everyone."""
        desk = Desk()
        crowd = [
            stated("spring", number % 4, f"{topic} {number}").model_copy(
                update={"attendee": f"guest-{number}"}
            )
            for number, topic in enumerate(("bees", "hives", "honey", "wax") * 10)
        ]
        desk.apply(*crowd, RosterClosed(event="spring", roster="r", accepted=40, rejected=0))
        desk.work()
        before = desk.standing()
        late = stated("spring", 1, "hives").model_copy(update={"attendee": "late"})

        desk.apply(late, RosterClosed(event="spring", roster="s", accepted=41, rejected=0))
        desk.work()

        assert desk.last_figures()["arrivals"] == 1
        assert len(before - desk.standing()) <= 3
        assert any("late" in pair for pair in desk.pairs())

    def test_include_who_left_and_came_back(self) -> None:
        """They had partners once; they look for partners again."""
        desk = Desk()
        crowd = [
            stated("spring", number % 4, f"bees {number}").model_copy(
                update={"attendee": f"guest-{number}"}
            )
            for number in range(40)
        ]
        closed = {"event": "spring", "roster": "r", "accepted": 40, "rejected": 0}
        away = crowd[5].model_copy(update={"attending": False})
        for revision, person in enumerate((crowd[5], away, crowd[5]), start=1):
            others = crowd if revision == 1 else []
            desk.apply(*others, person, RosterClosed(**closed, revision=revision))
            desk.work()

        assert desk.last_figures()["arrivals"] == 1
        assert any("guest-5" in pair for pair in desk.pairs())

    def test_are_asked_for_by_documents_of_before(self) -> None:
        """A round that waited while Rapport was updated is run like any other."""
        desk = Desk()
        desk.store.put("rounds", [{"_id": "old", "event": "spring", "pending": True}])

        desk.work()

        assert desk.last_figures()["attendees"] == 4


class TestRequests:
    def test_for_a_finished_round_find_it_finished(self) -> None:
        """Whoever lost the first answer asks again with the same key."""
        desk = Desk()
        first = desk.round("key")
        before = len(desk.log.records)

        again = desk.matcher.request_round("spring", "ines", "key")
        found = desk.matcher.round("spring", "ines", again)

        assert (again, found["pending"]) == (first.round, False)
        assert found["figures"] == first.figures
        assert len(desk.log.records) == before

    def test_are_nobody_elses(self) -> None:
        """Figures of an event are its organiser's."""
        desk = Desk()
        name = desk.round("key").round
        with pytest.raises(NotFound):
            desk.matcher.round("autumn", "ines", name)

    def test_of_an_event_that_was_called_off_are_refused(self) -> None:
        """Its people would be told of an evening that does not take place."""
        desk = Desk()
        desk.apply(EventCancelled(event="spring", organiser="ines"))

        with pytest.raises(Refused, match=r"called off"):
            desk.matcher.request_round("spring", "ines", "x")

    def test_are_one_round_a_key_and_event(self) -> None:
        """Whoever presses twice asked once."""
        desk = Desk()
        first, again, other = (desk.matcher.request_round("spring", "ines", k) for k in "xxy")
        autumn = desk.matcher.request_round("autumn", "ines", "x")

        assert first == again
        assert len({first, other, autumn}) == 3
        assert len([m for m in desk.recorded() if isinstance(m, RoundRequested)]) == 3
        assert desk.matcher.round("spring", "ines", first)["pending"]

    def test_for_what_nobody_asked_for_find_nothing(self) -> None:
        """A round is found at its own event alone."""
        desk = Desk()
        autumn = desk.matcher.request_round("autumn", "ines", "x")

        for name in ("nonsense", autumn):
            with pytest.raises(NotFound, match="no such round"):
                desk.matcher.round("spring", "ines", name)
        for organiser in ("ines", "otto"):
            with pytest.raises(NotFound):
                desk.matcher.request_round("winter", organiser, "x")
        with pytest.raises(NotFound):
            desk.matcher.request_round("spring", "otto", "x")
