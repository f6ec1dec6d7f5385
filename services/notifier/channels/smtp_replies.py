"""What a mail server's refusals mean; their texts are never passed on, as they quote people."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass, field
from enum import Enum, auto

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


class Verdict(Enum):
    """Whom a failure is about, and for how long."""

    SERVER = auto()
    """Every letter waits."""
    SUSPICIOUS = auto()
    """This letter waits; if it happens to one after the other, it is about the server."""
    FOR_NOW = auto()
    """This letter waits."""
    ADDRESS = auto()
    """No letter reaches this address."""
    MAIL = auto()
    """This letter reaches nobody."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with one letter; its text names no address.

    `is_answer` where the server said so, rather than nothing.
    """

    verdict: Verdict
    why: str
    is_answer: bool = True


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's refusal; its text tells what it is about."""

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
    def is_for_now(self) -> bool:
        return self.code // 100 != 5  # noqa: PLR2004 - the class of replies that won't change

    @property
    def is_about_size(self) -> bool:
        any_but_full = self.code == _TOO_LARGE and self.status != _MAILBOX_FULL
        return any_but_full or self.status in _LARGER_THAN_ALLOWED

    @property
    def is_about_login(self) -> bool:
        return self.code == _LOGIN_REQUIRED or bool(_NOT_LET_IN.search(self.text))


def failure(error: smtplib.SMTPException) -> Failure:
    """Say what a failure after the connection was made means."""
    match error:
        case smtplib.SMTPSenderRefused():
            return _of_sender(_Reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPRecipientsRefused():
            ((code, text),) = error.recipients.values()
            return _of_letter(_Reply(code, text), Verdict.ADDRESS)
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=bytes() as text):
            return _of_letter(_Reply(code, text), Verdict.MAIL)
    return Failure(
        Verdict.SUSPICIOUS,
        "hung up, or did not answer in time; if that lasts, see the log of the mail server",
        is_answer=False,
    )


def _of_sender(reply: _Reply) -> Failure:
    if reply.is_about_size and not reply.is_for_now:  # which is announced with the sender
        return _too_large(reply)
    if reply.is_for_now:
        return Failure(Verdict.SERVER, f"takes no mail just now ({reply}); it is asked again")
    if reply.is_about_login:
        return Failure(Verdict.SERVER, _wants_login(reply))
    return Failure(
        Verdict.SERVER,
        f"refuses the sender ({reply}); check RAPPORT_MAIL_FROM and RAPPORT_SMTP_USERNAME, or"
        " set RAPPORT_MAIL_ENVELOPE=plain where it lets in that very sender alone",
    )


def _of_letter(reply: _Reply, for_good: Verdict) -> Failure:
    if reply.code == _CLOSING:
        return Failure(Verdict.SUSPICIOUS, f"closes the connection ({reply}); it is asked again")
    if reply.is_for_now:
        return Failure(Verdict.FOR_NOW, f"can't take the letter just now ({reply})")
    if reply.is_about_login:
        return Failure(Verdict.SUSPICIOUS, _wants_login(reply))
    if for_good is Verdict.ADDRESS:
        return Failure(for_good, f"refuses this person's address for good ({reply})")
    if reply.is_about_size:
        return _too_large(reply)
    return Failure(for_good, f"refuses the mail, for good ({reply})")


def _too_large(reply: _Reply) -> Failure:
    return Failure(Verdict.MAIL, f"finds the mail too large, for good ({reply})")


def _wants_login(reply: _Reply) -> str:
    return (
        f"wants a login ({reply}); check RAPPORT_SMTP_USERNAME, RAPPORT_SMTP_PASSWORD and"
        " RAPPORT_SMTP_SECURITY"
    )
