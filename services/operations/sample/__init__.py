"""A fictional event with its roster and company facts, so that a newcomer sees Rapport at work."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

NAME: Final = "The Long Table"
VENUE: Final = "The Old Ropeworks, Quay Street, Alderhaven"

ORGANISER: Final = "The Long Table Guild"
EMAIL: Final = "hello@long-table.example"
IMPRINT: Final = "The Long Table Guild, 4 Quay Street, Alderhaven. Answers for it: Oda Fennimore"
PRIVACY_NOTICE: Final = "https://long-table.example/privacy"
TIME_ZONE: Final = "Europe/London"

ROSTER: Final[Traversable] = files(__name__) / "roster.csv"
FACTS: Final[Traversable] = files(__name__) / "facts.csv"
