"""The industries are reviewed as text files, so what is written there is what counts."""

from __future__ import annotations

from configparser import DuplicateSectionError
from importlib.resources import files

import pytest

from services.matcher.domain.industries import INDUSTRIES, anchor_texts
from services.matcher.domain.industries.classifier import anchors
from services.matcher.domain.industries.entry import Industry
from services.matcher.domain.industries.taxonomy import SECTORS, read_sector

BELLS = """
# Whoever reviews it may say why.
[Bell Founding]
description = Casting and tuning bells.
english =
    bells
    cast bronze = bells
other languages =
    Glocken
    鐘
bios =
    Tunes church bells.
"""


class TestSector:
    def test_is_read_as_written(self) -> None:
        """One line is one label, whatever stands in it."""
        [found] = read_sector(BELLS)

        assert found == Industry(
            name="Bell Founding",
            description="Casting and tuning bells.",
            aliases=("bells", "cast bronze = bells"),
            foreign=("Glocken", "鐘"),
            bios=("Tunes church bells.",),
        )
        assert found.english() == ("Bell Founding", "bells", "cast bronze = bells")
        assert found.labels() == (*found.english(), "Glocken", "鐘")
        assert found.sentences() == ("Casting and tuning bells.", "Tunes church bells.")

    def test_with_an_industry_twice_is_refused(self) -> None:
        """The second would replace the first in silence."""
        with pytest.raises(DuplicateSectionError):
            list(read_sector(BELLS + BELLS))

    def test_with_a_list_missing_is_refused(self) -> None:
        """A misspelt heading must not empty a list."""
        with pytest.raises(KeyError):
            list(read_sector(BELLS.replace("bios", "bio")))


class TestTaxonomy:
    def test_has_every_file_that_lies_beside_it(self) -> None:
        """A sector that somebody adds is read."""
        beside = files("services.matcher.domain.industries").iterdir()

        assert {file.name for file in beside if file.name.endswith(".txt")} == {
            f"{sector}.txt" for sector in SECTORS
        }

    def test_names_every_industry_once_and_leaves_no_list_empty(self) -> None:
        """Every industry is known by labels, by other languages and by bios."""
        names = [entry.name for entry in INDUSTRIES]

        assert len(set(names)) == len(names) > 40
        assert all(
            entry.description and entry.aliases and entry.foreign and entry.bios
            for entry in INDUSTRIES
        )

    def test_embeds_each_text_once(self) -> None:
        """Two industries may be described in the same words."""
        texts = anchor_texts()

        assert len({*texts}) == len(texts) > 1000


class TestAnchors:
    def test_are_sentences_and_the_aliases_that_bring_a_word(self) -> None:
        """A label made of known words teaches nothing, and embedding it is dear."""
        bells = Industry("Bells", "Casting bells.", ("church bells", "bell"), ("Glocken",), ())
        clocks = Industry("Clocks", "Making clocks.", ("church clocks",), (), ("Winds clocks.",))

        texts, owners = anchors([bells, clocks])

        assert texts == [
            "Bells", "church bells", "Casting bells.", "Clocks", "Making clocks.", "Winds clocks."
        ]  # fmt: skip
        assert owners == [0, 0, 0, 1, 1, 1]
