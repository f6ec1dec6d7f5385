"""Industry labels and bios, resolved to one taxonomy."""

from services.matcher.domain.industries.classifier import anchors
from services.matcher.domain.industries.resolver import Clues, IndustryResolver, Resolved
from services.matcher.domain.industries.taxonomy import INDUSTRIES, UNKNOWN

__all__ = ["INDUSTRIES", "UNKNOWN", "Clues", "IndustryResolver", "Resolved", "anchor_texts"]


def anchor_texts() -> tuple[str, ...]:
    """List, each once, the texts that every run embeds to know the industries by."""
    return tuple(dict.fromkeys(anchors(INDUSTRIES)[0]))
