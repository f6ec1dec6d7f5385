"""Does a round with the real model find who should meet, and reward nobody's tricks?"""

from __future__ import annotations

import re

import pytest
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from services.matcher.domain.round import RoundResult
from services.matcher.embedding.embedding_cache import COLLECTIONS, CachedEmbed
from services.matcher.main import build_embed
from tests.fakes import MemoryStore
from tests.planted.event import Planted, plant
from tests.planted.ways import WAYS, Made, assigned, by_rapport, run
from tests.planted.words import PROBLEMS

embed = CachedEmbed(build_embed(), MemoryStore(COLLECTIONS), "default")


@pytest.fixture(scope="module")
def event() -> Planted:
    """Plant 120 people once."""
    return plant()


@pytest.fixture(scope="module")
def rapport(event: Planted) -> Made:
    """Introduce them once."""
    return by_rapport(event, embed)


@pytest.fixture(scope="module")
def result(event: Planted) -> RoundResult:
    """Run the round for all that it says beside the pairs."""
    return run(event, embed)


class TestPlantedEvent:
    def test_joins_needs_and_offers_by_meaning_alone(self) -> None:
        """If a planted need shared words with its offer, counting words would do."""

        def words(texts: tuple[str, ...]) -> set[str]:
            return set(re.findall(r"\w\w+", " ".join(texts).casefold())) - ENGLISH_STOP_WORDS

        shared = [words(problem.needs) & words(problem.offers) for problem in PROBLEMS]

        assert not any(shared)

    def test_is_the_same_for_the_same_seed(self, event: Planted) -> None:
        """A figure that can't be repeated proves nothing."""
        assert plant() == event
        assert plant(seed=2) != event

    def test_plants_pairs_that_the_rules_allow(self, event: Planted) -> None:
        """A pair of one industry could never be found, whatever the score."""
        home = {person.attendee: person.industry for person in event.profiles}

        assert all(home[a] != home[b] for a, b in event.pairs)
        assert len(set(home.values())) >= 8


class TestRapport:
    @pytest.mark.parametrize("way", sorted(WAYS))
    def test_finds_more_planted_pairs_than_other_scores(
        self, event: Planted, rapport: Made, way: str
    ) -> None:
        """Only the scores differ: rules, capacity and assignment are the same for all."""
        other = assigned(event, WAYS[way](event.profiles, embed), embed)

        assert rapport.recall(event.pairs) >= other.recall(event.pairs) + 0.2

    def test_finds_most_planted_pairs(self, event: Planted, rapport: Made) -> None:
        """Who could solve each other's problem should be among the three who meet."""
        assert rapport.recall(event.pairs) >= 0.85

    def test_gives_a_stuffer_no_better_introductions(self, event: Planted, rapport: Made) -> None:
        """Two hundred interests must not buy what an honest profile doesn't get."""
        assert rapport.total(event.of("stuffer")) <= rapport.total(event.of("honest"))

    def test_gives_a_copier_no_better_introductions(self, event: Planted, rapport: Made) -> None:
        """Whoever takes over ten profiles must not do better than the ten."""
        copied = {name for names in event.copied.values() for name in names}

        assert rapport.total(event.of("copier")) <= rapport.total(sorted(copied))

    def test_thinks_little_of_small_talk(self, event: Planted, rapport: Made) -> None:
        """Networking and innovation, which everybody says, are no reason to meet."""
        assert rapport.total(event.of("bland")) <= rapport.total(event.of("honest"))

    def test_floods_no_hub(self, event: Planted, rapport: Made) -> None:
        """A profile that is near everyone gets no more introductions than anybody."""
        assert rapport.exposure(event.of("hub")) <= rapport.exposure(event.of("honest"))

    def test_marks_introductions_of_who_says_nothing(
        self, event: Planted, result: RoundResult
    ) -> None:
        """An introduction without a reason must be known for one."""
        empty = set(event.of("empty"))

        for made in result.introductions:
            says_nothing = bool(empty & {made.attendee_a, made.attendee_b})
            assert made.last_resort == says_nothing
            assert says_nothing == (made.score == 0.0)
