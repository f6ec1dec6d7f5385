"""What the matcher's core asks of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from shared.progress import Advance, unheard

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Doubles = NDArray[np.float64]
Longs = NDArray[np.int64]
Shorts = NDArray[np.int16]
Flags = NDArray[np.bool_]


class Embed(Protocol):
    """Texts → (n, d) unit rows. Equal texts get equal rows, whatever stands beside them."""

    def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
        """Embed texts; `advance` is told how many are done."""
