"""What a title is about is found beside it, whatever its rank."""

from __future__ import annotations

import pytest

from shared.titles import fields, find, tokenise


def fields_of(text: str) -> list[str]:
    tokens = tokenise(text)
    return [field for title in find(tokens) for field in fields(tokens, title)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Professor of marine biology", ["marine biology"]),
        ("Lecturer in marine biology", ["marine biology"]),
        ("VP, Growth Marketing", ["Growth Marketing"]),
        ("She is Head of Kelp Farming in Leeds.", ["Kelp Farming", "Leeds"]),
        ("Chief Happiness Officer", ["Happiness"]),
        ("lecturer in small-scale kelp farming", ["small-scale kelp farming"]),
        ("Head of Kelp - Lamps", ["Kelp", "Lamps"]),
        ("a computational biologist", ["computational biology"]),
        ("a biologist and roboticist", ["biology"]),
        ("a wildlife photographer", ["wildlife photography"]),
        ("a social geographer", ["social geography"]),
        ("a quantum physicist", ["quantum physics"]),
        ("Director of the Institute for Bread", ["Institute", "Bread"]),
        ("He works as a senior regional manager.", []),
        ("CEO", []),
        ("Head of X-rays", ["X-rays"]),
        ("Head of Kelp (9 Lamps)", ["Kelp", "Lamps"]),
        ("a marine biologist lead", ["marine biology"]),
    ],
)
def test_a_title_names_fields(text: str, wanted: list[str]) -> None:
    """`marine biology` is what somebody cares about; `senior` and `professor` are rank."""
    assert fields_of(text) == wanted
