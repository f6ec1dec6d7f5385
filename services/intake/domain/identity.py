"""Who is who: ids that are the same for the same roster, and hashes that reveal nobody."""

from __future__ import annotations

import hmac
import re
import unicodedata
from functools import lru_cache
from uuid import UUID, uuid5

from shared.text import company_words, normal_email

_NAMESPACE = UUID("6d1f8f2e-5a0b-5c7e-9a43-2f1d7b6c8e90")
_HASH_DIGITS = 32
_WORD = re.compile(r"[^\W_]+")


def attendee_id(
    event: str, email: str, name: str, *, otherwise: str = "", shared_mailbox: bool = False
) -> str:
    """Name an attendee, the same for the same event and person every time.

    Args:
        event: the event's id.
        email: the attendee's e-mail address, "" if unknown.
        name: the attendee's name.
        otherwise: what tells the attendee from others where there is no e-mail address; see
            `without_email`.
        shared_mailbox: several people of the roster have this e-mail address.

    Returns:
        A UUID (version 5).
    """
    identity = mailbox_identity(email, name, shared=shared_mailbox)
    identity = identity or otherwise or without_email(name)
    return str(uuid5(_namespace(event), identity))


@lru_cache(maxsize=64)
def _namespace(event: str) -> UUID:
    return uuid5(_NAMESPACE, event)


def mailbox_identity(email: str, name: str, *, shared: bool = False) -> str:
    """Spell who reads a mailbox.

    Args:
        email: an e-mail address.
        name: the person's name; it counts where the mailbox is shared.
        shared: the address is not the person's alone.

    Returns:
        One text a person; "" without an address.
    """
    mailbox = normal_email(email)
    return f"{mailbox}\n{normal_name(name)}" if mailbox and shared else mailbox


def without_email(name: str, *, external_id: str = "", company: str = "") -> str:
    """Spell what tells a person without an e-mail address from another.

    Args:
        name: the person's name.
        external_id: the id in the organiser's system; alone enough.
        company: the person's company, beside the name.

    Returns:
        One text a person, which is no e-mail address.
    """
    if external_id.strip():
        return f"external\n{external_id.strip()}"
    return f"name\n{normal_name(name)}\n{' '.join(company_words(company))}"


def normal_name(name: str) -> str:
    """Spell a name in one way: no case, accents, marks or double spaces.

    The ids of people in a log are made of it, so that it stays as it is.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(_WORD.findall(bare.casefold()))


def keyed_hash(secret: bytes, kind: str, value: str) -> str:
    """Hash a value so that only holders of the secret can test a guess.

    HMAC-SHA256 (RFC 2104), cut to 128 bits.

    Args:
        secret: the deployment's key.
        kind: what the value is, so that equal values of two kinds differ.
        value: what to hash.

    Returns:
        32 hexadecimal digits; "" for "".
    """
    if not value:
        return ""
    message = f"{kind}\n{value}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, message, "sha256").hexdigest()[:_HASH_DIGITS]


def reach(secret: bytes, email: str) -> str:
    """Hash where somebody can be written to, so that another address is told from the same.

    Args:
        secret: the deployment's key.
        email: the address; it may be several people's.

    Returns:
        As `keyed_hash` does; "" without an address.
    """
    return keyed_hash(secret, "reach", normal_email(email))


def mailbox_ids(event: str, email: str, name: str) -> tuple[str, str]:
    """Name somebody as the only one behind their mailbox, and as one of several.

    Args:
        event: the event's id.
        email: the person's e-mail address.
        name: the person's name.
    """
    alone, shared = (
        attendee_id(event, email, name, shared_mailbox=several) for several in (False, True)
    )
    return alone, shared
