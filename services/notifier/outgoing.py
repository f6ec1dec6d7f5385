"""Fills letters with those of whom they tell, so many at a time in the same few reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.notifier.domain.letter_ids import INVITE, PREVIEW
from services.notifier.domain.letters import Letter, by_gain
from services.notifier.domain.people import Person
from services.notifier.domain.revision import revision_of
from services.notifier.ports import Outgoing
from services.notifier.queries import NotifierQueries
from shared.errors import NotFound
from shared.events import Event
from shared.messages import IntroductionProposed


def fill(view: NotifierQueries, event: Event, letters: Sequence[Letter]) -> list[Outgoing]:
    """Read what letters tell of: introductions in one read, and people in two.

    Args:
        view: what is known.
        event: whose letters they are.
        letters: that are due.

    Returns:
        Those whose recipients are still known, and that still tell of somebody, if they did.
    """
    named = {name for letter in letters for name in (*letter.introductions, *letter.ended)}
    made = {one.introduction: one for one in view.named(named)}
    sides = {side for one in made.values() for side in one.attendees}
    people = view.people(sides | {letter.attendee for letter in letters})
    filled = [_outgoing(event, one, made, people) for one in letters if one.attendee in people]
    return [one for one in filled if one.introductions or not one.letter.introductions]


def _outgoing(
    event: Event,
    letter: Letter,
    made: Mapping[str, IntroductionProposed],
    people: Mapping[str, Person],
) -> Outgoing:
    others = {
        name: _other(made[name], letter.attendee)
        for name in (*letter.introductions, *letter.ended)
        if name in made
    }
    told = [name for name in letter.introductions if others.get(name) in people]
    names = {name: people[other].name for name, other in others.items() if other in people}
    return Outgoing(
        letter=letter,
        event=event,
        recipient=people[letter.attendee],
        introductions=tuple((made[name], people[others[name]]) for name in told),
        ended=tuple(names.get(name, "") for name in letter.ended),
    )


def _other(made: IntroductionProposed, reader: str) -> str:
    return made.attendee_b if made.attendee_a == reader else made.attendee_a


def preview_of(view: NotifierQueries, event: Event, attendee: str) -> Outgoing:
    """Fill the letter that somebody would get if all that waits were released now.

    Raises:
        NotFound: nobody of that id is at the event.
    """
    person = view.person(attendee)
    if person.profile.event != event.id:
        raise NotFound("there is no such attendee")
    mine = [made for made in view.introductions_at_gate(attendee) if made.score > 0]
    blank = not mine and not person.profile.has_something_to_match_on
    letter = Letter(
        event=event.id,
        attendee=attendee,
        occasion=INVITE if blank else PREVIEW,
        revision=revision_of(event.settings, called_off=event.cancelled),
        introductions=by_gain(mine, attendee),
    )
    (filled,) = fill(view, event, [letter])
    return replace(filled, as_preview=True)
