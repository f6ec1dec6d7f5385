"""Of several decisions about a round the latest counts, in whatever order they are heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.messages import RoundDropped, RoundHeld, RoundReleased
from shared.round_gate import Decision, GateState, RoundGate

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
KINDS = (RoundReleased, RoundHeld, RoundDropped)


def at(hour: int) -> datetime:
    return NOON + timedelta(hours=hour)


def decided(kind: type[Decision], hour: int, not_before: int | None = None) -> Decision:
    said = {"event": "spring", "round": "first", "at": at(hour)}
    return kind(**said, **({} if not_before is None else {"not_before": at(not_before)}))


def gate_of(*said: Decision) -> RoundGate:
    gate = RoundGate()
    for one in said:
        gate = gate.after(one)
    return gate


def state(*said: Decision) -> GateState:
    return gate_of(*said).state


class TestState:
    def test_is_waiting_until_something_is_decided(self) -> None:
        """By hand is the rule everywhere, in events of before there was a gate, too."""
        assert state() == "waiting"

    def test_is_the_latest_decision(self) -> None:
        """An organiser may think again, and again."""
        first, hold = decided(RoundReleased, 1), decided(RoundHeld, 2)
        again, drop = decided(RoundReleased, 3), decided(RoundDropped, 4)
        assert state(first) == "released"
        assert state(first, hold) == "held"
        assert state(first, hold, again) == "released"
        assert state(first, hold, again, drop) == "dropped"

    def test_is_planned_until_the_release_is_said_again_at_its_time(self) -> None:
        """The clock that counts is one worker's, and not that of whoever reads the log."""
        plan = decided(RoundReleased, 1, not_before=5)
        assert state(plan) == "planned"
        assert state(plan, decided(RoundReleased, 5, not_before=5)) == "released"
        assert state(plan, decided(RoundHeld, 2)) == "held"

    def test_of_two_at_one_time_is_the_one_that_stops_more(self) -> None:
        """In doubt nothing leaves."""
        both = decided(RoundReleased, 1), decided(RoundHeld, 1)
        assert state(*both) == "held"
        assert state(*both, decided(RoundDropped, 1)) == "dropped"

    @given(st.data())
    def test_does_not_depend_on_the_order_or_on_repeats(self, data: st.DataObject) -> None:
        """Every service hears of it in its own order, and some of it twice."""
        decision = st.builds(
            decided,
            st.sampled_from(KINDS[1:]),
            st.integers(0, 4),
        ) | st.builds(
            decided, st.just(RoundReleased), st.integers(0, 4), st.none() | st.integers(0, 5)
        )
        said = data.draw(st.lists(decision, max_size=8))
        again = data.draw(st.permutations([*said, *said[:3]]))
        assert gate_of(*said) == gate_of(*again)

    def test_is_read_from_a_document_as_it_was_written(self) -> None:
        """A view keeps it, and a restart changes nothing."""
        gate = gate_of(decided(RoundReleased, 1, not_before=3), decided(RoundHeld, 2))
        assert RoundGate.of(gate.fields()) == gate
        assert RoundGate.of(None) == RoundGate()
