"""Do reasons name the phrases that two people would recognise?"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.reasons import KINDS, explain, explain_all
from services.matcher.domain.representations import Representation
from services.matcher.domain.scoring import Scorer
from shared.messages import Reason
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of

FAIR = scorer_of(
    [
        *crowd(16),
        profile("x", offers=("bees keeping", "old maps"), interests=("kilns craft", "tides")),
        profile("y", needs=("keeping bees", "maps"), interests=("old kilns craft", "kilns repair")),
        profile("z-empty"),
    ]
)
X, Y, EMPTY = 16, 17, 18


def relative(one: Representation, person: int) -> dict[int, float]:
    """Say how much each phrase counts beside the person's weightiest."""
    start, phrase, weight = one.phrases
    part = slice(start[person], start[person + 1])
    return dict(zip(phrase[part].tolist(), weight[part] / weight[part].max(initial=0), strict=True))


def links(scorer: Scorer, a: int, b: int) -> list[Reason]:
    """List all that could be said of two people, by the definition of strength."""
    by = scorer.representations
    ways = (by.offers, by.needs), (by.needs, by.offers), (by.common_ground, by.common_ground)
    words = by.text_words.toarray()
    found = []
    for kind, (left, right) in zip(KINDS, ways, strict=True):
        pairs = product(relative(left, a).items(), relative(right, b).items())
        for (one, mine), (other, theirs) in pairs:
            similarity = max(left.vectors[one] @ left.vectors[other], words[one] @ words[other])
            strength = min(float(similarity), 1.0) * (mine * theirs) ** 0.25
            texts = scorer.corpus.texts[one], scorer.corpus.texts[other]
            found.append(
                Reason(kind=kind, phrase_a=texts[0], phrase_b=texts[1], strength=max(strength, 0))
            )
    return found


class TestReasons:
    def test_put_the_help_that_meets_a_need_first(self) -> None:
        """A brief opens with what the other struggles with."""
        scorer = scorer_of(
            [
                *crowd(),
                profile("x", offers=("grant writing",), interests=("kilns craft",)),
                profile("y", needs=("grant writing",), interests=("kilns craft", "old maps")),
            ]
        )

        first, *rest = explain(scorer, 40, 41)

        assert (first.kind, first.phrase_a, first.phrase_b) == (
            "a_helps_b",
            "grant writing",
            "grant writing",
        )
        assert ("kilns craft", "kilns craft") in {(r.phrase_a, r.phrase_b) for r in rest}

    def test_turn_round_with_the_pair(self) -> None:
        """Both briefs tell the same story."""
        there, back = explain(FAIR, X, Y), explain(FAIR, Y, X)

        assert there[0].kind == "a_helps_b"
        assert back[0].kind == "b_helps_a"
        assert [(r.phrase_a, r.phrase_b, r.strength) for r in there] == [
            (r.phrase_b, r.phrase_a, r.strength) for r in back
        ]

    def test_are_as_strong_as_their_phrases_are_near_and_telling(self) -> None:
        """The definition, and nothing weak is worth a line."""
        possible = {
            (one.kind, one.phrase_a, one.phrase_b): one.strength for one in links(FAIR, X, Y)
        }

        found = explain(FAIR, X, Y, limit=99)

        assert len(found) >= 3
        for one in found:
            strength = possible[one.kind, one.phrase_a, one.phrase_b]
            assert one.strength == pytest.approx(strength, abs=1e-5)
            assert one.strength >= 0.15

    def test_leave_out_only_what_is_weak_or_named_already(self) -> None:
        """Of all that could be said, the strongest is, and then the strongest of what is new."""
        for a, b in [(X, Y), (Y, X), (0, 8), (3, X), (1, 6)]:
            found = explain(FAIR, a, b, limit=99)
            said_a = {one.phrase_a for one in found}
            said_b = {one.phrase_b for one in found}
            for other in links(FAIR, a, b):
                stronger = [
                    one
                    for one in found
                    if one.phrase_a == other.phrase_a or one.phrase_b == other.phrase_b
                ]
                if other.strength > 0.1501:
                    assert max(one.strength for one in stronger) >= other.strength - 1e-5
            assert len(said_a) == len(found) == len(said_b)

    @pytest.mark.parametrize("limit", [1, 2, 3])
    def test_are_limited_to_the_strongest(self, limit: int) -> None:
        """Three reasons are read."""
        assert explain(FAIR, X, Y, limit=limit) == explain(FAIR, X, Y, limit=99)[:limit]

    def test_fall_in_strength(self) -> None:
        """The best comes first."""
        strengths = [reason.strength for reason in explain(FAIR, X, Y, limit=99)]

        assert strengths == sorted(strengths, reverse=True)
        assert len(set(strengths)) > 1

    def test_name_no_phrase_twice_on_either_side(self) -> None:
        """The same phrase thrice is one reason."""
        one = profile("x", interests=("bees",))
        many = profile("y", interests=("bees", "bees craft", "bees repair"))
        scorer = scorer_of([*crowd(16), one, many])

        assert [(r.phrase_a, r.phrase_b) for r in explain(scorer, 16, 17)] == [("bees", "bees")]
        assert [(r.phrase_a, r.phrase_b) for r in explain(scorer, 17, 16)] == [("bees", "bees")]

    def test_of_equal_strength_name_help_first(self) -> None:
        """Help that is needed is the better story."""
        needy = {"offers": ("alp",), "needs": ("alp",)}
        two = scorer_of([profile("x", **needy), profile("y", **needy)])
        one = scorer_of([profile("x", **needy), profile("y", offers=("alp",))])

        assert [r.kind for r in explain(two, 0, 1)] == ["a_helps_b"]
        assert [r.kind for r in explain(one, 0, 1)] == ["b_helps_a"]

    def test_of_equal_strength_go_by_the_alphabet(self) -> None:
        """The same people get the same reasons in the same order, always."""
        things = ("alp", "bay", "cod", "dew")
        corpus = read_corpus([profile("x", interests=things), profile("y", interests=things[::-1])])

        found = explain(Scorer(corpus, np.eye(4, dtype=np.float32)), 0, 1)

        assert [(r.phrase_a, r.phrase_b) for r in found] == [(one, one) for one in things]

    def test_of_equal_strength_go_by_the_alphabet_of_the_other_too(self) -> None:
        """One phrase may be as near to two."""
        corpus = read_corpus(
            [profile("x", interests=("alp",)), profile("y", interests=("cod", "bay"))]
        )
        rows = np.array([[0.6, 0.6, 0.5], [1, 0, 0], [0, 1, 0]], dtype=np.float32)
        scorer = Scorer(corpus, rows)

        assert [r.phrase_b for r in explain(scorer, 0, 1)] == ["bay"]
        assert [r.phrase_a for r in explain(scorer, 1, 0)] == ["bay"]

    def test_are_none_without_phrases(self) -> None:
        """Nothing is invented."""
        assert explain(FAIR, 0, EMPTY) == () == explain(FAIR, EMPTY, 0)

    def test_of_many_pairs_are_those_of_each(self) -> None:
        """What is shown for one pair is what the round found among thousands."""
        a, b = (side.astype(np.int32) for side in np.triu_indices(19, 1))

        together = list(explain_all(FAIR, a, b, 2))

        assert len(together) == len(a) > 2 * 64
        assert together == [explain(FAIR, one, other, 2) for one, other in zip(a, b, strict=True)]

    def test_are_at_most_five(self) -> None:
        """Nobody reads six."""
        things = tuple(f"thing{n} of{n}" for n in range(7))
        scorer = scorer_of([profile("x", interests=things), profile("y", interests=things)])

        assert len(explain(scorer, 0, 1)) == 5 == len(next(explain_all(scorer, *of_one(0, 1))))


def of_one(a: int, b: int) -> tuple[np.ndarray, np.ndarray]:
    return np.array([a], np.int32), np.array([b], np.int32)
