"""Messages of every kind, at their fullest and at their sparest.

Whoever adds a kind or a field adds it here; `tests.golden` then writes it down as it is written
to the log. The people are invented, and what happens to them is in the order of a log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from shared import topics
from shared.log import Entry
from shared.messages import (
    AnswerErased,
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    Erased,
    EventCancelled,
    EventChanged,
    EventOpened,
    EventSettings,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    KeepInTouch,
    LetterFailed,
    LetterSent,
    MeetingHeld,
    Message,
    ProfileErased,
    ProfileStated,
    Reason,
    RosterClosed,
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    RoundRequested,
    Underserved,
    Unsubscribed,
    WishesErased,
    WishesStated,
    encode,
)

_SETTINGS = {
    name: EventSettings.model_fields[name].default
    for name in (
        "ends_at", "time_zone", "organiser_name", "organiser_email", "imprint", "privacy_notice",
        "release", "late_share", "on_paper",
    )
}  # fmt: skip
UNSAID: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "0.1.0": {
        "ContactStated": {"language": ""},
        "ProfileStated": {"reach": None},
        "EventOpened": {"settings": _SETTINGS},
        "EventChanged": {"settings": _SETTINGS},
        "EventCancelled": {"settings": _SETTINGS},
    },
}
"""What is read, of a release's records, from fields that it did not have: by release and kind."""

_MAY = datetime(2031, 5, 4, 9, tzinfo=UTC)
_OCTOBER = datetime(2031, 10, 7, 18, 30, tzinfo=timezone(timedelta(hours=2)))
_WEEK = timedelta(days=7)
_FAIR = EventSettings(
    name="The Orchard Fair", starts_at=_MAY, venue="Quayside 4, Brackwater", capacity=6,
    minimum=2, briefs_days_before=3, ends_at=_MAY + timedelta(days=1), time_zone="Europe/Oslo",
    organiser_name="Ines Holm", organiser_email="ines@fair.example", release="automatic",
    imprint="Orchard Fair, Quayside 4, Brackwater", privacy_notice="https://fair.example/privacy",
    late_share=0.25, on_paper=True,
)  # fmt: skip
_EVENTS: tuple[Message, ...] = (
    EventOpened(
        event="fair", organiser="ines", settings=EventSettings(name="Fair", starts_at=_MAY)
    ),
    EventChanged(event="fair", organiser="ines", settings=_FAIR),
    EventOpened(
        event="feast", organiser="otto", settings=EventSettings(
            name="Harvest Feast", starts_at=_OCTOBER, briefs_days_before=None
        ),
    ),
    EventCancelled(event="feast", organiser="otto", settings=_FAIR),
    EventCancelled(event="feast", organiser="otto"),
)  # fmt: skip
_PEOPLE: tuple[Message, ...] = (
    ProfileStated(
        event="fair", attendee="ada", roster="list-1", interests=("old maps", "tides"),
        offers=("pruning apple trees",), needs=("a berth for the winter",),
        about="Grows apples, and draws the banks of rivers.", industry="Farming",
        employer_hint="orchard", company_key="c0ada", person_key="p0ada",
        reach="r0ada",
        formats=("in_person", "phone", "video"), capacity=4, excluded=("dan",),
    ),
    ProfileStated(
        event="fair", attendee="ben", roster="list-1", interests=("tides",),
        offers=("a berth",), needs=("apples by the crate",), industry="Shipping",
        company_key="c0ben", person_key="p0ben", capacity=0,
    ),
    ProfileStated(event="fair", attendee="cleo", roster="list-1", reach="", about="Builds boats."),
    ProfileStated(event="fair", attendee="dan", roster="list-1", attending=False),
    RosterClosed(event="fair", roster="list-1", accepted=3, rejected=1),
    RosterClosed(event="fair", roster="list-2", accepted=4, rejected=2, revision=2),
    ContactStated(
        event="fair", attendee="ada", roster="list-1", name="Ada Marsh", email="ada@marsh.example",
        company="Marsh Orchards", title="Head Grower", website="https://marsh.example",
        country="Norway", language="German", bio="Third of her name to keep these trees.",
    ),
    ContactStated(
        event="fair", attendee="ben", roster="list-1", name="Ben Økland", email="ben@okland.example"
    ),
    ContactStated(event="fair", attendee="cleo", roster="list-1", name="Cleo Vane"),
    ContactStated(event="fair", attendee="dan", roster="list-1", name="Dan Pell", title="Cook"),
)  # fmt: skip


def _proposed(a: str, b: str, **more: Any) -> IntroductionProposed:
    return IntroductionProposed(
        event="fair", introduction=f"{a}+{b}", round="round-1", attendee_a=a, attendee_b=b,
        industry_a="Farming", industry_b="Shipping", score=0.75, common_ground=0.5,
        help_a_to_b=0.625, help_b_to_a=0.9, **more,
    )  # fmt: skip


_REASONS = (
    Reason(kind="common_ground", phrase_a="tides", phrase_b="tides", strength=1.0),
    Reason(kind="a_helps_b", phrase_a="pruning", phrase_b="apples by the crate", strength=0.25),
    Reason(kind="b_helps_a", phrase_a="a berth for the winter", phrase_b="a berth", strength=0.5),
)
_ROUNDS: tuple[Message, ...] = (
    RoundRequested(event="fair", round="round-1"),
    _proposed("ada", "ben", reasons=_REASONS),
    _proposed("ada", "cleo", last_resort=True),
    _proposed("ben", "dan"),
    _proposed("ada", "dan"),
    RoundFinished(
        event="fair", round="round-1", figures={"introductions": 3.0, "seconds_scoring": 0.125},
        underserved=(Underserved(attendee="cleo", introductions=1, why="nobody is left"),),
    ),
    IntroductionWithdrawn(
        event="fair", introduction="ben+dan", round="round-2", why="a later round found better"
    ),
    IntroductionWithdrawn(
        event="fair", introduction="ada+dan", round="round-2", why="not coming", final=True
    ),
    RoundFinished(event="fair", round="round-2", figures={}, failed="MemoryError"),
    RoundReleased(
        event="fair", round="round-1", at=_MAY - timedelta(days=9), not_before=_MAY - _WEEK,
        repairs=True,
    ),
    RoundReleased(event="fair", round="round-1", at=_MAY - _WEEK),
    RoundHeld(event="fair", round="round-1", at=_MAY - timedelta(days=6)),
    RoundDropped(event="fair", round="round-2", at=_MAY - _WEEK),
)  # fmt: skip


def _by(attendee: str, introduction: str = "ada+ben", hour: int = 12) -> dict[str, Any]:
    at = datetime(2031, 5, 1, hour, 30, 15, 250_000, tzinfo=UTC)
    return {"event": "fair", "introduction": introduction, "attendee": attendee, "at": at}


_TO_ADA, _TO_BEN = "25f88ad8-b99e-5e3c-82ff-3166b3507234", "0c90353a-d31d-5d0f-91fb-298d36df867a"
_OUTCOMES: tuple[Message, ...] = (
    BriefDelivered(delivery=_TO_ADA, channel="email", **_by("ada")),
    BriefFailed(
        delivery=_TO_BEN, channel="email", why="the mailbox is full", permanent=True,
        address_mark="96ae3839", **_by("ben"),
    ),
    BriefFailed(
        delivery="no-mark", channel="file", why="the disk is full", permanent=False,
        **_by("ben", "ben+dan"),
    ),
    IntroductionAnswered(answer="accept", message="By the east gate?", **_by("ada", hour=13)),
    IntroductionAnswered(answer="decline", **_by("ben", hour=14)),
    IntroductionAnswered(answer="accept", **_by("cleo", "ada+cleo")),
    MeetingHeld(met=True, useful=False, **_by("ada", hour=15)),
    MeetingHeld(met=False, **_by("ben", hour=15)),
    KeepInTouch(wanted=True, **_by("ada", hour=16)),
    LetterSent(
        event="fair", letter="letter-1", attendee="ada", occasion="introductions:round-1",
        introductions=("ada+ben", "ada+cleo"), channel="email", at=_MAY, in_doubt=True,
        ended=("ada+dan",), revision="5eaf00d5eaf0",
    ),
    LetterSent(
        event="fair", letter="letter-3", attendee="ada", occasion="invite", channel="email", at=_MAY
    ),
    LetterFailed(
        event="fair", letter="letter-1", attendee="ada", occasion="introductions:round-1",
        introductions=("ada+ben", "ada+cleo"), channel="email", at=_MAY, why="busy",
        permanent=False,
    ),
    LetterFailed(
        event="fair", letter="letter-2", attendee="ben", occasion="invite", channel="email",
        at=_MAY, why="550: no such mailbox", permanent=True, reach="r0ben",
    ),
    Unsubscribed(event="fair", attendee="dan", at=_MAY),
    WishesStated(event="fair", attendee="ada"),
    WishesStated(event="fair", attendee="ben", hidden=True),
)  # fmt: skip
_ERASURES: tuple[Message, ...] = (
    ProfileErased(event="fair", attendee="cleo"),
    ContactErased(event="fair", attendee="cleo"),
    IntroductionErased(event="fair", introduction="ada+cleo"),
    AnswerErased(event="fair", answer="ada+cleo/cleo/IntroductionAnswered"),
    WishesErased(event="fair", wishes="cleo/WishesStated"),
)


def _attributed(examples: Iterable[Message]) -> Iterator[Message]:
    """Let the first of each kind say who caused it, and say it again without."""
    seen: set[type[Message]] = set()
    for example in examples:
        if type(example) not in seen and not isinstance(example, Erased):
            seen.add(type(example))
            yield example.model_copy(update={"by": "rapport"})
        yield example


EXAMPLES = (*_attributed((*_EVENTS, *_PEOPLE, *_ROUNDS, *_OUTCOMES)), *_ERASURES)


def entries() -> list[Entry]:
    """Write the examples as this release does, and the sweep, which the brokers' adapter writes."""
    return [*encode(EXAMPLES), Entry(topics.PROFILES, "", topics.SWEEP, None)]
