"""What each model takes, side by side: `embedding.py [--repeats N] [--cpu] [MODEL ...]`.

Each repeat measures every model once, so that what else the machine does hits all of them;
the medians are printed, and how much faster each is than the first one named. On a busy
machine, `--cpu` on one core (`taskset -c 0 …`) counts only the seconds that a model got.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from services.matcher.domain.ports import Embed
from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.embedding_cache import COLLECTIONS, CachedEmbed
from services.matcher.embedding.factory import choose_encoder
from services.offline.attendees import read_attendees
from shared.adapters.sqlite_store import SqliteStore
from tests.benchmarks.command import read_arguments
from tests.benchmarks.rosters import make_roster

Clock = Callable[[], float]

MODELS = ("minilm", "minilm-int8", "static")
PHRASES, BIOS, KNOWN = 1000, 80, 100_000
BIO_LENGTH = 600
_LOAD = """
import sys, time
start = time.perf_counter()
from services.matcher.embedding.factory import choose_encoder
encoder = choose_encoder(sys.argv[1])
encoder.encode(__import__("numpy").array(encoder.tokenize(["a text"])))
print(time.perf_counter() - start)
"""


def texts() -> tuple[list[str], list[str]]:
    """Take fictional phrases, and bios of `BIO_LENGTH` characters made from several."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        path.write_bytes(make_roster(2000))
        people = read_attendees(path).profiles
    said = {phrase for person in people for phrase in (*person.offers, *person.needs)}
    phrases = [f"{one}, {number}" for number, one in enumerate(sorted(said) * 9)][:PHRASES]
    told = sorted({person.about for person in people if person.about})
    pages = [" ".join(told[i:] + told[:i]) for i in range(len(told))]
    bios = [page[number * 7 :][:BIO_LENGTH] for number, page in enumerate(pages * 9)][:BIOS]
    return phrases, bios


def per_second(embed: Embed, some: Sequence[str], clock: Clock) -> float:
    """Embed texts, and tell how many a second."""
    started = clock()
    embed(some)
    return len(some) / (clock() - started)


def load_seconds(model: str) -> float:
    """Embed a first text in a process of its own, imports included."""
    command = [sys.executable, "-c", _LOAD, model]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)


def measure(models: Sequence[str], repeats: int, clock: Clock) -> None:
    """Print one row a model."""
    phrases, bios = texts()
    embeds = {model: SentenceEmbedder(choose_encoder(model)) for model in models}
    taken: dict[str, list[tuple[float, float, float]]] = {model: [] for model in models}
    for embed in embeds.values():
        embed(bios[:8])
    for _ in range(repeats):
        for model, embed in embeds.items():
            speeds = per_second(embed, phrases, clock), per_second(embed, bios, clock)
            taken[model].append((*speeds, load_seconds(model)))
    print(f"{'model':<14}{'phrases/s':>16}{'bios/s':>14}{'load s':>8}   (medians of {repeats})")
    first = [median(column) for column in zip(*taken[models[0]], strict=True)]
    for model, rows in taken.items():
        fast, long, load = (median(column) for column in zip(*rows, strict=True))
        print(f"{model:<14}{fast:>8.0f} ({fast / first[0]:4.1f}x)"
              f"{long:>6.0f} ({long / first[1]:4.1f}x){load:>8.2f}", flush=True)  # fmt: skip


def recall(known: int) -> None:
    """Print how long a store takes to give back what it knows."""
    said = [f"a phrase, {number}" for number in range(known)]
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "store.sqlite", COLLECTIONS)
        embed = CachedEmbed(SentenceEmbedder(choose_encoder("static")), store, "static")
        learnt, recalled = (timed(lambda: embed(said)) for _ in range(2))
        store.close()
    print(f"{known} vectors: {learnt:.1f} s to embed (static) and keep, {recalled:.1f} s to recall")


def timed(work: Callable[[], object]) -> float:
    """Tell how many seconds work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure the models, and then the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=MODELS)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--known", type=int, default=KNOWN, help="vectors to recall")
    parser.add_argument("--cpu", action="store_true", help="count the processor's seconds")
    options = read_arguments(parser, "static", "--repeats", "1", "--known", "200")
    clock = time.process_time if options.cpu else time.perf_counter
    measure(options.models, options.repeats, clock)
    recall(options.known)


if __name__ == "__main__":
    main()
