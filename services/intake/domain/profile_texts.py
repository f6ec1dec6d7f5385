"""What a profile says in words: masked, and cut to what a message may carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from services.intake.redaction import Mask
from services.intake.rosters import Person
from shared.languages import foreign_language

LONGEST_ABOUT = 5_000
LONGEST_PHRASE = 300
MOST_PHRASES = 100
_LONGEST_READ = 4 * LONGEST_ABOUT
_SENTENCE_ENDS = (". ", "! ", "? ", "\n")


class ProfileTexts(NamedTuple):
    """What a person says; in a profile without titles and identity."""

    interests: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    about: str
    industry: str

    @property
    def language(self) -> str:
        """Name the language that it is said in; empty for English, or where it can't be told."""
        return foreign_language((*self.interests, *self.offers, *self.needs, self.about))


MaskAll = Callable[[Sequence[Person]], Iterable[ProfileTexts]]
"""Masks people, in order; in other processes, perhaps."""


def mask_person(person: Person) -> ProfileTexts:
    """Mask everything that a profile shows of a person."""
    said = ProfileTexts(
        person.interests, person.offers, person.needs, person.about, person.industry
    )
    return mask_texts(said, name=person.name, company=person.company, email=person.email)


def mask_in_turn(people: Sequence[Person]) -> Iterable[ProfileTexts]:
    """Mask people one after the other."""
    return map(mask_person, people)


def mask_texts(said: ProfileTexts, *, name: str, company: str, email: str) -> ProfileTexts:
    """Mask what one person says.

    Args:
        said: as written; masking what was masked before changes nothing.
        name: that person's name.
        company: that person's company.
        email: that person's e-mail address.
    """
    mask = Mask(name=name, company=company, email=email)
    return ProfileTexts(
        interests=_phrases(mask.phrases(said.interests)),
        offers=_phrases(mask.phrases(said.offers)),
        needs=_phrases(mask.phrases(said.needs)),
        about=_cut(mask.text(said.about[:_LONGEST_READ]), LONGEST_ABOUT),
        industry=mask.text(said.industry),
    )


def _phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_cut(phrase, LONGEST_PHRASE) for phrase in phrases[:MOST_PHRASES])


def _cut(text: str, longest: int) -> str:
    """Cut a text to a length, at a sentence's end if there is one, else between words."""
    if len(text) <= longest:
        return text
    window = text[: longest + 1]
    end = max(window.rfind(mark) for mark in _SENTENCE_ENDS)
    if end > longest // 2:
        return window[: end + 1].rstrip()
    return window.rpartition(" ")[0][:longest].rstrip() or text[:longest]
