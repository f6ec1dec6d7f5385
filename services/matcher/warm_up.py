"""Does at set-up what no first round should wait for: compiles, and prepares the model."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import cycle, islice

import numpy as np

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.industries import INDUSTRIES, anchor_texts
from services.matcher.domain.round import Round, run_round
from services.matcher.main import build_embed
from shared.messages import ProfileStated
from shared.progress import Advance, Stages, silent

PEOPLE = 600
TOPICS = ("night trains", "bread ovens", "flood maps", "choir singing", "river swimming")


def main() -> None:
    """Prepare the default model, and run rounds small enough to take no time but compiling.

    The assignment, about half of what is compiled, is so on another core meanwhile.
    """
    with ProcessPoolExecutor(max_workers=1) as beside:
        assigned = beside.submit(compile_assignment)

        def stages(name: str, total: int) -> AbstractContextManager[Advance]:
            if name == "assignment":
                assigned.result()
            return silent(name, total)

        _run_rounds(stages)


def compile_assignment() -> None:
    """Have every loop of the assignment compiled, and kept where other processes find it."""
    people = 12
    a, b = (side.astype(np.int32) for side in np.triu_indices(people, 1))
    edges = Edges(a, b, (7 * a + 3 * b) % np.int32(50))
    capacity, minimum = np.full(people, 3, np.int32), np.full(people, 2, np.int32)
    assign(edges, capacity=capacity, minimum=minimum, kept=np.zeros(a.size, np.bool_))


def _run_rounds(stages: Stages) -> None:
    embed = build_embed()
    embed(anchor_texts())
    people = [_stranger(number) for number in range(PEOPLE)]
    early = Round("warm-up", "early", 5, 4, people[:-3])
    made = run_round(early, embed=embed, stages=stages).introductions
    arrivals = frozenset(person.attendee for person in people[-3:])
    late = Round("warm-up", "late", 5, 4, people, standing=made, arrivals=arrivals)
    run_round(late, embed=embed, stages=stages)


def _stranger(number: int) -> ProfileStated:
    first, second, third = islice(cycle(TOPICS), number, number + 3)
    return ProfileStated(
        event="warm-up",
        roster="warm-up",
        attendee=f"stranger-{number:03}",
        industry=INDUSTRIES[number % 7].name,
        interests=(first, second),
        offers=(f"advice on {second}",),
        needs=(f"help with {third}",) if number % 3 else (),
        capacity=number % 5 + 1,
    )


if __name__ == "__main__":
    main()
