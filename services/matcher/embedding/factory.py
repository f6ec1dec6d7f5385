"""Chooses a model by its name or folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from services.matcher.embedding.encoder import Encoder
from services.matcher.embedding.quantised import QuantisedMiniLM
from services.matcher.embedding.sentence_transformer import SentenceTransformerEncoder
from services.matcher.embedding.static import StaticEncoder
from shared.errors import RapportError

BUILT_IN: Final[Mapping[str, Callable[[], Encoder]]] = {
    "minilm-int8": QuantisedMiniLM,
    "minilm": SentenceTransformerEncoder,
    "static": StaticEncoder,
}
DEFAULT: Final = "minilm-int8"


class UnknownModel(RapportError):
    """What was named is neither a built-in model nor a folder with one."""


def choose_encoder(model: str = "") -> Encoder:
    """Choose a model; it is loaded when first needed.

    Args:
        model: a built-in name, or the folder of a saved sentence-transformers model; empty
            for the default.

    Raises:
        UnknownModel: it is neither; the text names the choices.
    """
    built_in = BUILT_IN.get(model or DEFAULT)
    if built_in is not None:
        return built_in()
    folder = Path(model)
    if not (folder / "modules.json").is_file():
        choices = ", ".join(BUILT_IN)
        raise UnknownModel(
            f"{model!r} is no model: name {choices}, or a folder with a sentence-transformers model"
        )
    return SentenceTransformerEncoder(folder)
