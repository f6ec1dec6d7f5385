"""What the notifier needs from outside to get a letter to somebody, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.notifier.domain.letter_ids import PREVIEW, letter_id
from services.notifier.domain.letters import Letter
from services.notifier.domain.people import Person
from shared.errors import RapportError, TransientError
from shared.events import Event
from shared.messages import IntroductionProposed


class NoAddress(RapportError):
    """There is no e-mail address for this person, or none that mail can be sent to."""


class Postponed(TransientError):
    """This one letter can't be sent just now; the others need not wait for it.

    Attributes:
        retry_in_s: it is in vain to try before.
        in_doubt: whether it may have arrived all the same.
    """

    def __init__(self, why: str, *, retry_in_s: float = 0.0, in_doubt: bool = False) -> None:
        super().__init__(why)
        self.retry_in_s = retry_in_s
        self.in_doubt = in_doubt


class ServerAway(TransientError):
    """No letter can be sent just now; the text says what to do about it.

    Attributes:
        retry_in_s: it is in vain to try any before.
    """

    def __init__(self, why: str, *, retry_in_s: float) -> None:
        super().__init__(why)
        self.retry_in_s = retry_in_s


class Outcome(StrEnum):
    """What became of a letter that is not to be sent again."""

    TAKEN = "taken"
    IN_DOUBT = "in doubt"
    """It was tried twice: it may have arrived once, twice, or never."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter on its way to its recipient.

    Attributes:
        letter: what is due.
        event: the event.
        recipient: to whom it goes.
        introductions: of which it tells, each with the other one of the two, in its order.
        ended: the names of those who will not be met after all; empty for who is forgotten.
        as_preview: it goes to the organiser, and its links give nobody's rights away.
    """

    letter: Letter
    event: Event
    recipient: Person
    introductions: tuple[tuple[IntroductionProposed, Person], ...] = ()
    ended: tuple[str, ...] = ()
    as_preview: bool = False

    @property
    def id(self) -> str:
        """Name the letter; a preview is another one than its reader will get."""
        return letter_id(self.letter.attendee, PREVIEW) if self.as_preview else self.letter.id


Compose = Callable[[Outgoing, datetime], bytes]
"""Writes the mail of a letter; raises `NoAddress` where it can go nowhere."""


class Mailer(Protocol):
    """Gets one finished mail to its channel."""

    def send(self, letter: str, mail: bytes) -> Outcome:
        """Hand a mail over; the same letter twice is one mail.

        Args:
            letter: its id.
            mail: serialised.

        Raises:
            NoAddress: no mail can be sent to this address.
            Postponed: this letter can't be sent just now, and knows when.
            ServerAway: no letter can be sent just now; it raises the same, at once and without
                asking anybody, until it is time to try again.
            TransientError: what is needed here does not work just now, such as the disk.
            RapportError: trying again is useless.
        """

    def forget(self, letter: str) -> None:
        """Take back what is kept of a mail; a second time changes nothing.

        Args:
            letter: its id, whether or not its mail was ever sent.

        Raises:
            TransientError: it may work a moment later.
        """

    def trouble(self) -> str:
        """Say why no letter leaves at present, and what to do about it; empty when they do."""
