"""A roster becomes what is new in it: stated in chunks, closed once, never twice the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.intake.rosters import Person, Rejected, Row
from services.intake.views import COLLECTIONS, IntakeView
from shared.errors import TransientError
from shared.messages import (
    ContactStated,
    ProfileStated,
    RosterClosed,
    decode,
)
from tests.fakes import MemoryStore
from tests.unit.intake.desk import ADA, BEN, Desk, roster

CHUNK = 1000


@pytest.fixture
def desk() -> Desk:
    return Desk()


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

    def test_of_somebody_who_cancels_count_no_one(self, desk: Desk) -> None:
        """Known just so is only who is still coming."""
        desk.upload(ADA, BEN)
        desk.upload(ADA, replace(BEN, attending=False))

        assert desk.upload(ADA, replace(BEN, attending=False)) == (1, 1, [])

    def test_leave_out_who_was_forgotten_while_their_mailbox_was_shared(self, desk: Desk) -> None:
        """Alone behind it by now, they would come back under another id."""
        together = replace(BEN, email=ADA.email)
        desk.upload(ADA, together)
        desk.intake.erase(desk.event, desk.id_of(ADA, shared=True), by="organiser:ines")

        assert desk.upload(ADA) == (0, 0, [ADA.row])
        assert desk.upload(together)[0] == 1

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
        desk.intake.correct(desk.event, desk.id_of(ADA), {"title": "Bosun"}, by="organiser:ines")
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

    def test_are_what_makes_two_of_a_name_one(self, desk: Desk) -> None:
        """Without an address, a namesake at another company may be anybody."""
        desk.upload(Person(2, "Cem Örnek"))
        desk.upload(Person(2, "Cem Örnek", company="Acme"))

        assert len(desk.contacts()) == 2
