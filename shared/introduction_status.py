"""Where an introduction stands: one rule for every service that keeps introductions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from shared.messages import IntroductionProposed
from shared.round_gate import RoundGate
from shared.store import Document

UNSAID: Document = {
    "withdrawn": False,
    "final": False,
    "told": False,
    "accepted": False,
    "declined": False,
}
"""What a document says of an introduction that nothing was said of yet."""


@dataclass(frozen=True, slots=True)
class IntroductionStatus:
    """What is known of an introduction, and what follows from it.

    It is a pure function of facts from several topics, which arrive in any order. So a service
    keeps, in the introduction's own document, what is said of the introduction alone (`UNSAID`
    lists the fields), and asks `of` together with the rest: what was decided about the round
    that proposed it last, and who is absent.

    Attributes:
        withdrawn: it was taken back, and not proposed again since.
        final: and that ends it whoever was told of it.
        told: a brief or a letter names it, or somebody answered.
        released: told, or its round is, and something is known that the two share.
        dropped: its round is not to be told.
        accepted: one of the two said yes.
        declined: one of the two says no.
        absent: one of the two is not attending, or hidden. Who is erased has no introductions.
        scoreless: too little is known to tell why the two should meet: shown at the gate alone.
    """

    withdrawn: bool = False
    final: bool = False
    told: bool = False
    released: bool = False
    dropped: bool = False
    accepted: bool = False
    declined: bool = False
    absent: bool = False
    scoreless: bool = False

    @property
    def undone(self) -> bool:
        """Tell whether it was taken back for good; of what was told only a final word does it."""
        return self.withdrawn and (self.final or not self.told)

    @property
    def standing(self) -> bool:
        """Tell whether both count on it: caps and figures count it, later rounds keep it."""
        return self.released and not (self.undone or self.declined or self.absent)

    @property
    def waits(self) -> bool:
        """Tell whether the gate shows it: a release of its round would tell the two."""
        return not (self.released or self.dropped or self.withdrawn or self.absent)

    @property
    def movable(self) -> bool:
        """Tell whether a later round may keep it or not."""
        return self.waits and not self.scoreless

    @property
    def revocable(self) -> bool:
        """Tell whether it ends where a later round doesn't propose it."""
        return not (self.released or self.withdrawn)

    @property
    def used(self) -> bool:
        """Tell whether it counts among all that were ever released to the two."""
        return self.told or (self.released and not self.withdrawn)

    @classmethod
    def of(cls, document: Document, gate: RoundGate | None = None, *, absent: bool = False) -> Self:
        """Work out where an introduction stands.

        Args:
            document: the proposal's fields, and those of `UNSAID`.
            gate: of the round that the document names; None where nothing was decided.
            absent: whether one of the two is not attending, or hidden.
        """
        state = "waiting" if gate is None else gate.state
        said = {name: bool(document.get(name, missing)) for name, missing in UNSAID.items()}
        told = said["told"] or said["accepted"] or said["declined"]
        scoreless = document.get("score") == 0.0
        return cls(
            **said | {"told": told},
            released=told or (state == "released" and not scoreless),
            dropped=state == "dropped" and not told,
            absent=absent,
            scoreless=scoreless,
        )


@dataclass(frozen=True, slots=True)
class KnownIntroduction:
    """An introduction as it was proposed, and where it stands."""

    proposed: IntroductionProposed
    status: IntroductionStatus

    @classmethod
    def of(cls, document: Document, gate: RoundGate | None = None, *, absent: bool = False) -> Self:
        """Read it from a document; `IntroductionStatus.of` says what of."""
        status = IntroductionStatus.of(document, gate, absent=absent)
        return cls(IntroductionProposed.model_validate(document), status)
