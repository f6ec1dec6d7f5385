"""What the notifier needs from outside."""

from __future__ import annotations

from typing import Protocol


class Mailer(Protocol):
    """Gets one finished mail to its channel."""

    def send(self, delivery: str, mail: bytes) -> None:
        """Hand a mail over; the same delivery twice is one mail.

        Args:
            delivery: the delivery's id.
            mail: serialised, as made by `compose`.

        Raises:
            TransientError: it may work a moment later.
            RapportError: trying again is useless.
        """
