"""Plain pages of an organiser: the events, a form to open one, and a roster's way in."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request
from pydantic import ValidationError
from werkzeug.wrappers import Response

from services.intake.handlers import Intake
from services.intake.schemas import EventIn, RosterOut
from services.intake.uploads import read_request
from shared.web.identity import organiser
from shared.web.problems import InvalidRequest

CARDS = 50
SHOWN = 200


def blueprint(intake: Intake) -> Blueprint:
    """Build intake's pages."""
    pages = Blueprint("intake_pages", __name__, template_folder="templates")
    _event_pages(pages, intake)
    _roster_pages(pages, intake)
    return pages


def _event_pages(pages: Blueprint, intake: Intake) -> None:
    @pages.get("/events")
    def events() -> str:
        found = intake.view.events.of(organiser(), request.args.get("after"), CARDS + 1)
        return render_template(
            "events.html",
            events=found[:CARDS],
            next=found[CARDS - 1].id if len(found) > CARDS else None,
            request_id=uuid4(),
        )

    @pages.post("/events")
    def open_event() -> Response:
        who = organiser()
        given = request.form.to_dict()
        name = given.pop("request", "") or str(uuid4())
        try:
            wanted = EventIn.model_validate(_settings(given))
        except ValidationError as error:
            raise InvalidRequest(error) from None
        event = intake.open_event(who, wanted.settings(), name)
        return redirect(f"/events/{event.id}/roster", HTTPStatus.SEE_OTHER)


def _settings(given: dict[str, str]) -> dict[str, str | None]:
    """Read the form: an empty number stands for the default, empty days for "at once"."""
    filled: dict[str, str | None] = {name: value for name, value in given.items() if value.strip()}
    if not given.get("briefs_days_before", "7").strip():
        filled["briefs_days_before"] = None
    return filled


def _roster_pages(pages: Blueprint, intake: Intake) -> None:
    @pages.get("/events/<string:event>/roster")
    def roster(event: str) -> str:
        owned = intake.view.events.owned(event, organiser())
        return render_template("roster.html", event=owned, report=None, shown=SHOWN)

    @pages.post("/events/<string:event>/roster")
    def import_roster(event: str) -> str:
        who = organiser()
        owned = intake.view.events.owned(event, who)
        dry_run = request.form.get("do") != "upload"
        result = intake.import_roster(event, who, read_request(request), dry_run=dry_run)
        report = RosterOut.of(result, dry_run=dry_run)
        return render_template("roster.html", event=owned, report=report, shown=SHOWN)
