"""Rosters of any size, of fictional people made from the sample's words; seeded."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator

from services import sample


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
