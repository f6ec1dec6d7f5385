"""An event's settings go together, and every fact says who caused it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.intake.domain.event_settings import (
    Contradiction,
    places,
    settled,
    time_zones,
)
from shared.messages import EventSettings, ProfileStated, WishesStated
from tests.unit.intake.desk import ADA, BEN, Desk

NINE = datetime(2031, 5, 1, 9)  # noqa: DTZ001 - as a form says it


def settings(**more: object) -> EventSettings:
    return EventSettings.model_validate({"name": "Spring", "starts_at": NINE, **more})


class TestSettled:
    def test_reads_times_by_the_events_own_clock(self) -> None:
        """An organiser writes what the clock on the wall will say."""
        known = settled(settings(time_zone="Europe/Berlin", ends_at=NINE + timedelta(hours=8)))

        assert known.starts_at.astimezone(UTC).hour == 7
        assert known.ends_at is not None
        assert known.ends_at.utcoffset() == timedelta(hours=2)

    def test_leaves_a_time_that_names_its_zone(self) -> None:
        """Programs write in the zone of their machine."""
        at = NINE.replace(tzinfo=UTC)
        assert settled(settings(time_zone="Europe/Berlin", starts_at=at)).starts_at == at

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("minimum", {"minimum": 6, "capacity": 5}),
            ("ends_at", {"ends_at": NINE}),
            ("ends_at", {"ends_at": NINE - timedelta(days=1)}),
        ],
    )
    def test_names_the_field_that_contradicts(self, field: str, wrong: dict[str, object]) -> None:
        """The form marks it."""
        with pytest.raises(Contradiction) as refusal:
            settled(settings(**wrong))

        assert refusal.value.field == field
        assert str(refusal.value).startswith(f"{field}: ")

    def test_lists_the_zones_of_places(self) -> None:
        """Whoever looks for a city must not read through names of the last century."""
        assert {"UTC", "Europe/Berlin", "Asia/Tokyo"} <= set(places("UTC")) <= time_zones()
        assert "Etc/GMT+5" not in places("UTC")
        assert "Etc/GMT+5" in places("Etc/GMT+5")

    def test_knows_what_letters_still_need(self) -> None:
        """Nobody has to wait for a refusal to learn it."""
        known = settings(organiser_name="The Quay", imprint=" ")
        assert known.missing_sender == ["organiser_email", "imprint", "privacy_notice"]


class TestBy:
    def test_names_the_organiser_or_the_attendee(self) -> None:
        """This is the only record of who did what."""
        desk = Desk()
        desk.upload(ADA, BEN)
        desk.intake.change_event(desk.event, "ines", {"venue": "Pier 3"})
        by_organiser = len(desk.facts())
        desk.intake.introduce(desk.event, desk.id_of(ADA), {"needs": ("a boat",)})
        desk.intake.wish(desk.event, desk.id_of(ADA), hidden=True)

        said = [fact.by for fact in desk.facts()]

        assert set(said[:by_organiser]) == {"organiser:ines"}
        assert set(said[by_organiser:]) == {"attendee"}

    def test_is_nobody_where_nothing_is_kept(self) -> None:
        """A dry run states nothing in anybody's name."""
        desk = Desk()
        before = desk.facts()
        desk.upload(ADA, dry_run=True)

        assert desk.facts() == before


class TestReach:
    def test_is_the_addresss_and_another_one_with_another(self) -> None:
        """A letter that bounced is tried again when the address is mended, and not before."""
        desk = Desk()
        desk.upload(ADA, BEN)
        ada, ben = (desk.id_of(person) for person in (ADA, BEN))
        first = {fact.attendee: fact.reach for fact in desk.of(ProfileStated)}
        desk.intake.correct(desk.event, ada, {"title": "Bosun"}, by="organiser:ines")
        same = desk.of(ProfileStated)[-1].reach
        desk.intake.correct(desk.event, ada, {"email": "ada@new.example"}, by="organiser:ines")
        mended = desk.of(ProfileStated)[-1].reach
        desk.intake.correct(desk.event, ada, {"email": ""}, by="organiser:ines")

        assert first[ada]
        assert first[ada] != first[ben]
        assert same == first[ada]
        assert mended not in {first[ada], first[ben], ""}
        assert desk.of(ProfileStated)[-1].reach == ""
        assert "ada" not in str(first[ada])


class TestWishes:
    def test_are_stated_once(self) -> None:
        """Who presses twice says one thing."""
        desk = Desk()
        desk.upload(ADA)
        for hidden in (False, True, True, False):
            desk.intake.wish(desk.event, desk.id_of(ADA), hidden=hidden)

        assert [fact.hidden for fact in desk.of(WishesStated)] == [True, False]
