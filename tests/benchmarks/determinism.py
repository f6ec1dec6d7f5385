"""Shows that the same people get the same introductions, to the byte, in any order, on any threads.

Usage: `python -m tests.benchmarks.determinism [--people N | --roster my-list.csv]`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.command import read_arguments
from tests.benchmarks.rosters import make_roster

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_RUN = """
import os, sys
if int(sys.argv[1]) == 1:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from services.cli import main
main(sys.argv[2:])
"""


def matched(roster: Path, out: Path, threads: int) -> str:
    """Match a roster on one core or on all, and hash its `introductions.csv`."""
    environment: Mapping[str, str] = dict.fromkeys(_THREADS, str(threads))
    command = (sys.executable, "-c", _RUN, str(threads), "match", str(roster), "--out", str(out))
    subprocess.run(
        [*command, "--no-briefs"], env=os.environ | environment, check=True, capture_output=True
    )
    return hashlib.sha256((out / "introductions.csv").read_bytes()).hexdigest()


def shuffled(content: str, seed: int) -> str:
    """Shuffle the rows below the header; no cell may hold a line break."""
    header, *rows = content.splitlines(keepends=True)
    random.Random(seed).shuffle(rows)
    return header + "".join(rows)


def main() -> None:
    """Print a hash a way to run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000, help="of the made roster")
    given = read_arguments(parser, "--people", "60")
    content = make_roster(given.people).decode()
    ways = {
        "as listed, two threads": (content, 2),
        "as listed, one thread on one core": (content, 1),
        "rows shuffled, two threads": (shuffled(content, 1), 2),
        "rows shuffled again, one thread": (shuffled(content, 2), 1),
    }
    print(f"\n{given.people:,} people with bios, introductions.csv (SHA-256)")
    found = set()
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, (rows, threads)) in enumerate(ways.items()):
            roster = Path(folder) / "roster.csv"
            roster.write_text(rows, encoding="utf-8")
            found.add(made := matched(roster, Path(folder) / str(number), threads))
            print(f"{name:36}{made[:32]}…", flush=True)
    print("the same to the byte" if len(found) == 1 else f"DIFFERENT: {len(found)} results")
    sys.exit(len(found) > 1)


if __name__ == "__main__":
    main()
