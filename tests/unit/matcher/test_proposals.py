"""What is proposed says what was chosen, why, and who could not be served."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from services.matcher.domain.assignment import Edges
from services.matcher.domain.event import KnownEvent
from services.matcher.domain.proposals import introduction_id, propose, underserved
from services.matcher.domain.reasons import explain
from services.matcher.domain.rules import Pairs
from services.matcher.domain.selection import Limits, Selection
from shared.messages import IntroductionProposed, ProfileStated
from shared.progress import silent
from tests.fakes import HashEmbed
from tests.unit.matcher.craft_fair import profile

PEOPLE = (
    profile("d-quiet", industry="Retail"),
    profile("b", industry="Banking", interests=("bees", "kilns"), offers=("grant writing",)),
    profile("a", industry="Education", interests=("bees",), needs=("grant writing",)),
    profile("c", interests=("looms", "kilns")),
)
A, B, C, QUIET = range(4)


def known(people: Sequence[ProfileStated] = PEOPLE, forbidden: Pairs = ()) -> KnownEvent:
    return KnownEvent.read(people, forbidden, embed=HashEmbed(), stages=silent)


def selection_of(*pairs: tuple[int, int]) -> Selection:
    """Choose these pairs of positions a < b, all of them candidates."""
    a, b = np.array(pairs, dtype=np.int32).T.copy()
    return Selection(Edges(a, b, np.zeros(len(a), np.int32)), np.ones(len(a), dtype=bool), None)


KNOWN = known()


def proposed(
    *pairs: tuple[int, int], standing: Sequence[IntroductionProposed] = ()
) -> tuple[IntroductionProposed, ...]:
    stay = {made.introduction: made for made in standing}
    return propose(KNOWN, ("fair", "first"), selection_of(*pairs).pairs(), stay, lambda _: None)


class TestIntroductionId:
    def test_is_the_same_from_both_sides_and_another_at_another_event(self) -> None:
        """An introduction has no first and second person."""
        ids = {introduction_id(event, *pair) for event in "es" for pair in ("ab", "ba", "ac", "bc")}

        assert len(ids) == 6
        assert introduction_id("e", "a", "b") == introduction_id("e", "b", "a")

    def test_is_the_one_of_before(self) -> None:
        """Whoever follows an old link finds the same introduction."""
        assert introduction_id("spring", "ben", "ada") == "a5d2619d-bb88-5d77-ba27-603feacc1426"


class TestProposals:
    def test_say_who_and_why(self) -> None:
        """The brief is written from it, and the organiser reads it."""
        [made] = proposed((A, B))

        scores = KNOWN.scorer.score_pairs(np.array([A], np.int32), np.array([B], np.int32))
        assert made.introduction == introduction_id("fair", "a", "b")
        assert (made.event, made.round) == ("fair", "first")
        assert made.attendees == ("a", "b")
        assert (made.industry_a, made.industry_b) == ("Education", "Financial Services")
        assert made.reasons == explain(KNOWN.scorer, A, B)
        assert {reason.kind for reason in made.reasons} == {"common_ground", "b_helps_a"}
        assert not made.last_resort
        for part in ("score", "common_ground", "help_a_to_b", "help_b_to_a"):
            assert getattr(made, part) == round(float(getattr(scores, part)[0]), 4)
        assert made.help_b_to_a > made.help_a_to_b == 0.0

    def test_are_in_order_and_counted(self) -> None:
        """A bar that ends at a half looks broken."""
        counted: list[int] = []
        kept = proposed((A, B))

        made = propose(
            KNOWN, ("fair", "second"), selection_of((A, B), (A, C), (B, C)).pairs(),
            {kept[0].introduction: kept[0]}, counted.append,
        )  # fmt: skip

        assert [one.introduction for one in made] == sorted(
            introduction_id("fair", *pair) for pair in ("ab", "ac", "bc")
        )
        assert counted == [1, 1, 1]
        assert kept[0] in made

    @pytest.mark.parametrize("pair", [(A, QUIET), (QUIET, A)])
    def test_with_who_said_nothing_are_a_last_resort(self, pair: tuple[int, int]) -> None:
        """Their partners are told what to expect."""
        [made] = proposed((min(pair), max(pair)))

        assert made.last_resort
        assert (made.score, made.reasons) == (0.0, ())

    def test_stay_worded_as_they_are_read(self) -> None:
        """Whoever has the brief finds in it what they read before."""
        worded = [made.model_copy(update={"score": 0.1234}) for made in proposed((A, B))]

        assert proposed((A, B), standing=worded) == tuple(worded)


class TestUnderserved:
    def test_names_who_is_below_the_minimum(self) -> None:
        """An organiser can act on a reason."""
        limits = Limits.of(KNOWN.profiles, capacity=2, minimum=2)

        found = underserved(KNOWN, limits, selection_of((A, B), (B, C)))

        taken = "everyone who could meet them has as many introductions as they take"
        assert [(who.attendee, who.introductions, who.why) for who in found] == [
            ("a", 1, taken), ("c", 1, taken),
            ("d-quiet", 0, "their profile has nothing to match on"),
        ]  # fmt: skip

    def test_says_where_the_rules_leave_too_few(self) -> None:
        """Two colleagues and a stranger: one person to meet."""
        people = [
            profile("a", industry="Banking", interests=("bees",)),
            profile("b", industry="Banking", interests=("bees",)),
            profile("c", industry="Education", interests=("bees",)),
        ]
        event = known(people)
        limits = Limits.of(event.profiles, capacity=2, minimum=2)

        found = underserved(event, limits, selection_of((0, 2), (1, 2)))

        few = "only 1 people are left outside their industry, company and exclusions"
        assert [(who.attendee, who.introductions, who.why) for who in found] == [
            ("a", 1, few), ("b", 1, few)
        ]  # fmt: skip

    def test_is_nobody_where_everyone_has_the_minimum(self) -> None:
        """Who wants one introduction is not underserved with one."""
        one = [profile("a", interests=("bees",), capacity=1), profile("b", interests=("bees",))]
        event = known(one)

        assert underserved(event, Limits.of(event.profiles, 3, 1), selection_of((0, 1))) == ()


class TestKnownEvent:
    def test_places_people_by_id(self) -> None:
        """The order of a roster means nothing."""
        assert [person.attendee for person in KNOWN.profiles] == ["a", "b", "c", "d-quiet"]
        assert KNOWN.place == {"a": A, "b": B, "c": C, "d-quiet": QUIET}
        assert KNOWN.scorer.corpus.attendees == ("a", "b", "c", "d-quiet")

    def test_knows_industries_and_how_sure_they_are(self) -> None:
        """Organisers see what a label was taken for."""
        assert KNOWN.industries == {
            "a": ("Education", 1.0),
            "b": ("Financial Services", 1.0),
            "c": ("Unknown", 0.0),
            "d-quiet": ("Retail", 1.0),
        }

    def test_reads_an_industry_from_employer_and_bio(self) -> None:
        """Half of a real roster has no industry."""
        bio = "A lawyer in a law firm, called to the bar, who practises arbitration."
        people = [
            profile("a", employer_hint="university"),
            profile("b", about=bio),
            profile("c", industry="Retail", employer_hint="university"),
        ]

        found = known(people).industries

        assert [found[name][0] for name in "abc"] == ["Education", "Legal", "Retail"]

    def test_forbids_what_it_is_told_to(self) -> None:
        """Who declined is not asked again."""
        rules = known(forbidden={("c", "a"), ("gone", "b")}).rules

        assert (rules.forbidden_a.tolist(), rules.forbidden_b.tolist()) == ([A], [C])

    def test_tells_how_far_it_is(self) -> None:
        """Reading ten thousand people takes a while."""
        seen: list[tuple[str, int]] = []
        done: dict[str, int] = {}

        class Stages:
            def __call__(self, name: str, total: int) -> Stages:
                seen.append((name, total))
                self.name = name
                return self

            def __enter__(self) -> object:
                name = self.name
                return lambda count: done.update({name: done.get(name, 0) + count})

            def __exit__(self, *_: object) -> None:
                pass

        event = KnownEvent.read(PEOPLE, (), embed=HashEmbed(), stages=Stages())

        texts = len(event.scorer.corpus.to_embed)
        assert seen == [("embedding", texts), ("industries", 4), ("scoring", 1)]
        assert done == dict(seen)
