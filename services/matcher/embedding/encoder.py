"""What every model does, whatever it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from services.matcher.domain.ports import Floats, Longs

Tokens = Longs
"""(texts, length), token ids."""


class Encoder(Protocol):
    """A model: cuts texts into tokens, and turns token rows of one length into vectors."""

    @property
    def identity(self) -> str:
        """Name the model and its version: vectors compare only within one of them."""

    @property
    def threads(self) -> int:
        """Say how many batches may be encoded at once; 1 where the library uses all cores."""

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Cut each text into token ids, special ones included, as long as the model reads."""

    def encode(self, tokens: Tokens) -> Floats:
        """Turn (m, length) token ids, without padding, into (m, d) vectors."""
