"""The pages of briefs that a round without servers leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from services.notifier.domain.brief import write_brief
from services.notifier.domain.company import Facts
from services.notifier.domain.people import Person
from services.notifier.rendering import render_all
from services.offline.outputs import Outcome
from shared.messages import IntroductionProposed
from shared.progress import Stages

_BRIEF = re.compile(r"[0-9a-f-]{36}\.html")
_BATCH = 200
Pages = list[tuple[str, str]]


def write_briefs(outcome: Outcome, folder: Path, facts: Facts, stages: Stages) -> None:
    """Write a page of briefs for every attendee, and remove those of an earlier run.

    One thread writes files, for which it waits for the disk, while this one writes briefs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    people = outcome.people
    remove_briefs(folder, except_of=people)
    pages = _pages(people, outcome.result.introductions, facts)
    with stages("briefs", len(people)) as advance, ThreadPoolExecutor(1) as disk:
        written: Future[None] | None = None
        while batch := list(islice(pages, _BATCH)):
            if written is not None:
                written.result()
            written = disk.submit(_write, folder, batch)
            advance(len(batch))
        if written is not None:
            written.result()


def remove_briefs(folder: Path, except_of: Iterable[str] = ()) -> None:
    """Remove the pages of an earlier run.

    Args:
        folder: may be missing; what else is in it stays.
        except_of: ids of attendees, whose pages stay.
    """
    kept = frozenset(except_of)
    for old in folder.iterdir() if folder.is_dir() else ():
        if _BRIEF.fullmatch(old.name) and old.stem not in kept:
            old.unlink()


def _write(folder: Path, pages: Pages) -> None:
    for attendee, page in pages:
        (folder / f"{attendee}.html").write_text(page, encoding="utf-8")


def _pages(
    people: Mapping[str, Person], introductions: Iterable[IntroductionProposed], facts: Facts
) -> Iterator[tuple[str, str]]:
    mine: dict[str, list[IntroductionProposed]] = {attendee: [] for attendee in people}
    for made in introductions:
        mine[made.attendee_a].append(made)
        mine[made.attendee_b].append(made)
    return ((attendee, _page(people, attendee, made, facts)) for attendee, made in mine.items())


def _page(
    people: Mapping[str, Person], recipient: str, mine: list[IntroductionProposed], facts: Facts
) -> str:
    briefs = [
        write_brief(people[recipient], people[_counterpart(made, recipient)], made, facts, None)
        for made in sorted(mine, key=lambda m: (-m.score, m.introduction))
    ]
    return render_all(people[recipient].name, briefs)


def _counterpart(made: IntroductionProposed, recipient: str) -> str:
    return made.attendee_b if made.attendee_a == recipient else made.attendee_a
