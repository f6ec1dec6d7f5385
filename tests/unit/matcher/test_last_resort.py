"""Whom nothing can be scored about is proposed allowed partners, as evenly as that goes."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.last_resort import spread
from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import UNKNOWN, Rules, all_allowed

CHOICES = 24


def integers(values: list[int]) -> Integers:
    return np.array(values, dtype=np.int32)


def free(people: int) -> Rules:
    return Rules(np.full(people, UNKNOWN, np.int32), np.full(people, UNKNOWN, np.int32))


def partners_of(person: int, a: Integers, b: Integers) -> set[int]:
    return {*b[a == person].tolist(), *a[b == person].tolist()}


class TestSpread:
    def test_proposes_allowed_pairs_alone_each_once_and_in_order(self) -> None:
        """The rules hold for the last resort, too."""
        rules = Rules(integers([n % 3 for n in range(40)]), np.full(40, UNKNOWN, np.int32))

        a, b = spread(rules, integers([0, 1, 5]), residual=integers([1] * 40))

        codes = a.astype(np.int64) * 40 + b
        assert (a < b).all()
        assert (np.diff(codes) > 0).all()
        assert all_allowed(rules, a, b).all()

    @pytest.mark.parametrize(("people", "wanted"), [(10, 9), (26, CHOICES), (60, CHOICES)])
    def test_finds_as_many_partners_as_there_are_and_no_more_than_needed(
        self, people: int, wanted: int
    ) -> None:
        """A small event offers everybody; a large one must not offer a person to everybody."""
        a, b = spread(free(people), integers([4]), residual=integers([1] * people))

        assert len(partners_of(4, a, b)) == wanted
        assert {4} == {*a.tolist(), *b.tolist()} - partners_of(4, a, b)

    def test_asks_who_can_take_more_before_who_is_full(self) -> None:
        """Nobody's introductions end for a stranger while others have places left."""
        residual = integers([0, 1] * 20 + [-1] * 20)

        a, b = spread(free(60), integers([59]), residual=residual)

        found = partners_of(59, a, b)
        assert len(found) == CHOICES
        assert found == {*range(1, 40, 2), 0, 2, 4, 6}

    def test_starts_each_search_where_the_last_one_ended(self) -> None:
        """Else the first few of a list would be proposed to every quiet guest."""
        people = 5 * CHOICES
        short = integers([people - 4, people - 3, people - 2])

        a, b = spread(free(people), short, residual=integers([1] * people))

        for at, person in enumerate(short.tolist()):
            assert partners_of(person, a, b) == set(range(at * CHOICES, (at + 1) * CHOICES))

    def test_gives_up_after_some_thousands(self) -> None:
        """An event of one industry must not take the square of its people."""
        industry = np.zeros(4200, np.int32)
        industry[[4095, 4096]] = 1
        rules = Rules(industry, np.full(4200, UNKNOWN, np.int32))

        a, b = spread(rules, integers([0]), residual=np.ones(4200, np.int32))

        assert list(zip(a.tolist(), b.tolist(), strict=True)) == [(0, 4095)]
