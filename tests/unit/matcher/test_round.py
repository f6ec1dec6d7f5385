"""A round keeps its promises: minimum, capacity, rules, and the same result for the same people."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from services.matcher.domain.round import Round, RoundResult, run_round
from shared.messages import IntroductionProposed, ProfileStated
from shared.progress import silent
from tests.fakes import HashEmbed

INDUSTRIES = ("Agriculture", "Banking", "Health Care", "Software", "Education")
TOPICS = (
    "soil sensors", "river swimming", "shift rotas", "grant writing", "night trains",
    "bread ovens", "choir singing", "flood maps", "patient queues", "youth coding",
)  # fmt: skip


def profile(number: int, **stated: object) -> ProfileStated:
    given: dict[str, object] = {
        "interests": (TOPICS[number % 10], TOPICS[(3 * number + 1) % 10]),
        "offers": (f"help with {TOPICS[(number + 4) % 10]}",),
        "needs": (f"advice on {TOPICS[(7 * number + 2) % 10]}",),
        "industry": INDUSTRIES[number % len(INDUSTRIES)],
    }
    return ProfileStated(
        event="spring", roster="r", attendee=f"person-{number:03}", **(given | stated)
    )


def play(profiles: list[ProfileStated], **wanted: object) -> RoundResult:
    given = {"event": "spring", "round": "first", "capacity": 4, "minimum": 2, **wanted}
    return run_round(Round(profiles=profiles, **given), embed=HashEmbed(), stages=silent)


def degrees(result: RoundResult) -> Counter[str]:
    ends = ((made.attendee_a, made.attendee_b) for made in result.introductions)
    return Counter(end for pair in ends for end in pair)


PEOPLE = [profile(number) for number in range(40)]


@pytest.fixture(scope="module")
def result() -> RoundResult:
    return play(PEOPLE)


class TestRound:
    def test_gives_everyone_the_minimum_and_nobody_more_than_the_capacity(
        self, result: RoundResult
    ) -> None:
        """Nobody is left out and nobody is flooded."""
        counts = degrees(result)
        assert {person.attendee for person in PEOPLE} == set(counts)
        assert all(2 <= count <= 4 for count in counts.values())
        assert result.underserved == ()

    def test_crosses_industries_always(self, result: RoundResult) -> None:
        """It is a hard rule, not a preference."""
        assert all(made.industry_a != made.industry_b for made in result.introductions)

    def test_is_the_same_whatever_the_order(self, result: RoundResult) -> None:
        """The place in a list must not decide whom somebody meets."""
        shuffled = PEOPLE.copy()
        random.Random(7).shuffle(shuffled)
        assert play(shuffled) == result

    def test_carries_reasons_that_the_two_stated(self, result: RoundResult) -> None:
        """A brief is written from the reasons, so they may not be made up."""
        said = {
            person.attendee: {*person.interests, *person.offers, *person.needs} for person in PEOPLE
        }
        reasons = [(made, reason) for made in result.introductions for reason in made.reasons]
        assert reasons
        for made, reason in reasons:
            assert reason.phrase_a in said[made.attendee_a]
            assert reason.phrase_b in said[made.attendee_b]

    def test_respects_a_persons_own_capacity(self) -> None:
        """Who wants one meeting gets one, and is not called underserved."""
        shy = [profile(0, capacity=1), profile(1, capacity=0), *PEOPLE[2:]]
        result = play(shy)
        counts = degrees(result)
        assert counts["person-000"] == 1
        assert counts["person-001"] == 0
        assert result.underserved == ()

    def test_never_introduces_colleagues_or_the_excluded_or_the_forbidden(self) -> None:
        """These are facts about people that no score can outweigh."""
        friends = profile(1, excluded=("person-000",))
        colleagues = [profile(n, company_key="acme") for n in (2, 3)]
        people = [PEOPLE[0], friends, *colleagues, *PEOPLE[4:12]]
        result = play(people, forbidden={("person-004", "person-000")}, minimum=4)
        made = {(made.attendee_a, made.attendee_b) for made in result.introductions}
        assert not made & {
            ("person-000", "person-001"),
            ("person-002", "person-003"),
            ("person-000", "person-004"),
        }

    def test_keeps_what_it_must(self, result: RoundResult) -> None:
        """An introduction that was read stays, whatever else changes."""
        kept = result.introductions[:5]
        later = play([*PEOPLE, *map(profile, range(40, 50))], kept=kept, round="second")
        assert set(kept) <= set(later.introductions)

    def test_lets_go_of_a_kept_introduction_with_somebody_who_left(
        self, result: RoundResult
    ) -> None:
        """An erased person can't be met."""
        gone = result.introductions[0].attendee_a
        left = [person for person in PEOPLE if person.attendee != gone]
        later = play(left, kept=result.introductions[:5])
        assert gone not in degrees(later)

    def test_introduces_who_said_nothing_as_a_last_resort(self) -> None:
        """They are not left out, and their partners are told what to expect."""
        silent_one = ProfileStated(
            event="spring", roster="r", attendee="quiet", industry="Real Estate"
        )
        result = play([silent_one, *PEOPLE])
        theirs = [
            made for made in result.introductions if "quiet" in (made.attendee_a, made.attendee_b)
        ]
        assert len(theirs) == 2
        assert all(made.last_resort and made.score == 0 for made in theirs)
        assert not any(made.last_resort for made in result.introductions if made not in theirs)

    def test_counts_who_said_nothing_for_nobody(self) -> None:
        """A place is not spent on nothing, and who has nothing but such is not served."""
        quiet = ProfileStated(event="spring", roster="r", attendee="quiet", industry="Real Estate")
        with_quiet = play([quiet, *PEOPLE[:-1]], capacity=2, minimum=2)
        scored = [made for made in with_quiet.introductions if made.score]
        without = play(PEOPLE[:-1], capacity=2, minimum=2)
        assert degrees(with_quiet)["quiet"] == 2
        assert len(scored) == len(without.introductions) == with_quiet.figures["introductions"]
        assert with_quiet.figures["too_little_known"] == 2
        (short,) = with_quiet.underserved
        assert (short.attendee, short.introductions) == ("quiet", 0)
        assert "nothing to match on" in short.why

    def test_names_who_can_not_be_served_and_why(self) -> None:
        """An organiser can act on a reason."""
        bakers = [profile(n, industry="Banking") for n in range(6)]
        result = play([*bakers, profile(7, industry="Education")], minimum=2)
        assert {who.attendee for who in result.underserved} >= {"person-000"}
        assert all(
            "outside their industry" in who.why for who in result.underserved if who.introductions
        )

    def test_keeps_unknown_industries_apart_where_it_can(self) -> None:
        """Two people of unknown industries might share one."""
        unknown = [profile(n, industry="") for n in range(0, 40, 4)]
        known = [profile(n) for n in range(40) if n % 4]
        result = play([*unknown, *known])
        assert not any(
            made.industry_a == made.industry_b == "Unknown" for made in result.introductions
        )

    def test_introduces_people_when_no_industry_is_known(self) -> None:
        """A list of names and interests is a roster, too."""
        result = play([profile(n, industry="") for n in range(12)])
        assert min(degrees(result).values()) >= 2

    @pytest.mark.parametrize("size", [0, 1, 2])
    def test_survives_the_smallest_events(self, size: int) -> None:
        """An organiser tries it with two colleagues first."""
        result = play(PEOPLE[:size])
        assert len(result.introductions) == (size == 2)


class TestAtMost:
    def test_limits_what_somebody_gets_and_leaves_what_is_kept(self, result: RoundResult) -> None:
        """Who can't be reached gets nothing new, and keeps what they were told of."""
        kept = [
            made
            for made in result.introductions
            if "person-003" in made.attendees and "person-004" not in made.attendees
        ][:1]
        counts = degrees(play(PEOPLE, kept=kept, at_most={"person-003": 1, "person-004": 0}))
        assert (counts["person-003"], counts["person-004"]) == (1, 0)

    @pytest.mark.parametrize("arrivals", [None, frozenset({"person-009"})])
    def test_limits_what_stood_before_too(
        self, result: RoundResult, arrivals: frozenset[str] | None
    ) -> None:
        """Who can't be reached any more is not introduced because they once could be."""
        again = play(
            PEOPLE, standing=result.introductions, arrivals=arrivals, at_most={"person-003": 1}
        )
        assert degrees(again)["person-003"] <= 1


class TestLast:
    LAST = frozenset({"person-003", "person-011", "person-020"})

    def test_get_what_the_others_leave(self) -> None:
        """Who reads on paper is met, and takes nobody's place who is written to."""
        others = [person for person in PEOPLE if person.attendee not in self.LAST]
        with_them = play(PEOPLE, last=self.LAST, capacity=3)
        among_others = {
            made.introduction for made in with_them.introductions
            if self.LAST.isdisjoint(made.attendees)
        }  # fmt: skip
        alone = play(others, capacity=3)
        counts = degrees(with_them)
        assert len(among_others) >= len(alone.introductions)
        assert max(counts.values()) <= 3

    def test_are_met_where_there_is_room(self) -> None:
        """Nobody is left out who could be told."""
        counts = degrees(play(PEOPLE, last=self.LAST, at_most={p.attendee: 3 for p in PEOPLE[:3]}))
        assert degrees(play(PEOPLE[:9], last=self.LAST, capacity=9))["person-003"] >= 2
        assert max(counts.values()) <= 4


class TestLateShare:
    @pytest.mark.parametrize("share", [0.1, 0.3])
    def test_leaves_places_for_so_many_more(self, result: RoundResult, share: float) -> None:
        """A tenth more people find their minimum, and those with the most give way."""
        roomy = play(PEOPLE, late_share=share)
        counts, before = degrees(roomy), degrees(result)
        free = sum(4 - counts[person.attendee] for person in PEOPLE)
        assert free >= 40 * share * 2
        assert free <= max(40 * share * 2 + 1, sum(4 - before[p.attendee] for p in PEOPLE))
        assert min(counts.values()) >= 2
        assert {m.introduction for m in roomy.introductions} <= {
            m.introduction for m in result.introductions
        }

    def test_takes_nothing_that_is_kept_and_from_nobody_who_has_no_more_than_others(
        self, result: RoundResult
    ) -> None:
        """Who was told is met; and a place less is felt least by who has the most."""
        roomy = play(PEOPLE, late_share=1.0, minimum=1, kept=result.introductions)
        assert roomy.introductions == result.introductions
        spared = degrees(play(PEOPLE, late_share=0.3))
        assert max(spared.values()) - min(spared.values()) <= 2

    def test_is_taken_by_who_comes_late(self) -> None:
        """That is what it was left for: nobody is below the minimum because others are full."""
        first = play(PEOPLE[:36], late_share=0.1)
        late = frozenset(person.attendee for person in PEOPLE[36:])
        after = play(PEOPLE, standing=(), kept=first.introductions, arrivals=late)
        assert min(degrees(after)[who] for who in late) >= 2


class TestFigures:
    def test_say_what_was_found(self, result: RoundResult) -> None:
        """Every round tells the organiser how good it is."""
        figures = result.figures

        assert figures["attendees"] == 40
        assert figures["introductions"] == len(result.introductions) <= figures["candidates"]
        total = sum(made.score for made in result.introductions)
        assert figures["total_score"] == pytest.approx(total, abs=0.01)
        assert 0.9 < figures["share_of_bound"] <= 1.0
        assert figures.keys() == {
            "attendees", "introductions", "candidates", "total_score", "share_of_bound",
            "too_little_known",
        }  # fmt: skip

    def test_add_up_the_scores_to_four_places(self) -> None:
        """Two rounds are compared by it, which may differ in few introductions."""
        one = play(PEOPLE[:2])

        assert one.figures["total_score"] == one.introductions[0].score
        assert 0.0 < one.introductions[0].score < 1.0

    def test_of_nobody_are_perfect(self) -> None:
        """Nothing can be better than nothing here."""
        assert play([]).figures == {
            "attendees": 0, "introductions": 0, "candidates": 0, "total_score": 0.0,
            "share_of_bound": 1.0, "too_little_known": 0,
        }  # fmt: skip

    def test_know_each_ones_industry(self, result: RoundResult) -> None:
        """Organisers see what a label was taken for."""
        assert result.industries["person-001"] == ("Financial Services", 1.0)
        assert len(result.industries) == 40


class TestLaterRound:
    def test_fits_arrivals_in_and_words_the_others_as_before(self) -> None:
        """Whoever read of somebody reads the same again."""
        people = PEOPLE[:20]
        first = play(people[:-1])
        marked = [made.model_copy(update={"score": 0.1234}) for made in first.introductions]

        later = play(people, standing=marked, arrivals=frozenset({"person-019"}), round="second")

        assert later.figures["arrivals"] == 1
        assert "share_of_bound" not in later.figures
        assert degrees(later)["person-019"] >= 2
        stay = {made.introduction: made for made in marked}
        for made in later.introductions:
            is_new = "person-019" in made.attendees
            assert (made.round == "second") == is_new or made.introduction not in stay
            assert made == stay.get(made.introduction, made)
        assert (
            len(stay.keys() & {made.introduction for made in later.introductions}) > len(stay) / 2
        )

    def test_words_the_late_ones_anew(self) -> None:
        """Who stated another profile is quoted by it."""
        people = PEOPLE[:12]
        first = play(people)
        marked = [made.model_copy(update={"score": 0.1234}) for made in first.introductions]

        later = play(people, standing=marked, arrivals=frozenset({"person-003"}))

        scores = {made.attendees: made.score for made in later.introductions}
        assert all((score == 0.1234) != ("person-003" in pair) for pair, score in scores.items())

    def test_finds_partners_for_whom_theirs_have_left(self) -> None:
        """They did nothing to be alone, whichever side of the pair they were."""
        people = PEOPLE[:12]
        first = play(people, minimum=0)
        for gone in ("person-000", "person-011"):
            left = [person for person in people if person.attendee != gone]
            alone = {
                name
                for made in first.introductions
                for name in made.attendees
                if gone in made.attendees
            } - {gone}

            later = play(left, minimum=0, standing=first.introductions, arrivals=frozenset())

            made = {one.attendees for one in later.introductions}
            new = made - {one.attendees for one in first.introductions}
            assert alone
            assert new
            assert all(alone & {*pair} for pair in new)
            assert gone not in degrees(later)

    def test_matches_everyone_anew_where_it_is_asked_to(self) -> None:
        """An organiser who wants a new round gets one."""
        people = PEOPLE[:12]
        first = play(people)
        marked = [made.model_copy(update={"score": 0.1234}) for made in first.introductions]

        assert play(people, standing=marked) == first


def test_messages_sort_their_sides(result: RoundResult) -> None:
    """Everybody who reads the log relies on it."""
    made: IntroductionProposed
    for made in result.introductions:
        assert made.attendee_a < made.attendee_b
