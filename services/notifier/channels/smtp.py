"""Mails through a mail server, over one connection that stays open."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import HeaderParser

from services.notifier.channels.mime import UnusableAddress
from services.notifier.ports import Mailer, NoAddress, Outcome, Postponed
from services.notifier.settings import NotifierSettings
from shared.errors import RapportError, TransientError

TIMEOUT_S = 20.0

_Envelope = tuple[str, str]
"""The sender's address and the recipient's."""

_STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_NOT_LET_IN = re.compile(
    rb"\bauthentication (?:is )?required\b"
    rb"|(?<![\w.@<-])relay(?:ing)?\b(?![.@-]?\w)",  # "relay access denied", not relay.example
    re.IGNORECASE,
)
_CLOSING = 421
_LOGIN_REQUIRED = 530
_TOO_LARGE = 552
_MAILBOX_FULL = "5.2.2"
_LARGER_THAN_ALLOWED = {"5.2.3", "5.3.4"}


class RefusedAddress(NoAddress):
    """The mail server takes no mail for this address, however often it is tried."""


class RefusedMail(RapportError):
    """The mail server does not take this mail, however often it is tried."""


class SmtpMailer:
    """Hands each mail to a mail server, and keeps the connection for the next.

    SMTP can't undo: what the server took is on its way. If the process is killed or the
    connection breaks after that and before we know, the mail is sent again under the same
    Message-ID, which follows from the delivery; by that it can be recognised.

    One thread sends. Certificates are verified against the system's authorities, or those in
    the file that `SSL_CERT_FILE` names.

    Args:
        settings: the server, how to talk to it, and the login.
        earlier: kept mails before there was a server; what is forgotten is forgotten there, too.
    """

    def __init__(self, settings: NotifierSettings, earlier: Mailer) -> None:
        self._settings = settings
        self._earlier = earlier
        self._connection: smtplib.SMTP | None = None

    def send(self, letter: str, mail: bytes) -> Outcome:  # noqa: ARG002 - the Message-ID has it
        """Hand a mail to the server, for the one whom its header names.

        What the server refuses for how it was set up, such as a login, is transient: no brief
        fails for it, all wait until somebody mends the settings.

        Args:
            letter: its id.
            mail: serialised, with one address in From and one in To.

        Raises:
            UnusableAddress: there are none or several, or one with control characters or spaces.
            RefusedAddress: the server refuses the recipient's address for good.
            RefusedMail: the server refuses the mail for good; it may be too large.
            Postponed: the server does not take this mail for now.
            TransientError: the server takes no mail for now, does not answer within `TIMEOUT_S`
                seconds, or a setting is wrong, which the text names.
        """
        envelope = _envelope(mail)
        try:
            self._hand_over(envelope, mail)
        except smtplib.SMTPException as error:
            raise _failure(error) from None  # which quotes the server, and so the address
        return Outcome.TAKEN

    def trouble(self) -> str:
        """Say nothing: the worker stops where the server takes no mail, and says why."""
        return ""

    def forget(self, letter: str) -> None:
        """Take back what was kept before there was a server; what was sent can't be called back."""
        self._earlier.forget(letter)

    def close(self) -> None:
        """Take leave of the server; a later mail connects anew."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException):
                self._connection.quit()
        self._disconnect()

    def _hand_over(self, envelope: _Envelope, mail: bytes) -> None:
        """Use the open connection; a fresh one if it went stale or has carried all that it may."""
        if self._connection is not None and _is_alive(self._connection):
            try:
                _submit(self._connection, envelope, mail)
            except smtplib.SMTPSenderRefused as refusal:
                if refusal.smtp_code != _CLOSING:
                    raise
            else:
                return
        self._disconnect()
        self._connection = _connect(self._settings)
        _submit(self._connection, envelope, mail)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _envelope(mail: bytes) -> _Envelope:
    """Read the addresses of a mail's From and To.

    Raises:
        UnusableAddress: they are not exactly one each, or could add to a command.
    """
    headers = HeaderParser(policy=policy.default).parsestr(mail.decode(errors="replace"))
    try:
        senders, recipients = _addresses(headers, "From"), _addresses(headers, "To")
    except ValueError:  # an encoded word that hides a line end
        senders, recipients = [], []
    match senders, recipients:
        case [sender], [recipient] if (
            sender + recipient
        ).isprintable() and " " not in sender + recipient:
            return sender, recipient
    raise UnusableAddress("the mail does not go from one usable address to one other")


def _is_plain(text: str) -> bool:
    return text.isprintable() and " " not in text


def _addresses(headers: EmailMessage, name: str) -> list[str]:
    return [
        address.addr_spec for header in headers.get_all(name, []) for address in header.addresses
    ]


def _is_alive(connection: smtplib.SMTP) -> bool:
    """Ask a connection that was idle; servers close those after some minutes."""
    try:
        code, _text = connection.noop()
    except smtplib.SMTPException:
        return False
    return code // 100 == 2  # noqa: PLR2004 - the class of replies that say yes


def _submit(connection: smtplib.SMTP, envelope: _Envelope, mail: bytes) -> None:
    """Send to the one recipient: whom the server refuses is an error, never a return value.

    Raises:
        RefusedAddress: an address beyond ASCII, and the server has no SMTPUTF8.
        smtplib.SMTPException: what the server says.
    """
    options: tuple[str, ...] = ()
    sender, recipient = envelope
    if not (sender + recipient).isascii():
        if not connection.has_extn("smtputf8"):
            raise RefusedAddress("the mail server takes no address with letters beyond ASCII")
        options = ("SMTPUTF8", "BODY=8BITMIME")
    connection.sendmail(sender, recipient, mail, options)


def _connect(settings: NotifierSettings) -> smtplib.SMTP:
    """Connect, encrypt and log in, as set.

    Raises:
        TransientError: it does not work; the text names the settings to check.
    """
    try:
        with ExitStack() as undoing:
            connection = _greet(settings)
            undoing.callback(connection.close)
            if settings.smtp_security == "starttls":
                _encrypt(connection)
            connection.ehlo_or_helo_if_needed()
            if settings.smtp_username:
                _log_in(connection, settings)
            undoing.pop_all()
    except (OSError, ValueError) as error:  # the latter for a name that no host can have
        raise TransientError(
            f"the mail server {settings.smtp_host}:{settings.smtp_port} can't be used"
            f" ({_reason(error)}); if that lasts, check RAPPORT_SMTP_HOST, RAPPORT_SMTP_PORT"
            " and RAPPORT_SMTP_SECURITY"
        ) from None
    return connection


def _greet(settings: NotifierSettings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=trusted)
    return smtplib.SMTP(host, port, timeout=TIMEOUT_S)


def _encrypt(connection: smtplib.SMTP) -> None:
    try:
        connection.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError:
        raise TransientError(
            "the mail server offers no STARTTLS, and nothing is sent in clear; set"
            " RAPPORT_SMTP_SECURITY to tls (mostly with RAPPORT_SMTP_PORT=465), or to none where"
            " the way to it is safe"
        ) from None


def _log_in(connection: smtplib.SMTP, settings: NotifierSettings) -> None:
    try:
        connection.login(settings.smtp_username, settings.smtp_password.get_secret_value())
    except smtplib.SMTPAuthenticationError as error:
        raise TransientError(
            f"the mail server refuses the login ({error.smtp_code}); check RAPPORT_SMTP_USERNAME"
            " and RAPPORT_SMTP_PASSWORD"
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise TransientError(
            "the mail server takes no login here; unset RAPPORT_SMTP_USERNAME and"
            " RAPPORT_SMTP_PASSWORD, or check RAPPORT_SMTP_PORT and RAPPORT_SMTP_SECURITY"
        ) from None


def _reason(error: OSError | ValueError) -> str:
    """Say what the system says; of what the server says, the code alone."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return getattr(error, "strerror", None) or str(error)


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's refusal; its text tells what it is about, and is never passed on."""

    code: int
    text: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"{self.code} {self.status}".strip()

    @property
    def status(self) -> str:
        """Give the enhanced status code (RFC 3463) that the text begins with, or none."""
        found = _STATUS.match(self.text)
        return found[0].decode() if found else ""

    @property
    def is_about_size(self) -> bool:
        any_but_full = self.code == _TOO_LARGE and self.status != _MAILBOX_FULL
        return any_but_full or self.status in _LARGER_THAN_ALLOWED


def _failure(error: smtplib.SMTPException) -> RapportError:
    """Turn what went wrong with one mail into an error of ours, which names no address."""
    match error:
        case smtplib.SMTPSenderRefused():
            return _refusal(_Reply(error.smtp_code, error.smtp_error), _refused_sender)
        case smtplib.SMTPRecipientsRefused():
            ((code, text),) = error.recipients.values()
            return _refusal(_Reply(code, text), _refused_address)
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=bytes() as text):
            return _refusal(_Reply(code, text), _refused_mail)
    return TransientError(f"the mail server hung up, or did not answer within {TIMEOUT_S:.0f} s")


def _refusal(reply: _Reply, for_good: Callable[[_Reply], RapportError]) -> RapportError:
    if reply.code // 100 != 5:  # noqa: PLR2004 - the class of replies that won't change
        kind = TransientError if reply.code == _CLOSING else Postponed
        return kind(f"the mail server can't take the mail just now ({reply})")
    if reply.code == _LOGIN_REQUIRED or _NOT_LET_IN.search(reply.text):
        return TransientError(
            f"the mail server wants a login ({reply}); check RAPPORT_SMTP_USERNAME,"
            " RAPPORT_SMTP_PASSWORD and RAPPORT_SMTP_SECURITY"
        )
    return for_good(reply)


def _refused_sender(reply: _Reply) -> RapportError:
    if reply.is_about_size:  # which is announced with the sender
        return _refused_mail(reply)
    return TransientError(
        f"the mail server refuses the sender ({reply}); check RAPPORT_MAIL_FROM"
        " and RAPPORT_SMTP_USERNAME"
    )


def _refused_address(reply: _Reply) -> RapportError:
    return RefusedAddress(f"the mail server refuses this person's address for good ({reply})")


def _refused_mail(reply: _Reply) -> RapportError:
    what = "finds the mail too large" if reply.is_about_size else "refuses the mail"
    return RefusedMail(f"the mail server {what}, for good ({reply})")
