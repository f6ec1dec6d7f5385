"""What comes back later: a letter that a server took and could not deliver."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from shared.errors import NotFound
from shared.log import Log
from shared.messages import LetterFailed, encode
from shared.store import Store

CHANNEL = "email"
_ABOUT_THE_MAIL = ("5.3", "5.6", "5.7")
"""Its size, its form, what a policy says about it; another mail may reach the same person."""


class Bounces:
    """Takes what is told of a letter for the server's own refusal.

    Args:
        log: where it is said.
        store: the views of the notifier.
        went_to: tells whether a letter, by its id, was given to the server for an address.
        clock: tells the time.
    """

    def __init__(
        self,
        log: Log,
        store: Store,
        *,
        went_to: Callable[[str, str], bool],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._log = log
        self._store = store
        self._went_to = went_to
        self._clock = clock

    def bounced(self, letter: str, status: str) -> LetterFailed:
        """Say that a letter did not arrive.

        Whom it can't reach is nobody's to write to until the address changes; where it has
        changed since, that is said of the letter alone.

        Args:
            letter: its id.
            status: why, as RFC 3463 has it: `5.1.1` for good, `4.4.7` where it was given up.

        Returns:
            What was said.

        Raises:
            NotFound: no such letter was sent, or not yet told so, or its reader is forgotten.
            TransientError: the log or the store does not answer.
        """
        known = self._store.get("letters", letter)
        if known is None or not known["sent"]:
            raise NotFound("no such letter was sent, or that is not known yet")
        permanent = status.startswith("5.")
        said = LetterFailed(
            event=known["event"],
            letter=letter,
            attendee=known["attendee"],
            occasion=known["occasion"],
            introductions=tuple(known["sent"]["introductions"]),
            channel=CHANNEL,
            at=self._clock(),
            why=f"came back from the recipient's mail server ({status})",
            permanent=permanent,
            reach=self._reach(letter, known["attendee"]) if _is_about_address(status) else "",
            by="rapport",
        )
        self._log.append(encode([said]))
        return said

    def _reach(self, letter: str, attendee: str) -> str:
        """Give the present address of an attendee, if it is the one that the letter went to."""
        contact = self._store.get("contacts", attendee)
        profile = self._store.get("profiles", attendee)
        if contact is None or profile is None or not self._went_to(letter, contact["email"]):
            return ""
        return str(profile.get("reach") or "")


def _is_about_address(status: str) -> bool:
    return status.startswith("5.") and not status.startswith(_ABOUT_THE_MAIL)
