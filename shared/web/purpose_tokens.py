"""Links in letters: each is signed for one purpose, and worth nothing for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from itsdangerous import BadSignature, URLSafeTimedSerializer

from shared.errors import NotFound

Purpose = Literal["cards", "state", "unsubscribe", "hide", "link", "open"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
PATHS: Mapping[Purpose, str] = {
    "cards": "/c", "state": "/i", "unsubscribe": "/u", "hide": "/h", "link": "/l", "open": "/o",
}  # fmt: skip
"""Where each kind of link leads; the token comes behind it."""
OPEN_LIFE_S = 3600
GENERATION = 0


class InvalidLink(NotFound):
    """The link is forged, damaged, meant for something else or too old."""


@dataclass(frozen=True, slots=True)
class PurposeToken:
    """What a link lets its bearer do: one `purpose`, for one attendee of one event.

    `subject` says about what, such as a letter; `generation` is what an attendee could raise to
    make their older links worthless.
    """

    attendee: str
    event: str
    purpose: Purpose
    subject: str = ""
    generation: int = GENERATION


class PurposeTokens:
    """Issues and reads the tokens of links; whoever knows the secret can issue any."""

    def __init__(self, secret: bytes, *, open_life_s: int = OPEN_LIFE_S) -> None:
        """Take the deployment's secret key, and how long a link that makes a session is good for.

        Links of every other purpose are good for as long as the event's people are known.
        """
        self._serializers = {
            purpose: URLSafeTimedSerializer(secret, salt=f"rapport-purpose-{purpose}")
            for purpose in PURPOSES
        }
        self._open_life_s = open_life_s

    def issue(self, attendee: str, event: str, purpose: Purpose, subject: str = "") -> str:
        """Sign a token of letters, digits, `_`, `-` and `.`, which no mail program breaks."""
        stated = [attendee, event, subject, GENERATION]
        return str(self._serializers[purpose].dumps(stated))

    def read(self, token: str, purpose: Purpose) -> PurposeToken:
        """Check a token that was sent for a purpose.

        Raises:
            InvalidLink: it is forged, damaged, of another purpose or too old.
        """
        max_age = self._open_life_s if purpose == "open" else None
        try:
            stated = self._serializers[purpose].loads(token, max_age=max_age)
        except BadSignature as error:
            raise InvalidLink("this link is not valid, or no longer") from error
        attendee, event, subject, generation = stated
        return PurposeToken(attendee, event, purpose, subject, generation)
