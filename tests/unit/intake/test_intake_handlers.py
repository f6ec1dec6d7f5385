"""What organisers do to events and people: one append each, and then the views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.intake.rosters import Person, Row
from shared import leases
from shared.errors import NotFound, Refused, TransientError
from shared.events import Event
from shared.messages import (
    ContactErased,
    EventCancelled,
    EventChanged,
    EventOpened,
    ProfileErased,
)
from tests.unit.intake.desk import ADA, BEN, SETTINGS, Desk, roster


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


class TestCorrections:
    def test_are_two_statements_of_the_same_attendee(self, desk: Desk) -> None:
        """A new address is no new person."""
        desk.upload(ADA)
        changes = {"email": "ada@new.example", "interests": ("wax",)}

        profile, contact = desk.intake.correct(
            desk.event, desk.id_of(ADA), changes, by="organiser:ines"
        )

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
                desk.intake.correct(event, attendee, {"title": "Bosun"}, by="organiser:ines")
            with pytest.raises(NotFound):
                desk.intake.erase(event, attendee, by="organiser:ines")
        assert len(desk.facts()) == written


class TestErasure:
    def test_forgets_a_person_on_both_topics(self, desk: Desk) -> None:
        """A tombstone under each key lets the log forget, too."""
        desk.upload(ADA, BEN)

        desk.intake.erase(desk.event, desk.id_of(ADA), by="organiser:ines")

        assert set(desk.contacts()) == {desk.id_of(BEN)}
        ids = {desk.id_of(ADA), desk.id_of(ADA, shared=True)}
        assert {fact.attendee for fact in desk.of(ProfileErased)} == ids
        assert {fact.attendee for fact in desk.of(ContactErased)} == ids

    def test_holds_against_the_same_list(self, desk: Desk) -> None:
        """Who asked to be forgotten must not come back with the next upload, and it is told."""
        desk.upload(ADA, BEN)
        desk.intake.erase(desk.event, desk.id_of(ADA), by="organiser:ines")

        found = desk.intake.import_roster(desk.event, "ines", roster(ADA, BEN), dry_run=False)

        assert (found.accepted, found.unchanged) == (1, 1)
        (refused,) = found.rejected
        assert (refused.row, refused.reason) == (Row(2, ()), "this person asked to be forgotten")
        assert "another address" in refused.cure
        assert set(desk.contacts()) == {desk.id_of(BEN)}

    def test_holds_when_the_mailbox_becomes_shared(self, desk: Desk) -> None:
        """The second id of the same person is as forgotten as the first."""
        desk.upload(ADA)
        desk.intake.erase(desk.event, desk.id_of(ADA), by="organiser:ines")

        colleague = replace(BEN, email=ADA.email)
        assert desk.upload(ADA, colleague) == (1, 0, [2])

    def test_of_one_at_a_shared_mailbox_leaves_the_other(self, desk: Desk) -> None:
        """The colleague asked for nothing."""
        colleague = replace(BEN, email=ADA.email)
        desk.upload(ADA, colleague)

        desk.intake.erase(desk.event, desk.id_of(ADA, shared=True), by="organiser:ines")

        assert desk.upload(ADA, colleague) == (1, 1, [2])
        assert [fact.attendee for fact in desk.of(ProfileErased)] == [desk.id_of(ADA, shared=True)]

    def test_of_one_without_an_address_is_of_that_one(self, desk: Desk) -> None:
        """Without a mailbox there is one id alone."""
        cem = Person(4, "Cem Örnek")
        desk.upload(cem)
        (attendee,) = desk.contacts()

        desk.intake.erase(desk.event, attendee, by="organiser:ines")

        assert [fact.attendee for fact in desk.of(ContactErased)] == [attendee]
        assert desk.upload(cem) == (0, 0, [4])

    def test_forgets_the_answers_to_uploads_of_this_event(self, desk: Desk) -> None:
        """They show people of the roster."""
        desk.upload(ADA)
        desk.store.put("requests", [{"_id": "here", "event": desk.event}])
        desk.store.put("requests", [{"_id": "elsewhere", "event": "another"}])

        desk.intake.erase(desk.event, desk.id_of(ADA), by="organiser:ines")

        assert [kept["_id"] for kept in desk.store.find("requests")] == ["elsewhere"]


class TestLeases:
    def test_are_returned_whatever_happens(self, desk: Desk) -> None:
        """An event that nobody may change any more would be worse than two who do."""
        desk.log.failures = 1
        with pytest.raises(TransientError):
            desk.upload(ADA)
        with pytest.raises(NotFound):
            desk.intake.erase(desk.event, "nobody", by="organiser:ines")
        desk.upload(ADA)

        assert not list(desk.store.find(leases.COLLECTION))
