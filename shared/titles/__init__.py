"""Finds job titles in running text, and tells how high they stand. Pure, usable alone.

In goes a sentence as `Tokens` (of `tokenise(line).sentences()`); whatever was taken out of it
already, a person's name or a company, stands in it as a gap. Out come `Span`s: of `find`, every
title with all that belongs to it and the words that tie it to a person ("is currently a").
`fields` names what a title is about, and `repair` writes the sentence without the spans, and
without the stumps that they would leave:

    tokens = tokenise("She is Head of Kelp Farming at a lab, and sings.")
    titles = find(tokens)             # "is Head of Kelp Farming"
    repair(tokens, titles)            # "at a lab, and sings."
    list(fields(tokens, titles[0]))   # ["Kelp Farming"]

Three steps, each over spans. *Detect*: a noun of the lexicon that is a title where it stands, a
phrase, or anything at all that somebody is at a company that was taken out. *Expand*: to the
left over ranks, functions and the words up to what introduces the title; to the right over what
it is a title of. *Repair*. How far a title reaches depends on the words around it and never on
itself, so that one title in another's place leaves the same text.

`rank` tells how high a title stands; only figures after the fact may use it. The words of all
this lie in `lexicon/*.txt`, an entry a line.
"""

from __future__ import annotations

from shared.titles.detect import detect
from shared.titles.expand import expand
from shared.titles.fields import fields
from shared.titles.lexicon import TITLES
from shared.titles.ranking import Rank
from shared.titles.repair import repair
from shared.titles.seniority import rank
from shared.titles.tokens import GAP, Span, Tokens, tokenise

__all__ = [
    "GAP", "TITLES", "Rank", "Span", "Tokens",
    "fields", "find", "rank", "repair", "tokenise",
]  # fmt: skip


def find(tokens: Tokens) -> list[Span]:
    """Find every title of a sentence, with all that goes with it.

    Args:
        tokens: a sentence.

    Returns:
        Spans in order, none over another.
    """
    found = detect(tokens)
    return expand(tokens, found) if found else found
