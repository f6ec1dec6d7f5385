"""Pages of an organiser's events: all of them, one, and the form that opens or changes one."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request
from pydantic import ValidationError
from werkzeug.wrappers import Response

from services.intake.domain.event_settings import Contradiction
from services.intake.event_form import EventForm, problems_of
from services.intake.handlers import Intake
from shared.events import Event
from shared.messages import EventSettings
from shared.web.identity import organiser

CARDS = 50
Page = str | tuple[str, int]
_MISSING = {
    "organiser_name": "who organises it",
    "organiser_email": "an address for replies",
    "imprint": "an imprint",
    "privacy_notice": "a privacy notice",
}


def add_event_pages(pages: Blueprint, intake: Intake) -> None:
    """Add what an organiser sees of events."""
    _all_events(pages, intake)
    _one_event(pages, intake)


def _all_events(pages: Blueprint, intake: Intake) -> None:
    def page(form: EventForm, name: str) -> str:
        found = intake.view.events.of(organiser(), request.args.get("after"), CARDS + 1)
        return render_template(
            "events.html",
            events=[(event, day_of(event)) for event in found[:CARDS]],
            next=found[CARDS - 1].id if len(found) > CARDS else None,
            request_id=name,
            form=form,
        )

    @pages.get("/events")
    def events() -> str:
        return page(EventForm.empty(), str(uuid4()))

    @pages.post("/events")
    def open_event() -> Page | Response:
        who, form = organiser(), EventForm(request.form.to_dict())
        name = request.form.get("request", "") or str(uuid4())

        def do(settings: EventSettings) -> str:
            return f"/events/{intake.open_event(who, settings, name).id}/roster"

        return _take(form, do, lambda refused: page(refused, name))


def _one_event(pages: Blueprint, intake: Intake) -> None:
    def page(event: Event, form: EventForm) -> str:
        missing = [_MISSING[name] for name in event.settings.missing_sender]
        return render_template("event_settings.html", event=event, form=form, missing=missing)

    @pages.get("/events/<string:event>")
    def overview(event: str) -> str:
        owned = intake.view.events.owned(event, organiser())
        missing = [_MISSING[name] for name in owned.settings.missing_sender]
        return render_template("event.html", event=owned, day=day_of(owned), missing=missing)

    @pages.get("/events/<string:event>/settings")
    def settings(event: str) -> str:
        owned = intake.view.events.owned(event, organiser())
        return page(owned, EventForm.of(owned.settings))

    @pages.post("/events/<string:event>/settings")
    def change(event: str) -> Page | Response:
        who, form = organiser(), EventForm(request.form.to_dict())
        owned = intake.view.events.owned(event, who)

        def do(wanted: EventSettings) -> str:
            changes = wanted.model_dump(exclude={"release"})
            intake.change_event(event, who, changes)
            return f"/events/{event}/settings?saved=yes#saved"

        return _take(form, do, lambda refused: page(owned, refused))


def _take(
    form: EventForm, do: Callable[[EventSettings], str], again: Callable[[EventForm], str]
) -> Page | Response:
    """Do what a form says and go on; show it again, marked, where it can't be done."""
    try:
        return redirect(do(form.read()), HTTPStatus.SEE_OTHER)
    except ValidationError as error:
        problems = problems_of(error)
    except Contradiction as error:
        problems = {error.field: error.problem}
    return again(form.refused(problems)), HTTPStatus.UNPROCESSABLE_ENTITY


def day_of(event: Event) -> str:
    """Write when an event starts, by its own clock."""
    settings = event.settings
    starts_at = settings.starts_at.astimezone(ZoneInfo(settings.time_zone))
    return f"{starts_at:%-d %B %Y, %H:%M} ({settings.time_zone.replace('_', ' ')})"
