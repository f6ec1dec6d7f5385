"""One spelling of an e-mail address."""

from __future__ import annotations

import unicodedata


def normal_email(email: str) -> str:
    """Spell an e-mail address in one way: no case, no scheme, no brackets.

    What recognises somebody at other events is made of it, so that it stays as it is.
    """
    plain = (
        (email if email.isascii() else unicodedata.normalize("NFKC", email))
        .strip()
        .casefold()
        .removeprefix("mailto:")
    )
    return plain.strip("<> \t")
