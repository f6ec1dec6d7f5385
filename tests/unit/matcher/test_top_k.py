"""The best k of a stream are what sorting all of it finds."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.top_k import TopK, holds, kept_pairs, merge, new_top_k, push

QUICK = settings(max_examples=40)
ROW = 1
Stream = list[tuple[int, int]]
streams = st.lists(
    st.tuples(st.integers(-4, 4) | st.integers(-(2**29), 2**29), st.integers(0, 40)),
    unique_by=lambda pair: pair[1],
    max_size=14,
)


def best(stream: Stream, k: int) -> Stream:
    """Sort by score, the smaller position first where scores are equal."""
    return sorted(stream, key=lambda pair: (-pair[0], pair[1]))[:k]


def kept(stream: Stream, k: int) -> TopK:
    heaps = new_top_k(np.ones(3, dtype=bool), k)
    for score, partner in stream:
        push(heaps, ROW, score, partner)
    return heaps


def partners(heaps: TopK) -> set[tuple[int, int]]:
    return set(zip(*(side.tolist() for side in kept_pairs(heaps)), strict=True))


class TestPush:
    @QUICK
    @given(streams, st.integers(1, 9))
    def test_keeps_what_sorting_finds(self, stream: Stream, k: int) -> None:
        """A good partner who came early must not be pushed out by a worse one."""
        wanted = {(ROW, partner) for _, partner in best(stream, k)}

        assert partners(kept(stream, k)) == wanted

    @QUICK
    @given(streams, st.integers(1, 9), st.randoms(use_true_random=False))
    def test_in_any_order_keeps_the_same(self, stream: Stream, k: int, random: Random) -> None:
        """Threads bring pairs in any order, and ties are broken by position alone."""
        shuffled = stream.copy()
        random.shuffle(shuffled)

        assert partners(kept(shuffled, k)) == partners(kept(stream, k))

    @QUICK
    @given(streams, st.integers(1, 9))
    def test_tells_the_score_that_a_further_partner_has_to_reach(
        self, stream: Stream, k: int
    ) -> None:
        """Scans skip whoever is below it, so it may be too low, and never too high."""
        threshold = kept(stream, k).threshold
        wanted = best(stream, k)[-1][0] if len(stream) >= k else -np.inf

        assert threshold[ROW] == np.float32(wanted)
        assert threshold[0] == -np.inf

    @QUICK
    @given(streams, st.integers(1, 5))
    def test_holds_exactly_what_is_kept(self, stream: Stream, k: int) -> None:
        """A pair is a candidate if either of its people has it among the best."""
        heaps = kept(stream, k)
        top = best(stream, k)

        assert [holds(heaps, ROW, *pair) for pair in stream] == [pair in top for pair in stream]


def test_who_takes_none_is_reached_by_no_score() -> None:
    """People with nothing to match on are nobody's neighbours."""
    assert new_top_k(np.array([True, False]), 2).threshold.tolist() == [-np.inf, np.inf]


@QUICK
@given(streams, st.integers(0, 14), st.integers(1, 6))
def test_merged_heaps_keep_the_best_of_both(stream: Stream, cut: int, k: int) -> None:
    """Two scanners divide the pairs, and nobody's best partner may depend on who saw it."""
    ours = kept(stream[:cut], k)

    merge(ours, kept(stream[cut:], k))

    assert partners(ours) == {(ROW, partner) for _, partner in best(stream, k)}
