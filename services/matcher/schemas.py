"""What the matcher's routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.matcher.handlers import Matcher
from shared.events import Event
from shared.introduction_status import KnownIntroduction
from shared.messages import Reason, Underserved
from shared.round_gate import GateState, RoundGate
from shared.store import Document
from shared.web.problems import InvalidRequest
from shared.web.schemas import EventPath

_Wanted = TypeVar("_Wanted", bound=BaseModel)


class RoundPath(EventPath):
    """Names a round of an event."""

    round: str


class Nothing(BaseModel):
    """Has no fields."""

    model_config = ConfigDict(extra="forbid")


class ReleaseIn(BaseModel):
    """How a round is released: now, or at a time; and whether what repairs it later follows."""

    model_config = ConfigDict(extra="forbid")

    not_before: datetime | None = Field(default=None, description="when; now without one")
    repairs: bool = Field(default=False, description="let its repairs go out by themselves")


def read_exactly(wanted: type[_Wanted], given: Any) -> _Wanted:  # noqa: ANN401 - untrusted
    """Read what was sent; unknown fields are named, as they may be misspelt.

    Raises:
        InvalidRequest: something is unknown, or can't be used.
    """
    try:
        return wanted.model_validate(given)
    except ValidationError as error:
        raise InvalidRequest(error) from None


def read_body(wanted: type[_Wanted]) -> _Wanted:
    """Read a JSON body, or none, and refuse query parameters.

    Raises:
        InvalidRequest: something is unknown, or can't be used.
    """
    read_exactly(Nothing, request.args.to_dict())
    return read_exactly(wanted, request.get_json() if request.get_data() else {})


class GateOut(BaseModel):
    """Whether a round may be told."""

    state: GateState
    not_before: datetime | None = Field(default=None, description="when a planned one is released")
    repairs: bool = Field(default=False, description="whether its repairs go out by themselves")
    needed: list[str] = Field(default=[], description="what keeps it from being released, if any")

    @classmethod
    def of(cls, gate: RoundGate, needed: list[str]) -> GateOut:
        """Show what was decided about a round, and what could be."""
        release = gate.release
        return cls(
            state=gate.state,
            not_before=release.not_before if release and gate.state == "planned" else None,
            repairs=release.repairs if release else False,
            needed=[] if gate.state == "released" else needed,
        )


class RoundOut(BaseModel):
    """A round; its figures are there when it is finished, or why it failed."""

    round: str
    finished: bool
    failed: str = ""
    figures: dict[str, float] = {}
    underserved: list[Underserved] = []
    gate: GateOut

    @classmethod
    def of(cls, document: Document, gate: GateOut) -> RoundOut:
        """Show a round."""
        return cls(
            round=document["_id"],
            finished=not document["pending"],
            failed=document.get("failed", ""),
            figures=document.get("figures", {}),
            underserved=document.get("underserved", []),
            gate=gate,
        )


def show_round(matcher: Matcher, event: Event, document: Document) -> RoundOut:
    """Show a round as it is now."""
    needed = matcher.gate.needed(event, document)
    return RoundOut.of(document, GateOut.of(matcher.view.gate(document["_id"]), needed))


class RoundsOut(BaseModel):
    """A page of rounds."""

    rounds: list[RoundOut]
    next: str | None


class IntroductionOut(BaseModel):
    """Two attendees proposed to each other, and where that stands.

    `waits` for a release of its `round`, `released`, `standing` while both count on it;
    `too_little_known` is never told to anybody.
    """

    introduction: str
    round: str
    attendee_a: str
    attendee_b: str
    industry_a: str
    industry_b: str
    score: float
    common_ground: float
    help_a_to_b: float
    help_b_to_a: float
    reasons: list[Reason]
    last_resort: bool
    standing: bool
    waits: bool
    released: bool
    withdrawn: bool
    too_little_known: bool

    @classmethod
    def of(cls, known: KnownIntroduction) -> IntroductionOut:
        """Show an introduction."""
        status = known.status
        return cls(
            **dict(known.proposed),
            standing=status.standing,
            waits=status.waits,
            released=status.released,
            withdrawn=status.undone,
            too_little_known=status.scoreless,
        )


class IntroductionsOut(BaseModel):
    """A page of introductions."""

    introductions: list[IntroductionOut]
    next: str | None
