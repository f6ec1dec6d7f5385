"""Do reasons name the phrases that two people would recognise?"""

from __future__ import annotations

from services.matcher.domain.reasons import explain
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of


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
        scorer = scorer_of(
            [*crowd(), profile("x", offers=("bee keeping",)), profile("y", needs=("bee keeping",))]
        )

        there, back = explain(scorer, 40, 41), explain(scorer, 41, 40)

        assert there[0].kind == "a_helps_b"
        assert back[0].kind == "b_helps_a"

    def test_are_sorted_distinct_and_limited(self) -> None:
        """Three reasons are read; the same phrase thrice is one."""
        scorer = scorer_of(crowd())

        found = explain(scorer, 0, 8, limit=1)
        more = explain(scorer, 0, 8, limit=9)

        assert len(found) == 1
        assert list(more) == sorted(more, key=lambda reason: -reason.strength)
        assert len({reason.phrase_a for reason in more}) == len(more)

    def test_are_none_without_phrases(self) -> None:
        """Nothing is invented."""
        scorer = scorer_of([*crowd(4), profile("zz-empty")])

        assert explain(scorer, 0, 4) == ()
