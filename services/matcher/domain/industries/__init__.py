"""Industry labels and bios, resolved to one taxonomy."""

from services.matcher.domain.industries.resolver import Clues, IndustryResolver, Resolved
from services.matcher.domain.industries.taxonomy import INDUSTRIES, UNKNOWN

__all__ = ["INDUSTRIES", "UNKNOWN", "Clues", "IndustryResolver", "Resolved"]
