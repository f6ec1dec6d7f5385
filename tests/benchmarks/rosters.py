"""Rosters of any size, of fictional people made from the sample's words; seeded."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from itertools import accumulate, product

from services.operations import sample

_PHRASE_COLUMNS = (
    "Name", "Email", "Company", "Job Title", "Industry",
    "Interests", "I can help with", "I need help with",
)  # fmt: skip
_THINGS = (
    "night buses", "church organs", "school kitchens", "old timetables", "allotments",
    "repair cafes", "ferry routes", "heat pumps", "balance sheets", "shift rotas",
    "folk tunes", "seed libraries", "customs papers", "wildlife cameras", "board games",
    "bread ovens", "lime mortar", "credit scores", "puppet shows", "bicycle repairs",
    "neighbourhood meetings", "apprenticeships", "privacy notices", "factory floors",
    "sleep sensors", "choir concerts", "stargazing evenings", "tide tables",
    "second-hand clothes", "aerial pictures of fields", "job adverts", "museum guides",
    "care homes", "shipping contracts", "tenant assemblies", "phone queues", "cheese exports",
    "toy safety", "village festivals", "climbing walls", "plant fibres", "drought maps",
    "solar roofs", "handwritten letters", "cattle sheds", "water meters", "charity shops",
    "film sets", "code reviews", "first lessons in physics",
)  # fmt: skip
_WHERE = (
    "", "in small towns", "on a tight budget", "by the sea", "with children", "in winter",
    "across borders", "at work", "after dark", "for newcomers", "in the mountains", "by volunteers",
    "in hospitals", "on the radio", "with neighbours", "in family firms", "for older people",
    "in three languages", "at weekends", "without machines",
)  # fmt: skip
_DEEDS = (
    "planning", "explaining", "mending", "filming", "pricing", "teaching", "measuring", "drawing",
    "funding", "writing about", "organising", "testing", "translating", "photographing",
)  # fmt: skip
_COMMON = 20
"""How far down the list a phrase is half as common as the first one."""


def sample_rows() -> list[dict[str, str]]:
    """Read the sample's rows."""
    return list(csv.DictReader(io.StringIO(sample.ROSTER.read_text(encoding="utf-8-sig"))))


def make_roster(size: int, seed: int = 1) -> bytes:
    """Write a roster: each person has one sample person's answers in each column.

    Args:
        size: people.
        seed: of the choices.

    Returns:
        CSV in UTF-8.
    """
    rows = sample_rows()
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(_people(rows, size, random.Random(seed)))
    return text.getvalue().encode()


def make_phrase_roster(size: int, seed: int = 1, *, phrases: int = 4_000) -> bytes:
    """Write a roster of people who say four things each and have no bio.

    Args:
        size: people; twenty to a company, which is in one industry.
        seed: of the choices.
        phrases: distinct ones in all; some are said by very many.

    Returns:
        CSV in UTF-8, with two interests, an offer and a need a row.
    """
    choose = random.Random(seed)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_PHRASE_COLUMNS)
    writer.writerows(_phrased_people(size, phrases, choose))
    return text.getvalue().encode()


def _phrased_people(size: int, phrases: int, choose: random.Random) -> Iterator[tuple[str, ...]]:
    rows = sample_rows()
    industries = sorted({row["Industry"] for row in rows if row["Industry"]})
    topics = [" ".join(parts).rstrip() for parts in product(_THINGS, _WHERE)]
    deeds = [" ".join(parts) for parts in product(_DEEDS, topics)]
    interests = _Pool(topics, phrases // 4, choose)
    offers, needs = (_Pool(deeds, phrases * 3 // 8, choose) for _ in range(2))
    for number in range(size):
        house = choose.randrange(max(2, size // 20))
        yield (
            f"{choose.choice(rows)['First Name']} {choose.choice(rows)['Last Name']}-{number}",
            f"person{number}@house{house}.example",
            f"House {house}",
            choose.choice(rows)["Job Title"],
            industries[house % len(industries)],
            f"{interests.draw()}; {interests.draw()}",
            offers.draw(),
            f"someone for {needs.draw()}",
        )


class _Pool:
    """Phrases, the first of them the most common."""

    def __init__(self, every: list[str], size: int, choose: random.Random) -> None:
        self._phrases = choose.sample(every, min(size, len(every)))
        self._weights = list(accumulate(1 / (_COMMON + at) for at in range(len(self._phrases))))
        self._choose = choose

    def draw(self) -> str:
        return self._choose.choices(self._phrases, cum_weights=self._weights)[0]


def _people(
    rows: list[dict[str, str]], size: int, choose: random.Random
) -> Iterator[dict[str, str]]:
    attending = [row for row in rows if row["Status"] == "Confirmed"]
    for number in range(size):
        person = {column: choose.choice(attending)[column] for column in rows[0]}
        person |= {
            "Email": f"person{number}@house{number % 997}.example",
            "Company": f"House {number % 997}",
            "Last Name": f"{person['Last Name']}-{number}",
            "Status": "Confirmed",
        }
        yield person
