"""Where an introduction stands: one rule for every service that keeps introductions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from shared.messages import IntroductionProposed
from shared.store import Document


@dataclass(frozen=True, slots=True)
class IntroductionStatus:
    """What was said of an introduction, and what follows from it.

    A service gives what it hears of: one that does not sort by answers says nothing of them.

    Attributes:
        withdrawn: a later round took it back.
        delivered: one of the two has the brief, which is never undone.
        accepted: one of the two said yes.
        declined: one of the two says no.
    """

    withdrawn: bool = False
    delivered: bool = False
    accepted: bool = False
    declined: bool = False

    @property
    def standing(self) -> bool:
        """Tell whether it is an introduction still; what somebody has read is not taken back."""
        return self.delivered or not self.withdrawn

    @property
    def fixed(self) -> bool:
        """Tell whether every later round keeps it."""
        return self.standing and not self.declined and (self.delivered or self.accepted)

    @property
    def movable(self) -> bool:
        """Tell whether a later round may keep it or not."""
        return self.standing and not self.declined and not self.fixed

    @property
    def revocable(self) -> bool:
        """Tell whether it ends where a later round doesn't propose it."""
        return self.standing and not self.delivered

    def fields(self) -> Document:
        """Put it into a document: what was said, and what a store is asked for."""
        return {
            "withdrawn": self.withdrawn,
            "delivered": self.delivered,
            "declined": self.declined,
            "fixed": self.fixed,
            "standing": self.standing,
        }

    @classmethod
    def of(cls, document: Document) -> Self:
        """Read it from a document: all of `fields`, or `withdrawn` and `standing` alone.

        An acceptance is only known by what it fixed, and a delivery may be by what it kept.
        """
        withdrawn, standing = document["withdrawn"], document["standing"]
        return cls(
            withdrawn,
            delivered=bool(document.get("delivered", withdrawn and standing)),
            accepted=document.get("fixed", False),
            declined=document.get("declined", False),
        )


@dataclass(frozen=True, slots=True)
class KnownIntroduction:
    """An introduction as it was proposed, and where it stands."""

    proposed: IntroductionProposed
    status: IntroductionStatus

    @classmethod
    def of(cls, document: Document) -> Self:
        """Read it from a document that has the fields of both."""
        return cls(IntroductionProposed.model_validate(document), IntroductionStatus.of(document))
