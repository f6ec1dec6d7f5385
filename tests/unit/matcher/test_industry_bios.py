"""Where a roster names no industry, the employer and the bio have to be clear about it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from services.matcher.domain.industries import (
    INDUSTRIES,
    UNKNOWN,
    Clues,
    IndustryResolver,
    Resolved,
)
from services.matcher.domain.industries.cues import by_bio, by_employer
from services.matcher.domain.ports import Floats
from shared.progress import Advance, unheard

LEGAL = ("solicitor", "barrister", "litigation", "arbitration")
EDUCATION = ("professor", "lecturer", "faculty", "undergraduate")


class Meaningless:
    """An embedder to which all texts are equally far, so that the words alone decide."""

    def __call__(self, texts: Sequence[str], _advance: Advance = unheard, /) -> Floats:
        return np.zeros((len(texts), 2), np.float32)


RESOLVER = IndustryResolver(Meaningless())


def resolved(about: str = "", hint: str = "", label: str = "") -> Resolved:
    [found] = RESOLVER.resolve([Clues(label, hint, about, ())])
    return found


def bio(*words: str) -> str:
    return f"I am {' and '.join(words)}."


class TestBio:
    def test_has_to_be_clear(self) -> None:
        """One word may be a hobby; three are a trade."""
        assert resolved(bio(*LEGAL[:2])).industry == UNKNOWN
        found = resolved(bio(*LEGAL[:3]))
        assert found.industry == "Legal"
        assert 0.6 <= found.confidence < 0.7

    def test_needs_its_lead_over_the_second(self) -> None:
        """A wrong industry forbids introductions; none forbids nothing."""
        assert resolved(bio(*LEGAL[:3], *EDUCATION[:1])).industry == "Legal"
        assert resolved(bio(*LEGAL[:3], *EDUCATION[:3])) == Resolved(UNKNOWN, 0.0)

    def test_counts_three_words_of_an_industry_at_most(self) -> None:
        """Whoever says one thing in many words is no surer."""
        assert resolved(bio(*LEGAL, *EDUCATION[:3])).industry == UNKNOWN
        assert resolved(bio(*LEGAL)).confidence == resolved(bio(*LEGAL[:3])).confidence

    def test_counts_a_word_once(self) -> None:
        """A word said thrice is one sign."""
        assert resolved(bio("solicitor", "solicitor", "solicitor")).industry == UNKNOWN

    def test_is_read_where_it_opens(self) -> None:
        """It opens with what one does, and then looks back."""
        assert resolved(f"{'I like bees. ' * 40}{bio(*LEGAL)}").industry == UNKNOWN
        assert resolved(f"{'I like bees. ' * 10}{bio(*LEGAL)}").industry == "Legal"

    def test_is_not_about_what_has_been(self) -> None:
        """Nearly everyone's bio names a university."""
        past = f"Previously {bio(*EDUCATION[:3])}"
        assert resolved(f"{bio(*LEGAL[:3])} {past}").industry == "Legal"
        assert resolved(past).industry == "Education"

    def test_agrees_or_disagrees_with_the_employer(self) -> None:
        """Both together are surer than each, and in doubt nothing is."""
        assert resolved(bio(*LEGAL[:3]), hint="lawyers") == Resolved("Legal", 1.0)
        assert resolved(bio(*LEGAL[:3]), hint="university").industry == UNKNOWN
        assert resolved("I like bees.", hint="university").industry == "Education"
        assert resolved(hint="university") == Resolved("Education", 0.5)


class TestCues:
    def test_of_employers_are_tried_in_order(self) -> None:
        """A ministry of education governs, a university hospital heals."""
        assert by_employer("Ministry of Education") == "Government"
        assert by_employer("University Hospital") == "Health Care"
        assert by_employer("Acme") is None

    def test_of_bios_are_counted(self) -> None:
        """The more words give an industry away, the likelier it is."""
        found = by_bio("A Solicitor, and a solicitor at a law firm; once a chef.")

        assert found == {"Legal": 2, "Food and Beverage": 1}

    def test_name_industries_of_the_taxonomy(self) -> None:
        """A misspelt name would be an industry of its own."""
        names = {entry.name for entry in INDUSTRIES}
        said = " ".join(sentence for entry in INDUSTRIES for sentence in entry.sentences())

        assert by_bio(said).keys() <= names
        assert len(by_bio(said)) > 15


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "industry", "confidence"),
        [
            ("Banking", "Financial Services", 1.0),
            ("Bakery / qzxv", "Food and Beverage", 0.9),
            ("Qzxv wholesaler", "Wholesale and Trade", 0.8),
            ("Other", UNKNOWN, 0.0),
        ],
    )
    def test_are_the_surer_the_plainer_they_are(
        self, label: str, industry: str, confidence: float
    ) -> None:
        """Organisers look at what is unsure."""
        assert resolved(label=label) == Resolved(industry, confidence)

    def test_that_say_nothing_leave_it_to_the_rest(self) -> None:
        """Whoever ticks no box at a university works in education."""
        assert resolved(label="Other", hint="university").industry == "Education"
        assert resolved(label="Banking", hint="university").industry == "Financial Services"

    def test_are_answered_in_order(self) -> None:
        """Everyone gets their own."""
        labels = ["Banking", "Other", "Retail", "Banking"]

        found = [one.industry for one in RESOLVER.resolve_labels(labels)]

        assert found == ["Financial Services", UNKNOWN, "Retail", "Financial Services"]
        people = [Clues(label, "university", "", ()) for label in labels]
        assert [one.industry for one in RESOLVER.resolve(people)] == [
            "Financial Services", "Education", "Retail", "Financial Services"
        ]  # fmt: skip
