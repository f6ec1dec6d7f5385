"""E-mail addresses, links and phone numbers in running text."""

from __future__ import annotations

import re

from shared.titles import GAP

_MAIL = re.compile(r"(?:mailto:)?[^\s@<>(),;:\"']{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LINK = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]]"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,4}(?:com|org|edu|gov|info|biz|ac\.uk|co\.uk|edu\.sg|com\.sg)"
    r"(?![\w-])(?:/[^\s<>\"]{0,500}[^\s<>\".,;:!?)])?"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,4}[a-z]{2,6}/[^\s<>\"]{1,500}",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\w\.[A-Za-z]{2}")
_HANDLE = re.compile(r"(?<![\w@])@\w{2,40}")
_NUMBER = re.compile(r"(?<![\w.])(?:\+|\()?\d[\d ()./-]{5,20}\d(?!\w)")
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,4}(?:19|20)\d\d")


def without_contacts(text: str) -> str:
    """Take out what reaches a person directly.

    Args:
        text: any text.

    Returns:
        The text with a `GAP` in place of each e-mail address, link, handle or phone number.
    """
    if "@" in text:
        text = _MAIL.sub(GAP, text)
        text = _HANDLE.sub(GAP, text)
    if "://" in text or _DOTTED.search(text):
        text = _LINK.sub(GAP, text)
    return _NUMBER.sub(_unless_no_phone, text)


def _unless_no_phone(found: re.Match[str]) -> str:
    number = found[0]
    digits = sum(letter.isdigit() for letter in number)
    phone = number[0] in "+(0" or digits >= 10 or ("-" in number and digits >= 8)  # noqa: PLR2004  # the shortest that are written without a prefix
    return GAP if phone and digits >= 7 and not _YEARS.match(number) else number  # noqa: PLR2004  # local numbers
