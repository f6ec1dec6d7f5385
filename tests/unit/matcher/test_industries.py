"""Whether two people are of one industry is the hard rule of every introduction."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.industries import (
    INDUSTRIES,
    UNKNOWN,
    Clues,
    IndustryResolver,
    Resolved,
)
from services.matcher.domain.ports import Floats


class WordHashes:
    """An embedder without a model: a text is the sum of its words' hashed letter triples."""

    def __init__(self) -> None:
        self.texts = 0

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.texts += len(texts)
        rows = np.zeros((len(texts), 256), np.float32)
        for row, text in zip(rows, texts, strict=True):
            padded = f"  {text.lower()}  "
            for start in range(len(padded) - 2):
                row[zlib.crc32(padded[start : start + 3].encode()) % 256] += 1.0
        norms = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return np.asarray(rows / norms, np.float32)


@pytest.fixture(scope="module")
def embed() -> WordHashes:
    return WordHashes()


@pytest.fixture(scope="module")
def resolver(embed: WordHashes) -> IndustryResolver:
    return IndustryResolver(embed)


def industries(resolver: IndustryResolver, *labels: str) -> list[str]:
    return [found.industry for found in resolver.resolve_labels(labels)]


def person(label: str = "", hint: str = "", about: str = "") -> Clues:
    return Clues(label=label, employer_hint=hint, about=about, interests=())


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Fintech", "Financial Services"),
            ("Supermarkets", "Retail Groceries"),
            ("Non-Profit", "nonprofit organisations"),
            ("Health Care", "HEALTHCARE industry"),
            ("Wine & Spirits", "wine and spirits"),
            ("Manufacture of wearing apparel", "Apparel"),
            ("62.01 - Computer programming activities", "software"),
            ("Supply Chain & Logistics", "logistics / supply chain"),
            ("Versicherungen", "Insurance"),
            ("\u88fd\u85ac", "Pharma"),
        ],
    )
    def test_two_names_of_one_industry_resolve_alike(
        self, resolver: IndustryResolver, one: str, other: str
    ) -> None:
        """Otherwise colleagues of one industry are introduced as if they crossed a border."""
        first, second = industries(resolver, one, other)

        assert first == second != UNKNOWN

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Livestock", "Stock Exchanges"),
            ("Port Operations", "Sports"),
            ("Food Banks", "Banking"),
            ("Book Publishing", "Book Stores"),
            ("Clothing Merchant Wholesalers", "Clothing"),
        ],
    )
    def test_a_shared_word_makes_no_shared_industry(
        self, resolver: IndustryResolver, one: str, other: str
    ) -> None:
        """A pair forbidden over a word is an introduction that never happens."""
        first, second = industries(resolver, one, other)

        assert first != second

    @pytest.mark.parametrize(
        "label",
        ["", "  ", "n/a", "N.A.", "Other", "Various", "Student", "tbd", "-", "???", "x", "42"],
    )
    def test_a_label_that_says_nothing_is_unknown(
        self, resolver: IndustryResolver, label: str
    ) -> None:
        """Two people who wrote "Other" have nothing in common for it."""
        assert resolver.resolve_labels([label]) == [Resolved(UNKNOWN, 0.0)]

    def test_the_first_of_several_listed_industries_counts(
        self, resolver: IndustryResolver
    ) -> None:
        """People list first what they mean most."""
        assert industries(resolver, "Bakery / Insurance") == ["Food and Beverage"]

    def test_every_name_of_the_taxonomy_resolves_to_itself(
        self, resolver: IndustryResolver
    ) -> None:
        """Resolving what was resolved before must change nothing."""
        names = [entry.name for entry in INDUSTRIES]

        assert industries(resolver, *names) == names

    def test_every_alias_belongs_to_its_industry(self, resolver: IndustryResolver) -> None:
        """An alias claimed by two industries, or junk by mistake, would be lost in silence."""
        aliases = [(label, entry.name) for entry in INDUSTRIES for label in entry.labels()]

        found = resolver.resolve_labels([label for label, _ in aliases])

        strays = [
            alias
            for alias, got in zip(aliases, found, strict=True)
            if got != Resolved(alias[1], 1.0)
        ]
        assert strays == []


class TestGuesses:
    def test_a_label_near_known_ones_is_guessed_with_less_confidence(
        self, resolver: IndustryResolver
    ) -> None:
        """Organisers see how sure a resolution is, and a guess is no certainty."""
        [found] = resolver.resolve_labels(["Bakerys and pastry bakerings"])

        assert found.industry == "Food and Beverage"
        assert 0.0 < found.confidence < 1.0

    def test_gibberish_stays_unknown(self, resolver: IndustryResolver) -> None:
        """A wrong industry forbids introductions; none forbids nothing."""
        assert industries(resolver, "qzxv wkkj pfft") == [UNKNOWN]

    def test_known_names_need_no_embedding(self) -> None:
        """Loading a model takes seconds, and most rosters use ordinary names."""
        embed = WordHashes()

        IndustryResolver(embed).resolve_labels(["Banking", "Retail", "Other"])

        assert embed.texts == 0

    def test_a_label_is_embedded_once_however_many_wrote_it(
        self, embed: WordHashes, resolver: IndustryResolver
    ) -> None:
        """Ten thousand people share a few hundred labels."""
        resolver.resolve_labels(["Bakerings"])
        learned = embed.texts

        resolver.resolve_labels(["Quantum bakerings", "Marine insurings"] * 500)

        assert embed.texts == learned + 2

    @settings(max_examples=8)
    @given(st.lists(st.text(max_size=30), max_size=6), st.randoms(use_true_random=False))
    def test_order_and_company_do_not_matter(
        self, resolver: IndustryResolver, labels: list[str], random: Random
    ) -> None:
        """The same roster in another order must lead to the same introductions."""
        shuffled = random.sample(labels, len(labels))

        together = dict(zip(labels, resolver.resolve_labels(labels), strict=True))

        assert resolver.resolve_labels(shuffled) == [together[label] for label in shuffled]
        assert all(resolver.resolve_labels([label]) == [together[label]] for label in labels)


class TestSilentRosters:
    def test_the_label_outweighs_bio_and_employer(self, resolver: IndustryResolver) -> None:
        """What someone says of themselves counts before what we read into a bio."""
        banker = person("Banking", hint="university", about="I teach at a university.")

        assert [found.industry for found in resolver.resolve([banker])] == ["Financial Services"]

    def test_an_employer_named_by_what_it_is_tells_the_industry(
        self, resolver: IndustryResolver
    ) -> None:
        """Half of a real roster has no industry, and most employers say what they are."""
        people = [person(hint=hint) for hint in ("university", "general hospital", "ministry")]

        found = [answer.industry for answer in resolver.resolve(people)]

        assert found == ["Education", "Health Care", "Government"]

    def test_a_bio_tells_the_industry(self, resolver: IndustryResolver) -> None:
        """Where even the employer is silent, the bio often is not."""
        about = "A lawyer in a law firm, called to the bar, who practises arbitration."

        assert resolver.resolve([person(about=about)])[0].industry == "Legal"

    def test_what_someone_studied_is_not_what_they_do(self, resolver: IndustryResolver) -> None:
        """Nearly everyone's bio names a university."""
        about = (
            "A lawyer in a law firm, called to the bar. Graduated from Example University, "
            "with a degree from the college."
        )

        assert resolver.resolve([person(about=about)])[0].industry == "Legal"

    @pytest.mark.parametrize("label", ["", "Other"])
    def test_nothing_said_is_unknown(self, resolver: IndustryResolver, label: str) -> None:
        """An invented industry would forbid introductions for no reason."""
        unsure = person(label, hint="acme", about="I love hiking and good books.")

        assert resolver.resolve([unsure, person(label)]) == [Resolved(UNKNOWN, 0.0)] * 2

    def test_nobody_resolves_to_nothing(self, resolver: IndustryResolver) -> None:
        """An empty roster is no error."""
        assert resolver.resolve([]) == []
        assert resolver.resolve_labels([]) == []
