"""The round of an event that its organiser looks at before anybody hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from services.notifier.domain.letter_ids import INVITE, introductions_of
from services.notifier.domain.letters import Known, KnownPair, plan_letters
from services.notifier.domain.people import NAMELESS, Person
from services.notifier.letter_states import LetterState, letter_states, why_none
from services.notifier.queries import NotifierQueries
from shared.event_times import is_over, starts_at, zone_of
from shared.events import Event
from shared.messages import IntroductionProposed
from shared.round_gate import RoundGate
from shared.store import Document

WEAKEST = 20
SHOWN = 200
_MORNING = time(9)
_SENDER = {
    "organiser_name": "who organises it",
    "organiser_email": "an address for replies",
    "imprint": "an imprint",
    "privacy_notice": "a privacy notice",
}


@dataclass(frozen=True, slots=True)
class Below:
    """Somebody with fewer introductions than the minimum, and why."""

    attendee: str
    introductions: int
    why: str


@dataclass(frozen=True, slots=True)
class RoundState:
    """The newest round that came to a result, against the one before.

    Attributes:
        id: the round's; empty before the first.
        gate: what was decided about it.
        running: a later one is asked for.
        failed: why the newest did not come to a result; empty where it did.
        is_first: there was none before.
        new: introductions that the round before did not have.
        kept: that it had, too.
        gone: that it had, and that are not on any more.
        waiting: what a release would tell, the weakest first.
        unknown: pairs about whom too little is known, so that nobody is told.
        below: who has fewer than the minimum.
        unreachable: who comes and gets no letter, and why.
        letters: so many a release would send.
        readers: to so many people.
        sent: letters of it that have left.
        left: letters of it that have not.
        names: of everybody here, by id.
    """

    id: str = ""
    gate: RoundGate = field(default_factory=RoundGate)
    running: bool = False
    failed: str = ""
    is_first: bool = True
    new: int = 0
    kept: int = 0
    gone: int = 0
    waiting: Sequence[IntroductionProposed] = ()
    unknown: Sequence[IntroductionProposed] = ()
    below: Sequence[Below] = ()
    unreachable: Mapping[str, str] = field(default_factory=dict)
    letters: int = 0
    readers: int = 0
    sent: int = 0
    left: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def weakest(self) -> Sequence[IntroductionProposed]:
        """Give the pairs to look at first."""
        return self.waiting[:WEAKEST]

    def name(self, attendee: str) -> str:
        """Name somebody, who may be forgotten by now."""
        return self.names.get(attendee, NAMELESS)


def round_state(view: NotifierQueries, event: Event, now: datetime) -> RoundState:
    """Work out what an organiser has to know of an event's newest round."""
    rounds = view.rounds(event.id)
    ended = [one for one in rounds if one["finished"]]
    done = [one for one in ended if not one["failed"]]
    state = RoundState(
        running=len(ended) < len(rounds) and not event.cancelled,
        failed=ended[-1]["failed"] if ended else "",
    )
    if not done:
        return state
    known = view.known(event)
    return _named(view, _looked_at(state, view, known, done, now))


def _looked_at(
    state: RoundState, view: NotifierQueries, known: Known, done: Sequence[Document], now: datetime
) -> RoundState:
    newest, before = done[-1], done[-2]["_id"] if len(done) > 1 else ""
    round_id: str = newest["_id"]
    mine = [pair for pair in known.pairs.values() if round_id in pair.rounds]
    kept = sum(before in pair.rounds for pair in mine)
    at_gate = sorted(_at_gate(mine, round_id), key=lambda made: (made.score, made.introduction))
    letters = plan_letters(_if_released(known, newest), now)
    ended = view.ended_letters(known.event.id)
    states = [one for one in letter_states(known, ended, now) if _is_of(one, round_id)]
    return replace(
        state,
        id=round_id,
        gate=RoundGate.of(newest),
        is_first=not before,
        new=len(mine) - kept,
        kept=kept,
        gone=sum(_is_gone(pair, before, round_id) for pair in known.pairs.values()),
        waiting=[made for made in at_gate if made.score > 0],
        unknown=[made for made in at_gate if made.score == 0],
        below=[Below(**one) for one in newest["below"] if one["attendee"] in known.addressees],
        unreachable={
            one.attendee: why
            for one in known.addressees.values()
            if one.attending and (why := why_none(one))
        },
        letters=len(letters),
        readers=len({letter.attendee for letter in letters}),
        sent=sum(one.state in {"sent", "in doubt"} for one in states),
        left=sum(one.state == "waiting" for one in states),
    )


def _at_gate(mine: Sequence[KnownPair], round_id: str) -> Iterator[IntroductionProposed]:
    return (one.proposed for one in mine if one.waits and one.proposed.round == round_id)


def _is_gone(pair: KnownPair, before: str, round_id: str) -> bool:
    is_on = pair.standing or pair.waits
    return before in pair.rounds and round_id not in pair.rounds and not is_on


def _is_of(letter: LetterState, round_id: str) -> bool:
    """Tell whether a release of the round sends it, or sent it: an invitation goes with any."""
    return letter.occasion in {introductions_of(round_id), INVITE}


def _if_released(known: Known, newest: Document) -> Known:
    """Think of a round as released."""
    round_id = newest["_id"]
    pairs = {
        name: replace(pair, standing=True)
        if pair.waits and pair.proposed.round == round_id
        else pair
        for name, pair in known.pairs.items()
    }
    released = {**known.released, round_id: frozenset(newest["underserved"])}
    return replace(known, pairs=pairs, released=released)


def _named(view: NotifierQueries, state: RoundState) -> RoundState:
    shown = [*state.weakest, *state.unknown[:SHOWN]]
    named = {side for made in shown for side in made.attendees}
    named.update(one.attendee for one in state.below[:SHOWN])
    named.update(list(state.unreachable)[:SHOWN])
    people: Mapping[str, Person] = view.people(named)
    return replace(state, names={name: person.name for name, person in people.items()})


def proposed_day(event: Event, now: datetime) -> str:
    """Propose when letters leave, by the event's clock; empty where that is past."""
    settings = event.settings
    if settings.briefs_days_before is None:
        return ""
    day = starts_at(settings).date() - timedelta(days=settings.briefs_days_before)
    at = datetime.combine(day, _MORNING, zone_of(settings))
    return f"{at:%Y-%m-%dT%H:%M}" if at > now else ""


def needed(event: Event, now: datetime, *, mails: bool) -> list[str]:
    """Say what keeps a round from being released, in words; nothing where it may be."""
    if event.cancelled:
        return ["This event was called off; nobody is told anything any more."]
    if is_over(event.settings, now):
        return ["This event is over; there is nothing left to prepare for."]
    missing = [_SENDER[name] for name in event.settings.missing_sender]
    return [f"Letters still need {', '.join(missing)}."] if mails and missing else []
