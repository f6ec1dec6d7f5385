"""Letters over HTTP: what one would say, before anybody gets it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel

from services.notifier.handlers import Notifier
from services.notifier.ports import Outgoing
from shared.web.app import SECURITY
from shared.web.events import owned_event
from shared.web.problems import NO_CONTENT, RESPONSES, Responses
from shared.web.schemas import EventPath

Show = Callable[[Outgoing], str]
"""Writes a letter as a page."""


_LETTER: Responses = {
    "200": {"description": "The letter", "content": {"text/html": {"schema": {"type": "string"}}}}
}


class Reader(BaseModel):
    """Names the attendee as whom a letter is read."""

    attendee: str = ""


def blueprint(notifier: Notifier, show: Show) -> APIBlueprint:
    """Build the letters' part of the API."""
    api = APIBlueprint(
        "letters", __name__, url_prefix="/api/v1/events/<string:event>/letters",
        abp_tags=[Tag(name="notifier")], abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip

    @api.get("/preview", responses=_LETTER)
    def show_preview(path: EventPath, query: Reader) -> Response:
        """Read the letter as an attendee would get it if all that waits were released now."""
        event = owned_event(notifier.view.events, path.event)
        return Response(show(notifier.preview(event, query.attendee)), mimetype="text/html")

    @api.post("/preview", responses=NO_CONTENT)
    def send_preview(path: EventPath, body: Reader) -> tuple[str, int]:
        """Send the same letter to the event's organiser, and to nobody else."""
        event = owned_event(notifier.view.events, path.event)
        notifier.send_preview(event, body.attendee)
        return "", HTTPStatus.NO_CONTENT

    return api
