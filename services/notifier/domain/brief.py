"""The research brief: what one of two introduced people reads about the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.notifier.domain.bio import shown, telling, topics
from services.notifier.domain.company import Facts, company_lines
from services.notifier.domain.exchange import Exchange, help_lines, seen_by, shared_lines
from services.notifier.domain.formats import format_line, shared_format
from services.notifier.domain.lines import Line, Section
from services.notifier.domain.people import Person, once, short_name
from services.notifier.domain.questions import Prompt, prompts_for, questions
from services.notifier.domain.wording import bare, clip, key, listed, mention, quoted, woven
from shared.messages import EventSettings, Format, IntroductionProposed

_INTERESTS_SHOWN, _INTEREST_WORDS, _IN_PASSING = 4, 8, 6


@dataclass(frozen=True, slots=True)
class Brief:
    """What to read before a first conversation; `recipient` and `counterpart` are names.

    `format` is what suits both, None when nothing does.
    """

    introduction: str
    recipient: str
    counterpart: str
    headline: str
    sections: tuple[Section, ...]
    format: Format | None


def write_brief(
    recipient: Person,
    counterpart: Person,
    introduction: IntroductionProposed,
    facts: Facts,
    settings: EventSettings | None,
) -> Brief:
    """Write the brief that one of the two reads about the other.

    Nothing is invented: every line is made from what was stated, and says where.

    Args:
        recipient: who reads it.
        counterpart: whom it is about.
        introduction: of these two.
        facts: the organiser's about companies.
        settings: the event's, when known.

    Returns:
        The brief; the same input, the same brief.
    """
    name = short_name(counterpart)
    exchange = seen_by(recipient, counterpart, introduction)
    formats = recipient.profile.formats, counterpart.profile.formats
    prompts = prompts_for(counterpart, exchange)
    topic = _topic(prompts)
    seed = f"{introduction.introduction}/{recipient.profile.attendee}"
    sections = (
        Section(f"Who {name} is, beyond a title", _who(recipient, counterpart, name, introduction)),
        Section(
            "What you share", shared_lines(exchange, recipient, counterpart, name, introduction)
        ),
        Section(
            "Where you could help each other", help_lines(exchange, recipient, counterpart, name)
        ),
        Section("The company", company_lines(counterpart, name, facts)),
        Section(f"Three questions for {name}", questions(counterpart, name, prompts, seed)),
        Section("How to meet", (format_line(*formats, name, settings),)),
        Section("What not to do", (_restraint(recipient, name, exchange, topic),)),
    )
    return Brief(
        introduction=introduction.introduction,
        recipient=recipient.name,
        counterpart=counterpart.name,
        headline=f"Meet {counterpart.name}" + (f", and ask about {topic}" if topic else ""),
        sections=sections,
        format=shared_format(*formats),
    )


def _topic(prompts: Sequence[Prompt]) -> str:
    """Choose what to ask about first, where it is short enough to be named in passing."""
    phrases = (prompt.phrase for prompt in prompts)
    short = (mention(p) for p in phrases if woven(p) or len(p.split()) <= _IN_PASSING)
    return next(short, "")


def _who(
    recipient: Person, counterpart: Person, name: str, introduction: IntroductionProposed
) -> tuple[Line, ...]:
    caveat = _last_resort(recipient, counterpart, name) if introduction.last_resort else ()
    if caveat and not counterpart.is_known:
        return caveat
    return (*caveat, *_portrait(counterpart), *_language(recipient, counterpart, name))


def _language(recipient: Person, counterpart: Person, name: str) -> tuple[Line, ...]:
    """Say what language to expect, and whether it is one that the two share."""
    written = counterpart.contact.language
    if not written:
        return ()
    if written == recipient.contact.language:
        text = f"{name}'s profile is written in {written}, as yours is."
        return (Line(text, f"yours and {name}'s profile"),)
    return (Line(f"{name}'s profile is written in {written}.", f"{name}'s profile"),)


@once
def _portrait(person: Person) -> tuple[Line, ...]:
    name = short_name(person)
    bio = [Line(shown(person, sentence, name), f"{name}'s bio") for sentence in telling(person)]
    interests = _interests(person, name)
    return tuple([*bio, *interests] or _without_a_sentence(person, name))


def _last_resort(recipient: Person, counterpart: Person, name: str) -> tuple[Line, ...]:
    who = {
        (False, False): "Neither of you has filled in much",
        (False, True): "You have not filled in much of your profile",
        (True, False): f"{name} has not filled in much",
    }.get((recipient.is_known, counterpart.is_known), "One of you has given us little to go by")
    telling = "" if recipient.is_known else f", and tell {name} early what you care about"
    text = f"{who}, so this introduction is a long shot: come curious{telling}."
    return (Line(text, "the introduction: marked as a last resort"),)


def _interests(person: Person, name: str) -> list[Line]:
    phrases = [p for p in map(bare, person.profile.interests) if key(p) and not person.is_titled(p)]
    if not phrases:
        return []
    if len(phrases[0].split()) > _INTEREST_WORDS:
        return [Line(f"In their words: {quoted(phrases[0], 20)}.", f"{name}'s profile: interests")]
    short = [p for p in phrases if len(p.split()) <= _INTEREST_WORDS][:_INTERESTS_SHOWN]
    return [Line(f"Interests: {clip(', '.join(short), 20, 150)}.", f"{name}'s profile: interests")]


def _without_a_sentence(person: Person, name: str) -> list[Line]:
    """Fall back on topics named in passing; say plainly where there are none either."""
    found = topics(person.bio, person.contact.title)[:2]
    if found:
        text = f"{name}'s bio speaks of {listed([mention(topic) for topic in found])}."
    elif person.bio.strip():
        text = f"The bio does not say what drives {name}; that is yours to find out."
    else:
        return [Line(f"{name} has not written a bio or any interests yet.", f"{name}'s profile")]
    return [Line(text, f"{name}'s bio")]


def _restraint(recipient: Person, name: str, exchange: Exchange, topic: str) -> Line:
    """Say what not to open with, and what to ask about first instead."""
    first = f"Ask first about {topic or f'what matters to {name}'}"
    offers = [match.yours for match in exchange.you_help] or list(recipient.profile.offers)
    if offers:
        text = f"Don't open with what you offer ({quoted(offers[0], 10)}). {first}."
        return Line(text, "your profile: offers; the house rule: never sell first")
    text = f"Don't pitch yourself or your work. {first}, and listen."
    return Line(text, "the house rule: never sell first")
