"""Which letters are due: one a person and occasion, and none that is of no use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.notifier.domain.letter_ids import letter_id, letters_about
from services.notifier.domain.letters import (
    Addressee,
    Known,
    KnownPair,
    Letter,
    PastLetter,
    plan_letters,
)
from services.notifier.domain.revision import revision_of
from shared.event_times import ends_at, is_over
from shared.events import Event
from shared.messages import EventSettings, IntroductionProposed

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
SETTINGS = EventSettings(name="Spring", starts_at=NOON + timedelta(days=2), venue="Quay 4")
EVENT = Event("spring", "ines", SETTINGS, cancelled=False)
NOW_TOLD = revision_of(SETTINGS, called_off=False)
MOVED = replace(EVENT, settings=SETTINGS.model_copy(update={"venue": "Quay 5"}))
MOVED_TOLD = revision_of(MOVED.settings, called_off=False)
OFF = replace(EVENT, cancelled=True)
OFF_TOLD = revision_of(SETTINGS, called_off=True)
ROUND = "first"
OCCASION = f"introductions:{ROUND}"


def pair(a: str, b: str, **given: Any) -> KnownPair:
    standing = given.pop("standing", True)
    declined_by = given.pop("declined_by", frozenset())
    said = {"score": 0.5, "common_ground": 0.5, "help_a_to_b": 0.5, "help_b_to_a": 0.5, **given}
    made = IntroductionProposed.model_validate(
        {
            "event": EVENT.id, "introduction": f"{a}+{b}", "round": ROUND, "attendee_a": a,
            "attendee_b": b, "industry_a": "Farming", "industry_b": "Shipping", **said,
        }
    )  # fmt: skip
    return KnownPair(made, standing, declined_by)


def letter(attendee: str, *introductions: str, **given: Any) -> PastLetter:
    said = {"occasion": OCCASION, "at": NOON - timedelta(days=1), "revision": NOW_TOLD, **given}
    return PastLetter(attendee, introductions=introductions, **said)


def known(*pairs: KnownPair, **given: Any) -> Known:
    changed = {one.attendee: one for one in given.pop("people", ())}
    named = {side for one in pairs for side in one.proposed.attendees}
    named |= {past.attendee for past in given.get("letters", ())}
    everybody = {name: Addressee(name) for name in named}
    facts = {"event": EVENT, "released": {ROUND: frozenset()}, **given}
    made = {one.proposed.introduction: one for one in pairs}
    return Known(addressees=everybody | changed, pairs=made, **facts)


def plan(*pairs: KnownPair, **given: Any) -> dict[tuple[str, str], Letter]:
    letters = plan_letters(known(*pairs, **given), NOON)
    planned = {(one.attendee, one.occasion): one for one in letters}
    assert len(planned) == len(letters)
    return planned


def told(*pairs: KnownPair, **given: Any) -> dict[str, tuple[str, ...]]:
    return {who: one.introductions for (who, _), one in plan(*pairs, **given).items()}


ADA_BEN, ADA_CAT = pair("ada", "ben"), pair("ada", "cat")


class TestIntroductions:
    def test_of_a_round_make_one_letter_a_person(self) -> None:
        """Five mails in a minute are a nuisance; one with five people in it is a gift."""
        assert told(ADA_BEN, ADA_CAT) == {
            "ada": ("ada+ben", "ada+cat"),
            "ben": ("ada+ben",),
            "cat": ("ada+cat",),
        }

    def test_of_two_rounds_make_two(self) -> None:
        """Each release is an occasion of its own."""
        both = plan(
            ADA_BEN, pair("ada", "cat", round="second"), released={ROUND: set(), "second": set()}
        )
        assert ("ada", OCCASION) in both
        assert ("ada", "introductions:second") in both

    def test_wait_for_the_release(self) -> None:
        """Nothing leaves without a yes."""
        assert told(ADA_BEN, released={}) == {}
        assert told(ADA_BEN, released={"another": frozenset()}) == {}

    def test_that_do_not_stand_are_not_told(self) -> None:
        """A card of somebody who said no invites a second no."""
        assert told(pair("ada", "ben", standing=False), ADA_CAT) == {
            "ada": ("ada+cat",),
            "cat": ("ada+cat",),
        }

    def test_about_which_nothing_is_known_are_never_told(self) -> None:
        """A stranger without a reason is no introduction."""
        assert told(pair("ada", "ben", score=0.0)) == {}

    def test_are_told_once(self) -> None:
        """Who was told by an earlier letter, or a brief of old, is not told again."""
        second = f"{OCCASION}-again"
        earlier = letter("ada", "ada+ben", occasion=second)
        assert told(ADA_BEN, ADA_CAT, letters=[earlier]) == {
            "ada": ("ada+cat",),
            "ben": ("ada+ben",),
            "cat": ("ada+cat",),
        }

    def test_are_told_to_nobody_in_a_second_letter_about_one_round(self) -> None:
        """The letter's name is taken: what a round adds later has a round of its own."""
        assert "ada" not in told(ADA_BEN, ADA_CAT, letters=[letter("ada", "ada+ben")])

    def test_are_told_after_what_did_not_arrive(self) -> None:
        """A letter that failed for a while, or at an address that changed, is sent again."""
        again = letter("ada", sent=False)
        assert told(ADA_BEN, letters=[again])["ada"] == ("ada+ben",)
        assert "ada" not in told(ADA_BEN, letters=[replace(again, given_up=True)])
        came_back = letter("ada", "ada+ben", occasion="introductions:old", sent=False)
        assert told(ADA_BEN, letters=[came_back])["ada"] == ("ada+ben",)

    def test_stand_in_the_order_of_the_readers_own_gain(self) -> None:
        """The first card is the one that is read; help one gets and common ground count."""
        helped = pair("ada", "ben", help_b_to_a=0.9, help_a_to_b=0.1)
        near = pair("ada", "cat", help_b_to_a=0.1, common_ground=0.9, help_a_to_b=0.9)
        helpful = pair("ada", "dan", help_b_to_a=0.2, help_a_to_b=1.0, score=0.9)
        expected = ("ada+ben", "ada+cat", "ada+dan")
        assert told(helpful, near, helped)["ada"] == expected
        mirrored = pair("aaa", "ada", help_a_to_b=1.0, common_ground=0.6, help_b_to_a=0.0)
        assert told(helped, mirrored)["ada"] == ("aaa+ada", "ada+ben")

    def test_are_named_the_same_every_time(self) -> None:
        """By this a letter that was sent is recognised."""
        one = plan(ADA_BEN)["ada", OCCASION]
        assert one.id == letter_id("ada", OCCASION)
        assert one.revision == NOW_TOLD
        assert one.id in letters_about(ADA_BEN.proposed)

    def test_end_with_the_event(self) -> None:
        """Nobody reads on Monday whom to meet on Saturday."""
        over = ends_at(SETTINGS)
        assert plan_letters(known(ADA_BEN), over) == []
        assert plan_letters(known(ADA_BEN), over - timedelta(seconds=1)) != []
        assert plan(ADA_BEN, event=OFF) == {}


UNREACHABLE = [
    {"has_address": False},
    {"bounced": True},
    {"unsubscribed": True},
    {"attending": False},
    {"hidden": True},
]


class TestReach:
    @pytest.mark.parametrize("why", UNREACHABLE)
    def test_is_needed_on_both_sides(self, why: dict[str, bool]) -> None:
        """One who is told of somebody who will never hear of it waits in vain."""
        assert told(ADA_BEN, people=[Addressee("ben", **why)]) == {}

    def test_is_not_needed_of_who_was_told_already(self) -> None:
        """Who left the mail after the letter still comes, and knows."""
        has_left, gone = Addressee("ben", unsubscribed=True), Addressee("ben", bounced=True)
        sent = [letter("ben", "ada+ben")]
        assert told(ADA_BEN, people=[has_left], letters=sent) == {"ada": ("ada+ben",)}
        assert told(ADA_BEN, people=[gone], letters=sent) == {}

    def test_may_be_paper(self) -> None:
        """Where the organiser prints, who has no address is met, too, and gets no letter."""
        printed = Addressee("ben", has_address=False, on_paper=True)
        assert told(ADA_BEN, people=[printed]) == {"ada": ("ada+ben",)}
        for why in ({"bounced": True}, {"has_address": False, "attending": False}):
            elsewhere = Addressee("ben", on_paper=True, **why)
            assert told(ADA_BEN, people=[elsewhere]) == {}

    def test_of_strangers_is_unknown(self) -> None:
        """Somebody whose contact has not arrived yet is waited for."""
        facts = known(ADA_BEN)
        facts = replace(facts, addressees={"ada": facts.addressees["ada"]})
        assert plan_letters(facts, NOON) == []


BLANK = Addressee("eve", has_something_to_match_on=False)


class TestInvites:
    def test_go_to_who_said_nothing_with_the_release(self) -> None:
        """Three answers are enough, and nobody can be introduced without any."""
        named = {ROUND: frozenset({"eve"})}
        assert plan(people=[BLANK], released=named).keys() == {("eve", "invite")}
        scoreless = pair("ada", "eve", score=0.0)
        assert plan(scoreless, people=[BLANK]).keys() == {("eve", "invite")}

    def test_go_to_nobody_whom_the_release_was_not_about(self) -> None:
        """A list that comes later waits for a look, too."""
        assert plan(people=[BLANK]) == {}
        assert plan(pair("ada", "eve", score=0.0), people=[BLANK], released={}) == {}

    def test_go_out_once(self) -> None:
        """Who does not answer is not asked with every round."""
        named = {ROUND: frozenset({"eve"})}
        sent = [letter("eve", occasion="invite")]
        assert plan(people=[BLANK], released=named, letters=sent) == {}

    @pytest.mark.parametrize("why", [*UNREACHABLE, {"has_something_to_match_on": True}])
    def test_go_to_who_can_be_reached(self, why: dict[str, bool]) -> None:
        """Who hides, or wants no mail, has answered already."""
        one = Addressee("eve", **{"has_something_to_match_on": False, **why})
        assert plan(people=[one], released={ROUND: frozenset({"eve"})}) == {}


class TestChanges:
    def test_are_told_to_who_had_a_letter(self) -> None:
        """It named a place where nobody will be."""
        told_of = plan(ADA_BEN, event=MOVED, released={}, letters=[letter("ada", "ada+ben")])
        assert told_of.keys() == {("ada", f"change:{MOVED_TOLD}")}
        assert told_of["ada", f"change:{MOVED_TOLD}"].revision == MOVED_TOLD

    def test_are_told_once(self) -> None:
        """The next look finds them informed."""
        later = letter("ada", occasion=f"change:{MOVED_TOLD}", revision=MOVED_TOLD, at=NOON)
        assert plan(event=MOVED, letters=[letter("ada"), later]) == {}

    def test_are_told_by_the_letter_that_goes_anyhow(self) -> None:
        """It has the new place in it."""
        facts = plan(ADA_BEN, event=MOVED, letters=[letter("ada", occasion="invite")])
        assert facts.keys() == {("ada", OCCASION), ("ben", OCCASION)}

    def test_back_and_forth_are_told_each_time(self) -> None:
        """The last word counts, also where it was said before."""
        said = [(NOW_TOLD, OCCASION), (MOVED_TOLD, f"change:{MOVED_TOLD}")]
        said += [(NOW_TOLD, f"change:{NOW_TOLD}")]
        letters = [
            letter("ada", occasion=occasion, revision=revision, at=NOON + timedelta(hours=n))
            for n, (revision, occasion) in enumerate(said)
        ]
        assert plan(letters=letters) == {}
        assert plan(event=MOVED, letters=letters).keys() == {("ada", f"change:{MOVED_TOLD}.2")}

    def test_of_the_name_alone_are_none(self) -> None:
        """Everybody finds their way to it."""
        renamed = replace(EVENT, settings=SETTINGS.model_copy(update={"name": "Early Spring"}))
        assert plan(event=renamed, letters=[letter("ada")]) == {}

    def test_that_call_it_off_are_told_to_who_had_a_brief_of_old_too(self) -> None:
        """It told no date, so only that matters."""
        old = letter("ben", "ada+ben", occasion="brief", revision="")
        assert plan(event=MOVED, letters=[old]) == {}
        assert plan(event=OFF, letters=[old, letter("ada")]).keys() == {
            ("ada", f"change:{OFF_TOLD}"),
            ("ben", f"change:{OFF_TOLD}"),
        }

    def test_reach_who_hides_and_nobody_who_left(self) -> None:
        """Hiding is not leaving: they come to the event."""
        for why in UNREACHABLE:
            one = Addressee("ada", **why)
            due = plan(event=OFF, letters=[letter("ada")], people=[one])
            assert bool(due) == one.hidden

    def test_do_not_follow_a_letter_that_never_arrived(self) -> None:
        """Who got nothing was told nothing wrong."""
        assert plan(event=OFF, letters=[letter("ada", sent=False)]) == {}


class TestEndings:
    @pytest.mark.parametrize("why", [{}, {"declined_by": frozenset({"ben"})}])
    def test_stand_in_the_next_letter(self, why: Any) -> None:
        """They prepared for somebody who will not come, and the reason is not theirs to know."""
        gone = pair("ada", "ben", standing=False, round="old", **why)
        facts = {"letters": [letter("ada", "ada+ben", occasion="introductions:old")]}
        assert plan(gone, **facts) == {}
        assert plan(gone, ADA_CAT, **facts)["ada", OCCASION].ended == ("ada+ben",)
        assert plan(gone, ADA_CAT, **facts)["cat", OCCASION].ended == ()

    def test_are_told_once(self) -> None:
        """A second time would be rubbing it in."""
        gone = pair("ada", "ben", standing=False, round="old")
        letters = [
            letter("ada", "ada+ben", occasion="introductions:old"),
            letter("ada", occasion="invite", ended=("ada+ben",)),
        ]
        assert plan(gone, ADA_CAT, letters=letters)["ada", OCCASION].ended == ()

    def test_are_told_in_one_of_two_letters(self) -> None:
        """Both go at once."""
        gone = pair("ada", "ben", standing=False, round="old")
        due = plan(
            gone, ADA_CAT, pair("ada", "dan", round="second"),
            released={ROUND: frozenset(), "second": frozenset()},
            letters=[letter("ada", "ada+ben", occasion="introductions:old")],
        )  # fmt: skip
        assert [one.ended for (who, _), one in due.items() if who == "ada"] == [("ada+ben",), ()]

    def test_are_none_while_it_stands(self) -> None:
        """They are to meet."""
        on = pair("ada", "ben", round="old")
        letters = [letter("ada", "ada+ben", occasion="introductions:old")]
        assert plan(on, ADA_CAT, letters=letters)["ada", OCCASION].ended == ()

    def test_are_no_news_to_who_declined(self) -> None:
        """They know."""
        gone = pair("ada", "ben", standing=False, round="old", declined_by=frozenset({"ada"}))
        letters = [letter("ada", "ada+ben", occasion="introductions:old")]
        assert plan(gone, ADA_CAT, letters=letters)["ada", OCCASION].ended == ()

    def test_count_who_is_forgotten(self) -> None:
        """Their name is gone; that one of the introductions is off is still to be said."""
        letters = [letter("ada", "ada+eve", occasion="introductions:old")]
        due = plan(ADA_CAT, letters=letters, erased={"ada+eve"})
        assert due["ada", OCCASION].ended == ("ada+eve",)
        assert plan(ADA_CAT, letters=letters)["ada", OCCASION].ended == ()

    def test_are_left_out_where_everything_ends(self) -> None:
        """Nobody is met at an event that is called off."""
        gone = pair("ada", "ben", standing=False)
        (due,) = plan(gone, event=OFF, letters=[letter("ada", "ada+ben")]).values()
        assert due.ended == ()


class TestTimes:
    def test_an_event_without_an_end_ends_with_its_day_where_it_is(self) -> None:
        """Midnight comes earlier in Auckland."""
        there = EventSettings(
            name="Spring", starts_at=datetime(2031, 5, 1, 22, tzinfo=UTC),
            time_zone="Pacific/Auckland",
        )  # fmt: skip
        assert ends_at(there) == datetime(2031, 5, 2, 12, tzinfo=UTC)
        assert is_over(there, datetime(2031, 5, 2, 12, tzinfo=UTC))
        assert ends_at(there.model_copy(update={"ends_at": NOON})) == NOON

    def test_a_zone_that_there_is_not_is_read_as_utc(self) -> None:
        """A letter about an event is better than none."""
        there = SETTINGS.model_copy(update={"time_zone": "Europe/../Nowhere"})
        assert ends_at(there) == datetime(2031, 5, 4, tzinfo=UTC)

    def test_the_same_instant_written_otherwise_is_no_change(self) -> None:
        """Nobody is mailed for how a browser spells a time."""
        paris = SETTINGS.starts_at.astimezone(datetime.fromisoformat("2031-05-01T00+02:00").tzinfo)
        same = SETTINGS.model_copy(update={"starts_at": paris, "venue": "Quay 4 "})
        assert revision_of(same, called_off=False) == NOW_TOLD
        for change in ({"starts_at": NOON}, {"ends_at": NOON}, {"venue": ""}):
            other = SETTINGS.model_copy(update=change)
            assert revision_of(other, called_off=False) != NOW_TOLD
