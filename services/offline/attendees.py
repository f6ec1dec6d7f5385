"""A round without servers, log or store: what the evaluating commands are made of."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from services.intake.domain.profile_texts import ProfileTexts, mask_in_turn, mask_person
from services.intake.domain.statements import state
from services.intake.rosters import NotARoster, Overrides, Person, Roster, parse, read_table
from services.matcher.domain.event import KnownEvent
from services.matcher.domain.ports import Embed
from services.matcher.domain.round import Round, RoundResult, run_round
from services.offline.parallel import spread
from shared.errors import RapportError
from shared.messages import ContactStated, ProfileStated
from shared.progress import Advance, Stages, silent
from shared.text import normal_email

EVENT = "offline"
ROSTER = "roster"
_MANY_CHARACTERS = 5_000_000
_SECRET = b"nothing that is hashed with this is written anywhere"


class UnreadableFile(RapportError):
    """A file that was named can't be opened."""


class UnknownPerson(RapportError):
    """Somebody who was named is not in the roster."""


def read_file(path: Path) -> bytes:
    """Read a file that the user named.

    Raises:
        UnreadableFile: it can't be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from error


@dataclass(frozen=True)
class Attendees:
    """A roster as understood, and everybody on it who attends."""

    roster: Roster
    people: tuple[Person, ...]
    profiles: tuple[ProfileStated, ...]
    contacts: tuple[ContactStated, ...]

    @cached_property
    def by_email(self) -> dict[str, int]:
        """Find positions by e-mail, spelled normally."""
        return {
            normal_email(contact.email): position
            for position, contact in reversed(list(enumerate(self.contacts)))
            if contact.email
        }

    def find(self, email: str) -> int:
        """Find somebody's position.

        Raises:
            UnknownPerson: nobody has this e-mail.
        """
        position = self.by_email.get(normal_email(email))
        if position is None:
            raise UnknownPerson(f"{email}: nobody on the roster has this e-mail")
        return position


def read_attendees(
    path: Path, overrides: Overrides | None = None, stages: Stages = silent
) -> Attendees:
    """Read a roster file.

    Args:
        path: CSV or XLSX.
        overrides: header to field, where the guess is wrong.
        stages: follow the stage "reading", of which rows and people are units.

    Raises:
        UnreadableFile: there is no such file.
        NotARoster: it is none.
    """
    with without_collecting():
        roster = _read_roster(path, overrides or {}, stages)
        with stages("reading", len(roster.people)) as advance:
            attending = list(_attending(roster, advance))
    if not attending:
        raise NotARoster(f"{path.name}: none of its {len(roster.rejected)} rows is an attendee")
    people, profiles, contacts = zip(*attending, strict=True)
    return Attendees(roster, people, profiles, contacts)


def _read_roster(path: Path, overrides: Overrides, stages: Stages) -> Roster:
    with stages("reading", 0):
        table = read_table(read_file(path), path.name)
    with stages("reading", len(table.rows)) as advance:
        return parse(table, overrides, advance)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no cycles among millions of new objects, of which none is in any."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _attending(
    roster: Roster, advance: Advance
) -> Iterator[tuple[Person, ProfileStated, ContactStated]]:
    stated = state(roster.people, event=EVENT, roster=ROSTER, secret=_SECRET, mask_all=_mask_all)
    for person, (profile, contact) in zip(roster.people, stated, strict=True):
        advance(1)
        if profile.attending:
            yield person, profile, contact


def _mask_all(people: Sequence[Person]) -> Iterable[ProfileTexts]:
    """Mask on all cores where there is enough text to be worth their start."""
    bios = sum(len(person.about) for person in people)
    return spread(mask_person, people) if bios > _MANY_CHARACTERS else mask_in_turn(people)


def match(
    attendees: Attendees, *, capacity: int, minimum: int, embed: Embed, stages: Stages
) -> RoundResult:
    """Run one round over everybody."""
    wanted = Round(EVENT, EVENT, capacity, minimum, attendees.profiles)
    with without_collecting():
        return run_round(wanted, embed=embed, stages=stages)


def understand(attendees: Attendees, *, embed: Embed, stages: Stages) -> KnownEvent:
    """Learn everything that pairs are judged by."""
    return KnownEvent.read(attendees.profiles, (), embed=embed, stages=stages)
