"""Who is asking: signed tokens, as a bearer or as a cookie, and nothing on the server to lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit

from flask import Request, current_app, g, make_response, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from shared.errors import NotAllowed, RapportError

Role = Literal["organiser", "attendee"]
TOKEN_LIFE_S = 90 * 24 * 3600
SECURE_SETTING = "SESSION_COOKIE_SECURE"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedIn(RapportError):
    """The request carries no token, or one that is forged, damaged or too old."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An organiser, or an attendee of one event.

    `event` is empty for an organiser, whose `name` is chosen by who hands out the tokens; an
    attendee's `name` is the attendee id.
    """

    role: Role
    name: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A role's cookie, which a browser sends to the pages below `path` alone.

    So that whoever is both keeps both: signing in as one leaves the other.
    """

    cookie: str
    path: str

    def covers(self, path: str) -> bool:
        """Tell whether a page is one of the role's."""
        return path == self.path or path.startswith(f"{self.path}/")


SESSIONS: Mapping[Role, Session] = {
    "organiser": Session("rapport_organiser", "/events"),
    "attendee": Session("rapport_attendee", "/me"),
}


class Tokens:
    """Issues and reads tokens; whoever knows the secret can issue any."""

    def __init__(self, secret: bytes, *, life_s: int = TOKEN_LIFE_S) -> None:
        """Take the deployment's secret key, and how long a token is good for."""
        self._life_s = life_s
        self._serializer = URLSafeTimedSerializer(secret, salt="rapport-identity")

    def issue(self, identity: Identity) -> str:
        """Sign an identity into a token, fit for a URL."""
        return str(self._serializer.dumps([identity.role, identity.name, identity.event]))

    def read(self, token: str) -> Identity:
        """Check a token.

        Raises:
            NotSignedIn: it is forged, damaged or too old.
        """
        try:
            role, name, event = self._serializer.loads(token, max_age=self._life_s)
        except BadSignature as error:
            raise NotSignedIn("this link or token is not valid, or no longer") from error
        return Identity(role, name, event)


def identify(tokens: Tokens) -> None:
    """Find out who sends the current request.

    A cookie counts for its role's pages alone, and for a request that changes something only
    if the browser says that it comes from our own pages.

    Raises:
        NotSignedIn: nobody that we know.
    """
    bearer = request.authorization
    if bearer is not None and bearer.type == "bearer" and bearer.token:
        g.identity = tokens.read(bearer.token)
        return
    cookie = _cookie(request)
    if not cookie:
        raise NotSignedIn("open your sign-in link first, or send a bearer token")
    if request.method not in _SAFE_METHODS:
        require_our_pages()
    g.identity = tokens.read(cookie)


def _cookie(request: Request) -> str:
    names = (one.cookie for one in SESSIONS.values() if one.covers(request.path))
    return next((request.cookies.get(name, "") for name in names), "")


def require_our_pages() -> None:
    """Make sure that the current request comes from a form of ours, and not from another site's.

    Raises:
        NotSignedIn: the browser does not say so.
    """
    if not _is_from_our_pages(request):
        raise NotSignedIn("this request does not come from Rapport's own pages")


def sign_in(role: Role, token: str, *, page: str = "") -> Response:
    """Answer the press of a sign-in button with a session and its first page.

    Args:
        role: of who signs in.
        token: their identity, signed.
        page: where to go below the role's first page; never taken from a request.

    Raises:
        NotSignedIn: another site pressed it.
    """
    require_our_pages()
    session = SESSIONS[role]
    response = make_response(redirect(session.path + page, HTTPStatus.SEE_OTHER))
    response.set_cookie(
        session.cookie, token, max_age=TOKEN_LIFE_S, path=session.path,
        httponly=True, samesite="Lax",
        secure=request.is_secure or current_app.config[SECURE_SETTING],
    )  # fmt: skip
    return response


def _is_from_our_pages(request: Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # A proxy may have ended TLS: the scheme that we see is not always the browser's.
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def who() -> Identity:
    """Give whoever asks."""
    identity: Identity = g.identity
    return identity


def organiser() -> str:
    """Give the organiser who asks.

    Raises:
        NotAllowed: an attendee asks.
    """
    identity = who()
    if identity.role != "organiser":
        raise NotAllowed("only the event's organiser may do this")
    return identity.name


def attendee() -> Identity:
    """Give the attendee who asks.

    Raises:
        NotAllowed: an organiser asks.
    """
    identity = who()
    if identity.role != "attendee":
        raise NotAllowed("only the attendee may do this, through their own link")
    return identity
