"""Plain pages: an attendee's introductions and briefs, an organiser's pairs and letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from pydantic import ValidationError
from werkzeug.wrappers import Response

from services.notifier.domain.people import Person
from services.notifier.handlers import Notifier
from services.notifier.letter_routes import Show
from services.notifier.rendering import render_html
from services.notifier.routes import AnswerIn, give_answer, read_brief
from shared.errors import Refused
from shared.messages import IntroductionProposed
from shared.web.events import owned_event
from shared.web.identity import attendee

ROWS = 100


@dataclass(frozen=True, slots=True)
class _Pair:
    """An introduction and its two people, as a page shows them."""

    made: IntroductionProposed
    a: Person
    b: Person


def blueprint(notifier: Notifier, show: Show) -> Blueprint:
    """Build the notifier's pages; `show` writes a letter as one."""
    pages = Blueprint("notifier_pages", __name__, template_folder="templates")
    _letter_pages(pages, notifier, show)
    _attendee_pages(pages, notifier)
    _unsubscribe_pages(pages, notifier)
    _organiser_pages(pages, notifier)
    return pages


def _attendee_pages(pages: Blueprint, notifier: Notifier) -> None:
    @pages.get("/me")
    def me() -> str:
        identity = attendee()
        mine = _readable(notifier, notifier.view.introductions_of(identity.name))
        return render_template(
            "introductions_mine.html",
            me=notifier.view.person(identity.name),
            event=notifier.view.events.get(identity.event),
            cards=[_card(notifier, made, identity.name) for made in mine],
        )

    @pages.get("/introductions/<string:introduction>/brief")
    def brief(introduction: str) -> str:
        return render_html(read_brief(notifier, introduction, request.args.get("attendee", "")))

    @pages.post("/introductions/<string:introduction>/answer")
    def answer(introduction: str) -> Response:
        try:
            given = AnswerIn.model_validate(request.form.to_dict())
        except ValidationError as error:
            raise Refused("choose to accept or to decline") from error
        give_answer(notifier, introduction, given)
        return redirect("/me", HTTPStatus.SEE_OTHER)


def _unsubscribe_pages(pages: Blueprint, notifier: Notifier) -> None:
    @pages.get("/unsubscribe")
    def unsubscribe() -> str:
        identity = attendee()
        done = notifier.view.is_unsubscribed(identity.name)
        return render_template("unsubscribe.html", done=done)

    @pages.post("/unsubscribe")
    def unsubscribe_now() -> Response:
        identity = attendee()
        notifier.unsubscribe(identity.event, identity.name)
        return redirect("/unsubscribe", HTTPStatus.SEE_OTHER)


def _organiser_pages(pages: Blueprint, notifier: Notifier) -> None:
    @pages.get("/events/<string:event>/introductions")
    def introductions(event: str) -> str:
        owned = owned_event(notifier.view.events, event)
        found = notifier.view.introductions(event, request.args.get("after"), ROWS + 1)
        return render_template(
            "introductions.html",
            event=owned,
            pairs=[_pair(notifier, made) for made in _readable(notifier, found[:ROWS])],
            next=found[ROWS - 1].introduction if len(found) > ROWS else None,
        )


def _letter_pages(pages: Blueprint, notifier: Notifier, show: Show) -> None:
    @pages.get("/events/<string:event>/letters")
    def letters(event: str) -> str:
        owned = owned_event(notifier.view.events, event)
        states = notifier.letters(owned)
        people = notifier.view.people(one.attendee for one in states[:ROWS])
        return render_template(
            "letters.html",
            event=owned,
            counts=Counter(one.state for one in states),
            shown=[(people[one.attendee], one) for one in states[:ROWS] if one.attendee in people],
            more=len(states) > ROWS,
        )

    @pages.get("/events/<string:event>/letters/preview/<string:attendee>")
    def preview(event: str, attendee: str) -> str:
        return show(notifier.preview(owned_event(notifier.view.events, event), attendee))


def _readable(notifier: Notifier, found: list[IntroductionProposed]) -> list[IntroductionProposed]:
    """Leave out for a moment what arrived before its people did."""
    return [made for made in found if notifier.view.are_both_known(made.introduction)]


def _card(notifier: Notifier, made: IntroductionProposed, recipient: str) -> dict[str, object]:
    counterpart = made.attendee_b if made.attendee_a == recipient else made.attendee_a
    return {
        "made": made,
        "counterpart": notifier.view.person(counterpart),
        "headline": notifier.brief(made.introduction, recipient).headline,
        "answer": notifier.view.answers(made.introduction).get(recipient, ""),
    }


def _pair(notifier: Notifier, made: IntroductionProposed) -> _Pair:
    return _Pair(made, notifier.view.person(made.attendee_a), notifier.view.person(made.attendee_b))
