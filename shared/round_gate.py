"""Whether a round may be told: what was decided about it, for every service that asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self, TypeVar

from shared.messages import RoundDropped, RoundHeld, RoundReleased
from shared.store import Document

GateState = Literal["waiting", "planned", "released", "held", "dropped"]
Decision = RoundReleased | RoundHeld | RoundDropped
_Said = TypeVar("_Said", RoundReleased, RoundHeld, RoundDropped)


@dataclass(frozen=True, slots=True)
class RoundGate:
    """The newest decision of each kind about a round; the newest of all counts.

    Newest is by the time that the decision names, so any order of arrival gives the same. Of
    two at one time, the one that stops more counts.
    """

    release: RoundReleased | None = None
    hold: RoundHeld | None = None
    drop: RoundDropped | None = None

    def after(self, said: Decision) -> RoundGate:
        """Take in a decision; a second time, or an older one, changes nothing."""
        match said:
            case RoundReleased():
                return replace(self, release=_newer(self.release, said))
            case RoundHeld():
                return replace(self, hold=_newer(self.hold, said))
            case RoundDropped():
                return replace(self, drop=_newer(self.drop, said))

    @property
    def newest(self) -> Decision | None:
        """Find the decision that counts; None while nothing was decided."""
        said = [one for one in (self.drop, self.hold, self.release) if one is not None]
        return max(said, key=lambda one: one.at, default=None)

    @property
    def state(self) -> GateState:
        """Tell whether the round waits, is planned, released, held or dropped."""
        match self.newest:
            case RoundReleased() as release:
                return "released" if release.is_effective else "planned"
            case RoundHeld():
                return "held"
            case RoundDropped():
                return "dropped"
            case None:
                return "waiting"

    def fields(self) -> Document:
        """Put it into a document."""
        return {
            name: None if said is None else said.model_dump(mode="json")
            for name, said in (("release", self.release), ("hold", self.hold), ("drop", self.drop))
        }

    @classmethod
    def of(cls, document: Document | None) -> Self:
        """Read it from a document that has the fields; of None, nothing was decided."""
        kept = document or {}
        return cls(
            release=_read(RoundReleased, kept.get("release")),
            hold=_read(RoundHeld, kept.get("hold")),
            drop=_read(RoundDropped, kept.get("drop")),
        )


def _read(kind: type[_Said], kept: Document | None) -> _Said | None:
    return None if kept is None else kind.model_validate(kept)


def _newer(known: _Said | None, said: _Said) -> _Said:
    """Choose the later; of two at one time any, but always the same."""
    if known is None:
        return said
    return max(known, said, key=lambda one: (one.at, one.model_dump_json()))
