"""Who is late is who says something new since the last round, and nobody else."""

from __future__ import annotations

import pytest

from services.matcher.round_snapshot import INDEXES, RoundSnapshots
from shared.messages import ProfileStated
from tests.fakes import MemoryStore
from tests.unit.matcher.test_round import profile

CROWD = [profile(number) for number in range(20)]


class ProfileOfTomorrow(ProfileStated):
    """What a later release knows of everyone, beside the rest."""

    mood: str = ""


def of_tomorrow(known: ProfileStated, mood: str = "") -> ProfileStated:
    return ProfileOfTomorrow(**known.model_dump(), mood=mood)


@pytest.fixture
def snapshots() -> RoundSnapshots:
    snapshots = RoundSnapshots(MemoryStore(INDEXES))
    snapshots.remember("spring", CROWD, None)
    return snapshots


class TestRoundSnapshots:
    def test_find_who_is_new_or_says_something_else(self, snapshots: RoundSnapshots) -> None:
        """These two have yet to find partners."""
        changed = CROWD[3].model_copy(update={"needs": ("a loom",)})
        new = CROWD[4].model_copy(update={"attendee": "new"})
        here = [*CROWD[:3], changed, *CROWD[4:], new]

        assert snapshots.arrivals("spring", here) == {changed.attendee, "new"}

    def test_do_not_ask_which_list_said_it(self, snapshots: RoundSnapshots) -> None:
        """A list that is sent again says the same of all but one, under another name."""
        restated = [known.model_copy(update={"roster": "another"}) for known in CROWD]

        assert snapshots.arrivals("spring", restated) == frozenset()

    def test_stay_when_a_profile_could_say_more(self, snapshots: RoundSnapshots) -> None:
        """An upgrade makes nobody late."""
        upgraded = [of_tomorrow(known) for known in CROWD]
        answered = [*upgraded[:-1], of_tomorrow(CROWD[-1], "cheerful")]

        assert snapshots.arrivals("spring", upgraded) == frozenset()
        assert snapshots.arrivals("spring", answered) == {CROWD[-1].attendee}
