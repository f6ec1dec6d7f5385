"""What a letter says of one person: a line of what the two share, and one of how to help."""

from __future__ import annotations

from dataclasses import dataclass

from services.notifier.domain.exchange import (
    Exchange,
    help_lines,
    offer_line,
    seen_by,
    shared_lines,
)
from services.notifier.domain.people import Person, short_name
from services.notifier.domain.wording import label
from shared.messages import IntroductionProposed


@dataclass(frozen=True, slots=True)
class Card:
    """One person to meet.

    Attributes:
        introduction: its id.
        name: of the person.
        company: where they work; empty where the list does not say.
        shares: what the two share; empty where nothing is on paper.
        helps: how one could help the other; empty where neither said.
    """

    introduction: str
    name: str
    company: str
    shares: str
    helps: str


def write_card(recipient: Person, counterpart: Person, made: IntroductionProposed) -> Card:
    """Write what one of two reads of the other in a letter; nothing is invented.

    Args:
        recipient: who reads it.
        counterpart: whom it is about.
        made: the introduction of these two.

    Returns:
        A card with at least one line.
    """
    name, exchange = short_name(counterpart), seen_by(recipient, counterpart, made)
    shared = shared_lines(exchange, recipient, counterpart, name, made)[0].text
    helps = _help(exchange, recipient, counterpart, name)
    return Card(
        introduction=made.introduction,
        name=counterpart.name,
        company=label(counterpart.contact.company),
        shares=shared if exchange.shared or not helps else "",
        helps=helps,
    )


def _help(exchange: Exchange, recipient: Person, counterpart: Person, name: str) -> str:
    """Choose the strongest: what was found for the other's need, for one's own, or the need."""
    if exchange.they_help and not exchange.you_help:
        return offer_line(exchange.they_help[0], name)
    if exchange.you_help or counterpart.profile.needs:
        return help_lines(exchange, recipient, counterpart, name)[0].text
    return ""
