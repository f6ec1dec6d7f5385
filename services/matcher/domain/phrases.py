"""Reads profiles as phrases, because people are compared phrase by phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from services.matcher.domain.ports import Integers, Longs
from shared.messages import ProfileStated

LONGEST_PHRASE = 280
"""Characters; what is longer says several things and is read sentence by sentence."""

MOST_PHRASES = 400
"""Phrases read per field and attendee, so that one pasted list can't fill the memory."""

FULL_TEXT_FROM = 200
"""Characters that someone has to say before it is read as one text, too: a short list says no
more together than its phrases do."""

_FULL_TEXT_AT_MOST = 2000  # characters; models read about half of that
_SHORTEST_SENTENCE = 25
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[\r\n]+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Incidence:
    """Which attendee states which phrase in a field of their profile.

    `owner` and `phrase` are (m,), positions of attendees and of texts, sorted by owner, then
    phrase, without repeats.
    """

    owner: Integers
    phrase: Integers


@dataclass(frozen=True)
class FullTexts:
    """What n attendees say, as one text for each representation of them.

    `texts` are sorted. `common_ground`, `offers` and `needs` are (n,), positions in `texts`;
    -1 for who says little there.
    """

    texts: tuple[str, ...]
    common_ground: Integers
    offers: Integers
    needs: Integers


@dataclass(frozen=True)
class Corpus:
    """What the n attendees of an event state, phrase by phrase.

    Positions follow the sorted attendee ids and the sorted texts, whatever order the
    profiles came in.
    """

    attendees: tuple[str, ...]
    texts: tuple[str, ...]
    interests: Incidence
    offers: Incidence
    needs: Incidence
    about: Incidence
    full_texts: FullTexts

    @property
    def everything(self) -> Incidence:
        """List who states which phrase, in whatever field; one stated twice is listed twice."""
        fields = (self.interests, self.offers, self.needs, self.about)
        return Incidence(
            np.concatenate([incidence.owner for incidence in fields]),
            np.concatenate([incidence.phrase for incidence in fields]),
        )

    @property
    def to_embed(self) -> tuple[str, ...]:
        """List the texts whose vectors a scorer asks for: phrases, then full texts."""
        return (*self.texts, *self.full_texts.texts)


def distinct(codes: Longs) -> Longs:
    """Sort (m,) numbers and drop repeats."""
    ordered = np.sort(codes)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def read_corpus(profiles: Iterable[ProfileStated]) -> Corpus:
    """Collect the unique phrases of an event and who states them.

    Args:
        profiles: in any order; the last one counts if an attendee comes twice.

    Returns:
        The corpus, by sorted attendee id and sorted text.
    """
    people = sorted({p.attendee: p for p in profiles}.values(), key=lambda p: p.attendee)
    stated = {
        "interests": [phrases_of(p.interests) for p in people],
        "offers": [phrases_of(p.offers) for p in people],
        "needs": [phrases_of(p.needs) for p in people],
        "about": [phrases_of(sentences_of(p.about)) for p in people],
    }
    texts = sorted({text for rows in stated.values() for row in rows for text in row})
    place = {text: i for i, text in enumerate(texts)}
    incidences = {field: _incidence(rows, place) for field, rows in stated.items()}
    ids = tuple(p.attendee for p in people)
    return Corpus(ids, tuple(texts), **incidences, full_texts=_read_full_texts(stated))


def _read_full_texts(stated: Mapping[str, Sequence[tuple[str, ...]]]) -> FullTexts:
    """Join what everyone says, in the order in which they say it."""
    fields_of = {
        "common_ground": ("interests", "offers", "needs", "about"),
        "offers": ("interests", "offers", "about"),
        "needs": ("needs",),
    }
    said = {
        represented: [
            _full_text(chain.from_iterable(parts))
            for parts in zip(*(stated[field] for field in fields), strict=True)
        ]
        for represented, fields in fields_of.items()
    }
    texts = sorted({text for column in said.values() for text in column} - {""})
    place = {text: i for i, text in enumerate(texts)} | {"": -1}
    places = {
        represented: np.array([place[text] for text in column], dtype=np.int32)
        for represented, column in said.items()
    }
    return FullTexts(tuple(texts), **places)


def _full_text(phrases: Iterable[str]) -> str:
    text = ". ".join(phrases)
    return text[:_FULL_TEXT_AT_MOST] if len(text) >= FULL_TEXT_FROM else ""


def phrases_of(stated: Iterable[str]) -> tuple[str, ...]:
    """Tidy what someone listed: no blanks, no repeats, nothing overlong.

    Args:
        stated: phrases as written.

    Returns:
        At most `MOST_PHRASES` phrases, in the order written.
    """
    kept: dict[str, str] = {}
    for phrase in stated:
        for text in _pieces(phrase):
            if len(kept) == MOST_PHRASES:
                return tuple(kept.values())
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


def sentences_of(prose: str) -> list[str]:
    """Split prose into sentences; what is too short to say anything joins the next.

    Args:
        prose: a bio or a long phrase.

    Returns:
        The sentences in order.
    """
    sentences: list[str] = []
    pending = ""
    for part in _SENTENCE_END.split(prose):
        pending = f"{pending} {part}".strip()
        if len(pending) >= _SHORTEST_SENTENCE:
            sentences.append(pending)
            pending = ""
    return [*sentences, pending] if pending else sentences


def _pieces(phrase: str) -> Iterator[str]:
    text = " ".join(phrase.split())
    parts = sentences_of(text) if len(text) > LONGEST_PHRASE else [text]
    for part in parts:
        yield from (piece for piece in _cut(part) if _WORD.search(piece))


def _cut(text: str) -> Iterator[str]:
    while len(text) > LONGEST_PHRASE:
        end = text.rfind(" ", 0, LONGEST_PHRASE)
        end = end if end > 0 else LONGEST_PHRASE
        yield text[:end]
        text = text[end:].lstrip()
    if text:
        yield text


def _incidence(rows: Sequence[tuple[str, ...]], place: dict[str, int]) -> Incidence:
    pairs = sorted((owner, place[text]) for owner, row in enumerate(rows) for text in row)
    flat = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return Incidence(np.ascontiguousarray(flat[:, 0]), np.ascontiguousarray(flat[:, 1]))
