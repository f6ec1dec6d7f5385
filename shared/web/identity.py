"""Who is asking: signed tokens, as a bearer or as a cookie, and nothing on the server to lose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flask import Request, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from shared.errors import NotAllowed, RapportError

COOKIE = "rapport_session"
TOKEN_LIFE_S = 90 * 24 * 3600
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedIn(RapportError):
    """The request carries no token, or one that is forged, damaged or too old."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An organiser, or an attendee of one event.

    `event` is empty for an organiser, whose `name` is chosen by who hands out the tokens; an
    attendee's `name` is the attendee id.
    """

    role: Literal["organiser", "attendee"]
    name: str
    event: str = ""


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

    A cookie counts for a request that changes something only if the browser says that it
    comes from our own pages.

    Raises:
        NotSignedIn: nobody that we know.
    """
    bearer = request.authorization
    if bearer is not None and bearer.type == "bearer" and bearer.token:
        g.identity = tokens.read(bearer.token)
        return
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise NotSignedIn("open your sign-in link first, or send a bearer token")
    if request.method not in _SAFE_METHODS and not _is_from_our_pages(request):
        raise NotSignedIn("this request does not come from Rapport's own pages")
    g.identity = tokens.read(cookie)


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
