"""The form of the gate, for a page that shows a round; pages themselves are the notifier's."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Literal

from flask import Blueprint, redirect, request
from pydantic import BaseModel, field_validator
from werkzeug.wrappers import Response

from services.matcher.handlers import Matcher
from services.matcher.schemas import read_exactly
from shared.event_times import zone_of
from shared.web.events import owned_event


class GateForm(BaseModel):
    """What the form says; a time without a zone is the event's, an empty one is now."""

    do: Literal["release", "hold", "drop"]
    not_before: datetime | None = None
    repairs: bool = False

    @field_validator("not_before", mode="before")
    @classmethod
    def _is_now_where_empty(cls, given: object) -> object:
        return None if isinstance(given, str) and not given.strip() else given


def blueprint(matcher: Matcher) -> Blueprint:
    """Build the form's route."""
    pages = Blueprint("matcher_pages", __name__)

    @pages.post("/events/<string:event>/rounds/<string:round>/gate")
    def decide(event: str, round: str) -> Response:  # noqa: A002 - the path's word
        owned = owned_event(matcher.view.events, event)
        form = read_exactly(GateForm, request.form.to_dict())
        if form.do == "release":
            at = form.not_before
            if at is not None and at.tzinfo is None:
                at = at.replace(tzinfo=zone_of(owned.settings))
            matcher.release(owned.id, owned.organiser, round, not_before=at, repairs=form.repairs)
        else:
            matcher.decide(owned.id, owned.organiser, round, form.do)
        return redirect(f"/events/{owned.id}/round?said={form.do}", HTTPStatus.SEE_OTHER)

    return pages
