"""Where a letter leads: each address carries one right of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from services.notifier.ports import Outgoing
from shared.web.purpose_tokens import PATHS, Purpose, PurposeTokens

Answer = Literal["", "accept", "decline"]


class Links(Protocol):
    """Gives the addresses of one letter."""

    def to(self, purpose: Purpose) -> str:
        """Lead to what its reader may do."""

    def card(self, introduction: str, answer: Answer = "") -> str:
        """Lead to the brief about somebody, where an answer may already be chosen."""


@dataclass(frozen=True, slots=True)
class ReaderLinks:
    """Lead the reader of a letter on, without a session."""

    url: str
    tokens: PurposeTokens
    outgoing: Outgoing

    def to(self, purpose: Purpose) -> str:
        """Lead to what its reader may do."""
        return self._address(purpose, "")

    def card(self, introduction: str, answer: Answer = "") -> str:
        """Lead to the brief about somebody; a GET answers nothing yet."""
        page = f"{self._address('cards', self.outgoing.letter.id)}/{introduction}"
        return f"{page}?answer={answer}" if answer else page

    def _address(self, purpose: Purpose, subject: str) -> str:
        letter = self.outgoing.letter
        token = self.tokens.issue(letter.attendee, letter.event, purpose, subject)
        return f"{self.url}{PATHS[purpose]}/{token}"


@dataclass(frozen=True, slots=True)
class PreviewLinks:
    """Lead an organiser to their own pages, since the reader's rights are not theirs."""

    url: str
    outgoing: Outgoing

    def to(self, purpose: Purpose) -> str:  # noqa: ARG002 - none is the organiser's
        """Lead to the letters of the event."""
        return f"{self.url}/events/{self.outgoing.event.id}/letters"

    def card(self, introduction: str, answer: Answer = "") -> str:  # noqa: ARG002 - as above
        """Lead to the brief as the reader would see it."""
        attendee = self.outgoing.letter.attendee
        event = f"{self.url}/events/{self.outgoing.event.id}"
        return f"{event}/introductions/{introduction}/brief?attendee={attendee}"
