"""Intake on ports in memory, with an event of Ines's and a few people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from services.intake.domain.identity import attendee_id
from services.intake.handlers import Intake
from services.intake.rosters import Person, Rejected, Roster
from services.intake.views import BOOKKEEPING, COLLECTIONS
from shared.log import Entry
from shared.messages import (
    ContactStated,
    EventSettings,
    Message,
    decode,
)
from tests.fakes import MemoryLog, MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
SETTINGS = EventSettings(name="Spring", starts_at=NOON)
Kind = TypeVar("Kind", bound=Message)
ADA = Person(2, "Ada Muster", "ada@example.org", interests=("bees",))
BEN = Person(3, "Ben Beispiel", "ben@example.org", interests=("maps",))


def roster(*people: Person, rejected: tuple[Rejected, ...] = ()) -> Roster:
    return Roster(headers=(), columns=(), people=people, rejected=rejected, problems=())


class CountingLog(MemoryLog):
    """A log that knows how many entries each append had."""

    def __init__(self) -> None:
        super().__init__()
        self.appended: list[int] = []

    def append(self, entries: Sequence[Entry]) -> list[int]:
        self.appended.append(len(entries))
        return super().append(entries)


class Desk:
    """Intake with an event of Ines's."""

    def __init__(self) -> None:
        self.log, self.store = CountingLog(), MemoryStore({**COLLECTIONS, **BOOKKEEPING})
        self.intake = Intake(self.log, self.store, self.store, secret=b"a secret of this test")
        self.event = self.intake.open_event("ines", SETTINGS, "first").id

    def upload(self, *people: Person, dry_run: bool = False) -> tuple[int, int, list[int]]:
        """Import people; give how many are accepted, unchanged, and the refused rows."""
        found = self.intake.import_roster(self.event, "ines", roster(*people), dry_run=dry_run)
        return found.accepted, found.unchanged, [one.row.number for one in found.rejected]

    def facts(self) -> list[Message]:
        return [decode(record) for record in self.log.records]

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [fact for fact in self.facts() if isinstance(fact, kind)]

    def id_of(self, person: Person, *, shared: bool = False) -> str:
        return attendee_id(self.event, person.email, person.name, shared_mailbox=shared)

    def contacts(self) -> dict[str, ContactStated]:
        people = self.intake.view.people(self.event, None, 100)
        return {contact.attendee: contact for _, contact in people}
