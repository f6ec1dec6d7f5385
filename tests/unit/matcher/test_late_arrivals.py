"""Late arrivals find their places, and the others keep theirs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matcher.domain.assignment import assign
from services.matcher.domain.round import RoundResult
from shared.messages import IntroductionProposed
from tests.unit.matcher.assignment_events import Event, event, events
from tests.unit.matcher.test_round import degrees, play, profile

EARLY = [profile(number) for number in range(40)]
LATE = [profile(number) for number in range(40, 43)]


@pytest.fixture(scope="module")
def first() -> RoundResult:
    return play(EARLY)


def repaired(first: RoundResult, **wanted: object) -> RoundResult:
    fixed = {"standing": first.introductions, "arrivals": frozenset(p.attendee for p in LATE)}
    return play([*EARLY, *LATE], round="second", **(fixed | wanted))


def score(made: tuple[IntroductionProposed, ...]) -> float:
    return sum(introduction.score for introduction in made)


class TestLateArrivals:
    def test_get_the_minimum_and_nobody_loses_it(self, first: RoundResult) -> None:
        """Who comes late is no second-class guest, and costs nobody a place."""
        counts = degrees(repaired(first))

        assert {person.attendee for person in [*EARLY, *LATE]} == set(counts)
        assert min(counts.values()) >= 2
        assert max(counts.values()) <= 4

    def test_leave_nearly_all_others_as_they_were(self, first: RoundResult) -> None:
        """People have begun to look forward to each other."""
        before = {made.introduction: made for made in first.introductions}
        after = {made.introduction: made for made in repaired(first).introductions}

        assert len(before.keys() & after.keys()) >= 0.9 * len(before)
        assert all(after[name] == made for name, made in before.items() if name in after)

    def test_move_nothing_that_is_fixed(self, first: RoundResult) -> None:
        """A delivered introduction is a promise."""
        fixed = first.introductions[::3]

        result = repaired(first, kept=fixed, standing=[
            made for made in first.introductions if made not in fixed
        ])  # fmt: skip

        assert set(fixed) <= set(result.introductions)

    def test_come_near_to_matching_everyone_anew(self, first: RoundResult) -> None:
        """Being spared a full round costs little."""
        anew = play([*EARLY, *LATE])

        assert score(repaired(first).introductions) >= 0.97 * score(anew.introductions)

    def test_may_be_nobody(self, first: RoundResult) -> None:
        """A list that is sent again as it was changes nothing."""
        result = play(EARLY, standing=first.introductions, arrivals=frozenset())

        assert result.introductions == first.introductions

    def test_leave_places_that_others_take(self, first: RoundResult) -> None:
        """Who leaves must not leave others alone."""
        gone = EARLY[7].attendee
        rest = [person for person in EARLY if person.attendee != gone]

        counts = degrees(play(rest, standing=first.introductions, arrivals=frozenset()))

        assert gone not in counts
        assert min(counts.values()) >= 2

    def test_end_what_a_rule_forbids_by_now(self, first: RoundResult) -> None:
        """Who changed their industry is not kept with a colleague of their new one."""
        made = first.introductions[0]
        changed = [
            person.model_copy(update={"industry": made.industry_b})
            if person.attendee == made.attendee_a
            else person
            for person in EARLY
        ]

        result = play(changed, standing=first.introductions, arrivals=frozenset({made.attendee_a}))

        assert all(one.industry_a != one.industry_b for one in result.introductions)
        assert min(degrees(result).values()) >= 2

    def test_are_quoted_as_they_speak_now(self, first: RoundResult) -> None:
        """Who took a sentence out of their profile does not read it in a brief."""
        changed = [
            person.model_copy(update={"interests": ("sea shanties", "knots")})
            if person == EARLY[3]
            else person
            for person in EARLY
        ]
        arrivals = frozenset({EARLY[3].attendee})

        late = play(changed, standing=first.introductions, arrivals=arrivals)
        anew = play(changed, standing=first.introductions)

        for result in (late, anew):
            own = {*changed[3].interests, *changed[3].offers, *changed[3].needs}
            for made in result.introductions:
                if made.attendee_a == EARLY[3].attendee:
                    assert {reason.phrase_a for reason in made.reasons} <= own
                if made.attendee_b == EARLY[3].attendee:
                    assert {reason.phrase_b for reason in made.reasons} <= own

    @pytest.mark.parametrize("fixed", [False, True])
    def test_include_those_whose_partner_left(self, first: RoundResult, *, fixed: bool) -> None:
        """A place that falls free is filled, whether it had been accepted or not."""
        gone = EARLY[7].attendee
        rest = [person for person in EARLY if person.attendee != gone]
        made = {"kept": first.introductions} if fixed else {"standing": first.introductions}

        counts = degrees(play(rest, arrivals=frozenset(), **made))

        assert sum(counts.values()) > sum(degrees(first).values()) - 2 * degrees(first)[gone]

    def test_with_nothing_come_before_who_lacks_one(self) -> None:
        """The bottom is lifted first, in a late round, too."""
        drawn = event([(0, 2, 5), (0, 3, 5), (1, 2, 5)], [2, 1, 1, 1], [2, 1, 1, 1])
        start = np.array([False, True, False])

        found = assign(
            drawn.edges, capacity=drawn.capacity, minimum=drawn.minimum,
            kept=drawn.kept, start=start,
        )  # fmt: skip

        assert found.chosen.tolist() == [False, True, True]


class TestBuildingOnAChoice:
    @given(events(), st.data())
    def test_keeps_the_limits_and_never_loses(self, drawn: Event, data: st.DataObject) -> None:
        """Chains only ever gain, serve who is short, and push nobody below the minimum."""
        size = drawn.kept.size
        start = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), bool)
        within = replace(drawn, kept=np.zeros_like(start))
        over = within.degree(start) > within.capacity
        start &= ~(over[drawn.edges.a] | over[drawn.edges.b])

        found = assign(
            drawn.edges,
            capacity=drawn.capacity,
            minimum=drawn.minimum,
            kept=within.kept,
            start=start,
        )

        degree, before = within.degree(found.chosen), within.degree(start)
        assert found.bound is None
        assert (degree <= drawn.capacity).all()
        assert (degree >= np.minimum(before, drawn.minimum)).all()
        assert within.shortfall(found.chosen) <= within.shortfall(start)
        if within.shortfall(found.chosen) == within.shortfall(start):
            assert within.total(found.chosen) >= within.total(start)
