"""Does at set-up what no first round should wait for: compiles, and prepares the model."""

from __future__ import annotations

from itertools import cycle, islice

from services.matcher.domain.industries import INDUSTRIES, anchor_texts
from services.matcher.domain.round import Round, run_round
from services.matcher.main import build_embed
from shared.messages import ProfileStated
from shared.progress import silent

PEOPLE = 600
TOPICS = ("night trains", "bread ovens", "flood maps", "choir singing", "river swimming")


def main() -> None:
    """Prepare the default model, and run rounds small enough to take no time but compiling."""
    embed = build_embed()
    embed(anchor_texts())
    people = [_stranger(number) for number in range(PEOPLE)]
    early = Round("warm-up", "early", 5, 4, people[:-3])
    made = run_round(early, embed=embed, stages=silent).introductions
    arrivals = frozenset(person.attendee for person in people[-3:])
    late = Round("warm-up", "late", 5, 4, people, standing=made, arrivals=arrivals)
    run_round(late, embed=embed, stages=silent)


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
