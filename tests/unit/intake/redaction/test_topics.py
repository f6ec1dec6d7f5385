"""What titles are about is kept beside the text, but for what leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.redaction import mask, topics

LEAD = "Mira grows kelp on the west coast, mends nets and teaches divers to count urchins. "
NOBODY = {"name": "Mira Okonjo", "company": "Blue Heron Labs", "email": "mira.okonjo@heron.example"}
JUNIOR_TO_SENIOR = [
    ("Lecturer in marine biology", "Professor of marine biology"),
    ("marketing intern", "Chief Marketing Officer"),
    ("junior data engineer", "Head of Data"),
    ("Trainee, Rural Water", "Managing Director, Rural Water"),
    ("PhD student in seabird acoustics", "Dean of seabird acoustics"),
    ("software engineering intern", "VP of Software Engineering"),
    ("research assistant", "Distinguished Research Professor"),
    ("assistant marine biologist", "Chief Marine Biologist"),
]
TEMPLATES = (
    "{title} at Blue Heron Labs. I mend nets.",
    "Mira is a {title} and mends nets with children.",
    LEAD + "She was a {title} at sea for years.",
    LEAD + "Before that, {title} at Blue Heron Labs; now she sings.",
    "I was a baker, and CEO of a bakery by the sea, then a {title}, and later {title} again.",
    "Nets, boats and kelp, and above all the children of the coast, {title}.",
)


def retold(template: str, title: str) -> str:
    article = "an" if title[0].lower() in "aeiou" else "a"
    return template.replace("a {title}", f"{article} {{title}}").format(title=title)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("junior", "senior"), JUNIOR_TO_SENIOR)
def test_a_senior_title_changes_neither_text_nor_topics(
    junior: str, senior: str, template: str
) -> None:
    """The promise of title-blindness holds for what is found beside the text as well."""
    one, other = retold(template, junior), retold(template, senior)

    assert mask(one, **NOBODY) == mask(other, **NOBODY)
    assert list(map(str.lower, topics(one, **NOBODY))) == list(
        map(str.lower, topics(other, **NOBODY))
    )


@pytest.mark.parametrize("title", [title for pair in JUNIOR_TO_SENIOR for title in pair])
def test_nothing_of_a_title_stays_in_the_text(title: str) -> None:
    """Its field would say whose title it was."""
    assert mask(f"{LEAD}She is also a {title} at Blue Heron Labs.", **NOBODY) == mask(
        LEAD, **NOBODY
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LEAD + "She is a Lecturer in marine biology.", ("marine biology",)),
        (LEAD + "Head of space, and in 2019 CMO.", ("space",)),
        (LEAD + "Head of Kelp, later head of kelp.", ("kelp",)),
        (LEAD + "Head of Blue Heron Labs.", ()),
        (LEAD + "She sings.", ()),
        ("Lecturer in marine biology at sea.", ()),
        (LEAD + "A chief kelp officer.\nHead of space.", ("kelp", "space")),
        ("", ()),
    ],
)
def test_fields_are_found(text: str, found: tuple[str, ...]) -> None:
    """They are what somebody cares about, whatever the rank."""
    assert topics(text, **NOBODY) == found


@pytest.mark.parametrize(
    ("words", "found"), [(10, ()), (11, ()), (12, ("space",)), (13, ("space",))]
)
def test_the_first_dozen_words_lead(words: int, found: tuple[str, ...]) -> None:
    """There people write what they are; marks are no words."""
    text = "nets, - " * words

    assert topics(f"{text}as head of space") == found
    assert topics(f"{text.strip()}! I sing. As head of space") == (
        found or ("space",) * (words > 9)
    )


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("Mira Okonjo and " + "nets " * 9, ("space",)),
        ("Mira Okonjo and " + "nets " * 8, ()),
        ("Mira and " + "nets " * 9, ("space",)),
        ("Mira and " + "nets " * 8, ()),
        ("CEO of kelp; " + "nets " * 9, ("space",)),
        ("CEO of kelp; " + "nets " * 8, ()),
        ("CEO; " + "nets " * 9, ("space",)),
        ("CEO; " + "nets " * 8, ()),
    ],
)
def test_a_name_counts_as_two_words_and_a_title_as_three(
    before: str, found: tuple[str, ...]
) -> None:
    """A longer name or title in another's place must not move what leads."""
    assert topics(f"{before}as head of space", **NOBODY) == found


@given(st.sampled_from(TEMPLATES), st.sampled_from([t for pair in JUNIOR_TO_SENIOR for t in pair]))
def test_a_title_is_masked_once_and_for_all(template: str, title: str) -> None:
    """A masked bio holds no title any more, so it has no topics."""
    once = mask(retold(template, title), **NOBODY)

    assert mask(once, **NOBODY) == once
    assert topics(once, **NOBODY) == ()
