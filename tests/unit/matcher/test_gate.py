"""The gate: nothing is told before it is released, and never to more than can be."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from services.matcher.domain.ports import Floats
from services.matcher.handlers import Matcher
from shared.errors import Refused, TransientError
from shared.introduction_status import IntroductionStatus
from shared.log import Entry
from shared.messages import (
    EventCancelled,
    EventChanged,
    EventSettings,
    IntroductionAnswered,
    LetterFailed,
    LetterSent,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundDropped,
    RoundHeld,
    RoundReleased,
    RoundRequested,
    Unsubscribed,
    WishesStated,
)
from shared.progress import Advance, unheard
from tests.fakes import AllOwned, HashEmbed, MemoryLog
from tests.unit.matcher.desk import NOON, Desk, stated

DAY = timedelta(days=1)
SENDER = {
    "organiser_name": "Ines", "organiser_email": "ines@example.org", "imprint": "Fair Ltd",
    "privacy_notice": "https://example.org/privacy",
}  # fmt: skip


def change(desk: Desk, **fields: object) -> None:
    given = {"name": "spring", "starts_at": NOON, "minimum": 1, "capacity": 3, "late_share": 0.0}
    settings = EventSettings.model_validate(given | fields)
    desk.apply(EventChanged(event="spring", organiser="ines", settings=settings))


def statuses(desk: Desk) -> dict[str, IntroductionStatus]:
    found = desk.matcher.view.introductions("spring")
    return {known.proposed.introduction: known.status for known in found}


def released(desk: Desk) -> set[str]:
    return {name for name, status in statuses(desk).items() if status.released}


def of(desk: Desk, attendee: str) -> list[IntroductionStatus]:
    return [one.status for one in desk.matcher.view.introductions_of("spring", attendee)]


def sent(desk: Desk, attendee: str) -> LetterSent:
    named = [
        one.proposed.introduction
        for one in desk.matcher.view.introductions_of("spring", attendee)
        if one.status.standing
    ]
    return LetterSent(
        event="spring", letter="l", attendee=attendee, occasion="introductions:x",
        introductions=tuple(named), channel="email", at=desk.now,
    )  # fmt: skip


def newcomers(when: str = "") -> list[ProfileStated]:
    known = (stated("spring", number, "bees") for number in range(4))
    return [one.model_copy(update={"attendee": f"new-{when}{n}"}) for n, one in enumerate(known)]


class TestRelease:
    def test_is_by_hand(self) -> None:
        """A list that was read wrongly mails nobody."""
        desk = Desk()
        name = desk.round("first").round
        desk.work()
        assert desk.gate(name) == "waiting"
        assert released(desk) == set()

        desk.release(name)

        assert desk.gate(name) == "released"
        assert len(released(desk)) == 6
        assert [m.by for m in desk.recorded() if isinstance(m, RoundReleased)] == ["organiser:ines"]

    def test_is_said_once(self) -> None:
        """A button pressed twice, and a request sent again, are one release."""
        desk = Desk()
        name = desk.round("first").round
        for _ in range(2):
            desk.release(name)
        for _ in range(2):
            desk.release(name, not_before=desk.now + DAY)
        assert sum(isinstance(m, RoundReleased) for m in desk.recorded()) == 1

    def test_is_refused_where_there_is_nothing_left_to_prepare_for(self) -> None:
        """The evening is over, or is not taking place."""
        desk = Desk()
        name = desk.round("first").round
        desk.now = NOON + DAY
        with pytest.raises(Refused, match="over"):
            desk.release(name)
        desk.now = NOON
        desk.apply(EventCancelled(event="spring", organiser="ines"))
        with pytest.raises(Refused, match="called off"):
            desk.release(name)

    def test_is_refused_before_the_round_has_a_result(self) -> None:
        """Nobody looked at it yet."""
        desk = Desk()
        name = desk.matcher.request_round("spring", "ines", "x")
        with pytest.raises(Refused, match="finished"):
            desk.release(name)

    def test_names_what_a_letter_through_a_server_lacks(self) -> None:
        """Whoever reads it must know whose it is; a file is read by its writer."""
        desk = Desk(mails=True)
        name = desk.round("first").round
        with pytest.raises(Refused, match=r"organiser_name.*organiser_email.*imprint.*privacy"):
            desk.release(name)
        change(desk, **SENDER)
        desk.release(name)
        assert desk.gate(name) == "released"

    def test_of_a_round_that_a_later_one_took_over_is_refused(self) -> None:
        """Who presses the button of an old page would tell nobody anything."""
        desk = Desk()
        first, second = desk.round("first").round, desk.round("second").round
        with pytest.raises(Refused, match="later round"):
            desk.release(first)
        desk.release(second)
        assert len(released(desk)) == 6

    def test_tells_nobody_who_reads_nothing(self) -> None:
        """Who unsubscribed since is nobody's introduction; the others find somebody else."""
        desk = Desk()
        name = desk.round("first").round
        desk.apply(Unsubscribed(event="spring", attendee="spring-0", at=desk.now))

        desk.release(name)

        assert all(one.undone for one in of(desk, "spring-0"))
        assert len(released(desk)) >= 3
        assert len(desk.matcher.view.pending_rounds()) == 1
        kinds = [type(m) for m in desk.recorded()]
        assert kinds.index(RoundReleased) == len(kinds) - 1

    def test_tells_nobody_of_more_than_they_take_by_now(self) -> None:
        """The capacity may be lowered while a round waits."""
        desk = Desk()
        name = desk.round("first").round
        change(desk, capacity=1)
        desk.release(name)
        standing = [len([one for one in of(desk, f"spring-{n}") if one.standing]) for n in range(4)]
        assert standing == [1, 1, 1, 1]

    def test_of_one_told_earlier_goes_on(self) -> None:
        """What was standing is kept by the next round, and not said again."""
        desk = Desk()
        desk.release(desk.round("first").round)
        desk.apply(sent(desk, "spring-0"))
        before = released(desk)
        desk.release(desk.round("second").round)
        assert released(desk) == before

    def test_while_a_round_runs_is_not_undone_by_it(self) -> None:
        """What the organiser let go stands, though the round had already moved it."""

        class Meanwhile(HashEmbed):
            def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
                if first and desk.gate(first[0]) == "waiting":
                    desk.release(first[0])
                return super().__call__(texts, advance)

        first: list[str] = []
        desk = Desk(Meanwhile())
        first.append(desk.round("first").round)
        desk.matcher.request_round("spring", "ines", "second")
        desk.work()
        assert len(desk.matcher.view.pending_rounds()) == 1
        desk.work()
        assert desk.matcher.view.pending_rounds() == []
        assert sum(one.standing for one in statuses(desk).values()) == 6


class TestRoom:
    def test_is_left_until_the_eve(self) -> None:
        """Who comes late is not below the minimum because everybody else is full."""
        desk = Desk()
        change(desk, late_share=1.0, minimum=1, capacity=3)
        desk.round("first")
        assert sum(one.waits for one in statuses(desk).values()) == 4
        desk.now = NOON - DAY
        desk.round("second")
        assert sum(one.waits for one in statuses(desk).values()) == 6

    def test_is_for_who_reads_letters_first(self) -> None:
        """Paper gets what is left."""
        desk = Desk()
        change(desk, on_paper=True, capacity=1)
        desk.apply(*newcomers()[1:], stated("spring", 0, "bees").model_copy(update={"reach": ""}))
        desk.round("first")
        others = [f"spring-{n}" for n in (1, 2, 3)] + [f"new-{n}" for n in (1, 2, 3)]
        counts = [sum(one.waits for one in of(desk, who)) for who in others]
        assert counts == [1] * 6
        assert of(desk, "spring-0") == []


class TestPlan:
    def test_takes_effect_at_its_time_by_the_workers_clock(self) -> None:
        """Who plans a release does not have to be there."""
        desk = Desk()
        name = desk.round("first").round
        desk.release(name, not_before=desk.now + DAY, repairs=True)
        desk.work()
        assert (desk.gate(name), released(desk)) == ("planned", set())

        desk.now += DAY
        desk.work()
        desk.work()

        assert desk.gate(name) == "released"
        said = [m for m in desk.recorded() if isinstance(m, RoundReleased)]
        assert [(m.by, m.repairs, m.is_effective) for m in said] == [
            ("organiser:ines", True, False), ("rapport", True, True),
        ]  # fmt: skip

    def test_carries_over_to_the_next_round(self) -> None:
        """A late list must not undo what was decided."""
        desk = Desk()
        desk.release(desk.round("first").round, not_before=desk.now + DAY)
        second = desk.round("second").round
        assert desk.gate(second) == "planned"
        desk.now += DAY
        desk.work()
        assert desk.gate(second) == "released"
        assert len(released(desk)) == 6

    @pytest.mark.parametrize("do", ["hold", "drop"])
    def test_ends_with_a_hold_and_with_a_drop(self, do: str) -> None:
        """An organiser may think again."""
        desk = Desk()
        name = desk.round("first").round
        desk.release(name, not_before=desk.now + DAY)
        desk.matcher.decide("spring", "ines", name, do)  # type: ignore[arg-type]  # of two
        desk.now += 2 * DAY
        desk.work()
        assert released(desk) == set()

    def test_after_the_event_is_refused(self) -> None:
        """It would tell nobody anything."""
        desk = Desk()
        name = desk.round("first").round
        with pytest.raises(Refused, match="not_before"):
            desk.release(name, not_before=NOON + 2 * DAY)


class TestHoldAndDrop:
    def test_hold_stops_what_has_not_left(self) -> None:
        """What was told is told; the rest is the next round's to move."""
        desk = Desk()
        name = desk.round("first").round
        desk.release(name)
        desk.apply(sent(desk, "spring-0"))

        desk.matcher.decide("spring", "ines", name, "hold")

        assert desk.gate(name) == "held"
        assert len(released(desk)) == 3
        desk.release(name)
        assert len(released(desk)) == 6

    def test_drop_frees_everything_and_needs_a_hold_first(self) -> None:
        """A drop of what is leaving would only seem to stop it."""
        desk = Desk()
        name = desk.round("first").round
        desk.release(name)
        with pytest.raises(Refused, match="hold it first"):
            desk.matcher.decide("spring", "ines", name, "drop")
        desk.matcher.decide("spring", "ines", name, "hold")
        desk.matcher.decide("spring", "ines", name, "drop")
        assert not any(one.waits or one.released for one in statuses(desk).values())
        second = desk.round("second").round
        assert {one.waits for one in statuses(desk).values()} == {True}
        assert desk.gate(second) == "waiting"

    def test_are_said_once(self) -> None:
        """A button pressed twice is one decision."""
        desk = Desk()
        name = desk.round("first").round
        with pytest.raises(Refused, match="nothing to hold"):
            desk.matcher.decide("spring", "ines", name, "hold")
        desk.release(name)
        for do in ("hold", "hold", "drop", "drop"):
            desk.matcher.decide("spring", "ines", name, do)  # type: ignore[arg-type]  # of two
        said = [type(m) for m in desk.recorded() if isinstance(m, RoundHeld | RoundDropped)]
        assert said == [RoundHeld, RoundDropped]

    def test_count_though_clocks_differ(self) -> None:
        """The later of two is the one that was pressed later, whatever the machine believes."""
        desk = Desk()
        name = desk.round("first").round
        desk.release(name)
        desk.now -= DAY
        desk.matcher.decide("spring", "ines", name, "hold")
        assert desk.gate(name) == "held"


class TestByItself:
    def test_a_round_goes_out_where_the_event_says_so(self) -> None:
        """The sample shows letters to whoever has just started it."""
        desk = Desk()
        change(desk, release="automatic", briefs_days_before=None)
        name = desk.round("first").round
        assert desk.gate(name) == "released"
        assert [(m.by, m.repairs) for m in desk.recorded() if isinstance(m, RoundReleased)] == [
            ("rapport", True)
        ]

    def test_it_waits_for_its_day(self) -> None:
        """Letters of half a year before are forgotten."""
        desk = Desk()
        change(desk, release="automatic", briefs_days_before=7)
        name = desk.round("first").round
        assert desk.gate(name) == "waiting"
        desk.now = NOON - 7 * DAY
        desk.work()
        assert desk.gate(name) == "released"

    def test_it_does_not_after_the_event(self) -> None:
        """A round that ends after the evening is looked at by nobody."""
        desk = Desk()
        change(desk, release="automatic", briefs_days_before=7)
        desk.now = NOON + 2 * DAY
        assert desk.gate(desk.round("first").round) == "waiting"

    @pytest.mark.parametrize("repairs", [True, False])
    def test_repairs_do_where_the_organiser_ticked_it(self, *, repairs: bool) -> None:
        """A place that falls free is filled while there is time."""
        desk = Desk()
        change(desk, capacity=1)
        desk.release(desk.round("first").round, repairs=repairs)
        desk.apply(WishesStated(event="spring", attendee="spring-0", hidden=True))
        desk.apply(stated("spring", 0, "bees").model_copy(update={"attendee": "spring-9"}))
        before = len(released(desk))
        desk.work()
        desk.work()
        new = released(desk)
        assert (len(new) > before) == repairs

    def test_repairs_do_not_after_a_hold(self) -> None:
        """Who stops letters does not want others to leave."""
        desk = Desk()
        change(desk, capacity=1)
        desk.release(desk.round("first").round, repairs=True)
        second = desk.round("second").round
        desk.release(second, repairs=True)
        desk.matcher.decide("spring", "ines", second, "hold")
        desk.apply(WishesStated(event="spring", attendee="spring-0", hidden=True))
        desk.apply(stated("spring", 0, "bees").model_copy(update={"attendee": "spring-9"}))
        before = released(desk)
        desk.work()
        desk.work()
        assert released(desk) == before

    def test_a_round_that_was_asked_for_does_not(self) -> None:
        """Who asks for a new round wants to look at it."""
        desk = Desk()
        desk.release(desk.round("first").round, repairs=True)
        assert desk.gate(desk.round("second").round) == "waiting"

    def test_many_new_pairs_wait_for_the_morning(self) -> None:
        """Nobody is woken by thirty letters, and an organiser can still look."""
        desk = Desk()
        change(desk, capacity=9, minimum=6, time_zone="Asia/Tokyo")
        desk.release(desk.round("first").round, repairs=True)
        trades = [stated("spring", n % 4, "bees") for n in range(12)]
        desk.apply(*(p.model_copy(update={"attendee": f"new-{n}"}) for n, p in enumerate(trades)))
        desk.apply(RosterClosed(event="spring", roster="r", accepted=16, rejected=0))
        desk.work()
        plan = [m for m in desk.recorded() if isinstance(m, RoundReleased)][-1]
        assert (plan.is_effective, plan.repairs, plan.by) == (False, True, "rapport")
        assert plan.not_before == datetime(2031, 3, 2, 0, tzinfo=UTC)
        desk.now = plan.not_before
        desk.work()
        assert desk.gate(plan.round) == "released"


class TestSettling:
    @pytest.mark.parametrize("how", ["hidden", "away", "bounced", "no address"])
    def test_ends_what_stands_with_who_is_gone_and_asks_for_others(self, how: str) -> None:
        """Nobody waits for ever for somebody who reads nothing."""
        desk = Desk()
        desk.apply(stated("spring", 0, "bees").model_copy(update={"reach": "x"}))
        desk.release(desk.round("first").round)
        desk.apply(sent(desk, "spring-0"), sent(desk, "spring-1"))
        profile = stated("spring", 0, "bees")
        desk.apply(
            {
                "hidden": WishesStated(event="spring", attendee="spring-0", hidden=True),
                "away": profile.model_copy(update={"attending": False}),
                "no address": profile.model_copy(update={"reach": ""}),
                "bounced": LetterFailed(
                    event="spring", letter="l", attendee="spring-0", occasion="x", why="gone",
                    channel="email", at=desk.now, permanent=True, reach="x",
                ),
            }[how]
        )  # fmt: skip

        for _ in range(3):
            desk.work()

        assert all(one.final and not one.standing for one in of(desk, "spring-0"))
        asked = [m for m in desk.recorded() if isinstance(m, RoundRequested)]
        assert [m.by for m in asked] == ["organiser:ines", "rapport"]
        assert desk.matcher.view.is_repair(asked[1].round)

    def test_keeps_what_stands_with_who_wants_no_more_mail(self) -> None:
        """They were told, and so was the other side; they get nobody new."""
        desk = Desk()
        change(desk, capacity=5)
        desk.release(desk.round("first").round)
        desk.apply(sent(desk, "spring-0"))
        desk.apply(Unsubscribed(event="spring", attendee="spring-0", at=desk.now))
        desk.work()
        assert all(one.standing for one in of(desk, "spring-0"))
        newcomer = stated("spring", 1, "bees").model_copy(update={"attendee": "spring-8"})
        desk.apply(newcomer)
        desk.round("second")
        assert len(of(desk, "spring-0")) == 3

    def test_has_those_look_for_others_who_lost_one(self) -> None:
        """A place that falls free is filled, and everybody else is left alone."""
        desk = Desk()
        change(desk, capacity=2)
        for when in range(7):
            desk.apply(*newcomers(str(when)))
        desk.release(desk.round("first").round)
        lost = len(of(desk, "spring-0"))
        desk.apply(WishesStated(event="spring", attendee="spring-0", hidden=True))
        desk.work()
        assert desk.last_figures()["arrivals"] == lost > 0

    def test_asks_for_others_where_somebody_is_erased(self) -> None:
        """Who goes for good leaves places, too."""
        desk = Desk()
        desk.release(desk.round("first").round)
        desk.apply(ProfileErased(event="spring", attendee="spring-0"))
        desk.work()
        asked = [m for m in desk.recorded() if isinstance(m, RoundRequested)]
        assert [m.by for m in asked] == ["organiser:ines", "rapport"]

    def test_keeps_who_reads_on_paper(self) -> None:
        """The organiser said that they will."""
        desk = Desk()
        change(desk, on_paper=True)
        desk.apply(stated("spring", 0, "bees").model_copy(update={"reach": ""}))
        desk.release(desk.round("first").round)
        desk.work()
        assert [one.standing for one in of(desk, "spring-0")] == [True] * 3

    def test_leaves_out_who_has_no_address(self) -> None:
        """Others would be mailed about somebody who is never told."""
        desk = Desk()
        desk.apply(stated("spring", 0, "bees").model_copy(update={"reach": ""}))
        desk.round("first")
        assert of(desk, "spring-0") == []


class TestEnding:
    def test_a_declined_pair_frees_its_places_at_once(self) -> None:
        """Caps count who is still to be met."""
        desk = Desk()
        change(desk, capacity=1)
        desk.release(desk.round("first").round)
        made = next(k for k in desk.matcher.view.introductions("spring") if k.status.standing)
        a, b = made.proposed.attendees
        no = IntroductionAnswered(
            event="spring", introduction=made.proposed.introduction, attendee=a, at=desk.now,
            answer="decline",
        )  # fmt: skip
        desk.apply(no)
        desk.apply(*newcomers())
        desk.release(desk.round("second").round)
        assert sum(one.standing for one in of(desk, b)) == 1

    def test_nobody_is_told_of_more_than_twice_what_they_take(self) -> None:
        """Who declines everybody does not go through the whole list."""
        desk = Desk()
        change(desk, capacity=1)
        for number in range(4):
            desk.apply(*newcomers(str(number)))
            desk.release(desk.round(str(number)).round)
            for known in list(desk.matcher.view.introductions_of("spring", "spring-0")):
                if known.status.standing:
                    desk.apply(
                        IntroductionAnswered(
                            event="spring", introduction=known.proposed.introduction,
                            attendee="spring-0", at=desk.now, answer="decline",
                        )
                    )  # fmt: skip
        assert sum(one.used for one in of(desk, "spring-0")) == 2


class DiesInAppends(MemoryLog):
    """Writes some of the entries of an append, and dies; the next works."""

    left: int | None = None

    def append(self, entries: Sequence[Entry]) -> list[int]:
        if self.left is None:
            return super().append(entries)
        kept, self.left = entries[: self.left], None
        super().append(kept)
        raise TransientError("died")


class TestCrash:
    @pytest.mark.parametrize("left", range(6))
    def test_within_an_effect_is_made_good_by_the_next_pass(self, left: int) -> None:
        """What was said is not said otherwise, and what was not is."""
        desk = Desk(log=(log := DiesInAppends()))
        desk.release(desk.round("first").round, repairs=True)
        desk.apply(WishesStated(event="spring", attendee="spring-0", hidden=True))
        read = len(log.records)
        log.left = left
        with pytest.raises(TransientError):
            desk.work()
        desk.apply(*desk.recorded()[read:])

        for _ in range(3):
            desk.work()

        asked = [m.round for m in desk.recorded() if isinstance(m, RoundRequested)]
        assert len(asked) == len({*asked}) == 2
        assert all(one.final for one in of(desk, "spring-0"))
        assert desk.matcher.view.unsettled() == []

    def test_two_workers_ask_for_one_repair(self) -> None:
        """The one that was believed dead says the same as the one that took over."""
        desk = Desk()
        desk.release(desk.round("first").round)
        hidden = WishesStated(event="spring", attendee="spring-0", hidden=True)
        other = Desk()
        other.apply(*desk.recorded())
        said: list[set[str]] = []
        for one in (desk, other):
            one.apply(hidden)
            worker: Matcher = one.matcher
            worker.work(AllOwned(), threading.Event())
            said.append({m.round for m in one.recorded() if isinstance(m, RoundRequested)})
        assert said[1] <= said[0]
