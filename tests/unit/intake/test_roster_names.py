"""The same list is the same roster, whichever release took it first."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from services.intake.domain.roster_names import is_taken, roster_name
from services.intake.rosters import Person
from shared.messages import RosterClosed
from tests.unit.intake.desk import ADA, Desk, roster

CEM = Person(
    row=3, name="Cem Örnek", email="cem@example.org", company="Örnek & Co", title="Captain",
    industry="Shipping", interests=("maps", "tides"), offers=("a berth",), needs=("a mate's ear",),
    about="Sails.", formats=("phone", "video"), capacity=3, excluded=("Ada Muster",),
    external_id="B-7", website="https://cem.example", country="Norway", attending=False,
)  # fmt: skip
NAME_IN_0_1 = "47b1ad10-90a1-542b-a820-0adcfde35816"
"""What 0.1 called a list of Ada and Cem, uploaded at the desk."""


class Archive:
    """Knows the rosters of a log."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def has_roster(self, roster: str) -> bool:
        return roster in self._names


@dataclass(frozen=True, slots=True)
class PersonOfTomorrow(Person):
    """Somebody about whom a later release asks more."""

    mood: str = ""


def of_tomorrow(person: Person, mood: str) -> PersonOfTomorrow:
    known = {field.name: getattr(person, field.name) for field in fields(person)}
    return PersonOfTomorrow(**known, mood=mood)


class TestRosterNames:
    def test_do_not_tell_where_on_the_list_somebody_stands(self) -> None:
        """A list that was sorted in between says nothing new."""
        turned = roster(replace(CEM, row=2), replace(ADA, row=9))

        assert roster_name("spring", turned) == roster_name("spring", roster(ADA, CEM))

    def test_tell_events_apart(self) -> None:
        """The same people may come to two events."""
        assert roster_name("spring", roster(ADA)) != roster_name("autumn", roster(ADA))

    def test_tell_who_is_there_how_often(self) -> None:
        """A person less, or one twice, is another list."""
        names = {roster_name("spring", roster(*people)) for people in ((), (ADA,), (ADA, ADA))}

        assert len(names) == 3

    def test_stay_when_more_could_be_said(self) -> None:
        """An upgrade is no reason to match everyone once more."""
        later = roster(of_tomorrow(ADA, ""), of_tomorrow(CEM, ""))

        assert roster_name("spring", later) == roster_name("spring", roster(ADA, CEM))


class TestAListOfTheFirstRelease:
    def test_is_known_again(self) -> None:
        """A start on its data folder would else upload the list anew, and mail for it."""
        event, archive = Desk().event, Archive(NAME_IN_0_1)

        assert is_taken(event, roster(CEM, ADA), archive)
        assert not is_taken(event, roster(ADA), archive)
        assert not is_taken("autumn", roster(ADA, CEM), archive)

    def test_is_known_again_by_releases_that_read_more(self) -> None:
        """But where the list has an answer to what the later one asks, it is another list."""
        event, archive = Desk().event, Archive(NAME_IN_0_1)

        assert is_taken(event, roster(of_tomorrow(ADA, ""), of_tomorrow(CEM, "")), archive)
        assert not is_taken(event, roster(ADA, of_tomorrow(CEM, "glum")), archive)

    def test_is_not_closed_again(self) -> None:
        """Each closing is a round, and each round may be a mail."""
        desk = Desk()
        desk.upload(ADA, CEM)
        (closed,) = desk.of(RosterClosed)
        desk.store.delete("rosters", {"_id": closed.roster})
        desk.intake.apply(closed.model_copy(update={"roster": NAME_IN_0_1}), offset=9)

        assert desk.upload(ADA, CEM) == (1, 1, [])
        assert desk.of(RosterClosed) == [closed]
