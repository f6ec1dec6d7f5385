"""Pages behind the links in letters: each does what it was sent for, without a session."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from services.notifier.cards import Shelf
from services.notifier.handlers import Notifier
from services.notifier.sign_in_link import SignInLinks
from shared.web.identity import Identity, Tokens, sign_in
from shared.web.problems import nothing_kept
from shared.web.purpose_tokens import PurposeToken, PurposeTokens

_NONE_ON = "The introductions of this letter are not on any more."
_MAIL_STAYS = "The introductions that you have stay as they are."


def blueprint(
    notifier: Notifier, links: PurposeTokens, sessions: Tokens, door: SignInLinks
) -> Blueprint:
    """Build what links in letters lead to."""
    pages = Blueprint("notifier_links", __name__, template_folder="templates")
    _cards(pages, notifier, links)
    _unsubscribe(pages, notifier, links)
    _link(pages, notifier, links, door)
    _open(pages, notifier, links, sessions)
    return pages


def _is_kept(notifier: Notifier, token: PurposeToken) -> bool:
    return bool(notifier.view.people([token.attendee]))


def _require_kept(notifier: Notifier, token: PurposeToken) -> PurposeToken:
    """Let through who is known; of somebody erased nothing is left to show."""
    if not _is_kept(notifier, token):
        raise nothing_kept()
    return token


def _cards(pages: Blueprint, notifier: Notifier, links: PurposeTokens) -> None:
    def shelf(token: str) -> tuple[Shelf, PurposeToken]:
        known = _require_kept(notifier, links.read(token, "cards"))
        reader = Identity("attendee", known.attendee, known.event)
        base = f"/c/{token}"
        return Shelf(notifier, reader, base, base), known

    @pages.get("/c/<token>")
    def cards(token: str) -> str:
        mine, known = shelf(token)
        named = notifier.view.introductions_in(known.subject)
        on = {made.introduction: made for made in notifier.view.introductions_of(known.attendee)}
        shown = [on[name] for name in named if name in on]
        gone = len(named) - len(shown)
        return mine.show(shown, title="Who you should meet", nothing=_NONE_ON, gone=gone)

    @pages.get("/c/<token>/<string:introduction>")
    def brief(token: str, introduction: str) -> str:
        mine, known = shelf(token)
        is_told = introduction in notifier.view.introductions_in(known.subject)
        if not is_told:
            raise mine.off()
        return mine.brief(introduction)

    @pages.post("/c/<token>/<string:introduction>")
    def answer(token: str, introduction: str) -> Response:
        mine, known = shelf(token)
        is_told = introduction in notifier.view.introductions_in(known.subject)
        if not is_told:
            raise mine.off()
        return mine.answer(introduction)


def _unsubscribe(pages: Blueprint, notifier: Notifier, links: PurposeTokens) -> None:
    def page(known: PurposeToken, *, done: bool) -> str:
        return render_template(
            "press.html",
            event=notifier.view.events.get(known.event),
            title="You get no more mail about this event" if done else "No more mail?",
            words=_MAIL_STAYS,
            button="" if done else "Send me no more mail about this event",
        )

    @pages.get("/u/<token>")
    def unsubscribe(token: str) -> str:
        known = links.read(token, "unsubscribe")
        return page(known, done=notifier.view.is_unsubscribed(known.attendee))

    @pages.post("/u/<token>")
    def unsubscribe_now(token: str) -> str:
        """Do it at one press of the reader or of their mail program (RFC 8058)."""
        known = links.read(token, "unsubscribe")
        if _is_kept(notifier, known) and not notifier.view.is_unsubscribed(known.attendee):
            notifier.unsubscribe(known.event, known.attendee)
        return page(known, done=True)


def _link(pages: Blueprint, notifier: Notifier, links: PurposeTokens, door: SignInLinks) -> None:
    def page(known: PurposeToken, *, done: bool) -> str:
        words = (
            "Look into your mailbox: the link in it is good for an hour."
            if done
            else "We mail a link to the address that this letter went to. It opens your own page."
        )
        return render_template(
            "press.html",
            event=notifier.view.events.get(known.event),
            title="Your link is on its way" if done else "Change what others see of you",
            words=words,
            button="" if done else "Mail me the link",
        )

    @pages.get("/l/<token>")
    def link(token: str) -> str:
        return page(_require_kept(notifier, links.read(token, "link")), done=False)

    @pages.post("/l/<token>")
    def link_now(token: str) -> str:
        known = _require_kept(notifier, links.read(token, "link"))
        door.mail(known.event, known.attendee)
        return page(known, done=True)


def _open(pages: Blueprint, notifier: Notifier, links: PurposeTokens, sessions: Tokens) -> None:
    @pages.get("/o/<token>")
    def enter(token: str) -> str:
        _require_kept(notifier, links.read(token, "open"))
        return render_template("sign_in.html", role="attendee")

    @pages.post("/o/<token>")
    def enter_now(token: str) -> Response:
        known = _require_kept(notifier, links.read(token, "open"))
        identity = Identity("attendee", known.attendee, known.event)
        return sign_in("attendee", sessions.issue(identity))
