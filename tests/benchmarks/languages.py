"""How many texts' languages are told: `python -m tests.benchmarks.languages`."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from shared.languages import ENGLISH, foreign_language
from tests.benchmarks.running import in_own_process
from tests.processes import peak_mb

TEXTS = Path(__file__).with_name("languages.txt")
TINY = 5


class Told(NamedTuple):
    """What became of some texts, in what time a text and with how much more memory."""

    outcomes: Counter[str]
    milliseconds: float
    megabytes: float


def read_texts() -> dict[str, list[tuple[str, str]]]:
    """Read the bundled texts, each behind its language, by section."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            language, _, text = line.partition(": ")
            section.append((language, text))
    return sections


def outcome(language: str, told: str) -> str:
    """Judge an answer; two languages joined by "or" are right if one of them is."""
    if language == ENGLISH:
        return "English called foreign" if told else "English left alone"
    if not told:
        return "silent"
    return "right" if language in told or told in language else "wrong"


def tell(texts: list[tuple[str, str]]) -> Told:
    """Tell the languages of texts, in a process that has told none."""
    before = peak_mb(os.getpid())
    foreign_language([texts[0][1]])
    began = time.perf_counter()
    told = [foreign_language([text]) for _, text in texts]
    took = time.perf_counter() - began
    outcomes = Counter(outcome(texts[at][0], one) for at, one in enumerate(told))
    return Told(outcomes, took / len(texts) * 1e3, peak_mb(os.getpid()) - before)


def main() -> None:
    """Print a line a section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiny", action="store_true", help=f"{TINY} texts a section")
    most = TINY if parser.parse_args().tiny else None
    for section, texts in read_texts().items():
        found = in_own_process(tell, texts[:most]).value
        counts = ", ".join(f"{number} {what}" for what, number in found.outcomes.most_common())
        print(f"{section}: {counts}; {found.milliseconds:.2f} ms a text, "
              f"{found.megabytes:.0f} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
