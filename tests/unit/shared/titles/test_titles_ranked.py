"""How high a title stands is told from its noun and from what stands in front of it."""

from __future__ import annotations

import pytest

from shared.titles import Rank, rank


def assert_ranks(wanted: Rank | None, titles: str) -> None:
    assert {title: rank(title) for title in titles.split("; ")} == dict.fromkeys(
        titles.split("; "), wanted
    )


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Rank.EXECUTIVE, "president; President; presidents; mayor; chief"),
        (Rank.SENIOR, "director; judge; head"),
        (Rank.MID, "engineer; baker; bakers; clerk; seismologist"),
        (Rank.JUNIOR, "intern; trainee"),
        (Rank.STUDENT, "student; candidate"),
        (None, "kelp; kelp bread; "),
    ],
)
def test_by_its_noun(wanted: Rank | None, titles: str) -> None:
    """The lexicon says how high a noun stands."""
    assert_ranks(wanted, titles)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Rank.EXECUTIVE, "chief engineer; managing engineer; executive director; general baker"),
        (Rank.MID, "executive engineer; executive baker"),
        (Rank.SENIOR, "senior engineer; sr engineer; principal baker; senior assistant professor"),
        (Rank.SENIOR, "assistant president; associate president; deputy president"),
        (Rank.EXECUTIVE, "senior president; junior president"),
        (Rank.JUNIOR, "junior engineer; jr baker; trainee baker; graduate baker; entry baker"),
        (Rank.JUNIOR, "junior director; senior intern; principal trainee; junior intern"),
        (Rank.JUNIOR, "junior principal baker"),
    ],
)
def test_by_what_stands_in_front(wanted: Rank, titles: str) -> None:
    """`chief`, `senior`, `deputy` and `junior` move a noun up and down."""
    assert_ranks(wanted, titles)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Rank.MID, "executive assistant; senior assistant; chief secretary; assistant baker"),
        (Rank.JUNIOR, "research assistant; research secretary"),
        (Rank.STUDENT, "research student; chief student; research candidate; chief candidate"),
        (Rank.SENIOR, "research professor; associate professor; senior assistant manager"),
        (Rank.MID, "assistant professor; manager; research manager"),
        (Rank.JUNIOR, "assistant manager"),
        (Rank.SENIOR, "assistant director"),
    ],
)
def test_assistants_students_and_professors_have_scales_of_their_own(
    wanted: Rank, titles: str
) -> None:
    """An executive assistant is no executive."""
    assert_ranks(wanted, titles)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Rank.MID, "consultant to the president; baker of kelp; assistant to the director"),
        (Rank.EXECUTIVE, "baker, president; baker und president; president - baker; baker/chief"),
        (Rank.EXECUTIVE, "kelp baker & president of the bakers; president (baker)"),
        (Rank.SENIOR, "director of general kelp; senior kelp baker; kelp director bread"),
        (Rank.MID, "of baker; editor in chief"),
        (None, "kelp of bakers"),
    ],
)
def test_by_its_highest_part_and_not_by_whom_it_serves(wanted: Rank | None, titles: str) -> None:
    """A consultant to the president is none, and a baker and president is both."""
    assert_ranks(wanted, titles)
