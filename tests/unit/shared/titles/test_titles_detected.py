"""Titles are told from the same words where they are none; brackets mark what is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.titles import TITLES, find, tokenise
from tests.unit.shared.titles.marked import marked, sentence


def assert_found(wanted: str) -> None:
    tokens = sentence(wanted)

    assert marked(tokens, find(tokens)) == wanted


@given(title=st.sampled_from(sorted(TITLES)), capitals=st.booleans())
def test_every_title_of_the_lexicon_is_found_whole(title: str, *, capitals: bool) -> None:
    """A title that Rapport itself lists must never stay."""
    tokens = tokenise(title.upper() if capitals else title)

    assert find(tokens) == [(0, len(tokens))]


@pytest.mark.parametrize(
    "wanted",
    [
        "She grows kelp [as CEO] and sings.",
        "We met [the ceos of] kelp farms.",
        "[Die Geschäftsführerinnen] lieben Brot.",
        "[Our managers] bake.",
        "Our engineers bake.",
        "[A seismologist] mends lamps.",
        "The goalkeeper mends lamps.",
        "The geologer mends lamps.",
        "Hay smith bakes.",
    ],
)
def test_some_nouns_are_titles_wherever_they_stand(wanted: str) -> None:
    """Nobody leads, heads or coaches by `CEO`; many engineers are whom somebody serves."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "[a general practitioner] who bakes",
        "[an editor-in-chief] who bakes",
        "two [board members] who bake",
        "two members who bake",
        "an advocate for kelp, [a developer advocate] for bread",
    ],
)
def test_some_titles_are_phrases(wanted: str) -> None:
    """None of their words is a title alone."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "for [junior] chess",
        "for senior citizens and senior housing",
    ],
)
def test_a_word_of_rank_goes_alone(wanted: str) -> None:
    """`junior` and `senior` say how high somebody stands, even far from a title."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "lamps for students and bakers",
        "lamps for [PhD students] in spring",
        "lamps for [deputy bakers] in spring",
        "lamps for [senior bakers] in spring",
    ],
)
def test_several_people_have_a_title_by_their_rank_only(wanted: str) -> None:
    """Bakers are whom somebody cares about; deputy bakers are a rank."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "She [is a baker].",
        "She [is a Baker Bob] met.",
        "I met a baker yesterday.",
        "I met a Baker yesterday.",
        "I met [a Baker of bread].",
        "I met [a Baker Bob] yesterday.",
        "My baker mends lamps.",
        "She likes Baker Bob a lot.",
        "She likes a baker Bob met.",
        "[My Baker] mending lamps was there.",
        "[As a baker] I mend lamps.",
        "She has [been coach] since May.",
        "the role of baker lamps need",
        "one baker, two bakers",
        "every baker, no baker",
        "[I was a baker] mending lamps.",
        "[I was a baker] trained in Leeds.",
        "He is the baker bread needs.",
        "It mends [the baker in Leeds]",
        "a kelp baker yesterday",
        "[a data baker] yesterday",
        "[a senior baker] yesterday",
        "[CEO coach] for kelp",
        "[Team Lead]",
        "a lamp from [a baker]",
        "bread of a baker bread needs",
    ],
)
def test_everyday_words_are_titles_where_they_stand_as_one(wanted: str) -> None:
    """`a baker` may be who writes or who bakes the bread; its neighbours decide."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "I lead a team and head a choir.",
        "We model rivers and coach at schools.",
        "I was lead of a choir.",
        "[I was head of] a choir.",
        "He [was head] at a school.",
        "[As a mentor] I bake.",
        "[I became a mentor] yesterday.",
        "She has [been lead] since May.",
        "a data mentor yesterday",
        "[Mentor in Leeds].",
        "a cook, [a Cook]",
    ],
)
def test_what_people_do_is_no_title(wanted: str) -> None:
    """`I lead a team` says what somebody does, `team lead` how high somebody stands."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "At night I am a slow reader of sheet music.",
        "Second soprano in a choir, keen novelist, [poet].",
        "[Engineer] and avid photographer, [photographer].",
        "As an amateur cello teacher I mend lamps.",
        "[Kelp soprano] in a choir, [second kelp soprano].",
        "[Second secretary] at sea, [soprano in spring].",
        "[an avid CEO]",
    ],
)
def test_what_people_do_for_pleasure_is_no_title(wanted: str) -> None:
    """A keen climber and a second soprano have something to talk about."""
    assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "[the Chief Happiness Officer]",
        "[the chief kelp and bread officer]",
        "[the chief of a kelp & bread officer]",
        "He bakes, [a chief kelp-officer]",
        "Chief 1 [Officer]",
        "chief met [a manager]",
        "Chief kelp bread lamp door moss [Officer]",
        "[Chief kelp bread lamp door Officer]",
    ],
)
def test_chief_and_officer_hold_together(wanted: str) -> None:
    """There is no end of what somebody may be chief of."""
    assert_found(wanted)


class TestEmployment:
    @pytest.mark.parametrize(
        "wanted",
        [
            "She [is Grand Vizier] at _.",
            "She [is the Grand Vizier of Snacks] at _, and bakes.",
            "She [was vizier] at _ for years.",
            "He [works as a snack vizier] at _.",
            "He works on snacks at _.",
            "She likes snacks at _.",
            "She is at _.",
            "It is one of the many viziers at _",
            "It is kelp lamp bread door choir moss sand oil tin vizier at _",
            "She is vizier at sea.",
        ],
    )
    def test_an_unheard_of_title_is_found_where_it_is_held(self, wanted: str) -> None:
        """No lexicon is complete; what somebody is at the own company is a title."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[Gribbler] at _.",
            "[Gribbler] @ _.",
            "_, [Gribbler] at _.",
            "_ bakes, Gribbler at _.",
            "[Product Guy] at _.",
            "Product guy at _.",
            "Bread research at _.",
            "[Retired] at _.",
            "[Learning Wizard] at _.",
            "[Tamer of Winter] at _.",
            "Bread for tamers at _.",
            "[Tamer + lamp (and bread) gribbler of the sea] at _.",
            "[Partner at a kelp fund] at _.",
            "Gribbler writing songs at _.",
            "Tamer who bakes at _.",
            "Tamer, _, at _.",
            "Builds lamps at _.",
            "Gribbler in spring at sea.",
            "At _.",
            f"Gribbler{' and kelp' * 12} at _.",
        ],
    )
    def test_an_unheard_of_title_opens_a_sentence(self, wanted: str) -> None:
        """`Gribbler at Acme.` is how people begin a bio."""
        assert_found(wanted)
