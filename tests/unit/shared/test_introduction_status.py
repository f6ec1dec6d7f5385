"""Every service agrees on where an introduction stands, whatever it hears of first."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from shared.introduction_status import UNSAID, IntroductionStatus, KnownIntroduction
from shared.messages import RoundDropped, RoundHeld, RoundReleased
from shared.round_gate import RoundGate
from shared.store import Document
from tests.unit.shared.test_round_gate import at
from tests.unit.view_histories import proposed

EVERY = [
    IntroductionStatus.of({**dict(zip(UNSAID, said, strict=True)), "score": score}, gate, absent=a)
    for *said, a in product((False, True), repeat=6)
    for score in (0.0, 0.5)
    for gate in (
        None,
        RoundGate(release=RoundReleased(event="spring", round="first", at=at(1))),
        RoundGate(drop=RoundDropped(event="spring", round="first", at=at(1))),
        RoundGate(hold=RoundHeld(event="spring", round="first", at=at(1))),
    )
]
RELEASED = RoundGate(release=RoundReleased(event="spring", round="first", at=at(1)))
PLANNED = RoundGate(
    release=RoundReleased(event="spring", round="first", at=at(1), not_before=at(2))
)
DROPPED = RoundGate(drop=RoundDropped(event="spring", round="first", at=at(1)))


def status(
    gate: RoundGate | None = None, *, absent: bool = False, **said: bool | float
) -> IntroductionStatus:
    return IntroductionStatus.of({"score": 0.5, **UNSAID, **said}, gate, absent=absent)


class TestReleased:
    def test_is_what_was_let_through_the_gate(self) -> None:
        """Nothing leaves before the organiser says so."""
        assert not status().released
        assert not status(PLANNED).released
        assert not status(DROPPED).released
        assert status(RELEASED).released

    @pytest.mark.parametrize("said", ["told", "accepted", "declined"])
    def test_is_what_somebody_was_told_of(self, said: str) -> None:
        """Events of before there was a gate go on as they are; and what was told can't be held."""
        assert status(**{said: True}).released
        assert status(DROPPED, **{said: True}).released
        assert not status(DROPPED, **{said: True}).dropped

    def test_is_nothing_that_too_little_is_known_of(self) -> None:
        """A letter without a reason to meet is nonsense to whoever reads it."""
        assert not status(RELEASED, score=0.0).released
        assert status(RELEASED, score=0.0).waits
        assert status(score=0.0, told=True).standing


class TestStanding:
    def test_is_what_is_released(self) -> None:
        """Caps and figures count what people were told to expect."""
        assert status(RELEASED).standing
        assert not status().standing

    @pytest.mark.parametrize("said", ["declined", "withdrawn", "final"])
    def test_ends_with_a_no_and_with_a_withdrawal(self, said: str) -> None:
        """Nobody waits for somebody who will not come."""
        assert not status(RELEASED, **{"withdrawn": said == "final", said: True}).standing

    def test_ends_where_one_is_absent(self) -> None:
        """Who is not coming, or hides, is nobody's introduction any more."""
        assert not status(RELEASED, absent=True).standing
        assert not status(told=True, absent=True).standing

    def test_is_what_was_told_unless_the_withdrawal_is_final(self) -> None:
        """Nobody who has read of somebody may find them introduced away; but people do cancel."""
        assert status(told=True, withdrawn=True).standing
        assert not status(told=True, withdrawn=True, final=True).standing

    def test_ends_with_a_no_whatever_the_other_says(self) -> None:
        """A yes to a no is no introduction, whoever has read what."""
        assert not status(told=True, accepted=True, declined=True).standing


class TestWaits:
    def test_is_what_a_release_would_tell(self) -> None:
        """The gate shows what would go out, and nothing else."""
        assert status().waits
        assert status(PLANNED).waits
        assert not status(RELEASED).waits
        assert not status(DROPPED).waits
        assert not status(withdrawn=True).waits
        assert not status(absent=True).waits
        assert not status(told=True).waits

    def test_is_the_next_rounds_to_move_unless_too_little_is_known(self) -> None:
        """A pair that nothing speaks for takes nobody's place."""
        assert status().movable
        assert not status(score=0.0).movable


class TestRounds:
    @pytest.mark.parametrize("one", EVERY)
    def test_keep_a_pair_or_move_it_and_never_both(self, one: IntroductionStatus) -> None:
        """A round that counts a pair twice misses everyone's capacity."""
        assert not (one.standing and one.movable)
        assert not (one.standing and one.revocable)
        assert one.waits <= one.revocable

    @pytest.mark.parametrize("one", EVERY)
    def test_end_what_nobody_was_told_of_once(self, one: IntroductionStatus) -> None:
        """What has ended is not said to end again, and what is released is not taken back."""
        assert one.revocable == (not one.withdrawn and not one.released)

    def test_count_what_was_ever_told(self) -> None:
        """Twice the capacity is as many as anybody hears of, however many they decline."""
        assert status(RELEASED).used
        assert status(told=True, withdrawn=True, final=True).used
        assert status(declined=True).used
        assert not status(RELEASED, withdrawn=True, final=True).used
        assert not status().used


class TestDocuments:
    def test_of_earlier_releases_say_what_they_said(self) -> None:
        """A document that names no withdrawal has none."""
        made = proposed()
        document: Document = {"_id": made.introduction, **made.model_dump(mode="json")}
        known = KnownIntroduction.of(document, RELEASED)
        assert known.proposed == made
        assert known.status == status(RELEASED)

    def test_need_no_order_of_decisions(self) -> None:
        """Topics arrive in any order, and are read again: the set of facts decides."""
        said = [
            RoundReleased(event="spring", round="first", at=at(1)),
            RoundHeld(event="spring", round="first", at=at(2)),
            RoundReleased(event="spring", round="first", at=at(3)),
            RoundDropped(event="spring", round="first", at=at(4)),
        ]
        for seed in range(50):
            random = Random(seed)
            facts = random.sample(said, random.randint(0, len(said)))
            again = [*facts, *random.choices(facts, k=3 * bool(facts))]
            random.shuffle(again)
            gates = []
            for history in (facts, again):
                gate = RoundGate()
                for one in history:
                    gate = gate.after(one)
                gates.append(gate)
            assert status(gates[0]) == status(gates[1])
