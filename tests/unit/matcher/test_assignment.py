"""The assignment keeps what its definition says."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.assignment import Edges, MisshapenEdges
from tests.unit.matcher.assignment_events import Event, event, events, integers

QUICK = settings(max_examples=40)


class TestDefinition:
    @QUICK
    @given(events())
    def test_nobody_exceeds_the_capacity_but_by_what_was_kept(self, one: Event) -> None:
        """A flooded attendee is exactly what Rapport promises not to produce."""
        chosen = one.assigned().chosen
        limit = np.maximum(one.capacity, one.degree(one.kept))

        assert (one.degree(chosen) <= limit).all()

    @QUICK
    @given(events())
    def test_kept_pairs_stay(self, one: Event) -> None:
        """An introduction that was answered must never move."""
        assert one.assigned().chosen[one.kept].all()

    @QUICK
    @given(events())
    def test_no_pair_is_left_out_that_would_fit(self, one: Event) -> None:
        """A place left empty on both sides is a conversation lost."""
        chosen = one.assigned().chosen
        free = one.degree(chosen) < one.capacity

        assert not (~chosen & free[one.edges.a] & free[one.edges.b]).any()

    @QUICK
    @given(events(), st.randoms(use_true_random=False))
    def test_the_order_of_pairs_means_nothing(self, one: Event, random: Random) -> None:
        """The same people must get the same introductions, however their rows are sorted."""
        order = np.array(random.sample(range(one.kept.size), one.kept.size), dtype=np.int64)
        edges = Edges(one.edges.a[order], one.edges.b[order], one.edges.score[order])
        shuffled = replace(one, edges=edges, kept=one.kept[order]).assigned()

        straight = one.assigned()

        assert (shuffled.chosen == straight.chosen[order]).all()
        assert shuffled.bound == straight.bound

    @QUICK
    @given(events())
    def test_what_is_given_is_left_as_it_was(self, one: Event) -> None:
        """Callers reuse their arrays."""
        arrays = (one.edges.a, one.edges.b, one.edges.score, one.capacity, one.minimum, one.kept)
        before = [array.copy() for array in arrays]

        one.assigned()

        assert all((x == y).all() for x, y in zip(before, arrays, strict=True))

    @QUICK
    @given(events(keeping=False))
    def test_more_capacity_never_leaves_more_missing(self, one: Event) -> None:
        """Offering another meeting must not cost anyone an introduction."""
        larger = replace(one, capacity=one.capacity + integers(1))
        goal = replace(one, minimum=np.minimum(one.minimum, one.capacity))

        assert goal.shortfall(larger.assigned().chosen) <= goal.shortfall(one.assigned().chosen)


class TestMinimum:
    def test_the_minimum_comes_before_the_total(self) -> None:
        """Someone with one possible partner gets that partner, whatever it costs."""
        one = event([(0, 1, 900_000), (1, 2, 1), (0, 3, 5)], [1] * 4, [0, 0, 1, 0])

        assert one.assigned().chosen.tolist() == [False, True, True]

    def test_nobody_has_nothing_while_another_has_plenty(self) -> None:
        """Where not all minimums can be met, everyone gets one before anyone gets two."""
        one = event([(0, hub, 1_000 * hub) for hub in (1, 2)] + [(3, 4, 9)], [2] * 5, [2] * 5)

        assert (one.degree(one.assigned().chosen) >= 1).all()

    def test_the_impossible_is_attempted_as_far_as_it_goes(self) -> None:
        """A minimum above what somebody's pairs allow is no error, and stops nobody else."""
        one = event([(0, 1, 5), (0, 2, 7)], [5] * 3, [4] * 3)

        assert one.assigned().chosen.all()

    def test_most_people_in_one_industry_share_the_few_places_there_are(self) -> None:
        """Ten partners for ninety people: as many people as there are places get one."""
        pairs = [(few, many, 100 + many) for few in range(10) for many in range(10, 100)]
        one = event(pairs, [5] * 100, [3] * 100)
        degree = one.degree(one.assigned().chosen)

        assert (degree[:10] == 5).all()
        assert (degree[10:] == 1).sum() == 50


class TestKept:
    def test_more_kept_than_the_capacity_adds_no_more(self) -> None:
        """Someone who lowers the capacity keeps what was promised, and gets nothing new."""
        one = event([(0, 1, 1), (0, 2, 1), (0, 3, 9)], [1, 1, 1, 1], [1] * 4, kept=[0, 1])

        assert one.assigned().chosen.tolist() == [True, True, False]

    def test_kept_pairs_count_towards_the_minimum(self) -> None:
        """Who has an introduction already takes none from two who would gain more."""
        one = event([(0, 1, 9), (0, 2, 5), (2, 3, 80)], [2, 1, 1, 1], [1, 0, 0, 0], kept=[0])

        assert one.assigned().chosen.tolist() == [True, False, True]

    def test_kept_pairs_count_in_the_bound(self) -> None:
        """The gap compares like with like."""
        one = event([(0, 1, 7), (2, 3, 5)], [1] * 4, [0] * 4, kept=[0])

        assert one.assigned().bound == 12


class TestEdges:
    @pytest.mark.parametrize(
        "wrong",
        [
            event([(1, 0, 5)], [1, 1], [0, 0]),
            event([(0, 0, 5)], [1, 1], [0, 0]),
            event([(0, 2, 5)], [1, 1], [0, 0]),
            event([(-1, 1, 5)], [1, 1], [0, 0]),
            event([(0, 1, -5)], [1, 1], [0, 0]),
            event([(0, 1, 1_000_001)], [1, 1], [0, 0]),
            event([(0, 1, 5), (0, 1, 6)], [1, 1], [0, 0]),
            event([(0, 1, 5)], [1, 1], [0, 0, 0]),
            event([(0, 1, 5)], [1, -1], [0, 0]),
            replace(event([(0, 1, 5)], [1, 1], [0, 0]), kept=np.zeros(2, dtype=np.bool_)),
        ],
    )
    def test_what_is_no_simple_graph_is_refused(self, wrong: Event) -> None:
        """Compiled loops check no index: what does not fit must never reach them."""
        with pytest.raises(MisshapenEdges):
            wrong.assigned()

    @pytest.mark.parametrize("people", [0, 3])
    def test_no_pairs_at_all_is_an_answer(self, people: int) -> None:
        """An event of strangers with nothing in common is empty, not an error."""
        assignment = event([], [2] * people, [1] * people).assigned()

        assert assignment.chosen.size == 0
        assert assignment.bound == 0


def test_importing_compiles_nothing_and_needs_no_place_to_write(tmp_path: Path) -> None:
    """A command that assigns nothing must not wait; a read-only container must still work."""
    (tmp_path / "closed").write_text("no folder")
    program = (
        "from services.matcher.domain.assignment import greedy\n"
        "assert not greedy._select.signatures\n"
    )
    root = Path(__file__).resolve().parents[3]
    closed = {"NUMBA_CACHE_DIR": str(tmp_path / "closed"), "NUMBA_DISABLE_JIT": "0"}

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=os.environ | closed, check=False, timeout=60
    )

    assert done.returncode == 0
