"""The notifier over HTTP: briefs and answers."""

from __future__ import annotations

from typing import Literal

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from services.notifier.domain.brief import Brief
from services.notifier.handlers import Notifier
from shared.errors import Refused
from shared.messages import IntroductionAnswered
from shared.web.app import SECURITY
from shared.web.identity import Identity, attendee, organiser, who
from shared.web.problems import RESPONSES


class IntroductionPath(BaseModel):
    """Names an introduction."""

    introduction: str


class BriefQuery(BaseModel):
    """Names the recipient, where an organiser asks."""

    attendee: str = ""


class LineOut(BaseModel):
    """One thing to know, and where it comes from."""

    text: str
    source: str


class SectionOut(BaseModel):
    """The lines under one heading."""

    heading: str
    lines: list[LineOut]


class BriefOut(BaseModel):
    """What one of the two reads about the other."""

    introduction: str
    reader: str
    other: str
    headline: str
    format: str | None
    sections: list[SectionOut]

    @classmethod
    def of(cls, brief: Brief) -> BriefOut:
        """Show a brief."""
        return cls(
            introduction=brief.introduction,
            reader=brief.recipient,
            other=brief.counterpart,
            headline=brief.headline,
            format=brief.format,
            sections=[
                SectionOut(
                    heading=section.heading,
                    lines=[LineOut(text=line.text, source=line.source) for line in section.lines],
                )
                for section in brief.sections
            ],
        )


class AnswerIn(BaseModel):
    """Yes or no to an introduction."""

    answer: Literal["accept", "decline"]
    message: str = Field(default="", max_length=2000)


class AnswerOut(BaseModel):
    """Where an introduction stands; `mutual` when both said yes."""

    introduction: str
    answer: str
    mutual: bool


def read_brief(notifier: Notifier, introduction: str, recipient: str) -> Brief:
    """Write the brief that whoever asks may read.

    Raises:
        NotFound: it is not theirs, or, for an organiser, not of their event.
        Refused: an organiser did not say whose brief.
    """
    identity: Identity = who()
    if identity.role == "attendee":
        return notifier.brief(introduction, identity.name)
    made = notifier.view.introduction(introduction)
    notifier.view.events.owned(made.event, organiser())
    if not recipient:
        raise Refused("say whose brief: ?attendee=…")
    return notifier.brief_at_gate(introduction, recipient)


def blueprint(notifier: Notifier) -> APIBlueprint:
    """Build the notifier's part of the API."""
    api = APIBlueprint(
        "notifier", __name__, url_prefix="/api/v1/introductions/<string:introduction>",
        abp_tags=[Tag(name="notifier")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip

    @api.get("/brief", responses={"200": BriefOut})
    def show_brief(path: IntroductionPath, query: BriefQuery) -> Response:
        """Read the brief about the other one of an introduction."""
        brief = read_brief(notifier, path.introduction, query.attendee)
        return jsonify(BriefOut.of(brief).model_dump())

    @api.post("/answer", responses={"200": AnswerOut})
    def answer(path: IntroductionPath, body: AnswerIn) -> Response:
        """Accept or decline; the last answer counts, so sending it again changes nothing."""
        return jsonify(give_answer(notifier, path.introduction, body).model_dump())

    return api


def give_answer(notifier: Notifier, introduction: str, answer: AnswerIn) -> AnswerOut:
    """Record the answer of the attendee who asks.

    Raises:
        NotFound: they have no part in it.
    """
    record_answer(notifier, introduction, attendee(), answer)
    answers = notifier.view.answers(introduction)
    return AnswerOut(
        introduction=introduction,
        answer=answer.answer,
        mutual=list(answers.values()) == ["accept"] * 2,
    )


def record_answer(notifier: Notifier, introduction: str, whose: Identity, answer: AnswerIn) -> None:
    """Record an attendee's answer.

    Raises:
        NotFound: they have no part in it.
    """
    notifier.answer(
        introduction,
        whose.name,
        IntroductionAnswered(
            event=whose.event,
            by="attendee",
            introduction=introduction,
            attendee=whose.name,
            at=notifier.now(),
            answer=answer.answer,
            message=answer.message,
        ),
    )
