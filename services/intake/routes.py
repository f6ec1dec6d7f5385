"""Intake over HTTP: events, rosters, attendees."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Response, jsonify, make_response, request
from flask_openapi3 import APIBlueprint, Tag

from services.intake import event_schemas, schemas
from services.intake.handlers import Intake
from services.intake.uploads import REQUEST_BODY, read_request
from shared.store import Store
from shared.web.app import SECURITY
from shared.web.idempotency import once
from shared.web.identity import organiser
from shared.web.problems import NO_CONTENT, RESPONSES
from shared.web.schemas import EventPath, Page, idempotency_key, paginate

_EVENTS = "/events"
_EVENT = "/events/<string:event>"
_ATTENDEE = "/events/<string:event>/attendees/<string:attendee>"


def blueprint(intake: Intake, store: Store) -> APIBlueprint:
    """Build intake's part of the API."""
    api = APIBlueprint(
        "intake", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="intake")],
        abp_security=SECURITY, abp_responses=RESPONSES,
    )  # fmt: skip
    _events_routes(api, intake, store)
    _event_routes(api, intake)
    _roster_routes(api, intake, store)
    _attendees_routes(api, intake)
    _attendee_routes(api, intake)
    return api


def _events_routes(api: APIBlueprint, intake: Intake, store: Store) -> None:
    @api.post(_EVENTS, responses={"201": event_schemas.EventOut})
    def open_event(body: event_schemas.EventIn) -> Response:
        """Open an event."""
        who, key = organiser(), idempotency_key() or str(uuid4())

        def do() -> tuple[dict[str, Any], int]:
            event = intake.open_event(who, body.settings(), key)
            return event_schemas.EventOut.of(event).model_dump(mode="json"), HTTPStatus.CREATED

        return once(store, who, do)

    @api.get(_EVENTS, responses={"200": event_schemas.EventsOut})
    def list_events(query: Page) -> Response:
        """List your events."""
        who = organiser()
        items, cursor = paginate(
            query, lambda after, limit: intake.view.events.of(who, after, limit), lambda e: e.id
        )
        page = event_schemas.EventsOut(
            events=[event_schemas.EventOut.of(e) for e in items], next=cursor
        )
        return jsonify(page.model_dump(mode="json"))


def _event_routes(api: APIBlueprint, intake: Intake) -> None:
    @api.get(_EVENT, responses={"200": event_schemas.EventOut})
    def show_event(path: EventPath) -> Response:
        """Show one of your events."""
        event = intake.view.events.owned(path.event, organiser())
        return jsonify(event_schemas.EventOut.of(event).model_dump(mode="json"))

    @api.patch(_EVENT, responses={"200": event_schemas.EventOut})
    def change_event(path: EventPath, body: event_schemas.EventChanges) -> Response:
        """Change an event's settings; `briefs_days_before: null` delivers briefs at once."""
        event = intake.change_event(path.event, organiser(), body.changes())
        return jsonify(event_schemas.EventOut.of(event).model_dump(mode="json"))

    @api.delete(_EVENT, responses=NO_CONTENT)
    def cancel_event(path: EventPath) -> tuple[str, int]:
        """Call an event off: no more rounds, no more deliveries."""
        intake.cancel_event(path.event, organiser())
        return "", HTTPStatus.NO_CONTENT


def _roster_routes(api: APIBlueprint, intake: Intake, store: Store) -> None:
    @api.post(
        f"{_EVENT}/roster",
        responses={"202": schemas.RosterOut},
        openapi_extensions={"requestBody": REQUEST_BODY},
    )
    def import_roster(path: EventPath, query: schemas.RosterQuery) -> Response:
        """Upload a roster: CSV, XLSX or JSON rows; with `dry_run`, only say what it would do."""
        who = organiser()
        intake.view.events.owned(path.event, who)

        def do() -> tuple[dict[str, Any], int]:
            roster = read_request(request)
            result = intake.import_roster(path.event, who, roster, dry_run=query.dry_run)
            report = schemas.RosterOut.of(result, dry_run=query.dry_run)
            return report.model_dump(mode="json"), HTTPStatus.ACCEPTED

        if query.dry_run:
            return make_response(*do())  # kept for a later request, it would keep people's data
        return once(store, who, do, event=path.event)


def _attendees_routes(api: APIBlueprint, intake: Intake) -> None:
    @api.get(f"{_EVENT}/attendees", responses={"200": schemas.AttendeesOut})
    def list_attendees(path: EventPath, query: Page) -> Response:
        """List an event's attendees."""
        intake.view.events.owned(path.event, organiser())
        items, cursor = paginate(
            query,
            lambda after, limit: list(intake.view.people(path.event, after, limit)),
            lambda person: person[0].attendee,
        )
        page = schemas.AttendeesOut(
            attendees=[schemas.AttendeeOut.of(*person) for person in items], next=cursor
        )
        return jsonify(page.model_dump(mode="json"))


def _attendee_routes(api: APIBlueprint, intake: Intake) -> None:
    @api.get(_ATTENDEE, responses={"200": schemas.AttendeeOut})
    def show_attendee(path: schemas.AttendeePath) -> Response:
        """Show one attendee."""
        intake.view.events.owned(path.event, organiser())
        person = intake.view.person(path.event, path.attendee)
        return jsonify(schemas.AttendeeOut.of(*person).model_dump(mode="json"))

    @api.patch(_ATTENDEE, responses={"200": schemas.AttendeeOut})
    def correct_attendee(path: schemas.AttendeePath, body: schemas.AttendeeChanges) -> Response:
        """Correct what is known about an attendee."""
        event = intake.view.events.owned(path.event, organiser())
        by = f"organiser:{event.organiser}"
        person = intake.correct(path.event, path.attendee, body.changes(), by=by)
        return jsonify(schemas.AttendeeOut.of(*person).model_dump(mode="json"))

    @api.delete(_ATTENDEE, responses=NO_CONTENT)
    def erase_attendee(path: schemas.AttendeePath) -> tuple[str, int]:
        """Forget an attendee, everywhere and for good."""
        event = intake.view.events.owned(path.event, organiser())
        intake.erase(path.event, path.attendee, by=f"organiser:{event.organiser}")
        return "", HTTPStatus.NO_CONTENT

    @api.get(f"{_ATTENDEE}/export", responses={"200": schemas.ExportOut})
    def export_attendee(path: schemas.AttendeePath) -> Response:
        """Give everything that is kept about an attendee here, as it is kept."""
        intake.view.events.owned(path.event, organiser())
        profile, contact = intake.view.person(path.event, path.attendee)
        kept = schemas.ExportOut(profile=profile, contact=contact)
        return jsonify(kept.model_dump(mode="json"))
