"""How far a title reaches depends on the words around it; brackets mark what goes with it."""

from __future__ import annotations

import pytest

from shared.titles import find
from tests.unit.shared.titles.marked import marked, sentence


def assert_found(wanted: str) -> None:
    tokens = sentence(wanted)

    assert marked(tokens, find(tokens)) == wanted


class TestToTheLeft:
    @pytest.mark.parametrize(
        "wanted",
        [
            "She likes [the senior regional data engineer].",
            "ovens, [a software - data engineer]",
            "ovens, [a Sr. Engineer]",
            "ovens, [a Ph.D. student]",
            "[a sales and marketing manager]",
            "[a sales & data engineer]",
            "a bread and [marketing manager]",
            "a sales and [bread manager]",
            "we love sales and [a manager]",
            "ovens. [engineer]",
            "ovens - [engineer]",
            "by [the people's manager]",
        ],
    )
    def test_over_ranks_and_functions(self, wanted: str) -> None:
        """They say how high somebody stands, and in what department."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "We need [a quantum computing researcher].",
            "We need [a slow-cooked bread engineer]",
            "We need [a bread & lamp engineer]",
            "with some [bread lamp door kelp engineer]",
            "with some bread lamp door kelp moss [engineer]",
            "bread, [kelp engineer]",
            "tins - [kelp engineer]",
            "5 [kelp engineer]",
            "[Kelp engineer]",
        ],
    )
    def test_over_a_few_words_up_to_what_introduces_it(self, wanted: str) -> None:
        """`quantum` in `a quantum engineer` is of the title."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "met [the Kelp and Bread Door Lamp Moss Cluster Manager]",
            "met [the Kelp & Bread-Door Lamp/Moss Sand Manager]",
            "met Kelp, [Lamp and Bread Door Moss Sand Manager]",
            "met Kelp; [Lamp Bread Door Moss Sand Manager]",
            "met Kelp - [Lamp Bread Door Moss Sand Manager]",
            "met Lamp Bread Door Moss Sand [Manager]",
            "met [The Kelp Lamp Bread, Door Moss Sand Manager]",
            "met [The Kelp (Lamp) Bread Door Moss Sand Manager]",
            "met The Kelp: Lamp, [Door Moss Sand Oil Tin Manager]",
            "met This Kelp Lamp Door Moss Sand Oil Tin [Manager]",
            "[Kelp Lamp Door Moss Sand Oil Manager]",
            "the A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1 L1 M1 N1 [Manager]",
            "[the A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1 L1 Manager]",
        ],
    )
    def test_over_capitalised_words_behind_an_article(self, wanted: str) -> None:
        """Long titles are written in capitals, commas and brackets included."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "She [is currently the CEO].",
            "They [were also once formerly CEO].",
            "He [currently works as a CEO].",
            "worked on it, [as CEO]",
            "worked well [CEO]",
            "in [the role of CEO]",
            "the bread of [CEO]",
            "She likes [an ex-CEO].",
            "I like [non-CEO]",
            "the role we need, [CEO]",
        ],
    )
    def test_over_the_words_that_tie_it_to_a_person(self, wanted: str) -> None:
        """`currently works as a` says nothing without the title."""
        assert_found(wanted)


class TestToTheRight:
    @pytest.mark.parametrize(
        "wanted", ["[Prof.] bakes", "[Prof. Kelp] bakes", "[CEO]. bakes", "[Dr], bakes"]
    )
    def test_over_the_full_stop_of_an_abbreviation(self, wanted: str) -> None:
        """It would be left as the stump of a sentence."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[CEO (Kelp and Lamps)] bakes",
            "[CEO (kelp lamps)] bakes",
            "[CEO (of kelp, to +/- lamps in Leeds)] bakes",
            "[CEO (Future of Work)] bakes",
            "[CEO] (who likes kelp) bakes",
            "[CEO] (kelp lamps bakes",
            "[CEO (a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1 n1)] bakes",
            "[CEO] (a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1 n1 o1) bakes",
            "[CEO] bakes (kelp)",
        ],
    )
    def test_over_what_stands_in_brackets(self, wanted: str) -> None:
        """`(Growth and Strategy)` is what somebody heads; `(who likes kelp)` is somebody."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[VP marketing and sales] by sea",
            "[VP marketing] and bread",
            "[VP marketing] and sales bread",
            "[VP] and sales",
            "[VP EMEA] by sea",
            "[Engineer] marketing in spring",
            "[CEO Kelp of the Sea] bakes",
            "[CEO Kelp] and bread",
            "[CEO] I bake",
        ],
    )
    def test_over_what_follows_directly(self, wanted: str) -> None:
        """`VP marketing` and `Chair Kelp Society` need no `of`."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[CEO, Marketing and Sales]",
            "[CEO], marketing and sales",
            "[CEO, Kelp Lamps] and bread",
            "[CEO - Rural Water] by sea",
            "[CEO | Growth]",
            "[CEO | Growth] and bread",
            "[CEO] | Growth bread",
            "[CEO] | Kelp",
            "[CEO] ; Growth",
            "[CEO], I bake",
            "[CEO],",
        ],
    )
    def test_over_capitalised_words_behind_a_mark(self, wanted: str) -> None:
        """`VP, Growth` is VP of Growth."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[Head of Kelp Lamps for Leeds] bakes",
            "[Head of the Kelp Institute] bakes",
            "[Head of X-rays and Micro-kelp] bakes",
            "[Head of Kelp] -bread, [Head of Kelp]- bread, [Head of Kelp]-, bread",
            "[director for sales] and bread",
            "[director] for sales bread",
            "[director for emea] and bread",
            "[director for Kelp] , bread",
            "[director for Kelp] bakes",
            "[director] for kelp",
            "[director of the sales] and bread",
            "[head of] the bread team",
            "[head of] a bakery",
            "[lecturer] on kelp",
            "[directrice de la communication] et du pain",
            "[oprichter van] een bakkerij",
            "[Leiter der] brotigen Küche",
        ],
    )
    def test_over_what_it_is_a_title_of(self, wanted: str) -> None:
        """A name or a function goes; what somebody founded is content."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted",
        [
            "[lecturer in marine biology] at sea",
            "[lecturer in marine biology], who bakes",
            "[lecturer in marine biology] who bakes",
            "[lecturer of small-scale kelp farming], bakes",
            "[lecturer in kelp farming and lamp]",
            "[lecturer in kelp] and lamp mending",
            "[lecturer in kelp] and bakes bread",
            "[lecturer] in the kelp",
            "[lecturer] in 1999",
            "[lecturer in kelp lamp bread door moss sand]",
            "[lecturer] in kelp lamp bread door moss sand oil",
            "[lecturer] for kelp",
            "[lecturer in kelp] - bread by sea",
        ],
    )
    def test_over_its_field_in_small_letters(self, wanted: str) -> None:
        """A professor's field says whose title it was; it is found as a topic."""
        assert_found(wanted)

    @pytest.mark.parametrize(
        "wanted", ["[CEOs of] Kelp Lamps", "[CEOs] in Leeds", "[CEOs, founders] in Leeds"]
    )
    def test_not_over_the_field_of_several_people(self, wanted: str) -> None:
        """Who wants to meet heads of hospitals cares about hospitals."""
        assert_found(wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        "[Founder & CTO]",
        "[CEO, or CTO]",
        "[founder, coach / CTO]",
        "[Founder] and then [CTO]",
        "[CEO], and, [CTO]",
        "[Founder CTO]",
        "[CEO of the kelp CTO]",
    ],
)
def test_titles_that_only_a_mark_separates_are_one(wanted: str) -> None:
    """`Founder & CTO` must leave what `CTO` leaves."""
    assert_found(wanted)
