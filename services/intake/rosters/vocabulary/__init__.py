"""The words that headers and cells are known by, one file a language, and how they are compared.

Somebody who speaks a language can review its file (`german.txt`, `japanese.txt`) without reading
Python; `english.txt` says what the sections mean.
"""

from services.intake.rosters.vocabulary.folding import folded_words
from services.intake.rosters.vocabulary.word_lists import listed, pattern_of, section_names

__all__ = ["folded_words", "listed", "pattern_of", "section_names"]
