"""Every figure that the README claims, section by section: `make bench`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.benchmarks.command import TINY

Section = tuple[str, str, tuple[str, ...]]


def sections(*, full: bool, kills: int, roster: str) -> Iterator[Section]:
    """List the sections: title, module, arguments.

    Args:
        full: with 100,000 people, and slow peers for longer.
        kills: of the running service, in the main line.
        roster: a list to take beside the made ones; empty for none.
    """
    large = ("100000",) if full else ()
    limit = ("--limit", "600" if full else "30")
    growing = ("1000", "3000", "10000", *(("30000", *large) if full else ()))
    given = ("--roster", roster) if roster else ()
    yield "ASSIGNMENT", "assignment", (
        "--sizes", "60", "200", "1000", "10000", *large, *limit)  # fmt: skip
    yield "ASSIGNMENT, HARD INSTANCE", "assignment", (
        "--hard", "--sizes", "1000", "10000", *large, *limit)  # fmt: skip
    yield "FAIRNESS", "fairness", ()
    if roster:
        yield "FAIRNESS ON A LIST", "fairness", given
    yield "TITLES", "titles", (roster,) if roster else ()
    yield "PLANTED EVENT", "planted", ()
    yield "SCALE", "scale", ("--sizes", *growing, *limit)
    yield "LATE ARRIVALS", "late", ("--people", "1000", "10000", *large)
    yield "DETERMINISM", "determinism", ()
    yield "EMBEDDING", "embedding", ("--repeats", "1")
    yield "KAFKA", "kafka", ()
    yield "KAFKA, KILLS", "kafka_kills", ("--kills", str(kills))
    yield "LETTERS", "letters", ()
    yield "MAIN LINE", "main_line", ("--kills", str(kills), *given)


def run(section: Section) -> bool:
    """Run a section in a process of its own, and tell whether it succeeded."""
    title, module, arguments = section
    load = os.getloadavg()[0]
    print(f"\n=== {title} (python -m tests.benchmarks.{module} {' '.join(arguments)})")
    print(f"    {os.cpu_count()} cores; load before: {load:.1f}", flush=True)
    started = time.perf_counter()
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    ok = subprocess.run(command, check=False).returncode == 0
    print(f"    {'took' if ok else 'FAILED after'} {time.perf_counter() - started:.0f} s")
    return ok


def main() -> None:
    """Run every section, whatever becomes of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="100,000 people, too; over an hour")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--roster", default="", help="a list to measure beside the made ones")
    parser.add_argument("--only", nargs="+", default=(), help="these modules, such as planted")
    parser.add_argument(TINY, action="store_true", help="pass it on, to see that they run")
    given = parser.parse_args()
    every = sections(full=given.full, kills=given.kills, roster=given.roster)
    wanted = [one for one in every if one[1] in given.only or not given.only]
    more = (TINY,) if given.tiny else ()
    failed = [one[0] for one in wanted if not run((*one[:2], (*one[2], *more)))]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
