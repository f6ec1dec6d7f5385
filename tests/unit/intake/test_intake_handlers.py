"""What organisers do to events, rosters and people: one append each, and then the views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from services.intake.domain.identity import attendee_id
from services.intake.handlers import CHUNK, Intake
from services.intake.rosters import Person, Rejected, Roster, Row
from services.intake.views import COLLECTIONS, IntakeView
from shared import leases
from shared.errors import NotFound, Refused, TransientError
from shared.events import Event
from shared.log import Entry
from shared.messages import (
    ContactErased,
    ContactStated,
    EventCancelled,
    EventChanged,
    EventOpened,
    EventSettings,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
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
        self.log, self.store = CountingLog(), MemoryStore(COLLECTIONS)
        self.intake = Intake(self.log, self.store, secret=b"a secret of this test")
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


@pytest.fixture
def desk() -> Desk:
    return Desk()


class TestEvents:
    def test_are_opened_once_however_often_the_request_comes(self, desk: Desk) -> None:
        """A browser that lost the answer asks again."""
        again = desk.intake.open_event("ines", SETTINGS, "first")

        assert again.id == desk.event
        assert [type(fact) for fact in desk.facts()] == [EventOpened]

    def test_of_other_requests_and_other_organisers_are_others(self, desk: Desk) -> None:
        """Two organisers may choose one name for a request."""
        ids = {
            desk.event,
            desk.intake.open_event("ines", SETTINGS, "second").id,
            desk.intake.open_event("olga", SETTINGS, "first").id,
        }

        assert len(ids) == 3

    def test_keep_what_was_decided(self, desk: Desk) -> None:
        """What was asked for is what stands."""
        assert desk.intake.view.events.owned(desk.event, "ines") == Event(
            desk.event, "ines", SETTINGS, cancelled=False
        )

    def test_change_what_is_named_and_keep_the_rest(self, desk: Desk) -> None:
        """The message holds the whole settings, whoever reads it alone."""
        changed = desk.intake.change_event(desk.event, "ines", {"venue": "Pier 3"})

        assert changed.settings == SETTINGS.model_copy(update={"venue": "Pier 3"})
        assert desk.of(EventChanged)[0].settings == changed.settings

    def test_may_have_a_minimum_that_is_the_capacity(self, desk: Desk) -> None:
        """Everybody then gets the same number."""
        wanted = {"capacity": 4, "minimum": 4}

        desk.intake.change_event(desk.event, "ines", wanted)
        desk.intake.open_event("ines", SETTINGS.model_copy(update=wanted), "second")

        assert len(desk.facts()) == 3

    def test_have_no_minimum_above_their_capacity(self, desk: Desk) -> None:
        """Nobody can get more introductions than at most."""
        wanted = {"capacity": 4, "minimum": 5}

        with pytest.raises(Refused, match=r"at least 5 .* capacity of 4"):
            desk.intake.change_event(desk.event, "ines", wanted)
        with pytest.raises(Refused, match="minimum"):
            desk.intake.open_event("ines", SETTINGS.model_copy(update=wanted), "second")
        assert len(desk.facts()) == 1

    def test_that_are_called_off_take_no_changes_and_no_rosters(self, desk: Desk) -> None:
        """Nobody should be invited to what does not take place."""
        desk.intake.cancel_event(desk.event, "ines")

        with pytest.raises(Refused, match="called off"):
            desk.intake.change_event(desk.event, "ines", {"venue": "Pier 3"})
        with pytest.raises(Refused, match="called off"):
            desk.upload(ADA)
        assert desk.intake.view.events.owned(desk.event, "ines").cancelled
        assert [fact.settings for fact in desk.of(EventCancelled)] == [SETTINGS]
        assert len(desk.facts()) == 2

    def test_of_somebody_else_are_not_there(self, desk: Desk) -> None:
        """Whether somebody else has such an event is nobody's business."""
        with pytest.raises(NotFound):
            desk.intake.change_event(desk.event, "olga", {"venue": "Pier 3"})
        with pytest.raises(NotFound):
            desk.intake.cancel_event(desk.event, "olga")
        with pytest.raises(NotFound):
            desk.intake.import_roster(desk.event, "olga", roster(ADA), dry_run=False)
        assert len(desk.facts()) == 1


class TestRosters:
    def test_state_everybody_and_then_close(self, desk: Desk) -> None:
        """The matcher starts at the closing, with everybody stated before it."""
        assert desk.upload(ADA, BEN) == (2, 0, [])

        facts = desk.facts()[1:]
        assert [type(fact) for fact in facts] == [
            *(ProfileStated, ContactStated) * 2,
            RosterClosed,
        ]
        assert {contact.name for contact in desk.contacts().values()} == {ADA.name, BEN.name}
        (closed,) = desk.of(RosterClosed)
        assert (closed.accepted, closed.rejected, closed.revision) == (2, 0, 1)
        assert {fact.roster for fact in desk.of(ProfileStated)} == {closed.roster}

    def test_that_come_again_change_nothing(self, desk: Desk) -> None:
        """Uploading is repeated when somebody is not sure; nobody is matched anew for it."""
        desk.upload(ADA, BEN)
        before = desk.facts()

        assert desk.upload(ADA, BEN) == (2, 2, [])
        assert desk.facts() == before

    def test_that_were_taken_before_others_are_closed_again(self, desk: Desk) -> None:
        """Going back to an earlier list is a change like any other, and is matched again."""
        for people in ([ADA], [replace(ADA, interests=("wax",))], [ADA]):
            desk.upload(*people)

        closed = desk.of(RosterClosed)
        assert [one.revision for one in closed] == [1, 2, 3]
        assert closed[0].roster == closed[2].roster != closed[1].roster

    def test_of_people_who_are_known_already_are_closed_once(self, desk: Desk) -> None:
        """A shorter list says nothing new of anybody, but is another list."""
        desk.upload(ADA, BEN)

        assert desk.upload(ADA) == (1, 1, [])
        assert desk.upload(ADA) == (1, 1, [])
        assert [(one.accepted, one.revision) for one in desk.of(RosterClosed)] == [(2, 1), (1, 2)]

    def test_state_only_what_is_new(self, desk: Desk) -> None:
        """A list of thousands with one new line is one new statement."""
        desk.upload(ADA, BEN)
        cem = Person(4, "Cem Örnek", "cem@example.org")

        assert desk.upload(ADA, replace(BEN, title="Bosun"), cem) == (3, 1, [])
        assert [contact.name for contact in desk.of(ContactStated)[2:]] == [BEN.name, cem.name]

    def test_on_trial_append_nothing(self, desk: Desk) -> None:
        """An organiser looks at the mapping before anybody is told of it."""
        assert desk.upload(ADA, BEN, dry_run=True) == (2, 0, [])

        assert len(desk.facts()) == 1
        assert desk.contacts() == {}
        assert not list(desk.store.find("rosters"))

    def test_are_appended_in_chunks_of_whole_people(self, desk: Desk) -> None:
        """A hundred thousand people in one request would not fit into a broker's."""
        people = [Person(n, f"Guest {n}", f"g{n}@example.org") for n in range(CHUNK + 1)]

        desk.upload(*people)

        assert desk.log.appended == [1, 2 * CHUNK, 2, 1]
        assert len(desk.of(ProfileStated)) == CHUNK + 1

    def test_list_who_was_rejected_before(self, desk: Desk) -> None:
        """The organiser gets one list of all rows that are not used."""
        bad = Rejected(Row(9, ("x",)), "no name", "Write one.")

        found = desk.intake.import_roster(
            desk.event, "ines", roster(ADA, rejected=(bad,)), dry_run=False
        )

        assert found.rejected == (bad,)
        assert desk.of(RosterClosed)[0].rejected == 1

    def test_call_off_whom_an_earlier_one_had(self, desk: Desk) -> None:
        """Who cancels keeps the profile and is not introduced; a stranger is not stated at all."""
        desk.upload(ADA)

        assert desk.upload(replace(ADA, attending=False), replace(BEN, attending=False)) == (
            0, 0, [],
        )  # fmt: skip

        assert [profile.attending for profile in desk.of(ProfileStated)] == [True, False]
        assert desk.upload(replace(ADA, attending=False)) == (0, 0, [])

    def test_are_not_in_the_views_unless_in_the_log(self, desk: Desk) -> None:
        """What is answered for must survive the loss of every database."""
        desk.log.failures = 1

        with pytest.raises(TransientError):
            desk.upload(ADA)

        assert desk.contacts() == {}
        assert desk.upload(ADA) == (1, 0, [])

    def test_rebuild_the_same_views_from_the_log(self, desk: Desk) -> None:
        """What is applied at once and what a worker applies later is the same."""
        desk.upload(ADA, BEN)
        desk.intake.correct(desk.event, desk.id_of(ADA), {"title": "Bosun"})
        store = MemoryStore(COLLECTIONS)
        view = IntakeView(store)

        for record in desk.log.records:
            view.apply(decode(record), record.offset)

        for collection in ("events", "profiles", "contacts", "rosters"):
            assert list(store.find(collection)) == list(desk.store.find(collection))


class TestSharedMailboxes:
    DESK = Person(2, "Ada Muster", "desk@example.org")
    OTHER = Person(3, "Ben Beispiel", "desk@example.org")

    def test_that_begin_to_be_shared_leave_the_first_one_their_id(self, desk: Desk) -> None:
        """Whoever was introduced must not become somebody new."""
        desk.upload(self.DESK)
        desk.upload(self.DESK, self.OTHER)

        assert set(desk.contacts()) == {
            desk.id_of(self.DESK), desk.id_of(self.OTHER, shared=True),
        }  # fmt: skip

    def test_that_are_shared_no_more_leave_each_one_their_id(self, desk: Desk) -> None:
        """The colleague leaves the list, and nothing else changes."""
        desk.upload(self.DESK, self.OTHER)

        desk.upload(self.DESK)

        assert set(desk.contacts()) == {
            desk.id_of(self.DESK, shared=True), desk.id_of(self.OTHER, shared=True),
        }  # fmt: skip

    def test_that_pass_to_somebody_else_are_no_ones_heir(self, desk: Desk) -> None:
        """A successor has the same address, another name, and met nobody yet."""
        desk.upload(self.DESK, self.OTHER)
        desk.upload(Person(2, "Cem Örnek", "desk@example.org"))

        assert sorted(contact.name for contact in desk.contacts().values()) == [
            "Ada Muster", "Ben Beispiel", "Cem Örnek",
        ]  # fmt: skip

    def test_know_a_name_in_any_spelling(self, desk: Desk) -> None:
        """Accents and capitals come and go between two exports."""
        desk.upload(replace(self.DESK, name="José Muster"))
        desk.upload(replace(self.DESK, name="JOSE MUSTER"), self.OTHER)

        assert len(desk.contacts()) == 2


class TestCorrections:
    def test_are_two_statements_of_the_same_attendee(self, desk: Desk) -> None:
        """A new address is no new person."""
        desk.upload(ADA)
        changes = {"email": "ada@new.example", "interests": ("wax",)}

        profile, contact = desk.intake.correct(desk.event, desk.id_of(ADA), changes)

        assert desk.facts()[-2:] == [profile, contact]
        assert profile.attendee == contact.attendee == desk.id_of(ADA)
        assert (contact.email, profile.interests) == ("ada@new.example", ("wax",))
        assert desk.intake.view.person(desk.event, desk.id_of(ADA)) == (profile, contact)

    def test_of_nobody_are_refused(self, desk: Desk) -> None:
        """Neither a stranger nor somebody at another event can be changed from here."""
        desk.upload(ADA)
        other = desk.intake.open_event("ines", SETTINGS, "second").id
        written = len(desk.facts())

        for event, attendee in ((desk.event, "nobody"), (other, desk.id_of(ADA))):
            with pytest.raises(NotFound):
                desk.intake.correct(event, attendee, {"title": "Bosun"})
            with pytest.raises(NotFound):
                desk.intake.erase(event, attendee)
        assert len(desk.facts()) == written


class TestErasure:
    def test_forgets_a_person_on_both_topics(self, desk: Desk) -> None:
        """A tombstone under each key lets the log forget, too."""
        desk.upload(ADA, BEN)

        desk.intake.erase(desk.event, desk.id_of(ADA))

        assert set(desk.contacts()) == {desk.id_of(BEN)}
        ids = {desk.id_of(ADA), desk.id_of(ADA, shared=True)}
        assert {fact.attendee for fact in desk.of(ProfileErased)} == ids
        assert {fact.attendee for fact in desk.of(ContactErased)} == ids

    def test_holds_against_the_same_list(self, desk: Desk) -> None:
        """Who asked to be forgotten must not come back with the next upload, and it is told."""
        desk.upload(ADA, BEN)
        desk.intake.erase(desk.event, desk.id_of(ADA))

        found = desk.intake.import_roster(desk.event, "ines", roster(ADA, BEN), dry_run=False)

        assert (found.accepted, found.unchanged) == (1, 1)
        (refused,) = found.rejected
        assert (refused.row, refused.reason) == (Row(2, ()), "this person asked to be forgotten")
        assert "another address" in refused.cure
        assert set(desk.contacts()) == {desk.id_of(BEN)}

    def test_holds_when_the_mailbox_becomes_shared(self, desk: Desk) -> None:
        """The second id of the same person is as forgotten as the first."""
        desk.upload(ADA)
        desk.intake.erase(desk.event, desk.id_of(ADA))

        colleague = replace(BEN, email=ADA.email)
        assert desk.upload(ADA, colleague) == (1, 0, [2])

    def test_of_one_at_a_shared_mailbox_leaves_the_other(self, desk: Desk) -> None:
        """The colleague asked for nothing."""
        colleague = replace(BEN, email=ADA.email)
        desk.upload(ADA, colleague)

        desk.intake.erase(desk.event, desk.id_of(ADA, shared=True))

        assert desk.upload(ADA, colleague) == (1, 1, [2])
        assert [fact.attendee for fact in desk.of(ProfileErased)] == [desk.id_of(ADA, shared=True)]

    def test_of_one_without_an_address_is_of_that_one(self, desk: Desk) -> None:
        """Without a mailbox there is one id alone."""
        cem = Person(4, "Cem Örnek")
        desk.upload(cem)
        (attendee,) = desk.contacts()

        desk.intake.erase(desk.event, attendee)

        assert [fact.attendee for fact in desk.of(ContactErased)] == [attendee]
        assert desk.upload(cem) == (0, 0, [4])

    def test_forgets_the_answers_to_uploads_of_this_event(self, desk: Desk) -> None:
        """They show people of the roster."""
        desk.upload(ADA)
        desk.store.put("requests", [{"_id": "here", "event": desk.event}])
        desk.store.put("requests", [{"_id": "elsewhere", "event": "another"}])

        desk.intake.erase(desk.event, desk.id_of(ADA))

        assert [kept["_id"] for kept in desk.store.find("requests")] == ["elsewhere"]


class TestLeases:
    def test_are_returned_whatever_happens(self, desk: Desk) -> None:
        """An event that nobody may change any more would be worse than two who do."""
        desk.log.failures = 1
        with pytest.raises(TransientError):
            desk.upload(ADA)
        with pytest.raises(NotFound):
            desk.intake.erase(desk.event, "nobody")
        desk.upload(ADA)

        assert not list(desk.store.find(leases.COLLECTION))
