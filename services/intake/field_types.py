"""What a field of a request may hold, and how it is tidied up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from services.intake.domain.event_settings import time_zones
from services.intake.rosters.cells import cell_parsers, phrases
from shared.messages import Format

MAX_PHRASES = 100
FIRST_YEAR, LAST_YEAR = 2000, 2199


def _of_our_times(moment: datetime) -> datetime:
    """Refuse what is a slip of the keyboard."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"choose a day between {FIRST_YEAR} and {LAST_YEAR}")
    return moment


def _time_zone(name: str) -> str:
    if name not in time_zones():
        raise ValueError("name a time zone by its place, such as Europe/Berlin, or UTC")
    return name


def _address(written: str) -> str:
    found = cell_parsers.addresses(written)
    if written.strip() and len(found) != 1:
        raise ValueError("write one address such as ada@example.org, or leave it empty")
    return found[0] if found else ""


def _phrases(written: Iterable[str]) -> tuple[str, ...]:
    return phrases.distinct(map(cell_parsers.text, written))


def _once(formats: tuple[Format, ...]) -> tuple[Format, ...]:
    return tuple(dict.fromkeys(formats))


_ONE_LINE = BeforeValidator(
    lambda value: cell_parsers.line(value) if isinstance(value, str) else value
)
Name = Annotated[str, Field(min_length=1, max_length=200), _ONE_LINE]
Moment = Annotated[datetime, AfterValidator(_of_our_times)]
Phrase = Annotated[str, Field(max_length=300)]
Phrases = Annotated[tuple[Phrase, ...], Field(max_length=MAX_PHRASES), AfterValidator(_phrases)]


Line100 = Annotated[str, Field(max_length=100), _ONE_LINE]
Line200 = Annotated[str, Field(max_length=200), _ONE_LINE]
Line300 = Annotated[str, Field(max_length=300), _ONE_LINE]
Line500 = Annotated[str, Field(max_length=500), _ONE_LINE]
Email = Annotated[str, Field(max_length=254), AfterValidator(_address)]
Paragraphs = Annotated[str, AfterValidator(cell_parsers.text), Field(max_length=1000)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Formats = Annotated[tuple[Format, ...], AfterValidator(_once)]
Bio = Annotated[str, AfterValidator(cell_parsers.text), Field(max_length=10_000)]
