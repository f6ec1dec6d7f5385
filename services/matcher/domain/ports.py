"""What the matcher's core asks of the world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]
Shorts = NDArray[np.int16]
Flags = NDArray[np.bool_]

Advance = Callable[[int], None]
"""Tells that so many more units of a stage are done."""

Stages = Callable[[str, int], AbstractContextManager[Advance]]
"""Opens a stage by its name and its number of units; it ends with the block."""


def unheard(_count: int) -> None:
    """Tell nobody how far a stage is."""


class Embed(Protocol):
    """Texts → (n, d) unit rows. Equal texts get equal rows, whatever stands beside them."""

    def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
        """Embed texts; `advance` is told how many are done."""
