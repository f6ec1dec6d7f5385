"""What the notifier needs from outside to get a brief to somebody, and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifier.domain.brief import Brief
from services.notifier.domain.people import Person
from shared.errors import RapportError, TransientError
from shared.events import Event


class NoAddress(RapportError):
    """There is no e-mail address for this person, or none that mail can be sent to."""


class Postponed(TransientError):
    """This one mail can't be sent just now; the others need not wait for it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One brief on its way to its recipient."""

    delivery: str
    recipient: Person
    brief: Brief
    event: Event


Compose = Callable[[Outgoing, datetime], bytes]
"""Writes the mail that carries a brief; raises `NoAddress` where it can go nowhere."""


class Mailer(Protocol):
    """Gets one finished mail to its channel."""

    def send(self, delivery: str, mail: bytes) -> None:
        """Hand a mail over; the same delivery twice is one mail.

        Args:
            delivery: the delivery's id.
            mail: serialised.

        Raises:
            NoAddress: no mail can be sent to this address.
            Postponed: this mail can't be sent just now.
            TransientError: no mail can be sent just now.
            RapportError: trying again is useless.
        """

    def forget(self, delivery: str) -> None:
        """Take back what is kept of a mail; a second time changes nothing.

        Args:
            delivery: the delivery's id, whether or not its mail was ever sent.

        Raises:
            TransientError: it may work a moment later.
        """
