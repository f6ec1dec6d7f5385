"""Two fictional people, and the brief that one reads about the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.notifier.domain.brief import Brief, write_brief
from services.notifier.domain.company import Facts
from services.notifier.domain.people import Person
from shared.messages import (
    ContactStated,
    EventSettings,
    IntroductionProposed,
    ProfileStated,
    Reason,
)

EVENT = EventSettings(name="Harbour Days", starts_at=datetime(2031, 5, 1, tzinfo=UTC))
CONTACT_FIELDS = {"name", "company", "title", "website", "language", "bio"}
BIO = (
    "Amina Yusuf is the Regional Director of Tidewell. She holds a PhD in Soil Science. "
    "Amina is passionate about restoring mangroves with fishing villages. "
    "She won the Golden Spade award in 2019."
)


def person(attendee: str, **stated: Any) -> Person:
    contact = {k: stated.pop(k) for k in CONTACT_FIELDS & set(stated)}
    contact.setdefault("name", "Amina Yusuf" if attendee == "a" else "Ben Okafor")
    return Person(
        ProfileStated(event="e", attendee=attendee, roster="r", **stated),
        ContactStated(event="e", attendee=attendee, roster="r", **contact),
    )


def introduction(*reasons: tuple[str, str, str], last_resort: bool = False) -> IntroductionProposed:
    return IntroductionProposed(
        event="e",
        introduction="i",
        round="r",
        attendee_a="a",
        attendee_b="b",
        industry_a="Agriculture",
        industry_b="Shipping",
        score=0.5,
        common_ground=0.5,
        help_a_to_b=0.5,
        help_b_to_a=0.5,
        last_resort=last_resort,
        reasons=tuple(
            Reason(kind=kind, phrase_a=a, phrase_b=b, strength=0.5)  # type: ignore[arg-type]  # the test's own kinds
            for kind, a, b in reasons
        ),
    )


def brief_about(amina: Person, ben: Person | None = None, **given: Any) -> Brief:
    return write_brief(
        ben or person("b"),
        amina,
        given.get("introduction") or introduction(),
        given.get("facts", Facts()),
        given.get("event", EVENT),
    )


def section(brief: Brief, start: str) -> str:
    (found,) = (s for s in brief.sections if s.heading.startswith(start))
    return "\n".join(line.text for line in found.lines)


def every_text(brief: Brief) -> list[str]:
    lines = [line for s in brief.sections for line in s.lines]
    return [brief.headline, *(line.text for line in lines), *(line.source for line in lines)]


AWKWARD = (
    "soil carbon",
    "I want to learn how to talk to investors",
    "FUNDING FOR A PILOT PROJECT!!!",
    "find co-founders.",
    "comunidades de pr\u00e1ctica",
    '- someone "brave"; really',
    "Learning to negotiate",
    "x " * 150,
    "\u6f01\u6751" * 100,
    "What makes people stay?",
)
