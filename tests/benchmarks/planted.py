"""Prints how well ways of scoring find the planted pairs, and whom they reward."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from services.matcher.domain.ports import Embed
from services.matcher.embedding.embedding_cache import COLLECTIONS, CachedEmbed
from services.matcher.main import build_embed
from tests.benchmarks.command import read_arguments
from tests.fakes import MemoryStore
from tests.planted.event import Planted, plant
from tests.planted.ways import WAYS, Made, assigned, by_rapport, listed, rapport_scores

KINDS = ("honest", "hub", "stuffer", "copier", "bland", "foreigner", "empty")
SEEDS = (1, 2, 3)
PAIRS = 52


def measured(event: Planted, embed: Embed) -> Iterator[tuple[str, Made]]:
    """Introduce the people of an event in every way, assigned and as lists."""
    yield "Rapport", by_rapport(event, embed)
    yield "Rapport, lists", listed(event, rapport_scores(event, embed), embed)
    for name, way in WAYS.items():
        score = way(event.profiles, embed)
        yield name, assigned(event, score, embed)
        yield f"{name}, lists", listed(event, score, embed)


def main() -> None:
    """Print a table an event: what each kind of person gets, as number / total score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs="+", type=int, default=SEEDS, help="an event each")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="planted in each")
    given = read_arguments(parser, "--seeds", "1", "--pairs", "20")
    embed = CachedEmbed(build_embed(), MemoryStore(COLLECTIONS), "default")
    for seed in given.seeds:
        event = plant(given.pairs, seed)
        print(f"planted event {seed}: {len(event.profiles)} people, {len(event.pairs)} pairs")
        print(f"  {'':22s} {'found':>7s}", "".join(f"{kind:>12s}" for kind in KINDS))
        for name, made in measured(event, embed):
            cells = "".join(f"{_gained(made, event.of(kind)):>12s}" for kind in KINDS)
            print(f"  {name:22s} {made.recall(event.pairs):7.0%} {cells}")


def _gained(made: Made, attendees: list[str]) -> str:
    return f"{made.exposure(attendees):.1f} / {made.total(attendees):.2f}"


if __name__ == "__main__":
    main()
