"""What is fixed stays, what is lacking is found, and limits are everyone's own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from services.matcher.domain.event import KnownEvent
from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import read_rules
from services.matcher.domain.selection import Limits, Pairing, Selection, Selector
from shared.messages import IntroductionProposed, ProfileStated
from shared.progress import silent
from tests.unit.matcher.craft_fair import TOPICS, profile, scorer_of

PEOPLE = 12
Pairs = set[tuple[int, int]]


def person(at: int, **stated: object) -> ProfileStated:
    liked = (f"{TOPICS[at % 8]} craft", f"{TOPICS[(at * 3 + 1) % 8]} repair craft")
    return profile(f"p{at:02}", **({"interests": liked} | stated))


def known(
    people: Sequence[ProfileStated],
    industries: Sequence[str],
    forbidden: Sequence[tuple[str, str]] = (),
) -> KnownEvent:
    """Understand an event whose industries are told, so that nothing has to be resolved."""
    ids = [one.attendee for one in people]
    return KnownEvent(
        profiles=tuple(people),
        place={one: at for at, one in enumerate(ids)},
        industries={one: (industry, 1.0) for one, industry in zip(ids, industries, strict=True)},
        rules=read_rules(people, industries, forbidden),
        scorer=scorer_of(people),
    )


CROWD = [person(at) for at in range(PEOPLE)]
APART = [f"industry {at}" for at in range(PEOPLE)]
EVENT = known(CROWD, APART)
NOBODY = Pairing.of(EVENT, ())


def pairing(pairs: Sequence[tuple[int, int]]) -> Pairing:
    a, b = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return Pairing(np.ascontiguousarray(a), np.ascontiguousarray(b))


def selector(
    event: KnownEvent = EVENT, capacity: int = 3, minimum: int = 2, kept: Pairing = NOBODY
) -> Selector:
    limits = Limits.of(event.profiles, capacity, minimum)
    return Selector(event, limits, kept, silent)


def chosen(selection: Selection) -> Pairs:
    return set(zip(*(side.tolist() for side in selection.pairs()), strict=True))


def candidates(selection: Selection) -> Pairs:
    return set(zip(selection.edges.a.tolist(), selection.edges.b.tolist(), strict=True))


def degree(selection: Selection, people: int = PEOPLE) -> Integers:
    return selection.pairs().degree(people)


def made(one: str, other: str) -> IntroductionProposed:
    return IntroductionProposed.model_construct(attendee_a=one, attendee_b=other)


class TestPairing:
    def test_places_introductions_in_order_without_who_is_not_here(self) -> None:
        """Who was erased leaves no pair behind."""
        found = Pairing.of(EVENT, [made("p05", "p02"), made("p01", "gone"), made("p00", "p09")])

        assert list(zip(*(side.tolist() for side in found), strict=True)) == [(0, 9), (2, 5)]
        assert found.degree(PEOPLE).tolist() == [1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0]

    def test_numbers_every_pair_differently(self) -> None:
        """Pairs are looked up by their numbers."""
        every = pairing([(a, b) for a in range(PEOPLE) for b in range(a + 1, PEOPLE)])

        assert len(np.unique(every.codes(PEOPLE))) == len(every.a)
        assert NOBODY.codes(0).tolist() == []


class TestLimits:
    def test_are_everyones_own_within_the_events(self) -> None:
        """Who wants one meeting gets one, and nobody gets more than the organiser gives."""
        people = [person(0), person(1, capacity=1), person(2, capacity=9), person(3, capacity=0)]

        limits = Limits.of(people, 4, 2)

        assert limits.capacity.tolist() == [4, 1, 4, 0]
        assert limits.minimum.tolist() == [2, 1, 2, 0]

    def test_hold_who_is_short_to_the_minimum(self) -> None:
        """The second search serves the minimum; it is no second helping."""
        limits = Limits.of([person(at) for at in range(3)], 5, 2)

        found = limits.up_to_minimum(np.array([0, 1, 2], dtype=np.int32))

        assert found.capacity.tolist() == [2, 2, 5]
        assert found.minimum.tolist() == [2, 2, 2]


class TestAnew:
    def test_gives_everyone_what_they_take(self) -> None:
        """Twelve people who may all meet fill every place."""
        selection = selector().anew()

        assert degree(selection).tolist() == [3] * PEOPLE
        assert selection.total() == sum(
            EVENT.scorer.points_of(*(np.array([x], dtype=np.int32) for x in pair))[0]
            for pair in chosen(selection)
        )
        assert selection.bound is not None
        assert selection.bound >= selection.total()

    def test_keeps_what_must_stay(self) -> None:
        """A delivered introduction is a promise, and counts as one."""
        kept = pairing([(0, 1), (0, 2), (0, 3), (0, 4)])

        selection = selector(kept=kept).anew()

        assert {(0, 1), (0, 2), (0, 3), (0, 4)} <= chosen(selection)
        assert degree(selection)[0] == 4

    @pytest.mark.parametrize(("unknown", "meet"), [(4, False), (6, False), (7, True), (12, True)])
    def test_lets_unknown_industries_meet_where_most_are(self, unknown: int, *, meet: bool) -> None:
        """Two people of unknown industries might share one; most of an event can't wait for it."""
        industries = ["Unknown"] * unknown + APART[unknown:]

        found = candidates(selector(known(CROWD, industries)).anew())

        assert any(b < unknown for _, b in found) == meet


class TestOnto:
    STANDING = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))

    def test_serves_the_newcomers_and_lets_the_others_stand(self) -> None:
        """Two people join an event in which everyone has one introduction."""
        standing = pairing(self.STANDING)

        selection = selector(capacity=2, minimum=1).onto(standing, np.array([10, 11], np.int32))

        assert {*self.STANDING} <= chosen(selection)
        assert degree(selection)[10:].tolist() == [2, 2]
        assert selection.bound is None

    def test_looks_for_partners_of_nobody_else(self) -> None:
        """Who is content is not searched for: a late arrival takes no full round."""
        selection = selector(minimum=1).onto(pairing(self.STANDING), np.array([10, 11], np.int32))

        assert all(pair in self.STANDING or max(pair) >= 10 for pair in candidates(selection))

    def test_looks_for_who_is_below_the_minimum_too(self) -> None:
        """Kept introductions count towards it, as standing ones do."""
        kept, standing = pairing([(0, 1), (2, 3)]), pairing([(4, 5), (6, 7), (8, 9)])

        selection = selector(minimum=1, kept=kept).onto(standing, np.array([], np.int32))

        fixed = {(0, 1), (2, 3), *self.STANDING}
        assert all(pair in fixed or max(pair) >= 10 for pair in candidates(selection))
        assert (degree(selection) >= 1).all()

    def test_ends_what_a_rule_forbids_by_now(self) -> None:
        """Who was excluded since is not met."""
        event = known(CROWD, APART, [("p00", "p01")])

        selection = selector(event, minimum=1).onto(pairing(self.STANDING), np.array([], np.int32))

        assert (0, 1) not in candidates(selection)
        assert (degree(selection) >= 1).all()


class TestServeMinimum:
    def test_changes_nothing_where_nobody_is_short(self) -> None:
        """Most rounds need no second search."""
        chooser = selector()
        first = chooser.anew()

        assert chooser.serve_minimum(first) is first

    def test_finds_nobody_for_who_gave_nothing_to_match_on(self) -> None:
        """They are named beside the others, on no grounds, and nobody loses a place by it."""
        event = known([*CROWD[:-1], person(11, interests=())], APART)
        chooser = selector(event)
        first = chooser.anew()

        selection = chooser.serve_minimum(first)

        assert degree(first)[11] == 0
        assert degree(selection)[11] == 0
        assert (degree(selection)[:11] >= 2).all()
        assert (degree(selection) <= 3).all()
        assert selection.bound is not None
        named = chooser.too_little_known(selection)
        assert named.degree(12)[11] == len(named.a) == 2

    def test_lets_unknown_industries_meet_as_a_last_resort(self) -> None:
        """Four of an unknown industry, and of the four others only two take anybody, one each."""
        takes = [3] * 4 + [1, 1, 0, 0]
        people = [person(at, capacity=most) for at, most in enumerate(takes)]
        chooser = selector(known(people, ["Unknown"] * 4 + APART[4:8]), minimum=1)
        first = chooser.anew()

        selection = chooser.serve_minimum(first)

        assert degree(first, 8).tolist().count(0) == 4
        assert (degree(selection, 8)[:6] >= 1).all()

    def test_builds_on_what_stood_where_the_first_choice_did(self) -> None:
        """A late round moves as little as it can, in its second search, too."""
        apart = [(f"p{one:02}", f"p{other}") for one in range(10) for other in (10, 11)]
        event = known(CROWD, [*APART[:10], "Unknown", "Unknown"], apart)
        chooser = selector(event, capacity=2, minimum=1)
        first = chooser.onto(pairing(TestOnto.STANDING), np.array([10, 11], np.int32))

        selection = chooser.serve_minimum(first)

        assert degree(first)[10:].tolist() == [0, 0]
        assert {*TestOnto.STANDING, (10, 11)} <= chosen(selection)
        assert selection.bound is None
