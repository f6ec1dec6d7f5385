"""Places for the late are taken from those with the most, and never below the minimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matcher.domain.assignment import Edges
from services.matcher.domain.room import leave_room, places_for
from services.matcher.domain.selection import Limits, Selection

CAPACITY, PEOPLE = 3, 6
Scored = list[tuple[int, int, int]]


def selection(pairs: Scored) -> Selection:
    a, b, score = (np.array(part, np.int32) for part in zip(*pairs, strict=True))
    return Selection(Edges(a, b, score), np.ones(len(pairs), dtype=bool), None)


def left(
    pairs: Scored, places: int, minimum: int = 1, kept: tuple[tuple[int, int, int], ...] = ()
) -> set[tuple[int, int]]:
    limits = Limits(np.full(PEOPLE, CAPACITY, np.int32), np.full(PEOPLE, minimum, np.int32))
    stays = np.array([pair in kept for pair in pairs])
    chosen = leave_room(selection(pairs), limits, stays, places).pairs()
    return {*zip(chosen.a.tolist(), chosen.b.tolist(), strict=True)}


class TestPlaces:
    @pytest.mark.parametrize(
        ("share", "people", "minimum", "places"),
        [(0.1, 300, 3, 90), (0.1, 4, 2, 2), (0.0, 300, 3, 0), (0.3, 10, 1, 3)],
    )
    def test_are_as_many_as_the_late_need(
        self, share: float, people: int, minimum: int, places: int
    ) -> None:
        """A part of a person comes whole."""
        assert places_for(share, people, minimum) == places


class TestLeaveRoom:
    def test_is_taken_from_those_with_the_most(self) -> None:
        """The weakest pair goes last where its people have little."""
        triangle = [(0, 1, 9), (0, 2, 8), (1, 2, 7)]
        assert left([*triangle, (3, 4, 1), (4, 5, 1)], places=10) == {
            (0, 1), (0, 2), (3, 4), (4, 5),
        }  # fmt: skip

    def test_takes_nothing_that_is_kept(self) -> None:
        """Who was told is met."""
        triangle = [(0, 1, 9), (0, 2, 8), (1, 2, 7)]
        assert (1, 2) in left(triangle, places=18, kept=((1, 2, 7),))

    def test_takes_nothing_where_there_is_room(self) -> None:
        """A place that nobody needs is not given up."""
        assert left([(0, 1, 1), (1, 2, 1), (0, 2, 1)], places=12) == {(0, 1), (1, 2), (0, 2)}

    @given(
        st.sets(st.tuples(st.integers(0, 4), st.integers(1, 5)), min_size=1),
        st.integers(0, 18),
        st.integers(0, 2),
    )
    def test_pushes_nobody_below_the_minimum(
        self, drawn: set[tuple[int, int]], places: int, minimum: int
    ) -> None:
        """Room for who may come is not made by who is here and has little."""
        pairs = [(a, b, a + b) for a, b in sorted(drawn) if a < b] or [(0, 1, 1)]
        before, after = selection(pairs).pairs(), left(pairs, places, minimum)
        degree = before.degree(PEOPLE)
        ends = [end for pair in after for end in pair]
        now = np.bincount(np.array(ends, dtype=np.int64), minlength=PEOPLE)
        assert (now >= np.minimum(degree, minimum)).all()
