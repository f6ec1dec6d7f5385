"""Plain pages of an organiser: the events, and a roster's way in."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from services.intake.handlers import Intake
from services.intake.pages_events import add_event_pages
from services.intake.schemas import RosterOut
from services.intake.uploads import read_request
from shared.web.identity import organiser

SHOWN = 200


def blueprint(intake: Intake) -> Blueprint:
    """Build intake's pages."""
    pages = Blueprint("intake_pages", __name__, template_folder="templates")
    add_event_pages(pages, intake)
    _roster_pages(pages, intake)
    return pages


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
