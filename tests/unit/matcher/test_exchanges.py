"""Exchanges only ever gain, and none of their kind is left when they end."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from services.matcher.domain.assignment.alternating_paths import local_search
from services.matcher.domain.assignment.exchange_gains import (
    STOP,
    ExchangeGains,
    compute_gains,
    new_gains,
)
from services.matcher.domain.assignment.graph import Matching
from services.matcher.domain.assignment.two_exchange import two_exchange
from services.matcher.domain.ports import Flags, Longs
from tests.unit.matcher.assignment_events import Event, event, small_event, some_chosen

EVENTS = [small_event(seed) for seed in range(60)]
NEVER = -(10**9)


def seen(value: int) -> int:
    """Write what is impossible as one number, whatever scores it was added to."""
    return value if value > NEVER // 2 else NEVER


def start(one: Event, seed: int) -> Matching:
    return one.matching(some_chosen(one, seed, share=0.8))


def explored(one: Event, matching: Matching, depth: int) -> tuple[ExchangeGains, Longs]:
    gains = new_gains(depth, one.capacity.size)
    of_edge = np.empty(one.kept.size, dtype=np.int64)
    compute_gains(one.graph(), matching, gains, of_edge)
    return gains, of_edge


def own_edges(one: Event, person: int, among: Flags) -> list[tuple[int, int, int]]:
    """List a person's pairs: their index, the other person, the score."""
    a, b, score = (column.tolist() for column in (one.edges.a, one.edges.b, one.edges.score))
    mine = [e for e in range(len(a)) if person in {a[e], b[e]} and among[e]]
    return [(e, a[e] + b[e] - person, score[e]) for e in mine]


def recovery(one: Event, matching: Matching, person: int, exchanges: int) -> int:
    """Try every way on for who lost a pair: to stop, or to gain another, whoever pays for it."""
    best = 0 if matching.surplus[person] > 0 else NEVER
    for _, other, score in own_edges(one, person, ~matching.chosen) if exchanges else ():
        free = matching.residual[other] > 0
        best = max(best, score + (0 if free else dropping(one, matching, other, exchanges - 1)))
    return best


def dropping(one: Event, matching: Matching, person: int, exchanges: int) -> int:
    """Try to drop every pair of a person, and every way on for whom it is lost."""
    lost = own_edges(one, person, matching.chosen)
    return max(
        (recovery(one, matching, other, exchanges) - score for _, other, score in lost),
        default=NEVER,
    )


def first_of_the_best(ways: list[tuple[int, int]], least: int) -> int:
    """Name the pair of the first way that none beats; STOP where none is worth more than least."""
    best = max([least, *(seen(value) for value, _ in ways)])
    return next((edge for value, edge in ways if value == best > least), STOP)


def best_exchange_of(one: Event, chosen: Flags, person: int) -> Flags:
    """Try to exchange every pair of a person with every other pair, either way round."""
    index = {
        pair: e for e, pair in enumerate(zip(*map(list, (one.edges.a, one.edges.b)), strict=True))
    }
    best, total = chosen, one.total(chosen)
    for mine in (e for e, _, _ in own_edges(one, person, chosen)):
        partner = int(one.edges.a[mine] + one.edges.b[mine]) - person
        for other in np.flatnonzero(chosen):
            ends = int(one.edges.a[other]), int(one.edges.b[other])
            for x, y in (ends, ends[::-1]):
                new = [index.get((min(p), max(p))) for p in ((person, x), (partner, y))]
                if {x, y} & {person, partner} or None in new or chosen[new].any():
                    continue
                tried = chosen.copy()
                tried[[mine, other]] = False
                tried[new] = True
                if one.total(tried) > total:
                    best, total = tried, one.total(tried)
    return best


def path_from(one: Event, matching: Matching, gains: ExchangeGains, person: int) -> list[int]:
    """Follow the best way on: the people on it, by turns who gains and who loses a pair."""
    people, level = [person], gains.drop.shape[0] - 1
    while matching.residual[people[-1]] <= 0:
        dropped = gains.drop_edge[level, people[-1]]
        people.append(int(one.edges.a[dropped] + one.edges.b[dropped] - people[-1]))
        gained = gains.recover_edge[level, people[-1]]
        if gained == STOP:
            break
        people.append(int(one.edges.a[gained] + one.edges.b[gained] - people[-1]))
        level -= 1
    return people


class TestGains:
    @pytest.mark.parametrize("depth", [0, 1])
    def test_are_the_best_of_every_way_on(self, depth: int) -> None:
        """A path that is not seen is a total that is not reached."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)
            gains, _ = explored(one, matching, depth)
            for person, level in product(range(one.capacity.size), range(depth + 1)):
                recovered, dropped = gains.recover[level, person], gains.drop[level, person]
                assert seen(recovered) == seen(recovery(one, matching, person, level))
                assert seen(dropped) == seen(dropping(one, matching, person, level))

    def test_of_long_paths_promise_nothing_that_is_not_there(self) -> None:
        """A search that ends early may miss a gain, and must not invent one."""
        missed = 0
        for seed, one in enumerate(EVENTS[:30]):
            matching = start(one, seed)
            gains, _ = explored(one, matching, 2)
            for person in range(one.capacity.size):
                wanted, found = dropping(one, matching, person, 2), gains.drop[2, person]
                assert seen(found) <= seen(wanted)
                missed += seen(found) < seen(wanted)

        assert missed < 25

    def test_go_on_by_the_first_of_equally_good_pairs(self) -> None:
        """Ties go by the order of pairs, so that the same people get the same introductions."""
        for seed, one in enumerate(EVENTS):
            matching, graph = start(one, seed), one.graph()
            gains, _ = explored(one, matching, 1)
            paid = np.where(matching.residual > 0, 0, gains.drop[0])
            for person in range(one.capacity.size):
                arcs = range(graph.start[person], graph.start[person + 1])
                ways = [(gains.recover[1, graph.neighbour[x]] - graph.arc_weight[x], graph.edge[x])
                        for x in arcs if matching.chosen[graph.edge[x]]]  # fmt: skip
                if gains.drop[1, person] > NEVER:
                    assert gains.drop_edge[1, person] == first_of_the_best(ways, NEVER)
                ways = [(paid[graph.neighbour[x]] + graph.arc_weight[x], graph.edge[x])
                        for x in arcs if not matching.chosen[graph.edge[x]]]  # fmt: skip
                least = 0 if matching.surplus[person] > 0 else NEVER
                if gains.recover[1, person] > NEVER:
                    assert gains.recover_edge[1, person] == first_of_the_best(ways, least)

    def test_of_a_pair_are_its_score_and_what_both_of_its_people_drop(self) -> None:
        """Who can still gain a pair drops none; a chosen pair is not chosen again."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)
            gains, of_edge = explored(one, matching, 1)
            drops = np.where(matching.residual > 0, 0, gains.drop[1])
            wanted = one.edges.score + drops[one.edges.a] + drops[one.edges.b]

            assert of_edge.tolist() == np.where(matching.chosen, 0, np.maximum(wanted, 0)).tolist()


class TestLocalSearch:
    @pytest.mark.parametrize("depths", [(0,), (1,), (2,), (0, 1, 2, 1, 0)])
    def test_never_loses_and_takes_nobody_lower(self, depths: tuple[int, ...]) -> None:
        """An exchange is only worth it if nobody pays for it with their minimum."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)
            before, total = matching.surplus.copy(), one.total(matching.chosen)

            local_search(one.graph(), matching, depths)

            assert one.is_consistent(matching)
            assert one.total(matching.chosen) >= total
            assert (matching.surplus >= np.minimum(before, 0)).all()

    @pytest.mark.parametrize("depth", [0, 1, 2])
    def test_carries_out_all_gainful_paths_that_touch_nobody_twice(self, depth: int) -> None:
        """Disjoint paths gain what they promise, whatever the others do; the best go first."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)
            gains, of_edge = explored(one, matching, depth)
            touched: set[int] = set()
            promised = 0
            for edge in sorted(np.flatnonzero(of_edge), key=lambda e: (-of_edge[e], e)):
                ends = one.edges.a[edge], one.edges.b[edge]
                people = [x for end in ends for x in path_from(one, matching, gains, int(end))]
                if len({*people}) == len(people) and touched.isdisjoint(people):
                    touched.update(people)
                    promised += int(of_edge[edge])
            before = one.total(matching.chosen)

            local_search(one.graph(), matching, (depth,))

            assert one.total(matching.chosen) == before + promised
            assert one.is_consistent(matching)

    def test_leaves_no_pair_that_two_could_afford(self) -> None:
        """Where both drop their worst pair with somebody who can spare it, and gain by it."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)

            local_search(one.graph(), matching, (0,) * 12)

            for edge in np.flatnonzero(~matching.chosen):
                people, value = [], int(one.edges.score[edge])
                for end in (int(one.edges.a[edge]), int(one.edges.b[edge])):
                    people.append(end)
                    if matching.residual[end] <= 0:
                        spared = [(s, x) for _, x, s in own_edges(one, end, matching.chosen)
                                  if matching.surplus[x] > 0]  # fmt: skip
                        value -= min(spared, default=(10**9, 0))[0]
                        people += [x for s, x in spared if s == min(spared)[0]]
                assert value <= 0 or len({*people}) < len(people)

    @pytest.mark.parametrize(("depth", "chosen"), [(0, [0, 1, 0]), (1, [1, 0, 1])])
    def test_goes_as_deep_as_it_is_told(self, depth: int, chosen: list[int]) -> None:
        """Who loses a pair may gain another, where the path is long enough for that."""
        one = event([(0, 1, 9), (1, 2, 6), (2, 3, 5)], [1] * 4, [0, 0, 1, 0])
        matching = one.matching(np.array([0, 1, 0], dtype=np.bool_))

        local_search(one.graph(), matching, (depth,))

        assert matching.chosen.astype(int).tolist() == chosen


class TestTwoExchange:
    def test_changes_nobodys_number_of_pairs_and_never_loses(self) -> None:
        """Two pairs of four people become two better ones of the same four."""
        for seed, one in enumerate(EVENTS):
            matching = start(one, seed)
            degree, total = one.degree(matching.chosen), one.total(matching.chosen)

            two_exchange(one.graph(), matching)

            assert one.degree(matching.chosen).tolist() == degree.tolist()
            assert one.total(matching.chosen) >= total

    def test_leaves_no_two_pairs_that_would_gain_by_exchanging_partners(self) -> None:
        """Brute force over all pairs of chosen pairs finds nothing better."""
        gained = 0
        for seed, one in enumerate(EVENTS):
            matching, before = start(one, seed), -1
            while before != (before := one.total(matching.chosen)):
                two_exchange(one.graph(), matching)
            gained += before - one.total(start(one, seed).chosen)
            pairs = list(zip(one.edges.a.tolist(), one.edges.b.tolist(), strict=True))
            score = dict(zip(pairs, one.edges.score.tolist(), strict=True))
            chosen = {pair for pair, there in zip(pairs, matching.chosen, strict=True) if there}
            open_pairs = {pair: score[pair] for pair in pairs if pair not in chosen}
            for (p, q), pair in product(chosen, repeat=2):
                for x, y in (pair, pair[::-1]):
                    new = {tuple(sorted((p, x))), tuple(sorted((q, y)))}
                    if len({p, q, x, y}) == 4 and new <= open_pairs.keys():
                        assert sum(open_pairs[n] for n in new) <= score[p, q] + score[pair]

        assert gained > 0

    def test_carries_out_everyones_best_exchange_in_turn(self) -> None:
        """Brute force, person by person, reaches the same total where no two exchanges tie."""
        for seed, one in enumerate(EVENTS):
            if one.edges.score.max(initial=0) < 10:
                continue
            matching = start(one, seed)
            chosen = matching.chosen.copy()
            for person in range(one.capacity.size):
                chosen = best_exchange_of(one, chosen, person)

            two_exchange(one.graph(), matching)

            assert one.total(matching.chosen) == one.total(chosen)

    @pytest.mark.parametrize("first", [0, 3])
    def test_may_gain_any_pair(self, first: int) -> None:
        """The pair that is listed first is as good as another."""
        pairs = [(0, 2, 9), (1, 3, 9), (0, 1, 5), (2, 3, 5)]
        one = event(pairs[first:] + pairs[:first], [1] * 4, [1] * 4)
        matching = one.matching(one.edges.score == 5)

        two_exchange(one.graph(), matching)

        assert matching.chosen.tolist() == (one.edges.score == 9).tolist()
