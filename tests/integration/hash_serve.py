"""Runs all workers in a process of their own, with a model made of hashes, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from services.operations.composition import build_embedded
from shared.process import Runner
from tests.fakes import HashEmbed

if __name__ == "__main__":
    embedded = build_embedded(data_dir=Path(sys.argv[1]), embed=HashEmbed())
    runner = Runner()
    runner.follow(embedded.services, embedded.log)
    runner.wait()
