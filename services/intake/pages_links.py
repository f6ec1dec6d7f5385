"""Pages behind the links in letters by which attendees say something of themselves."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, render_template, request
from pydantic import ValidationError

from services.intake.handlers import Intake
from services.intake.schemas import AttendeeChanges
from shared.errors import NotFound
from shared.events import Event
from shared.web.problems import Gone, nothing_kept
from shared.web.purpose_tokens import PurposeToken, PurposeTokens

Page = str | tuple[str, int]
QUESTIONS = {
    "interests": ("What do you care about?", "sourdough, old maps, tidal power"),
    "offers": ("What can you help others with?", "reading a balance sheet, hiring a first team"),
    "needs": ("What would you love help with?", "finding a place for 40 bee hives"),
}
_CALLED_OFF = ("This event was called off", "There is nobody left to introduce you to there.")
_SAY_SOMETHING = "Answer at least one of the three; a few words are enough."
_TOO_LONG = "Keep each line under 300 characters, and at most 100 lines."


def blueprint(intake: Intake, links: PurposeTokens) -> Blueprint:
    """Build what these links lead to."""
    pages = Blueprint("intake_links", __name__, template_folder="templates")
    _hide(pages, intake, links)
    _invite(pages, intake, links)
    return pages


def _is_kept(intake: Intake, known: PurposeToken) -> bool:
    try:
        intake.view.person(known.event, known.attendee)
    except NotFound:
        return False
    return True


def _hide(pages: Blueprint, intake: Intake, links: PurposeTokens) -> None:
    def page(known: PurposeToken) -> str:
        if not _is_kept(intake, known):
            raise nothing_kept()
        return render_template(
            "hide.html",
            event=intake.view.events.get(known.event),
            hidden=intake.view.is_hidden(known.attendee),
        )

    @pages.get("/h/<token>")
    def hide(token: str) -> str:
        return page(links.read(token, "hide"))

    @pages.post("/h/<token>")
    def hide_now(token: str) -> str:
        known = links.read(token, "hide")
        if _is_kept(intake, known):
            hidden = request.form.get("hidden", "yes") != "no"
            intake.wish(known.event, known.attendee, hidden=hidden)
        return page(known)


def _invite(pages: Blueprint, intake: Intake, links: PurposeTokens) -> None:
    @pages.get("/i/<token>")
    def ask(token: str) -> str:
        known = links.read(token, "state")
        return _questions(_asked_about(intake, known))

    @pages.post("/i/<token>")
    def state(token: str) -> Page:
        known = links.read(token, "state")
        event = _asked_about(intake, known)
        try:
            said = AttendeeChanges.model_validate(_answers()).changes()
        except ValidationError:
            return _questions(event, problem=_TOO_LONG), HTTPStatus.UNPROCESSABLE_ENTITY
        if not any(said.values()):
            return _questions(event, problem=_SAY_SOMETHING), HTTPStatus.UNPROCESSABLE_ENTITY
        intake.introduce(known.event, known.attendee, said)
        return _questions(event, done=True)


def _asked_about(intake: Intake, known: PurposeToken) -> Event:
    """Find the event that the questions are for.

    Raises:
        Gone: whom they are for was erased, or there is no such event any more.
    """
    if not _is_kept(intake, known):
        raise nothing_kept()
    event = intake.view.events.get(known.event)
    if event is None or event.cancelled:
        raise Gone(*_CALLED_OFF)
    return event


def _questions(event: Event, *, problem: str = "", done: bool = False) -> str:
    """Show the three questions, with what was typed, but never with what is known."""
    typed = {name: request.form.get(name, "") for name in QUESTIONS}
    return render_template(
        "questions.html", event=event, questions=QUESTIONS, typed=typed, problem=problem, done=done
    )


def _answers() -> dict[str, list[str]]:
    return {name: lines for name in QUESTIONS if (lines := _lines(name))}


def _lines(name: str) -> list[str]:
    """Read one answer: a thing a line."""
    return [line.strip() for line in request.form.get(name, "").splitlines() if line.strip()]
