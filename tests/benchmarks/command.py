"""The command line of every benchmark: `python -m tests.benchmarks.NAME --tiny` takes seconds.

What is measured so means nothing; it shows that the benchmark runs. `tests/integration` runs
every module of this folder so that ends with `if __name__ == "__main__":`. A new one reads its
arguments here and says which ones stand for `--tiny`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

TINY = "--tiny"
PLANTED = Path(__file__).parents[1] / "planted"
"""Fictional files, small enough for `--tiny`."""


def read_arguments(parser: ArgumentParser, *tiny: str) -> Namespace:
    """Read the arguments that this process was given.

    Args:
        parser: knows all of them, but `--tiny`.
        tiny: the arguments for which `--tiny` stands; they win over others.
    """
    parser.add_argument(TINY, action="store_true", help=f"stands for: {' '.join(tiny)}")
    given = sys.argv[1:]
    return parser.parse_args([*given, *tiny] if TINY in given else given)
