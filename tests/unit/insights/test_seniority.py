"""Seniority is read from titles after the fact, for parity figures alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.insights.domain.seniority import seniority
from shared.titles import TITLES


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("CEO", "executive"),
        ("Founder & Software Engineer", "executive"),
        ("Vice President of Operations and Chief of Staff", "executive"),
        ("Geschäftsführerin", "executive"),
        ("Executive Director, Wetlands", "executive"),
        ("Head of Data Platform", "senior"),
        ("Head (Growth)", "senior"),
        ("Assistant Vice President", "senior"),
        ("Senior Assistant Director", "senior"),
        ("Directora de ventas", "senior"),
        ("Data Engineer", "mid"),
        ("Consultant to the CEO", "mid"),
        ("Assistant Professor", "mid"),
        ("Junior Analyst", "junior"),
        ("Research Assistant", "junior"),
        ("Praktikantin", "junior"),
        ("PhD student", "student"),
        ("", "unknown"),
        ("gardening", "unknown"),
    ],
)
def test_a_title_has_the_level_of_its_highest_part(title: str, level: str) -> None:
    """The organiser sees whether introductions were spread evenly over levels."""
    assert seniority(title) == level


@given(st.sampled_from(sorted(TITLES)))
def test_every_title_of_the_lexicon_has_a_level(title: str) -> None:
    """A title that is masked but has no level would be missing from the figures."""
    assert seniority(title.upper()) != "unknown"


@given(st.text(max_size=40))
def test_any_text_has_some_level(title: str) -> None:
    """A title column holds anything."""
    assert seniority(title) in {"executive", "senior", "mid", "junior", "student", "unknown"}
