"""Measures fitting late arrivals in: how fast, how good, and how much else it moves.

Usage: `python -m tests.benchmarks.late [--people N ...]`.
"""

from __future__ import annotations

import argparse
import gc
from typing import NamedTuple

import numpy as np

from services.matcher.domain.proposals import propose
from services.matcher.domain.selection import Pairing, Selection, Selector
from shared.messages import IntroductionProposed, ProfileStated
from shared.progress import silent
from tests.benchmarks.command import read_arguments
from tests.benchmarks.crowds import REHEARSED, Crowd, Lap, Selected, crowd, select_anew
from tests.benchmarks.running import in_own_process

LATE = 100
"""One in so many people arrives late."""

DELIVERED = 10
"""One in so many introductions has been delivered, and is kept."""

Made = tuple[IntroductionProposed, ...]


class Fitted(NamedTuple):
    """What fitting the late arrivals in took, and what became of everybody."""

    reading_s: float
    fitting_s: float
    anew_s: float
    of_anew: float
    others_stay: float
    kept: int
    kept_stay: int
    below: int
    below_anew: int
    new_introductions: float


def fit_in(everyone: Crowd) -> Fitted:
    """Match all but the last, then fit these in, then match everybody anew to compare."""
    if len(everyone.profiles) > REHEARSED:
        fit_in(everyone.first(REHEARSED))
    made = _first_round(everyone)
    gc.freeze()  # as the command does: nobody looks for cycles among the profiles
    lap = Lap()
    known = everyone.known(everyone.profiles)
    reading_s = lap()
    kept = Pairing.of(known, made[::DELIVERED])
    standing = Pairing.of(known, [one for at, one in enumerate(made) if at % DELIVERED])
    late = [known.place[profile.attendee] for profile in _latecomers(everyone)]
    arrivals = np.array(sorted(late), dtype=np.int32)
    lap()
    anew = select_anew(known, kept)
    anew_s = lap()
    selector = Selector(known, anew.limits, kept, silent)
    served = selector.serve_minimum(selector.onto(standing, arrivals))
    fitting_s = lap()
    after = set(served.pairs().codes(len(known.profiles)).tolist())
    return Fitted(
        reading_s,
        fitting_s,
        anew_s,
        served.total() / anew.served.total(),
        *_staying(standing, kept, after, len(known.profiles)),
        _below(anew, served),
        _below(anew, anew.served),
        float(served.pairs().degree(len(known.profiles))[arrivals].mean()),
    )


def _latecomers(everyone: Crowd) -> tuple[ProfileStated, ...]:
    return everyone.profiles[-(len(everyone.profiles) // LATE) :]


def _first_round(everyone: Crowd) -> Made:
    early = everyone.profiles[: -len(_latecomers(everyone))]
    known = everyone.known(early)
    served = select_anew(known).served.pairs()
    return propose(known, ("offline", "first"), served, {}, lambda _: None)


def _staying(
    standing: Pairing, kept: Pairing, after: set[int], people: int
) -> tuple[float, int, int]:
    """Tell which share of the standing stays, how many are kept, how many of these stay."""
    stays = [code in after for code in standing.codes(people).tolist()]
    held = [code in after for code in kept.codes(people).tolist()]
    return float(np.mean(stays)), len(held), sum(held)


def _below(selected: Selected, served: Selection) -> int:
    degree = served.pairs().degree(len(selected.known.profiles))
    return int((degree < selected.limits.minimum).sum())


def main() -> None:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", nargs="+", type=int, default=[10_000])
    given = read_arguments(parser, "--people", "100")
    print("\n1 % of the people arrive after the round; a tenth of its introductions are delivered")
    print(f"{'people':>8}{'late':>7}{'read, s':>9}{'fit in, s':>11}{'anew, s':>9}"
          f"{'score of anew':>15}{'others stay':>13}{'delivered stay':>18}{'below':>7}"
          f"{'anew':>6}{'each late gets':>16}")  # fmt: skip
    for people in given.people:
        found = in_own_process(fit_in, crowd(people)).value
        stay = f"{found.kept_stay:,} of {found.kept:,}"
        print(f"{people:>8,}{people // LATE:>7,}{found.reading_s:>9.2f}{found.fitting_s:>11.2f}"
              f"{found.anew_s:>9.2f}{found.of_anew:>15.2%}{found.others_stay:>13.2%}{stay:>18}"
              f"{found.below:>7}{found.below_anew:>6}{found.new_introductions:>16.2f}",
              flush=True)  # fmt: skip
    print("read: who says what, industries, scores (vectors known); anew: everybody matched again,")
    print("with the same delivered ones kept; below: the minimum, after fitting in and after anew.")


if __name__ == "__main__":
    main()
