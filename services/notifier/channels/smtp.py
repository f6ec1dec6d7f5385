"""Letters through a mail server: what it does to one of them is not done to the others."""

from __future__ import annotations

import random
import smtplib
import time
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import HeaderParser

from services.notifier.channels import attempts, server_state
from services.notifier.channels.attempts import Attempt, Attempts
from services.notifier.channels.mime import UnusableAddress
from services.notifier.channels.server_state import ServerState
from services.notifier.channels.smtp_connection import (
    Envelope,
    NoSuchAddresses,
    SmtpConnection,
    UnusableServer,
)
from services.notifier.channels.smtp_replies import Failure, Verdict, failure
from services.notifier.domain.envelope import EnvelopeSenders
from services.notifier.domain.sending_rate import SendingRate
from services.notifier.ports import Mailer, NoAddress, Outcome, Postponed, ServerAway
from services.notifier.settings import NotifierSettings
from shared.errors import RapportError
from shared.store import Store

TIMEOUT_S = 20.0
COLLECTIONS = {**attempts.COLLECTIONS, **server_state.COLLECTIONS}


class RefusedAddress(NoAddress):
    """The mail server takes no mail for this address, however often it is tried."""


class RefusedMail(RapportError):
    """The mail server does not take this mail, however often it is tried."""


class SmtpMailer:
    """Hands each letter to a mail server, and keeps the connection for the next.

    SMTP can't undo: what the server was given may be on its way. So it is noted durably before
    a letter is given, and after it was taken. One whose end was not seen, as the process was
    killed or the server hung up, is tried once more under the same Message-ID, and then told as
    in doubt. One thread sends, and it never sleeps here.

    Args:
        settings: the server, how to talk to it, and the login.
        earlier: kept mails before there was a server; what is forgotten is forgotten there, too.
        store: declares `COLLECTIONS`; the same for all processes that send.
        clock: tells seconds since 1970.
        ticks: tells seconds that only grow.
        jitter: gives a number in [0, 1).
        timeout_s: so long an answer of the server may take.
    """

    def __init__(  # noqa: PLR0913 - time and chance are given by tests alone
        self,
        settings: NotifierSettings,
        earlier: Mailer,
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._earlier = earlier
        self._attempts = Attempts(store, clock=clock, jitter=jitter)
        self._server = ServerState(
            f"{settings.smtp_host}:{settings.smtp_port}", store, clock=clock, jitter=jitter
        )
        self._rate = SendingRate(settings.mail_per_second, ticks)
        self._connection = SmtpConnection(settings, timeout_s)
        self._senders = (
            EnvelopeSenders(settings.mail_from, settings.secret)
            if settings.mail_envelope == "letter"
            else None
        )

    def send(self, letter: str, mail: bytes) -> Outcome:
        """Hand a letter to the server, for the one whom its header names.

        Args:
            letter: its id.
            mail: serialised, with one address in From and one in To.

        Returns:
            What became of it, also where that was so before.

        Raises:
            UnusableAddress: there are none or several, or one with control characters or spaces.
            RefusedAddress: the server refuses the recipient's address for good.
            RefusedMail: the server refuses the mail for good; it may be too large.
            Postponed: the server does not take this letter for now, or it would leave too soon
                after others; then for a fraction of a second, or for what is left of the minute
                where one went to the same address.
            ServerAway: the server takes none for now, does not answer, or a setting is wrong,
                which the text names.
            TransientError: the store can't be used.
        """
        sender, recipient, message_id = _envelope(mail)
        attempt = self._attempts.of(letter, recipient, message_id)
        if attempt.outcome is not None:
            return attempt.outcome
        self._attempts.require_due(attempt)
        self._server.require()
        self._require_rate(recipient)
        if self._senders is not None:
            sender = self._senders.of(letter)
        try:
            self._begin(attempt, Envelope(sender, recipient, len(mail)))
        except ServerAway:
            self._rate.give_back(recipient)
            raise
        return self._hand_over(attempt, mail)

    def forget(self, letter: str) -> None:
        """Forget its attempts, and what was kept before there was a server."""
        self._attempts.forget(letter)
        self._earlier.forget(letter)

    def trouble(self) -> str:
        """Say why no letter leaves at present, and what to do about it; empty when they do."""
        return self._server.trouble()

    def close(self) -> None:
        """Take leave of the server; a later mail connects anew."""
        self._connection.leave()

    def _require_rate(self, recipient: str) -> None:
        wait_s = self._rate.wait_s(recipient)
        if wait_s:
            raise Postponed(
                "letters leave no faster than RAPPORT_MAIL_PER_SECOND says, and one a"
                " minute to one address",
                retry_in_s=wait_s,
            )

    def _begin(self, attempt: Attempt, envelope: Envelope) -> None:
        """Do all that leaves no doubt: nothing of the letter itself is said."""
        try:
            self._connection.begin(envelope)
        except UnusableServer as error:
            raise self._away(str(error)) from None
        except NoSuchAddresses as error:
            raise RefusedAddress(str(error)) from None
        except smtplib.SMTPException as error:
            found = failure(error)
            if found.verdict is Verdict.MAIL:
                raise self._end(attempt, found) from None
            raise self._away(found.why) from None
        try:
            self._connection.name_recipient(envelope)
        except smtplib.SMTPException as error:
            raise self._end(attempt, failure(error)) from None

    def _hand_over(self, attempt: Attempt, mail: bytes) -> Outcome:
        given = self._attempts.begin(attempt)
        try:
            self._connection.hand_over(mail)
        except smtplib.SMTPException as error:
            found = failure(error)
            if found.is_answer:
                raise self._end(self._attempts.refused(given), found) from None
            postponed = self._end(given, found)
            if given.outcome is not None:
                return given.outcome
            raise postponed from None
        taken = self._attempts.taken(given)
        self._server.works()
        return taken.outcome or Outcome.TAKEN

    def _away(self, why: str) -> ServerAway:
        self._connection.close()
        return self._server.fail(why)

    def _end(self, attempt: Attempt, found: Failure) -> RapportError:
        """Note what went wrong, and give what is to be raised."""
        why = f"the mail server {found.why}"
        if found.verdict is Verdict.SUSPICIOUS:
            self._connection.close()
            self._server.suspect(attempt.letter, found.why)
            return self._attempts.postpone(attempt, why)
        self._server.works()
        if found.verdict is Verdict.FOR_NOW:
            return self._attempts.postpone(attempt, why)
        self._attempts.forget(attempt.letter)
        return RefusedAddress(why) if found.verdict is Verdict.ADDRESS else RefusedMail(why)


def _envelope(mail: bytes) -> tuple[str, str, str]:
    """Read the addresses of a mail's From and To, and its Message-ID.

    Raises:
        UnusableAddress: they are not exactly one each, or could add to a command.
    """
    headers = HeaderParser(policy=policy.default).parsestr(mail.decode(errors="replace"))
    try:
        senders, recipients = _addresses(headers, "From"), _addresses(headers, "To")
    except ValueError:  # an encoded word that hides a line end
        senders, recipients = [], []
    match senders, recipients:
        case [sender], [recipient] if _is_plain(sender + recipient):
            return sender, recipient, str(headers["Message-ID"] or "")
    raise UnusableAddress("the mail does not go from one usable address to one other")


def _is_plain(text: str) -> bool:
    return text.isprintable() and " " not in text


def _addresses(headers: EmailMessage, name: str) -> list[str]:
    return [
        address.addr_spec for header in headers.get_all(name, []) for address in header.addresses
    ]
