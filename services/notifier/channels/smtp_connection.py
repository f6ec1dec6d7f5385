"""A connection to the mail server: made as the settings say, and one mail at a time over it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from services.notifier.settings import NotifierSettings
from shared.errors import RapportError

_YES = 2  # the class of replies that say so
_CLOSING = 421


class UnusableServer(RapportError):
    """The mail server can't be used by anybody just now; the text names the settings to check."""


class NoSuchAddresses(RapportError):
    """The server takes no address with letters beyond ASCII."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server is told of a mail: from whom, to whom, and how many bytes."""

    sender: str
    recipient: str
    size: int

    @property
    def is_ascii(self) -> bool:
        """Tell whether any server can take it."""
        return (self.sender + self.recipient).isascii()


class SmtpConnection:
    """One connection; whatever goes wrong with it, the next use starts another.

    Certificates are verified against the system's authorities, or those in the file that
    `SSL_CERT_FILE` names.

    Args:
        settings: the server, how to talk to it, and the login.
        timeout_s: so long an answer may take.
    """

    def __init__(self, settings: NotifierSettings, timeout_s: float) -> None:
        self._settings = settings
        self._timeout_s = timeout_s
        self._open: smtplib.SMTP | None = None

    def begin(self, envelope: Envelope) -> None:
        """Begin a mail; a connection that was kept and is stale is replaced once.

        Raises:
            UnusableServer: there is no connection to be had.
            NoSuchAddresses: an address beyond ASCII, and the server has no SMTPUTF8.
            smtplib.SMTPSenderRefused: the server refuses the sender.
            smtplib.SMTPServerDisconnected: it hung up, or did not answer in time.
        """
        if self._open is not None and _is_alive(self._open):
            try:
                _name_sender(self._open, envelope)
            except smtplib.SMTPServerDisconnected:
                pass
            except smtplib.SMTPSenderRefused as refusal:
                if refusal.smtp_code != _CLOSING:
                    raise
            else:
                return
        self.close()
        self._open = _connect(self._settings, self._timeout_s)
        _name_sender(self._open, envelope)

    def name_recipient(self, envelope: Envelope) -> None:
        """Say whom the mail is for.

        Raises:
            smtplib.SMTPRecipientsRefused: the server refuses them.
            smtplib.SMTPServerDisconnected: it hung up, or did not answer in time.
        """
        code, text = self._used.rcpt(envelope.recipient)
        if code // 100 != _YES:
            self._give_up_mail()
            raise smtplib.SMTPRecipientsRefused({envelope.recipient: (code, text)})

    def hand_over(self, mail: bytes) -> None:
        """Give the mail itself.

        Raises:
            smtplib.SMTPDataError: the server does not take it.
            smtplib.SMTPServerDisconnected: it hung up, or did not answer in time.
        """
        try:
            code, text = self._used.data(mail)
        except smtplib.SMTPDataError as refusal:  # before a byte of it was sent
            self._give_up_mail()
            raise refusal from None
        if code // 100 != _YES:
            self._give_up_mail()
            raise smtplib.SMTPDataError(code, text)

    def leave(self) -> None:
        """Take leave of the server."""
        if self._open is not None:
            with suppress(smtplib.SMTPException):
                self._open.quit()
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
        self._open = None

    @property
    def _used(self) -> smtplib.SMTP:
        if self._open is None:
            raise smtplib.SMTPServerDisconnected("no mail was begun")
        return self._open

    def _give_up_mail(self) -> None:
        """Let the connection carry another mail; where it can't, the next one has its own."""
        try:
            code, _text = self._used.rset()
        except smtplib.SMTPException:
            code = 0
        if code // 100 != _YES:
            self.close()


def _name_sender(connection: smtplib.SMTP, envelope: Envelope) -> None:
    options: list[str] = []
    if not envelope.is_ascii:
        if not connection.has_extn("smtputf8"):
            raise NoSuchAddresses("the mail server takes no address with letters beyond ASCII")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    if connection.has_extn("size"):
        options.append(f"size={envelope.size}")
    code, text = connection.mail(envelope.sender, options)
    if code // 100 != _YES:
        with suppress(smtplib.SMTPException):
            connection.rset()
        raise smtplib.SMTPSenderRefused(code, text, envelope.sender)


def _is_alive(connection: smtplib.SMTP) -> bool:
    """Ask a connection that was idle; servers close those after some minutes."""
    try:
        code, _text = connection.noop()
    except smtplib.SMTPException:
        return False
    return code // 100 == _YES


def _connect(settings: NotifierSettings, timeout_s: float) -> smtplib.SMTP:
    """Connect, encrypt and log in, as set.

    Raises:
        UnusableServer: it does not work; the text names the settings to check.
    """
    try:
        with ExitStack() as undoing:
            connection = _greet(settings, timeout_s)
            undoing.callback(connection.close)
            if settings.smtp_security == "starttls":
                _encrypt(connection)
            connection.ehlo_or_helo_if_needed()
            if settings.smtp_username:
                _log_in(connection, settings)
            undoing.pop_all()
    except (OSError, ValueError) as error:  # the latter for a name that no host can have
        raise UnusableServer(
            f"can't be used ({_reason(error)}); if that lasts, check RAPPORT_SMTP_HOST,"
            " RAPPORT_SMTP_PORT and RAPPORT_SMTP_SECURITY"
        ) from None
    return connection


def _greet(settings: NotifierSettings, timeout_s: float) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=timeout_s, context=trusted)
    return smtplib.SMTP(host, port, timeout=timeout_s)


def _encrypt(connection: smtplib.SMTP) -> None:
    try:
        code, _text = connection.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError:
        raise UnusableServer(
            "offers no STARTTLS, and nothing is sent in clear; set RAPPORT_SMTP_SECURITY to tls"
            " (mostly with RAPPORT_SMTP_PORT=465), or to none where the way to it is safe"
        ) from None
    if code != 220:  # noqa: PLR2004 - "ready to start TLS"
        raise UnusableServer(
            f"refuses STARTTLS ({code}), and nothing is sent in clear; if that lasts, check"
            " RAPPORT_SMTP_SECURITY and RAPPORT_SMTP_PORT"
        )


def _log_in(connection: smtplib.SMTP, settings: NotifierSettings) -> None:
    try:
        connection.login(settings.smtp_username, settings.smtp_password.get_secret_value())
    except smtplib.SMTPAuthenticationError as error:
        raise UnusableServer(
            f"refuses our login ({error.smtp_code}); check RAPPORT_SMTP_USERNAME"
            " and RAPPORT_SMTP_PASSWORD"
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise UnusableServer(
            "takes no login here; unset RAPPORT_SMTP_USERNAME and RAPPORT_SMTP_PASSWORD, or"
            " check RAPPORT_SMTP_PORT and RAPPORT_SMTP_SECURITY"
        ) from None


def _reason(error: OSError | ValueError) -> str:
    """Say what the system says; of what the server says, the code alone."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return getattr(error, "strerror", None) or str(error)
