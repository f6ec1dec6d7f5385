"""The proxy's inner products are the gains of both sides, to first order."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.components import MEANING, WORDS, Component, Measure
from services.matcher.domain.linear_proxy import index_words, proxy_vectors
from services.matcher.domain.ports import Doubles, Integers
from services.matcher.domain.scoring import Scorer, gain
from shared.messages import ProfileStated
from tests.unit.matcher.craft_fair import TOPICS, profile, scorer_of

PEOPLE = 36


def person(at: int, *, gives: bool = True, needs: bool = True) -> ProfileStated:
    first, second, third = (TOPICS[(at * step + step) % 8] for step in (1, 3, 5))
    return profile(
        f"p{at:02}",
        interests=(f"{first} craft", f"{second} repair"),
        offers=(f"{third} lessons", f"{second} tools") if gives else (),
        needs=(f"{first} lessons",) if needs else (),
    )


MUTUAL = [person(at) for at in range(PEOPLE)]
MIXED = [person(at, gives=at % 3 != 0, needs=at % 3 != 1) for at in range(PEOPLE)]
INTERESTED = [person(at, gives=False, needs=False) for at in range(PEOPLE)]
CROWDS = [MUTUAL, MIXED, INTERESTED]


def z_scores(component: Component, measure: Measure, a: Integers, b: Integers) -> Doubles:
    """Compare pairs by one measure alone; 0 where they can't be."""
    found = np.zeros(len(a))
    there = component.comparable(a, b)
    a, b = a[there], b[there]
    [measured] = [one for one in component.by_measure(a, b) if one.name == measure.name]
    found[there] = measured.z_score * component.reliability(a, b)
    return found


def both_gains(scorer: Scorer, measure: Measure, a: Integers, b: Integers) -> Doubles:
    """Add up what both sides gain by one measure alone, before it is bent to a score."""
    ground = z_scores(scorer.common_ground, measure, a, b)
    forth, back = (z_scores(scorer.help, measure, *pair) for pair in ((a, b), (b, a)))
    can_help, helped = scorer.help.comparable(a, b), scorer.help.comparable(b, a)
    return gain(ground, back, helped, forth, can_help) + gain(ground, forth, can_help, back, helped)


def product_of_vectors(scorer: Scorer, a: Integers, b: Integers) -> Doubles:
    proxy = proxy_vectors(scorer)
    return (proxy.vectors[a][:, proxy.mirror].astype(np.float64) * proxy.vectors[b]).sum(axis=1)


def product_of_words(scorer: Scorer, a: Integers, b: Integers) -> Doubles:
    index = index_words(scorer)
    words = index.postings_from.size - 1
    mine, theirs = np.zeros((scorer.people, words)), np.zeros((scorer.people, words))
    mine[np.repeat(np.arange(scorer.people), np.diff(index.start)), index.word] = index.value
    theirs[index.user, np.repeat(np.arange(words), np.diff(index.postings_from))] = index.counts
    return (mine[a] * theirs[b]).sum(axis=1)


@pytest.mark.parametrize("people", CROWDS, ids=["mutual", "mixed", "interested"])
class TestProxy:
    def test_orders_pairs_by_what_both_gain_in_meaning(self, people: list[ProfileStated]) -> None:
        """The scan is only as good as its proxy: it must weigh help as the score does."""
        scorer = scorer_of(people)
        a, b = (side.astype(np.int32) for side in np.triu_indices(PEOPLE, 1))

        near = product_of_vectors(scorer, a, b)

        assert np.corrcoef(near, both_gains(scorer, MEANING, a, b))[0, 1] > 0.9999

    def test_orders_pairs_by_what_both_gain_in_words(self, people: list[ProfileStated]) -> None:
        """Who shares no word is left out of the index, so a person's usual share is, too."""
        scorer = scorer_of(people)
        a, b = (side.astype(np.int32) for side in np.triu_indices(PEOPLE, 1))

        near = product_of_words(scorer, a, b)

        assert np.corrcoef(near, both_gains(scorer, WORDS, a, b))[0, 1] > 0.995

    def test_is_the_same_from_both_sides_and_exact(self, people: list[ProfileStated]) -> None:
        """A pair has one score, whoever is looked at first; beyond 2^24, floats would round."""
        scorer = scorer_of(people)
        a, b = (side.ravel().astype(np.int32) for side in np.indices((PEOPLE, PEOPLE)))
        proxy = proxy_vectors(scorer)

        for near in (product_of_vectors(scorer, a, b), product_of_words(scorer, a, b)):
            assert (near == near.reshape(PEOPLE, PEOPLE).T.ravel()).all()
            assert 2**21 < np.abs(near).max() < 2**24
        assert (proxy.vectors == np.rint(proxy.vectors)).all()
        assert (proxy.mirror[proxy.mirror] == np.arange(len(proxy.mirror))).all()


def test_who_stated_nothing_is_not_present() -> None:
    """Nothing to match on is a matter of the last resort."""
    present = proxy_vectors(scorer_of([*MUTUAL[:5], profile("zz")])).present

    assert present.tolist() == [True] * 5 + [False]
