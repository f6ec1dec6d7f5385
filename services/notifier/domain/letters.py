"""Which letters are due: one a person and occasion, from nothing but what is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.notifier.domain.letter_ids import INVITE, change_to, introductions_of, letter_id
from services.notifier.domain.revision import revision_of
from shared.event_times import is_over
from shared.events import Event
from shared.messages import IntroductionProposed


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who may be written to.

    Attributes:
        attendee: their id.
        attending: they come.
        hidden: they are introduced to nobody.
        has_address: there is one.
        bounced: a server refused that very address for good.
        unsubscribed: they want no mail.
        on_paper: they have no address, and read what the organiser prints.
        has_something_to_match_on: they said something of themselves.
    """

    attendee: str
    attending: bool = True
    hidden: bool = False
    has_address: bool = True
    bounced: bool = False
    unsubscribed: bool = False
    on_paper: bool = False
    has_something_to_match_on: bool = True

    @property
    def takes_mail(self) -> bool:
        """Tell whether a letter to them arrives and is welcome."""
        arrives = self.has_address and not self.bounced
        return arrives and self.attending and not self.unsubscribed

    @property
    def can_be_introduced(self) -> bool:
        """Tell whether whoever is told of them would hear from them."""
        reads = self.takes_mail or (self.attending and self.on_paper and not self.has_address)
        return reads and not self.hidden


@dataclass(frozen=True, slots=True)
class PastLetter:
    """A letter that ended, and what it told.

    Attributes:
        attendee: to whom it went.
        occasion: its occasion.
        at: when it ended.
        introductions: which it told of, by id.
        ended: which it said are not on any more.
        revision: what it told of the event; empty where it told nothing.
        sent: the channel took it, and did not give it back later.
        given_up: it is not to be tried again, at whatever address.
    """

    attendee: str
    occasion: str
    at: datetime
    introductions: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    revision: str = ""
    sent: bool = True
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class KnownPair:
    """An introduction, whether it stands, and who of the two said no.

    Attributes:
        proposed: as it was last.
        standing: both count on it.
        declined_by: who of the two said no.
        waits: a release of its round would tell the two.
        rounds: all that proposed it.
    """

    proposed: IntroductionProposed
    standing: bool
    declined_by: AbstractSet[str] = frozenset()
    waits: bool = False
    rounds: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an event that letters depend on.

    Attributes:
        event: as it stands.
        released: rounds that may be told about now, and who could not be served by each.
        addressees: everybody, by id.
        pairs: all introductions, by id.
        erased: introductions of which one side is forgotten.
        letters: those that ended.
    """

    event: Event
    released: Mapping[str, AbstractSet[str]]
    addressees: Mapping[str, Addressee]
    pairs: Mapping[str, KnownPair]
    erased: AbstractSet[str] = frozenset()
    letters: Sequence[PastLetter] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that is due.

    Attributes:
        event: the event's id.
        attendee: to whom it goes.
        occasion: what it is about.
        introductions: of which it tells, the reader's greatest gain first.
        ended: of which it says that they are not on any more.
        revision: what it tells of the event.
    """

    event: str
    attendee: str
    occasion: str
    revision: str
    introductions: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name it; the same letter, the same name."""
        return letter_id(self.attendee, self.occasion)


def plan_letters(known: Known, now: datetime) -> list[Letter]:
    """Plan what is to be sent now.

    Args:
        known: everything said so far, whatever came first.
        now: nothing is sent about an event that is over.

    Returns:
        At most one letter a person and occasion, by person.
    """
    if is_over(known.event.settings, now):
        return []
    plan = _Plan(known)
    drafts = [] if known.event.cancelled else [*plan.introductions(), *plan.invites()]
    written = {draft.attendee for draft in drafts}
    drafts += [change for change in plan.changes() if change.attendee not in written]
    return list(plan.with_endings(sorted(drafts, key=lambda one: (one.attendee, one.occasion))))


@dataclass(slots=True)
class _Plan:
    known: Known
    revision: str = field(init=False)
    past: dict[str, list[PastLetter]] = field(init=False)
    told: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.revision = revision_of(
            self.known.event.settings, called_off=self.known.event.cancelled
        )
        self.past, self.told = defaultdict(list), defaultdict(set)
        for letter in self.known.letters:
            self.past[letter.attendee].append(letter)
            if letter.sent:
                self.told[letter.attendee].update(letter.introductions)

    def introductions(self) -> Iterator[Letter]:
        """Plan a letter to each person for each round that is released."""
        chosen: dict[tuple[str, str], list[IntroductionProposed]] = defaultdict(list)
        for pair in self.known.pairs.values():
            made = pair.proposed
            if pair.standing and made.score > 0 and made.round in self.known.released:
                for reader, other in (made.attendees, made.attendees[::-1]):
                    if self._may_hear_of(reader, other, made.introduction):
                        chosen[reader, made.round].append(made)
        for (reader, round_id), mine in chosen.items():
            if self._is_due(reader, introductions_of(round_id)):
                yield self._letter(reader, introductions_of(round_id), by_gain(mine, reader))

    def _may_hear_of(self, reader: str, other: str, introduction: str) -> bool:
        """Tell whether somebody is to be told; the other side must hear of it, or have heard."""
        addressees = self.known.addressees
        if introduction in self.told[reader] or not {reader, other} <= addressees.keys():
            return False
        has_heard = introduction in self.told[other] and not addressees[other].bounced
        reaches = addressees[reader].takes_mail and not addressees[reader].hidden
        return reaches and (has_heard or addressees[other].can_be_introduced)

    def invites(self) -> Iterator[Letter]:
        """Plan a letter to everybody in a released round about whom nothing is known."""
        named = set().union(*self.known.released.values())
        for pair in self.known.pairs.values():
            if pair.proposed.round in self.known.released:
                named.update(pair.proposed.attendees)
        for attendee in named & self.known.addressees.keys():
            one = self.known.addressees[attendee]
            is_blank = not (one.has_something_to_match_on or one.hidden)
            if is_blank and one.takes_mail and self._is_due(attendee, INVITE):
                yield self._letter(attendee, INVITE)

    def changes(self) -> Iterator[Letter]:
        """Plan a letter to everybody whose last one says something else of the event."""
        for attendee, letters in self.past.items():
            one = self.known.addressees.get(attendee)
            if one is None or not one.takes_mail or not self._is_misinformed(letters):
                continue
            said = change_to(self.revision)
            again = [past.occasion.partition(".")[0] for past in letters if past.sent].count(said)
            if self._is_due(attendee, occasion := change_to(self.revision, again)):
                yield self._letter(attendee, occasion)

    def _is_misinformed(self, letters: list[PastLetter]) -> bool:
        """Tell whether what they were told last is not so; briefs of old told no date."""
        sent = [letter for letter in letters if letter.sent]
        dated = [letter for letter in sent if letter.revision]
        if not dated:
            return bool(sent) and self.known.event.cancelled
        return max(dated, key=lambda letter: letter.at).revision != self.revision

    def _is_due(self, attendee: str, occasion: str) -> bool:
        return not any(
            past.occasion == occasion and (past.sent or past.given_up)
            for past in self.past[attendee]
        )

    def _letter(self, attendee: str, occasion: str, introductions: tuple[str, ...] = ()) -> Letter:
        return Letter(self.known.event.id, attendee, occasion, self.revision, introductions)

    def with_endings(self, letters: Sequence[Letter]) -> Iterator[Letter]:
        """Add to the first letter of each person what is not on any more, and is not yet told."""
        done: set[str] = set()
        for letter in letters:
            is_first = letter.attendee not in done and not self.known.event.cancelled
            done.add(letter.attendee)
            yield replace(letter, ended=self._ended(letter.attendee) if is_first else ())

    def _ended(self, attendee: str) -> tuple[str, ...]:
        said = {name for past in self.past[attendee] if past.sent for name in past.ended}
        untold = self.told[attendee] - said
        return tuple(sorted(name for name in untold if self._is_off(name, attendee)))

    def _is_off(self, introduction: str, attendee: str) -> bool:
        """Tell whether it is not on any more; who said no themselves knows."""
        pair = self.known.pairs.get(introduction)
        if pair is None:
            return introduction in self.known.erased
        return not pair.standing and attendee not in pair.declined_by


def by_gain(mine: Iterable[IntroductionProposed], reader: str) -> tuple[str, ...]:
    """Name introductions, the reader's greatest gain first: the help they get, common ground."""

    def gain(made: IntroductionProposed) -> float:
        help_got = made.help_b_to_a if reader == made.attendee_a else made.help_a_to_b
        return made.common_ground + help_got

    best = sorted(mine, key=lambda made: (-gain(made), made.introduction))
    return tuple(made.introduction for made in best)
