"""The matcher over HTTP: rounds and introductions, without anybody's name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel

from services.matcher.handlers import Matcher
from shared.introduction_status import KnownIntroduction
from shared.messages import Reason, Underserved
from shared.store import Document
from shared.web.app import SECURITY
from shared.web.events import owned_event
from shared.web.problems import RESPONSES
from shared.web.schemas import EventPath, Page, idempotency_key, paginate


class RoundOut(BaseModel):
    """A round; its figures are there when it is finished, or why it failed."""

    round: str
    finished: bool
    failed: str = ""
    figures: dict[str, float] = {}
    underserved: list[Underserved] = []

    @classmethod
    def of(cls, document: Document) -> RoundOut:
        """Show a round."""
        return cls(
            round=document["_id"],
            finished=not document["pending"],
            failed=document.get("failed", ""),
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
    def of(cls, known: KnownIntroduction) -> IntroductionOut:
        """Show an introduction."""
        return cls(**dict(known.proposed), standing=known.status.standing)


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
    _round_routes(api, matcher)
    _introduction_routes(api, matcher)
    return api


def _round_routes(api: APIBlueprint, matcher: Matcher) -> None:
    @api.post("/rounds", responses={"202": RoundOut})
    def request_round(path: EventPath) -> tuple[dict[str, Any], int]:
        """Ask for a round; it runs as soon as the matcher gets to it."""
        key = idempotency_key() or str(uuid4())
        event = owned_event(matcher.view.events, path.event)
        round_id = matcher.request_round(event.id, event.organiser, key)
        asked = matcher.round(event.id, event.organiser, round_id)
        return RoundOut.of(asked).model_dump(mode="json"), HTTPStatus.ACCEPTED

    @api.get("/rounds", responses={"200": RoundsOut})
    def list_rounds(path: EventPath, query: Page) -> Response:
        """List an event's rounds and their figures."""
        owned_event(matcher.view.events, path.event)
        items, cursor = paginate(
            query,
            lambda after, limit: matcher.view.rounds(path.event, after, limit),
            lambda document: document["_id"],
        )
        page = RoundsOut(rounds=[RoundOut.of(item) for item in items], next=cursor)
        return jsonify(page.model_dump(mode="json"))


def _introduction_routes(api: APIBlueprint, matcher: Matcher) -> None:
    @api.get("/introductions", responses={"200": IntroductionsOut})
    def list_introductions(path: EventPath, query: Page) -> Response:
        """List an event's introductions."""
        owned_event(matcher.view.events, path.event)
        items, cursor = paginate(
            query,
            lambda after, limit: list(matcher.view.introductions(path.event, after, limit)),
            lambda known: known.proposed.introduction,
        )
        shown = [IntroductionOut.of(item) for item in items]
        return jsonify(IntroductionsOut(introductions=shown, next=cursor).model_dump(mode="json"))
