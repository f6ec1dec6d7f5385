"""Fictional people and a stand-in for the language model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np

from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.ports import Doubles, Floats
from services.matcher.domain.scoring import Scorer
from shared.messages import ProfileStated

TOPICS = ("bees", "kilns", "sails", "looms", "tides", "clocks", "moss", "bells")


def embed(texts: Sequence[str]) -> Floats:
    """Give every word its own random direction, so that phrases sharing words are near."""
    rows = [sum(map(_direction, text.casefold().split())) for text in texts]
    found = np.array(rows, dtype=np.float32).reshape(len(texts), 48 if texts else 0)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


@cache
def _direction(word: str) -> Doubles:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(48)


def profile(attendee: str, **stated: object) -> ProfileStated:
    """State a profile at the fair."""
    fixed = {"event": "fair", "roster": "list", "attendee": attendee}
    return ProfileStated.model_validate({**fixed, **stated})


def crowd(number: int = 40) -> list[ProfileStated]:
    """Make people with two topics each, all of them also fond of craft."""
    return [
        profile(
            f"p{i:03d}",
            interests=(f"{TOPICS[i % 8]} craft", f"{TOPICS[(i * 3 + 1) % 8]} repair craft"),
        )
        for i in range(number)
    ]


def scorer_of(people: Sequence[ProfileStated]) -> Scorer:
    """Read profiles and embed their phrases."""
    corpus = read_corpus(people)
    return Scorer(corpus, embed(corpus.to_embed))
