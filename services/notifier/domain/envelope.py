"""The envelope sender of each letter, by which a bounce names the letter that it is about."""

from __future__ import annotations

import hmac
import re
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from uuid import UUID

_MAC_BYTES = 5
_CODE = re.compile(r"[+=-]([a-z2-7]{26})([a-z2-7]{8})$", re.IGNORECASE)
_LONGEST_LOCAL_PART = 64


@dataclass(frozen=True, slots=True)
class EnvelopeSenders:
    """Names letters in addresses such as `hello+<letter><mac>@rapport.example`.

    Whoever has the mailbox `mail_from` gets them, too, as most servers take what follows a plus
    for the owner's own; case and what a server puts in front do not matter.

    Attributes:
        mail_from: who letters come from.
        secret: makes the code that nobody else can.
    """

    mail_from: str
    secret: bytes = field(repr=False)

    def of(self, letter: str) -> str:
        """Give the envelope sender of a letter.

        Args:
            letter: its id; one that is no UUID, or a mailbox too long to add to, is sent from
                `mail_from` itself, and its bounces name no letter.
        """
        local, _, domain = self.mail_from.rpartition("@")
        try:
            named = UUID(letter)
        except ValueError:
            return self.mail_from
        sender = f"{local}+{_base32(named.bytes)}{_base32(self._mac(named))}"
        return f"{sender}@{domain}" if len(sender) <= _LONGEST_LOCAL_PART else self.mail_from

    def letter(self, address: str) -> str | None:
        """Read the letter that an address names, if it is one that `of` gave."""
        found = _CODE.search(address.strip().strip("<>").rpartition("@")[0])
        if found is None:
            return None
        named = UUID(bytes=_bytes(found[1]))
        return str(named) if hmac.compare_digest(_bytes(found[2]), self._mac(named)) else None

    def _mac(self, letter: UUID) -> bytes:
        return hmac.digest(self.secret, b"bounce/" + letter.bytes, "sha256")[:_MAC_BYTES]


def _base32(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=").lower()


def _bytes(code: str) -> bytes:
    return b32decode(code.upper() + "=" * (-len(code) % 8))
