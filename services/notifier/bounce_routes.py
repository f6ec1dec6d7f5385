"""Bounces over HTTP, as a relay tells of them."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from http import HTTPStatus

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from services.notifier.bounces import Bounces
from shared.errors import NotFound, Refused
from shared.web.app import SECURITY
from shared.web.identity import NotSignedIn
from shared.web.problems import RESPONSES


class BounceIn(BaseModel):
    """A letter that came back: whom it said it was from, and why, as in RFC 3463."""

    sender: str = Field(max_length=320, description="The envelope sender of the letter.")
    status: str = Field(pattern=r"^[45]\.\d{1,3}\.\d{1,3}$", examples=["5.1.1"])


class BounceOut(BaseModel):
    """What was made of it; `is_final` where nobody is written to at that address any more."""

    letter: str
    permanent: bool
    is_final: bool


def blueprint(
    bounces: Bounces, letter_of: Callable[[str], str | None], secret: str
) -> APIBlueprint:
    """Build the part of the API that is for relays; without a secret, there is none."""
    api = APIBlueprint(
        "bounces", __name__, url_prefix="/api/v1/bounces",
        abp_tags=[Tag(name="notifier")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip

    @api.before_request
    def require_secret() -> None:
        if not secret:
            raise NotFound("no relay tells of bounces here; see RAPPORT_BOUNCE_SECRET")
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {secret}".encode()):
            raise NotSignedIn("the bearer token must be RAPPORT_BOUNCE_SECRET")

    @api.post("", responses={"202": BounceOut})
    def take(body: BounceIn) -> tuple[Response, int]:
        """Take a letter for not delivered; again and again is the same as once."""
        letter = letter_of(body.sender)
        if letter is None:
            raise Refused("sender: this names no letter of ours")
        said = bounces.bounced(letter, body.status)
        out = BounceOut(letter=letter, permanent=said.permanent, is_final=bool(said.reach))
        return jsonify(out.model_dump()), HTTPStatus.ACCEPTED

    return api
