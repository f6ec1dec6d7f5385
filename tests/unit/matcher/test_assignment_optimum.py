"""The assignment is near the best there is, and its bound is one."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from ortools.sat.python import cp_model

from services.matcher.domain.assignment.greedy import select
from tests.unit.matcher.assignment_events import (
    Event,
    event,
    events,
    fewest_missing,
    hard_event,
    random_event,
)


def brute_force(small: Event) -> tuple[int, int]:
    """Try every choice; the least shortfall, and the highest total with it."""
    best = (10**9, 0)
    for bits in itertools.product([False, True], repeat=small.edges.a.size):
        chosen = np.array(bits, dtype=np.bool_)
        if (small.degree(chosen) <= small.capacity).all():
            best = min(best, (small.shortfall(chosen), -small.total(chosen)))
    return best[0], -best[1]


def exact(one: Event) -> tuple[int, int]:
    """Solve by constraint programming; the least shortfall, and the highest total with it."""
    model = cp_model.CpModel()
    edges = one.edges
    chosen = [model.new_bool_var("") for _ in edges.a]
    missing = []
    for person, (most, least) in enumerate(zip(one.capacity, one.minimum, strict=True)):
        mine = sum(chosen[e] for e in np.flatnonzero((edges.a == person) | (edges.b == person)))
        missing.append(model.new_int_var(0, int(least), ""))
        model.add(mine <= int(most))
        model.add(mine + missing[-1] >= int(least))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    model.minimize(sum(missing))
    assert solver.solve(model) == cp_model.OPTIMAL
    fewest = round(solver.objective_value)
    model.add(sum(missing) <= fewest)
    model.maximize(sum(int(s) * x for s, x in zip(edges.score, chosen, strict=True)))
    assert solver.solve(model) == cp_model.OPTIMAL
    return fewest, round(solver.objective_value)


class TestOptimum:
    @given(events(people=5, pairs=8, keeping=False))
    @settings(max_examples=30)
    def test_the_bound_and_the_shortfall_hold_against_brute_force(self, one: Event) -> None:
        """The gap that a round reports is only worth something if the bound is one."""
        missing, total = brute_force(one)
        unlimited = brute_force(replace(one, minimum=0 * one.minimum))[1]

        assignment = one.assigned()

        assert assignment.bound >= unlimited
        assert one.shortfall(assignment.chosen) >= missing
        if one.shortfall(assignment.chosen) == missing:
            assert one.total(assignment.chosen) <= total

    def test_the_total_is_near_the_exact_optimum(self) -> None:
        """Chains close what greedy leaves: on average all but a percent, of 30 people's best."""
        shares = []
        for seed in range(8):
            one = random_event(seed, people=30, pairs_each=8)
            missing, total = exact(one)
            chosen = one.assigned().chosen
            assert one.shortfall(chosen) == missing
            shares.append(one.total(chosen) / total)

        assert min(shares) > 0.97
        assert np.mean(shares) > 0.99

    def test_the_gap_to_the_bound_is_small_for_hundreds(self) -> None:
        """A round that reports its own gap is trusted only where the gap is small."""
        one = replace(hard_event(200), minimum=np.zeros(200, dtype=np.int32))

        assignment = one.assigned()

        assert one.total(assignment.chosen) > 0.998 * assignment.bound

    def test_two_for_one_is_seen(self) -> None:
        """The best pair of all is not worth it where it costs two good ones."""
        one = event([(0, 1, 50), (0, 2, 40), (1, 3, 40)], [1] * 4, [0] * 4)

        assert one.assigned().chosen.tolist() == [False, True, True]

    def test_a_hard_event_is_served_as_well_as_a_flow_can(self) -> None:
        """Greedy strands the people with few partners; nobody needs to be stranded."""
        hard = hard_event(300)
        plain = hard.matching(np.zeros_like(hard.kept))
        select(hard.graph(), np.zeros(300, dtype=np.int64), plain)

        ours = hard.shortfall(hard.assigned().chosen)

        assert ours == fewest_missing(hard)
        assert hard.shortfall(plain.chosen) >= 4 * ours
