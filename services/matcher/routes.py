"""The matcher over HTTP: rounds and introductions, without anybody's name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel

from services.matcher.handlers import Matcher
from shared.messages import IntroductionProposed, Reason, Underserved
from shared.store import Document
from shared.web.app import SECURITY
from shared.web.identity import organiser
from shared.web.problems import RESPONSES
from shared.web.schemas import EventPath, Page, idempotency_key, paginate


class RoundOut(BaseModel):
    """A round; its figures are there when it is finished."""

    round: str
    finished: bool
    figures: dict[str, float] = {}
    underserved: list[Underserved] = []

    @classmethod
    def of(cls, document: Document) -> RoundOut:
        """Show a round."""
        return cls(
            round=document["_id"],
            finished=not document["pending"],
            figures=document.get("figures", {}),
            underserved=document.get("underserved", []),
        )


class RoundsOut(BaseModel):
    """A page of rounds."""

    rounds: list[RoundOut]
    next: str | None


class IntroductionOut(BaseModel):
    """Two attendees proposed to each other."""

    introduction: str
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

    @classmethod
    def of(cls, document: Document) -> IntroductionOut:
        """Show an introduction."""
        proposed = IntroductionProposed.model_validate(document)
        return cls(**dict(proposed), standing=document["standing"])


class IntroductionsOut(BaseModel):
    """A page of introductions."""

    introductions: list[IntroductionOut]
    next: str | None


def blueprint(matcher: Matcher) -> APIBlueprint:
    """Build the matcher's part of the API."""
    api = APIBlueprint(
        "matcher", __name__, url_prefix="/api/v1/events/<string:event>",
        abp_tags=[Tag(name="matcher")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip

    @api.post("/rounds", responses={"202": RoundOut})
    def request_round(path: EventPath) -> tuple[dict[str, Any], int]:
        """Ask for a round; it runs as soon as the matcher gets to it."""
        key = idempotency_key() or str(uuid4())
        round_id = matcher.request_round(path.event, organiser(), key)
        return RoundOut(round=round_id, finished=False).model_dump(), HTTPStatus.ACCEPTED

    @api.get("/rounds", responses={"200": RoundsOut})
    def list_rounds(path: EventPath, query: Page) -> Response:
        """List an event's rounds and their figures."""
        matcher.view.events.owned(path.event, organiser())
        items, cursor = paginate(
            query,
            lambda after, limit: matcher.view.rounds(path.event, after, limit),
            lambda document: document["_id"],
        )
        page = RoundsOut(rounds=[RoundOut.of(item) for item in items], next=cursor)
        return jsonify(page.model_dump(mode="json"))

    @api.get("/introductions", responses={"200": IntroductionsOut})
    def list_introductions(path: EventPath, query: Page) -> Response:
        """List an event's introductions."""
        matcher.view.events.owned(path.event, organiser())
        items, cursor = paginate(
            query,
            lambda after, limit: list(matcher.view.introductions(path.event, after, limit)),
            lambda document: document["_id"],
        )
        shown = [IntroductionOut.of(item) for item in items]
        return jsonify(IntroductionsOut(introductions=shown, next=cursor).model_dump(mode="json"))

    return api
