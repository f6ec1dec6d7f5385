"""What a round publishes: all that changed, nothing that did not, and its end last."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from prometheus_client import REGISTRY

from services.matcher.round_snapshot import SNAPSHOTS
from services.matcher.views import BOOKKEEPING
from shared.log import Entry
from shared.messages import (
    BriefDelivered,
    EventCancelled,
    EventOpened,
    EventSettings,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    RosterClosed,
    RoundFinished,
    RoundRequested,
    decode,
)
from shared.store import Document
from tests.fakes import AllOwned, MemoryLog, MemoryStore
from tests.unit.matcher.desk import NOON, TWO_EVENTS, Desk, stated

CALLED_OFF = EventCancelled(event="spring", organiser="ines")


class Appends(MemoryLog):
    """A log that remembers what was appended together."""

    def __init__(self) -> None:
        super().__init__()
        self.together: list[int] = []

    def append(self, entries: Sequence[Entry]) -> list[int]:
        self.together.append(len(entries))
        return super().append(entries)


class FullDisk(MemoryStore):
    """A store that has no room for what a round was run on."""

    def put(
        self, collection: str, documents: Iterable[Document], *, unless_newer: str | None = None
    ) -> None:
        if collection == SNAPSHOTS:
            raise OSError
        super().put(collection, documents, unless_newer=unless_newer)


class FinishedMeanwhile(AllOwned):
    """All partitions, while another worker finishes the round."""

    def __init__(self, desk: Desk, round_id: str) -> None:
        super().__init__()
        self._desk, self._round = desk, round_id

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        self._desk.apply(RoundFinished(event=event, round=self._round, figures={"other": 1}))
        yield True


def said(desk: Desk, kind: type[Message], since: int = 0) -> list[Message]:
    return [message for message in desk.recorded()[since:] if isinstance(message, kind)]


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("rapport_rounds_total", {"outcome": outcome}) or 0.0


class TestRound:
    def test_is_published_in_one_append_and_its_end_last(self) -> None:
        """Whoever reads of the end has read of everything that came of the round."""
        desk = Desk(log=(log := Appends()))
        finished = desk.round("first")

        request, *made, end = [decode(record) for record in log.records]
        assert log.together == [1, 7]
        assert request == RoundRequested(event="spring", round=finished.round, by="organiser:ines")
        assert all(isinstance(one, IntroductionProposed) for one in made)
        assert {one.round for one in made} == {finished.round} == {end.round}
        assert end == finished

    def test_says_how_it_went(self) -> None:
        """An organiser sees what it found, an operator what took so long."""
        before = counted("finished")
        stage = {"stage": "assignment"}
        timed = REGISTRY.get_sample_value("rapport_round_stage_seconds_count", stage) or 0.0

        figures = Desk().round("first").figures

        assert (figures["attendees"], figures["introductions"]) == (4, 6)
        stages = {"embedding", "industries", "scoring", "candidates", "assignment", "reasons"}
        assert {f"seconds_{stage}" for stage in stages} <= figures.keys()
        assert "arrivals" not in figures
        assert counted("finished") == before + 1
        after = REGISTRY.get_sample_value("rapport_round_stage_seconds_count", stage)
        assert after == timed + 1

    def test_keeps_to_the_settings_of_the_event(self) -> None:
        """The organiser says how many introductions there are."""
        desk = Desk()
        settings = EventSettings(name="spring", starts_at=NOON, minimum=2, capacity=2)
        desk.apply(EventOpened(event="spring", organiser="ines", settings=settings, revision=2))

        finished = desk.round("first")

        assert finished.figures["introductions"] == 4
        assert finished.underserved == ()

    def test_names_who_is_below_the_minimum(self) -> None:
        """An organiser can invite somebody whom they could meet."""
        desk = Desk()
        for number in (1, 2, 3):
            colleague = stated("spring", 0, "bees").model_copy(
                update={"attendee": f"spring-{number}"}
            )
            desk.apply(colleague)

        finished = desk.round("first")

        assert [who.attendee for who in finished.underserved] == [f"spring-{n}" for n in range(4)]

    def test_says_nothing_again_that_stands_already(self) -> None:
        """Nobody is told twice whom they meet."""
        desk = Desk()
        first = desk.round("first")
        desk.release(first.round)
        before = len(desk.log.records)

        desk.round("second")

        assert [type(message) for message in desk.recorded()[before:]] == [
            RoundRequested,
            RoundFinished,
        ]

    def test_says_again_what_waits_so_that_its_release_covers_all(self) -> None:
        """An organiser looks at one round, and not at each that there ever was."""
        desk = Desk()
        desk.round("first")

        second = desk.round("second")

        rounds = {one.proposed.round for one in desk.matcher.view.introductions("spring")}
        assert rounds == {second.round}

    def test_takes_back_what_waits_and_is_not_chosen_again(self) -> None:
        """What a better round left out must not go out with it."""
        desk = Desk()
        desk.round("first")
        settings = EventSettings(name="spring", starts_at=NOON, minimum=1, capacity=1)
        desk.apply(EventOpened(event="spring", organiser="ines", settings=settings))

        second = desk.round("second")

        left = said(desk, IntroductionWithdrawn)
        assert [(one.round, one.final) for one in left] == [(second.round, False)] * 4
        assert len(desk.standing()) == 2

    def test_says_again_what_reads_differently(self) -> None:
        """Who states another profile is introduced by it."""
        desk = Desk()
        desk.round("first")
        before = len(desk.log.records)
        desk.apply(stated("spring", 0, "bees").model_copy(update={"needs": ("bees",)}))

        desk.round("second")

        pairs = [made.attendees for made in said(desk, IntroductionProposed, before)]
        assert {"spring-0"} < {name for pair in pairs for name in pair}
        assert not said(desk, IntroductionWithdrawn)

    def test_withdraws_what_it_does_not_propose_and_may_propose_it_again(self) -> None:
        """Who leaves is met by nobody, and who comes back is."""
        desk = Desk()
        desk.round("first")
        person = stated("spring", 0, "bees")
        desk.apply(person.model_copy(update={"attending": False}))

        desk.round("second")

        withdrawn = said(desk, IntroductionWithdrawn)
        assert len(withdrawn) == 3
        assert all(one.final for one in withdrawn)
        assert {name for pair in desk.pairs() for name in pair} == {
            f"spring-{number}" for number in (1, 2, 3)
        }
        before = len(desk.log.records)
        desk.apply(person)
        third = desk.round("third")
        again = said(desk, IntroductionProposed, before)
        assert {one.introduction for one in again} >= {one.introduction for one in withdrawn}
        assert {one.round for one in again} == {third.round}
        assert len(desk.pairs()) == 6
        desk.apply(person.model_copy(update={"attending": False}))
        desk.round("fourth")
        desk.round("fifth")
        assert len(said(desk, IntroductionWithdrawn)) == 6

    @pytest.mark.parametrize("kind", ["delivered", "accepted"])
    def test_keeps_what_somebody_has_read_or_said_yes_to(self, kind: str) -> None:
        """It may be better for a score to part them, and is never done."""
        desk = Desk()
        desk.round("first")
        made = next(iter(said(desk, IntroductionProposed)))
        of_it = {"event": "spring", "introduction": made.introduction, "attendee": made.attendee_a}
        desk.apply(
            BriefDelivered(**of_it, delivery="d", channel="email", at=NOON)
            if kind == "delivered"
            else IntroductionAnswered(**of_it, answer="accept", at=NOON)
        )
        for name in made.attendees:
            changed = stated("spring", int(name[-1]), "bees")
            desk.apply(changed.model_copy(update={"excluded": made.attendees}))

        desk.round("second")

        assert made.introduction in desk.standing()

    def test_introduces_nobody_who_met_at_another_event(self) -> None:
        """People and their introductions are remembered."""
        desk = Desk()
        for event, number in (("autumn", 0), ("autumn", 1), ("spring", 0), ("spring", 1)):
            person = stated(event, number, TWO_EVENTS[event])
            desk.apply(person.model_copy(update={"person_key": f"key {number}"}))
        desk.round("first", "autumn")
        made = next(
            m for m in said(desk, IntroductionProposed) if m.attendees == ("autumn-0", "autumn-1")
        )
        desk.apply(
            BriefDelivered(
                event="autumn", introduction=made.introduction, attendee="autumn-0",
                delivery="d", channel="email", at=NOON,
            )
        )  # fmt: skip

        desk.round("first")

        assert len(desk.pairs()) == 5
        assert ("spring-0", "spring-1") not in desk.pairs()

    def test_is_as_good_where_nothing_can_be_remembered_of_it(self) -> None:
        """The next one matches everyone anew, and that is all."""
        desk = Desk(bookkeeping=FullDisk(BOOKKEEPING))

        assert desk.round("first").figures["introductions"] == 6
        desk.apply(RosterClosed(event="spring", roster="r", accepted=4, rejected=0))
        desk.work()
        assert "arrivals" not in desk.last_figures()


class TestWork:
    def test_fits_late_arrivals_in_unless_everyone_is_to_be_matched_anew(self) -> None:
        """An organiser who asks for a round wants a new one; a list has late arrivals."""
        desk = Desk()
        desk.round("first")

        desk.apply(RosterClosed(event="spring", roster="r", accepted=4, rejected=0))
        desk.work()

        assert desk.last_figures()["arrivals"] == 0
        assert "arrivals" not in desk.round("second").figures

    def test_leaves_alone_what_another_worker_finished_meanwhile(self) -> None:
        """A round that ends twice would tell two stories."""
        desk = Desk()
        before = counted("given_back")
        name = desk.matcher.request_round("spring", "ines", "x")

        desk.work(FinishedMeanwhile(desk, name))

        assert not said(desk, RoundFinished)
        assert not said(desk, IntroductionProposed)
        assert counted("given_back") == before + 1
        assert desk.matcher.round("spring", "ines", name)["figures"] == {"other": 1}

    def test_leaves_out_events_that_were_called_off_or_never_opened(self) -> None:
        """Nobody is introduced for an evening that does not take place."""
        desk = Desk()
        names = [desk.matcher.request_round(event, "ines", "x") for event in TWO_EVENTS]
        desk.apply(CALLED_OFF, RoundRequested(event="a winter", round="0"))

        desk.work()

        assert [end.round for end in said(desk, RoundFinished)] == [names[1]]
        assert len(desk.matcher.view.pending_rounds()) == 2

    def test_begins_nothing_when_it_has_to_stop(self) -> None:
        """A worker that is told to stop is gone in a moment."""
        desk = Desk()
        desk.matcher.request_round("spring", "ines", "x")
        stop = threading.Event()
        stop.set()

        desk.matcher.work(AllOwned(), stop)

        assert not said(desk, RoundFinished)
