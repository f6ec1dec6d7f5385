"""Resolves what a roster says of an industry, and what it leaves unsaid, to the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from services.matcher.domain.industries.classifier import Classifier
from services.matcher.domain.industries.cues import by_bio, by_employer
from services.matcher.domain.industries.names import Names
from services.matcher.domain.industries.normalise import is_junk
from services.matcher.domain.industries.taxonomy import INDUSTRIES, UNKNOWN
from services.matcher.domain.ports import Embed, Floats

_LABEL_FLOOR: Final = 0.3
_BIO_FLOOR: Final = 0.45
_BIO_LEAD: Final = 0.15
_HINT_BONUS: Final = 0.5
_CUE_BONUS: Final = 0.2
_CUES_COUNTED: Final = 3
_OPENING: Final = 400  # characters of a bio: it opens with what one does, and then looks back
_PAST: Final = re.compile(
    r"\b(?:graduat|prior to|previously|formerly|alum|bachelor|degree|began (?:his|her|their))",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_DIGITS: Final = 3  # float noise of batch shapes stays below


@dataclass(frozen=True, slots=True)
class Resolved:
    """An industry of the taxonomy, or UNKNOWN, and how sure that is, in [0, 1]."""

    industry: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a person's industry: `label` as written, the rest where it is silent."""

    label: str
    employer_hint: str
    about: str
    interests: tuple[str, ...]


_SILENT: Final = Resolved(UNKNOWN, 0.0)


class IndustryResolver:
    """Resolves labels and bios; learns the taxonomy once, when something is not a known name."""

    def __init__(self, embed: Embed) -> None:
        self._names = _every_name()
        self._classifier = Classifier(embed, INDUSTRIES)
        self._order = {entry.name: number for number, entry in enumerate(INDUSTRIES)}

    def resolve_labels(self, labels: Sequence[str]) -> list[Resolved]:
        """Resolve free-text labels; each distinct label is looked at once.

        Args:
            labels: as written, in any language and number.

        Returns:
            One result a label, in order; the same for a label wherever it stands.
        """
        distinct = sorted(set(labels))
        known = {label: self._by_name(label) for label in distinct}
        unnamed = [label for label in distinct if known[label] is None]
        if unnamed:
            scores = self._classifier.scores(unnamed)
            known |= dict(zip(unnamed, map(_best_of_label, scores), strict=True))
        return [known[label] or _SILENT for label in labels]

    def resolve(self, clues: Sequence[Clues]) -> list[Resolved]:
        """Resolve people: by their label, or where that is silent or unsure, by the rest.

        Args:
            clues: one a person.

        Returns:
            One result a person, in order.
        """
        resolved = self.resolve_labels([clue.label for clue in clues])
        silent = [i for i, found in enumerate(resolved) if found.industry == UNKNOWN]
        for i, found in zip(silent, self._by_rest([clues[i] for i in silent]), strict=True):
            resolved[i] = found
        return resolved

    def _by_name(self, label: str) -> Resolved | None:
        if is_junk(label):
            return _SILENT
        ways = (
            (self._names.find, 1.0),
            (self._names.find_part, 0.9),
            (self._names.find_trade, 0.8),
        )
        found = ((find(label), confidence) for find, confidence in ways)
        return next((Resolved(name, confidence) for name, confidence in found if name), None)

    def _by_rest(self, clues: Sequence[Clues]) -> list[Resolved]:
        openings = {clue.about: _opening(clue.about) for clue in clues if clue.about.strip()}
        sentences = sorted({sentence for found in openings.values() for sentence in found})
        meanings = (
            dict(zip(sentences, self._classifier.meanings(sentences), strict=True))
            if sentences
            else {}
        )
        return [self._weigh(clue, openings.get(clue.about, []), meanings) for clue in clues]

    def _weigh(
        self, clue: Clues, sentences: Sequence[str], meanings: Mapping[str, Floats]
    ) -> Resolved:
        """Add up what the sentences mean, the words in them and the employer's words."""
        nothing = [np.zeros(len(INDUSTRIES), np.float32)]
        scores = np.mean([meanings[sentence] for sentence in sentences] or nothing, axis=0)
        for industry, count in by_bio(" ".join(sentences)).items():
            scores[self._order[industry]] += _CUE_BONUS * min(count, _CUES_COUNTED)
        employer = by_employer(clue.employer_hint)
        if employer:
            scores[self._order[employer]] += _HINT_BONUS
        first, second = (round(float(score), _DIGITS) for score in np.sort(scores)[:-3:-1])
        if first < _BIO_FLOOR or first - second < _BIO_LEAD:
            return _SILENT
        return Resolved(INDUSTRIES[int(scores.argmax())].name, min(1.0, first))


@cache
def _every_name() -> Names:
    return Names(INDUSTRIES)


def _best_of_label(scores: Floats) -> Resolved:
    best = int(scores.round(_DIGITS).argmax())
    confidence = min(1.0, round(float(scores[best]), _DIGITS))
    return Resolved(INDUSTRIES[best].name, confidence) if confidence >= _LABEL_FLOOR else _SILENT


def _opening(about: str) -> list[str]:
    sentences = [part for part in _SENTENCE_END.split(about[:_OPENING].strip()) if part]
    return [part for part in sentences if not _PAST.search(part)] or sentences
