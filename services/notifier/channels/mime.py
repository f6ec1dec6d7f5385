"""A letter as a mail: two versions of one text, and headers that nobody can add to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import format_datetime
from hashlib import sha256

from anyascii import anyascii

from services.notifier.ports import NoAddress
from shared.errors import RapportError

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_TOKEN = re.compile(r"[A-Za-z0-9._+-]{1,100}@[A-Za-z0-9.-]{1,200}")
_LIST_ID = re.compile(r"[A-Za-z0-9_-]{1,100}(?:\.[A-Za-z0-9-]{1,63})+")
_MEDIA_TYPE = re.compile(r"(application|image|text|audio|video)/[a-z0-9][a-z0-9.+-]{0,60}")
_WIDE = policy.SMTP.clone(max_line_length=998)
"""Folds nothing: the library adds or loses a space where it folds some subjects."""

_ADDED_BY_MIME = {"mime-version", "content-type"}


class UnusableAddress(NoAddress):
    """An e-mail address, message id or link that a mail cannot carry."""


class UnsafeHeader(RapportError):
    """A header that would read differently from what was written."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a mail; what is unsafe or not ASCII in its name is taken out."""

    name: str
    content: bytes
    type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail is made of.

    `message_id` and `list_id` come without angle brackets; `unsubscribe` is an https address that
    takes a POST. What is empty is left out.
    """

    to_name: str
    to_email: str
    from_name: str
    from_email: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    unsubscribe: str = ""
    reply_to_name: str = ""
    reply_to_email: str = ""
    list_name: str = ""
    list_id: str = ""
    attachments: tuple[Attachment, ...] = ()


def serialise(mail: Mail) -> bytes:
    """Serialise a mail, and read it again to see that its headers say what was meant.

    A name that does not survive is left out, as it is only a courtesy.

    Args:
        mail: its names and subject are anybody's; what is unsafe in them is taken out.

    Returns:
        The mail with CRLF line ends; the same parts, the same bytes.

    Raises:
        UnusableAddress: an e-mail address, the message id or the link.
        UnsafeHeader: a header reads differently once serialised.
    """
    for folding in (policy.SMTP, _WIDE):
        try:
            return _verified(mail, mail.to_name, folding)
        except UnsafeHeader:
            continue
    return _verified(mail, "", _WIDE)


def _verified(mail: Mail, to_name: str, folding: policy.EmailPolicy[EmailMessage]) -> bytes:
    headers = _headers(mail, to_name=to_name)
    message = EmailMessage(policy=folding)
    try:
        for name, value in headers.items():
            message[name] = value
        _fill(message, mail)
        content = message.as_bytes()
    except (MessageError, ValueError) as error:
        raise UnsafeHeader("a header of the mail cannot be written") from error
    _compare(content, headers)
    return content


def _headers(mail: Mail, *, to_name: str) -> dict[str, str]:
    if not _TOKEN.fullmatch(mail.message_id):
        raise UnusableAddress("the message id is not of the form token@host")
    headers = {
        "Subject": _line(mail.subject, 200),
        "From": str(_address(mail.from_name, mail.from_email)),
        "To": str(_address(to_name, mail.to_email)),
        "Date": format_datetime(mail.date),
        "Message-ID": f"<{mail.message_id}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.reply_to_email:
        headers["Reply-To"] = str(_address(mail.reply_to_name, mail.reply_to_email))
    if mail.list_id:
        headers["List-ID"] = _list(mail.list_name, mail.list_id)
    if mail.unsubscribe:
        if not re.fullmatch(r"https?://[!-;=?-~]{1,800}", mail.unsubscribe):
            raise UnusableAddress("the link to unsubscribe is no web address")
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _line(text: str, length: int) -> str:
    """Make one line of a text that no mail program can take for an encoded word."""
    plain = " ".join(_UNSAFE.sub(" ", text).split()).replace("=?", "= ?")
    return plain[:length].strip()


def _list(name: str, list_id: str) -> str:
    """Name the list that a mail is sent to, as RFC 2919 has it."""
    if not _LIST_ID.fullmatch(list_id):
        raise UnsafeHeader("the list's id is not of the form of a host's name")
    phrase = re.sub(r"[^\w .,-]", "", _line(name, 80))
    return f'"{phrase}" <{list_id}>' if phrase.isascii() else f"<{list_id}>"


def _address(name: str, email: str) -> Address:
    local, _, domain = email.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode().lower()
    except UnicodeError:
        domain = ""
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain) or "=?" in local:
        raise UnusableAddress("the e-mail address is not one that mail can be sent to")
    return Address(_line(name, 80), local, domain)


def _fill(message: EmailMessage, mail: Mail) -> None:
    """Add both versions and the files."""
    message.set_content(_encodable(mail.text), cte="quoted-printable")
    message.add_alternative(_encodable(mail.html), subtype="html", cte="quoted-printable")
    for attached in mail.attachments:
        if not _MEDIA_TYPE.fullmatch(attached.type):
            raise UnsafeHeader("the type of a file to attach is none")
        maintype, _, subtype = attached.type.partition("/")
        message.add_attachment(
            attached.content,
            maintype=maintype,
            subtype=subtype,
            cte="base64",
            filename=_file_name(attached.name),
        )
    _set_boundaries(message, mail)


def _set_boundaries(message: EmailMessage, mail: Mail) -> None:
    """Name the boundaries after what is between them, so that bytes are repeatable.

    They are short and plain: what does not fit on a line is cut into pieces (RFC 2231), and
    several scanners then find no part at all.
    """
    said = f"{mail.message_id}{mail.text}{mail.html}".encode(errors="replace")
    digest = sha256(b"".join((said, *(attached.content for attached in mail.attachments))))
    holders = (part for part in message.walk() if part.is_multipart())
    for depth, part in enumerate(holders):
        part.set_boundary(f"part{depth}{digest.hexdigest()[:32]}")


def _file_name(name: str) -> str:
    """Keep of a file's name what needs no quotes and fits on a line."""
    plain = anyascii(name)
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}\Z", "", plain)
    suffix = plain[len(stem) :]
    return (re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:40] or "attachment") + suffix


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()


def _compare(content: bytes, headers: dict[str, str]) -> None:
    """Read a mail's headers again.

    Raises:
        UnsafeHeader: a header was added, lost or changed.
    """
    read = BytesHeaderParser(policy=policy.default).parsebytes(content)
    found = {name: str(value) for name, value in read.items() if name.lower() not in _ADDED_BY_MIME}
    if len(found) + len(_ADDED_BY_MIME) != len(read.keys()) or found != headers:
        changed = [name for name in found.keys() | headers if found.get(name) != headers.get(name)]
        raise UnsafeHeader(f"the mail would not read as written: {', '.join(sorted(changed))}")
