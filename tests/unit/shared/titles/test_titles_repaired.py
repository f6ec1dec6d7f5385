"""A sentence from which something went reads on; `_` marks what went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.titles import GAP, Span, repair, tokenise
from shared.titles.lexicon import NEEDING
from tests.unit.shared.titles.marked import sentence

PIECES = (
    "_",
    "She",
    "is",
    "who",
    "bread",
    "oil",
    ",",
    ".",
    "(",
    ")",
    "-",
    "and",
    ";",
    " - ",
    " | ",
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She mends lamps where _ bakes.", "She mends lamps where bakes."),
        ("I met _ and _ for bread.", "I met and for bread."),
        ("_-bread", "bread"),
        ("bread_oil", "bread oil"),
        ("bread_, oil", "bread, oil"),
        ("oil (_ bread) oil", "oil (bread) oil"),
        ("oil (_ bread)", "oil (bread)"),
        ("oil ( _)", "oil"),
    ],
)
def test_words_around_a_gap_stay_words(text: str, left: str) -> None:
    """What stood apart must not run together, and marks keep to their word."""
    assert repair(sentence(text), []) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lamps, _, and bread.", "Lamps, and bread."),
        ("He is _ and bakes bread; she is _; they sing.", "bakes bread; they sing."),
        ("oil; is _; bread", "oil; bread"),
        ("oil, the _, bread", "oil, bread"),
        ("oil \u2013 _ \u2013 bread", "oil \u2013 bread"),
        ("oil - is _ - bread", "oil - bread"),
        ("oil, bread is _-ish, oil", "oil, bread is -ish, oil"),
        ("Lamps (oil, _) and bread.", "Lamps (oil) and bread."),
        ("bread, (_)", "bread"),
        ("oil, (_).", "oil."),
        ("Lamps, _.", "Lamps."),
        ("oil (bread, _), lamps", "oil (bread), lamps"),
        ("Bread, _. Oil", "Bread. Oil"),
        ("bread, oil, _", "bread, oil"),
        ("oil, is, bread, _", "oil, is, bread"),
    ],
)
def test_a_clause_that_says_nothing_more_goes(text: str, left: str) -> None:
    """`, currently at Acme,` is nothing without Acme; a whole clause stays as it is."""
    assert repair(sentence(text), []) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("_ bakes bread.", "bakes bread."),
        ("_ is baking.", "baking."),
        ("_, who was also baking, sings.", "baking, sings."),
        ("At _, she bakes.", "she bakes."),
        ("who _ bakes", "bakes"),
        ("_ | oil | bread", "oil | bread"),
        ("_ _ is _ bread", "bread"),
        ("oil _ is bread", "oil is bread"),
    ],
)
def test_what_leads_to_a_gap_goes(text: str, left: str) -> None:
    """A sentence that lost its subject begins with what it says."""
    assert repair(sentence(text), []) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bread and _.", "Bread."),
        ("Bread with the _, oil.", "Bread, oil."),
        ("Bread, oil and _!", "Bread, oil!"),
        ("Lamps (_) and bread.", "Lamps and bread."),
        ("Lamps (for _) and bread.", "Lamps and bread."),
        ("Bread / _ / oil", "Bread / oil"),
        ("bread | _", "bread"),
        ("bread of _ ; oil", "bread ; oil"),
        ("bread \u2022 _", "bread"),
        ("bread of the _", "bread"),
        ("oil of _ bread", "oil of bread"),
        ("oil of _) bread", "oil) bread"),
        ("bread of _. of", "bread. of"),
    ],
)
def test_what_a_gap_leaves_dangling_goes(text: str, left: str) -> None:
    """`bread and.` is a stump."""
    assert repair(sentence(text), []) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I quit my job to _ like my aunt.", "I quit my job like my aunt."),
        ("oil from the _ with bread", "oil with bread"),
        ("Ann, who _ in spring, bakes.", "Ann, in spring, bakes."),
        ("lamps (of _ in oil)", "lamps (in oil)"),
        ("oil and _ in bread", "oil and in bread"),
        ("oil is _ in bread", "oil is in bread"),
        ("oil of _ bread", "oil of bread"),
        ("oil of _, in bread", "oil, in bread"),
        ("bread to in oil _", "bread to in oil"),
    ],
)
def test_a_word_goes_that_needs_what_went(text: str, left: str) -> None:
    """`to become a baker like my aunt` must not leave `to like my aunt`."""
    assert repair(sentence(text), []) == left


@pytest.mark.parametrize("before", sorted(NEEDING))
@pytest.mark.parametrize("behind", ["in", "like", "and", "with", "where"])
def test_no_words_are_joined_into_nonsense(before: str, behind: str) -> None:
    """Whatever went, nobody reads `from with` or `the where`."""
    left = repair(sentence(f"oil {before} _ {behind} bread"), [])

    assert left == f"oil {behind} bread"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She is _ at _.", ""),
        ("She is _, and _.", ""),
        ("In 1999 _", ""),
        ("_ (3).", ""),
        ("the _.", ""),
        ("5th _", "5th"),
        ("B2B _", "B2B"),
        ("\u4e94 _", "\u4e94"),
        ("_", ""),
    ],
)
def test_a_sentence_that_says_nothing_more_goes(text: str, left: str) -> None:
    """Scaffolding alone would match people by how they write."""
    assert repair(sentence(text), []) == left


def test_what_is_said_to_go_goes() -> None:
    """Gaps and spans are dropped alike."""
    assert repair(tokenise("oil is bread"), [Span(1, 2)]) == "oil bread"


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_nothing_is_added(pieces: list[str]) -> None:
    """Every mark and word of what is left stood there before, in the same order."""
    tokens = sentence(" ".join([*pieces, "_"]))
    before = iter(tokens.lows)

    assert all(low in before for low in tokenise(repair(tokens, [])).lows if low != GAP)
