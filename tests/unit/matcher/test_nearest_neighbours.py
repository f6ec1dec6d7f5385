"""Everyone's nearest allowed partners are found exactly, however the work is cut."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.nearest_neighbours import ProxyVectors, nearest_of, nearest_of_all
from services.matcher.domain.ports import Floats
from services.matcher.domain.rules import UNKNOWN, Barriers, Rules
from services.matcher.domain.top_k import TopK, kept_pairs

K = 4


def planted(people: int, *, all_present: bool = False) -> ProxyVectors:
    """Draw vectors of small whole numbers, so that many scores are equal."""
    choose = np.random.default_rng(people)
    forth, back = choose.integers(-3, 4, (2, people, 5)).astype(np.float32)
    present = choose.random(people) > (-1.0 if all_present else 0.15)
    return ProxyVectors(np.hstack([forth, back]), np.roll(np.arange(10), 5), present)


def barriers(people: int) -> Barriers:
    industry = np.random.default_rng(1).integers(-1, 4, people).astype(np.int32)
    return Rules(industry, np.full(people, UNKNOWN, np.int32)).barriers


def allowed_scores(proxy: ProxyVectors, rules: Barriers) -> Floats:
    """Score all pairs at once; what may not be is -inf."""
    score = proxy.vectors[:, proxy.mirror] @ proxy.vectors.T
    same = (rules.industry[:, None] == rules.industry) & (rules.industry >= 0)
    score[same | ~proxy.present | ~proxy.present[:, None]] = -np.inf
    np.fill_diagonal(score, -np.inf)
    return score


def best_pairs(score: Floats, person: int) -> set[tuple[int, int]]:
    """Sort a person's row, the smaller position first where scores are equal."""
    best = np.lexsort((np.arange(len(score)), -score[person]))[:K]
    return {(person, int(other)) for other in best if score[person, other] > -np.inf}


def pairs(heaps: TopK) -> set[tuple[int, int]]:
    return set(zip(*(side.tolist() for side in kept_pairs(heaps)), strict=True))


@pytest.mark.parametrize("all_present", [False, True])
@pytest.mark.parametrize(
    ("people", "block"),
    [(1, (4, 4)), (2, (1, 1)), (30, (7, 11)), (31, (11, 3)), (32, (16, 16)), (150, (64, 130))],
)
class TestNearest:
    def test_of_all_are_what_sorting_everybody_finds(
        self, people: int, block: tuple[int, int], *, all_present: bool
    ) -> None:
        """Blocks, both halves of the square and ties lose nobody."""
        proxy, rules = planted(people, all_present=all_present), barriers(people)
        score = allowed_scores(proxy, rules)

        found = pairs(nearest_of_all(proxy, rules, K, block=block))

        assert found == {pair for person in range(people) for pair in best_pairs(score, person)}

    def test_of_some_are_the_same_as_of_all(
        self, people: int, block: tuple[int, int], *, all_present: bool
    ) -> None:
        """A late arrival finds whom they would have found in time."""
        proxy, rules = planted(people, all_present=all_present), barriers(people)
        score = allowed_scores(proxy, rules)
        who = np.unique([0, people // 2, people - 1]).astype(np.int32)

        found = pairs(nearest_of(proxy, rules, who, K, block=block))

        assert found == {pair for person in who for pair in best_pairs(score, int(person))}


def test_progress_is_told_once_for_everyone() -> None:
    """A bar that does not end looks like a crash."""
    steps: list[int] = []

    nearest_of_all(planted(30), barriers(30), K, steps.append, block=(7, 11))

    assert steps == [7, 7, 7, 7, 2]


def test_what_goes_wrong_is_passed_on() -> None:
    """A scanner that fails must not leave the others waiting for it for ever."""
    proxy = planted(30)._replace(mirror=np.array([99]))

    with pytest.raises(IndexError):
        nearest_of_all(proxy, barriers(30), K, block=(3, 5))
