"""Reads what a mail server writes when it could not deliver a letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from flufl.bounce import all_failures

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_FOR_GOOD, _FOR_NOW = "5.0.0", "4.0.0"
_ADDRESSED = (
    *("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"),
    *("Return-Path", "Resent-To", "Cc"),
)


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What a report says.

    Attributes:
        letter: the id of the letter that it is about; None where it names none of ours.
        status: why it did not arrive (RFC 3463); None where nothing has failed, or not yet.
    """

    letter: str | None
    status: str | None


def read_report(
    content: bytes, letter_of: Callable[[str], str | None], recipient: str = ""
) -> BounceReport:
    """Read a report as it was received.

    Args:
        content: the mail.
        letter_of: reads the letter that an address names, if it is one of ours.
        recipient: to whom the mail system says that it came, where it says so.
    """
    report = message_from_bytes(content)
    named = (letter_of(address) for address in (recipient, *_addresses(report)))
    return BounceReport(next(filter(None, named), None), _status(report))


def _addresses(report: Message) -> Iterator[str]:
    """Give every address that the letter's envelope sender may be in, of any part."""
    for part in report.walk():
        fields = [str(part[name]) for name in _ADDRESSED if part[name]]
        yield from (address for _name, address in getaddresses(fields))


def _status(report: Message) -> str | None:
    """Say what failed, by RFC 3464, or by what else servers are known to write."""
    delivery = [
        fields
        for part in report.walk()
        if part.get_content_type() == "message/delivery-status"
        for fields in part.get_payload()
        if isinstance(fields, Message) and fields["Action"]
    ]
    if delivery:
        failed = [one for one in delivery if str(one["Action"]).strip().lower() == "failed"]
        return _said(str(failed[0]["Status"])) if failed else None
    try:
        temporary, permanent = all_failures(report)
    except Exception:  # noqa: BLE001 - it stumbles over what is no mail, and anybody may send that
        return None
    if permanent:
        return _FOR_GOOD
    return _FOR_NOW if temporary else None


def _said(status: str) -> str:
    """Read a status; one that is none, or says that all is well, is a failure all the same."""
    found = _STATUS.search(status)
    return found[0] if found and not found[0].startswith("2.") else _FOR_GOOD
