"""The industries between which introductions are made, at the level an organiser thinks in."""

from __future__ import annotations

from typing import Final

from services.matcher.domain.industries import (
    sector_business,
    sector_consumer,
    sector_industry,
    sector_public,
    sector_technology,
)
from services.matcher.domain.industries.entry import Industry

UNKNOWN: Final = "Unknown"

INDUSTRIES: Final[tuple[Industry, ...]] = (
    *sector_technology.INDUSTRIES,
    *sector_business.INDUSTRIES,
    *sector_public.INDUSTRIES,
    *sector_industry.INDUSTRIES,
    *sector_consumer.INDUSTRIES,
)
