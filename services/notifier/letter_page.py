"""A letter as its reader sees it, before it is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.notifier import letter_words as words
from services.notifier.domain.card import Card, write_card
from services.notifier.domain.letter_ids import INVITE
from services.notifier.domain.people import short_name
from services.notifier.domain.wording import clean
from services.notifier.letter_links import Links
from services.notifier.ports import Outgoing

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class CardLinks:
    """One person to meet, and where to go on from there."""

    said: Card
    short_name: str
    brief: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """All that a letter says and leads to, in the order in which it says it.

    What is empty is not shown. `privacy_link` is the notice's address, where it has one.
    """

    language: str
    subject: str
    preheader: str
    title: str
    event: str
    when: str
    where: str
    greeting: str
    opening: str
    cards: tuple[CardLinks, ...]
    invite: str
    ended: str
    why: str
    imprint: tuple[str, ...]
    privacy: str
    privacy_link: str
    profile: str
    hide: str
    unsubscribe: str


def write_page(outgoing: Outgoing, links: Links) -> LetterPage:
    """Write a letter.

    Args:
        outgoing: what is to be said, and to whom.
        links: where it leads.
    """
    settings, called_off = outgoing.event.settings, outgoing.event.cancelled
    cards = _cards(outgoing, links)
    title, opening = _title(outgoing, cards), _opening(outgoing)
    notice = clean(settings.privacy_notice)
    address = notice if _WEB_ADDRESS.fullmatch(notice) else ""
    gone = [name or words.somebody() for name in outgoing.ended]
    reader = short_name(outgoing.recipient)
    return LetterPage(
        language=words.LANGUAGE,
        subject=words.preview_subject(title, reader) if outgoing.as_preview else title,
        preheader=(cards[0].said.shares or cards[0].said.helps) if cards else opening,
        title=title,
        event=words.event_name(settings),
        when="" if called_off else words.when(settings),
        where="" if called_off else clean(settings.venue),
        greeting=words.greeting(reader),
        opening=opening,
        cards=cards,
        invite=links.to("state") if outgoing.letter.occasion == INVITE else "",
        ended=words.ended(gone) if gone else "",
        why=words.why(words.event_name(settings), clean(settings.organiser_name)),
        imprint=tuple(filter(None, map(clean, settings.imprint.splitlines()))),
        privacy="" if address else notice,
        privacy_link=address,
        profile=links.to("link"),
        hide=links.to("hide"),
        unsubscribe=links.to("unsubscribe"),
    )


def _cards(outgoing: Outgoing, links: Links) -> tuple[CardLinks, ...]:
    return tuple(
        CardLinks(
            said=write_card(outgoing.recipient, counterpart, made),
            short_name=short_name(counterpart),
            brief=links.card(made.introduction),
            yes=links.card(made.introduction, "accept"),
            no=links.card(made.introduction, "decline"),
        )
        for made, counterpart in outgoing.introductions
    )


def _title(outgoing: Outgoing, cards: tuple[CardLinks, ...]) -> str:
    event = words.event_name(outgoing.event.settings)
    if cards:
        return words.subject([card.said.name for card in cards], event)
    if outgoing.letter.occasion == INVITE:
        return words.invite_subject(event)
    return words.change_subject(event, called_off=outgoing.event.cancelled)


def _opening(outgoing: Outgoing) -> str:
    if outgoing.introductions:
        return words.introductions_opening(len(outgoing.introductions))
    if outgoing.letter.occasion == INVITE:
        return words.invite_opening()
    return words.change_opening(called_off=outgoing.event.cancelled)
