"""Plain pages: an attendee's introductions and briefs, an organiser's pairs and letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from services.notifier.cards import Shelf
from services.notifier.domain.people import Person
from services.notifier.handlers import Notifier
from services.notifier.letter_routes import Show
from services.notifier.pages_round import add_round_pages
from services.notifier.rendering import render_html
from services.notifier.routes import read_brief
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


def blueprint(notifier: Notifier, show: Show, *, mails: bool) -> Blueprint:
    """Build the notifier's pages.

    Args:
        notifier: knows what they show.
        show: writes a letter as a page.
        mails: whether letters leave through a mail server.
    """
    pages = Blueprint("notifier_pages", __name__, template_folder="templates")
    add_round_pages(pages, notifier, mails=mails)
    _letter_pages(pages, notifier, show)
    _attendee_pages(pages, notifier)
    _unsubscribe_pages(pages, notifier)
    _organiser_pages(pages, notifier)
    return pages


def _attendee_pages(pages: Blueprint, notifier: Notifier) -> None:
    def shelf() -> Shelf:
        return Shelf(notifier, attendee(), "/me", "/me/introductions")

    @pages.get("/me")
    def me() -> str:
        mine = shelf()
        name = notifier.view.person(mine.reader.name).name
        return mine.show(
            notifier.view.introductions_of(mine.reader.name),
            title=f"{name}, here is who you should meet",
            nothing="There are no introductions for you yet. They appear here as soon as they are"
            " released.",
        )

    @pages.get("/me/introductions/<string:introduction>")
    def brief(introduction: str) -> str:
        return shelf().brief(introduction)

    @pages.post("/me/introductions/<string:introduction>")
    def answer(introduction: str) -> Response:
        return shelf().answer(introduction)


def _unsubscribe_pages(pages: Blueprint, notifier: Notifier) -> None:
    @pages.get("/me/unsubscribe")
    def unsubscribe() -> str:
        identity = attendee()
        done = notifier.view.is_unsubscribed(identity.name)
        return render_template("unsubscribe.html", done=done)

    @pages.post("/me/unsubscribe")
    def unsubscribe_now() -> Response:
        identity = attendee()
        notifier.unsubscribe(identity.event, identity.name)
        return redirect("/me/unsubscribe", HTTPStatus.SEE_OTHER)


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

    @pages.get("/events/<string:event>/introductions/<string:introduction>/brief")
    def brief_of(event: str, introduction: str) -> str:
        owned_event(notifier.view.events, event)
        return render_html(read_brief(notifier, introduction, request.args.get("attendee", "")))


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


def _pair(notifier: Notifier, made: IntroductionProposed) -> _Pair:
    return _Pair(made, notifier.view.person(made.attendee_a), notifier.view.person(made.attendee_b))
