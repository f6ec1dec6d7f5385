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

    def forget(self, delivery: str) -> None:
        """Take back what is kept of a mail; a second time changes nothing.

        Args:
            delivery: the delivery's id, whether or not its mail was ever sent.

        Raises:
            TransientError: it may work a moment later.
        """
