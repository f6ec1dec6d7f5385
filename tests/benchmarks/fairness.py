"""Compares how fairly ways to assign serve the people of one roster, from the same scores.

Usage: `python -m tests.benchmarks.fairness [--people N | --roster my-list.csv]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from services.insights.domain.figures import Figures, Member, Pair, take_figures
from services.insights.domain.seniority import seniority
from services.matcher.domain.scoring import POINTS
from shared.messages import ProfileStated
from tests.benchmarks.command import read_arguments
from tests.benchmarks.crowds import Crowd, Selected, crowd, crowd_of, select_anew
from tests.benchmarks.instances import Shares
from tests.benchmarks.peers import greedy, lists, mutual_lists
from tests.benchmarks.rosters import make_roster

Groups = Mapping[str, str]
Ways = Mapping[str, Shares]

ROWS: tuple[tuple[str, str, str], ...] = (
    ("introductions", "introductions", ",d"),
    ("at the minimum", "share_at_minimum", ".2%"),
    ("left with nothing", "without_introduction", "d"),
    ("total score, mean", "total_score_mean", ".3f"),
    ("total score, 5th percentile", "total_score_p5", ".3f"),
    ("total score, minimum", "total_score_min", ".3f"),
    ("total score, Gini", "total_score_gini", ".3f"),
    ("introductions, least", "exposure_least", "d"),
    ("introductions, largest", "exposure_largest", "d"),
    ("introductions, Gini", "exposure_gini", ".3f"),
)


def ways(selected: Selected) -> Ways:
    """Choose among the same candidates in each way."""
    instance = selected.instance()
    return {
        "ours": selected.served.chosen.astype(np.float64),
        "greedy": greedy(instance),
        "top lists": lists(instance),
        "mutual lists": mutual_lists(instance),
    }


def figures(selected: Selected, share: Shares, group: Groups) -> Figures:
    """Take the figures of a choice, their parity by any grouping of the people."""
    ids = [profile.attendee for profile in selected.known.profiles]
    least = selected.limits.minimum.tolist()
    members = {name: Member(wanted, group[name]) for name, wanted in zip(ids, least, strict=True)}
    edges, made = selected.served.edges, share == 1
    columns = (
        edges.a[made].tolist(),
        edges.b[made].tolist(),
        (edges.score[made] / POINTS).tolist(),
    )
    industry = {name: found[0] for name, found in selected.known.industries.items()}
    pairs = [
        Pair(ids[a], ids[b], score, industry[ids[a]], industry[ids[b]])
        for a, b, score in zip(*columns, strict=True)
    ]
    return take_figures(members, pairs)


def by_seniority(everyone: Crowd) -> Groups:
    """Group people by the seniority of their titles, which the matcher never saw."""
    return {one.attendee: f"title: {seniority(one.title)}" for one in everyone.contacts}


def by_words(everyone: Crowd) -> Groups:
    """Group people into quarters by how many words they state."""
    return _quarters(everyone, "words", lambda said: sum(len(text.split()) for text in said))


def by_phrases(everyone: Crowd) -> Groups:
    """Group people into quarters by how many phrases they state."""
    return _quarters(everyone, "phrases", len)


def _quarters(everyone: Crowd, unit: str, size: Callable[[list[str]], int]) -> Groups:
    """Group people by the quartiles of a size; equal ones stay together."""
    sizes = np.array([size(_said(profile)) for profile in everyone.profiles])
    bounds = np.unique(np.quantile(sizes, [0.25, 0.5, 0.75], method="higher"))
    quarter = np.searchsorted(bounds, sizes, side="right")
    name = {
        at: f"{unit}: {sizes[quarter == at].min()} to {sizes[quarter == at].max()}"
        for at in np.unique(quarter).tolist()
    }
    pairs = zip(everyone.profiles, quarter.tolist(), strict=True)
    return {profile.attendee: name[at] for profile, at in pairs}


def _said(profile: ProfileStated) -> list[str]:
    about = [profile.about] if profile.about else []
    return [*profile.interests, *profile.offers, *profile.needs, *about]


def print_fairness(selected: Selected, chosen: Ways, everyone: Crowd) -> None:
    """Print who gets how much, and how evenly, a way a column."""
    print(f"{'':28}" + "".join(f"{name:>16}" for name in chosen))
    group = by_seniority(everyone)
    taken = [figures(selected, share, group) for share in chosen.values()]
    for words, name, form in ROWS:
        print(f"{words:28}" + "".join(f"{format(getattr(one, name), form):>16}" for one in taken))


def print_parity(selected: Selected, chosen: Ways, group: Groups) -> None:
    """Print, a group a row, the mean number of introductions and the mean total score."""
    taken = [figures(selected, share, group).parity for share in chosen.values()]
    for name in sorted(taken[0], key=_by_number):
        cells = (f"{one[name].mean_introductions:8.2f} / {one[name].mean_total_score:5.3f}"
                 for one in taken)  # fmt: skip
        print(f"{f'{name} ({taken[0][name].people:,})':28}" + "".join(cells))


def _by_number(name: str) -> tuple[str, int, str]:
    kind, _, value = name.partition(": ")
    first = value.split()[0]
    return kind, int(first) if first.isdigit() else 0, value


def measure(title: str, everyone: Crowd) -> None:
    """Print how fair each way is, and whether it follows titles or the length of profiles."""
    selected = select_anew(everyone.known(everyone.profiles))
    chosen = ways(selected)
    print(f"\n{title}: {len(everyone.profiles):,} people, the same "
          f"{selected.served.edges.a.size:,} candidates and scores; each attendee's")  # fmt: skip
    print_fairness(selected, chosen, everyone)
    print("mean number of introductions / mean total score, by what must not matter:")
    for group in (by_seniority(everyone), by_words(everyone), by_phrases(everyone)):
        print_parity(selected, chosen, group)


def main() -> None:
    """Measure two made rosters, or a given one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000, help="of the made rosters")
    parser.add_argument("--roster", type=Path, help="a list instead of the made ones")
    given = read_arguments(parser, "--people", "60")
    if given.roster is not None:
        measure(given.roster.name, crowd_of(given.roster))
    else:
        measure("four phrases each", crowd(given.people))
        measure("the sample's answers, dealt anew", crowd(given.people, make_roster))
    print("\ntop lists: everybody is introduced to their best five, whoever that floods.")


if __name__ == "__main__":
    main()
