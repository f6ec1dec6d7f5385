"""The matcher over HTTP: rounds, their gate, and introductions, without anybody's name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Literal
from uuid import uuid4

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from services.matcher import schemas
from services.matcher.handlers import Matcher
from services.matcher.schemas import RoundPath
from shared.web.app import SECURITY
from shared.web.events import owned_event
from shared.web.problems import RESPONSES
from shared.web.schemas import EventPath, Page, idempotency_key, paginate

_Accepted = tuple[dict[str, Any], int]


def blueprint(matcher: Matcher) -> APIBlueprint:
    """Build the matcher's part of the API."""
    api = APIBlueprint(
        "matcher", __name__, url_prefix="/api/v1/events/<string:event>",
        abp_tags=[Tag(name="matcher")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip
    _round_routes(api, matcher)
    _gate_routes(api, matcher)
    _introduction_routes(api, matcher)
    return api


def _round_routes(api: APIBlueprint, matcher: Matcher) -> None:
    @api.post("/rounds", responses={"202": schemas.RoundOut})
    def request_round(path: EventPath) -> _Accepted:
        """Ask for a round; it runs as soon as the matcher gets to it."""
        key = idempotency_key() or str(uuid4())
        event = owned_event(matcher.view.events, path.event)
        return _accepted(matcher, path.event, matcher.request_round(event.id, event.organiser, key))

    @api.get("/rounds", responses={"200": schemas.RoundsOut})
    def list_rounds(path: EventPath, query: Page) -> Response:
        """List an event's rounds and their figures."""
        event = owned_event(matcher.view.events, path.event)
        items, cursor = paginate(
            query,
            lambda after, limit: matcher.view.rounds(path.event, after, limit),
            lambda document: document["_id"],
        )
        shown = [schemas.show_round(matcher, event, item) for item in items]
        return jsonify(schemas.RoundsOut(rounds=shown, next=cursor).model_dump(mode="json"))

    @api.get("/rounds/<string:round>", responses={"200": schemas.RoundOut})
    def show_round(path: RoundPath) -> Response:
        """Show a round as it is now: its figures, and whether it may be told."""
        schemas.read_body(schemas.Nothing)
        return jsonify(_shown(matcher, path.event, path.round))


def _gate_routes(api: APIBlueprint, matcher: Matcher) -> None:
    @api.post("/rounds/<string:round>/release", responses={"202": schemas.RoundOut})
    def release(path: RoundPath) -> _Accepted:
        """Let a round be told, now or not before a time: a JSON object, all of it optional.

        `not_before` is a time; `repairs` lets what repairs the round later go out by itself.
        """
        event = owned_event(matcher.view.events, path.event)
        wanted = schemas.read_body(schemas.ReleaseIn)
        matcher.release(
            event.id, event.organiser, path.round,
            not_before=wanted.not_before, repairs=wanted.repairs,
        )  # fmt: skip
        return _accepted(matcher, path.event, path.round)

    @api.post("/rounds/<string:round>/drop", responses={"202": schemas.RoundOut})
    def drop(path: RoundPath) -> _Accepted:
        """Tell nobody of a round; its introductions are free for the next one."""
        return decide(path, "drop")

    @api.post("/rounds/<string:round>/hold", responses={"202": schemas.RoundOut})
    def hold(path: RoundPath) -> _Accepted:
        """Stop letters about a round; what has left has left."""
        return decide(path, "hold")

    def decide(path: RoundPath, do: Literal["drop", "hold"]) -> _Accepted:
        event = owned_event(matcher.view.events, path.event)
        schemas.read_body(schemas.Nothing)
        matcher.decide(event.id, event.organiser, path.round, do)
        return _accepted(matcher, path.event, path.round)


def _accepted(matcher: Matcher, event: str, round_id: str) -> _Accepted:
    return _shown(matcher, event, round_id), HTTPStatus.ACCEPTED


def _shown(matcher: Matcher, event: str, round_id: str) -> dict[str, Any]:
    owned = owned_event(matcher.view.events, event)
    found = matcher.round(owned.id, owned.organiser, round_id)
    return schemas.show_round(matcher, owned, found).model_dump(mode="json")


def _introduction_routes(api: APIBlueprint, matcher: Matcher) -> None:
    @api.get("/introductions", responses={"200": schemas.IntroductionsOut})
    def list_introductions(path: EventPath, query: Page) -> Response:
        """List an event's introductions."""
        owned_event(matcher.view.events, path.event)
        items, cursor = paginate(
            query,
            lambda after, limit: list(matcher.view.introductions(path.event, after, limit)),
            lambda known: known.proposed.introduction,
        )
        shown = [schemas.IntroductionOut.of(item) for item in items]
        found = schemas.IntroductionsOut(introductions=shown, next=cursor)
        return jsonify(found.model_dump(mode="json"))
