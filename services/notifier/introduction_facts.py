"""Where introductions stand, worked out from what the store holds of several topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from shared.introduction_status import KnownIntroduction
from shared.messages import IntroductionAnswered
from shared.round_gate import RoundGate
from shared.store import Document, Store

_ANSWER = IntroductionAnswered.__name__


@dataclass(frozen=True, slots=True)
class IntroductionFacts:
    """What was said about some introductions, in as many reads as there are topics.

    Attributes:
        gates: what was decided about rounds.
        told: introductions that somebody was told of.
        answers: what each side said, by introduction.
        absent: who is not attending, or hidden.
    """

    gates: Mapping[str, RoundGate]
    told: AbstractSet[str]
    answers: Mapping[str, Mapping[str, str]]
    absent: AbstractSet[str]

    @classmethod
    def about(cls, store: Store, introductions: Sequence[Document]) -> Self:
        """Read what is known about these introductions."""
        sides = {one[side] for one in introductions for side in ("attendee_a", "attendee_b")}
        named = [
            f"{one['_id']}/{one[side]}"
            for one in introductions
            for side in ("attendee_a", "attendee_b")
        ]
        return cls._of(
            store.get_many("rounds", {one["round"] for one in introductions}),
            store.get_many("told", named),
            store.get_many("answers", [f"{name}/{_ANSWER}" for name in named]),
            [*store.get_many("profiles", sides), *store.get_many("wishes", sides)],
        )

    @classmethod
    def at(cls, store: Store, event: str) -> Self:
        """Read what is known about all introductions of an event."""
        there = {"event": event}
        return cls._of(
            store.find("rounds", there),
            store.find("told", there),
            store.find("answers", there | {"kind": _ANSWER}),
            [*store.find("profiles", there), *store.find("wishes", there)],
        )

    @classmethod
    def _of(
        cls,
        rounds: Iterable[Document],
        told: Iterable[Document],
        answers: Iterable[Document],
        people: Iterable[Document],
    ) -> Self:
        said: dict[str, dict[str, str]] = defaultdict(dict)
        for answer in answers:
            said[answer["introduction"]][answer["attendee"]] = answer["answer"]
        return cls(
            gates={one["_id"]: RoundGate.of(one) for one in rounds},
            told={one["introduction"] for one in told},
            answers=said,
            absent={one["_id"] for one in people if not one.get("attending", True)}
            | {one["_id"] for one in people if one.get("hidden")},
        )

    def known(self, introduction: Document) -> KnownIntroduction:
        """Tell where one of them stands."""
        answers = self.answers.get(introduction["_id"], {}).values()
        said = {
            "told": introduction["_id"] in self.told,
            "accepted": "accept" in answers,
            "declined": "decline" in answers,
        }
        sides = {introduction["attendee_a"], introduction["attendee_b"]}
        gate = self.gates.get(introduction["round"])
        return KnownIntroduction.of(introduction | said, gate, absent=bool(sides & self.absent))

    def declined_by(self, introduction: str) -> frozenset[str]:
        """Tell who of the two said no."""
        answers = self.answers.get(introduction, {})
        return frozenset(who for who, answer in answers.items() if answer == "decline")
