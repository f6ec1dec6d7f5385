"""All status columns of a row together say who is coming."""

from __future__ import annotations

import pytest

from services.intake.rosters import Roster, Row, Table, parse


def roster(headers: tuple[str, ...], *rows: tuple[str, ...]) -> Roster:
    named = (("Ada Muster", "Ben Beispiel", "Cem Ornek", "Dee Dorn")[n] for n in range(4))
    return parse(
        Table(
            ("Name", *headers),
            tuple(Row(n, (next(named), *cells)) for n, cells in enumerate(rows, 2)),
        )
    )


def reasons(found: Roster) -> dict[int, str]:
    return {one.row.number: one.reason for one in found.rejected}


class TestSeveralStatuses:
    def test_are_judged_together(self) -> None:
        """Who paid and then declined is not coming."""
        found = roster(
            ("Payment status", "RSVP"),
            ("paid", "Declined"),
            ("paid", "Going"),
            ("refunded", "Going"),
        )

        assert reasons(found) == {2: "declined", 4: "refunded"}

    @pytest.mark.parametrize("cells", [("pending", "Cancelled"), ("Cancelled", "pending")])
    def test_say_who_left_for_good_before_who_waits(self, cells: tuple[str, str]) -> None:
        """A pending payment of somebody who cancelled is nothing to wait for."""
        found = roster(("Payment status", "RSVP"), cells, ("paid", "Going"))

        assert reasons(found) == {2: "cancelled"}
        assert [(p.row, p.attending) for p in found.people] == [(2, False), (3, True)]


class TestAStatusOfAll:
    @pytest.mark.parametrize("word", ["pending", "No", "Invited", "Waitlist"])
    def test_that_is_not_certain_turns_nobody_away(self, word: str) -> None:
        """Before the event, everybody is still invited."""
        assert reasons(roster(("RSVP",), (word,), (word,))) == {}

    def test_that_is_certain_counts_all_the_same(self) -> None:
        """A list of cancelled tickets is one."""
        assert set(reasons(roster(("RSVP",), ("Cancelled",), ("Cancelled",)))) == {2, 3}

    def test_of_one_person_is_that_persons(self) -> None:
        """A list of one is too short to say what everybody has."""
        assert set(reasons(roster(("RSVP",), ("Waitlist",)))) == {2}


class TestUnknownWords:
    def test_are_told_once_with_how_many_have_them(self) -> None:
        """The organiser decides for all of them at once."""
        found = roster(("Status",), ("wobbly",), ("wobbly",), ("paid",), ("Cancelled",))

        (problem,) = [one for one in found.problems if one.column == "Status"]
        assert (problem.row, problem.column) == (None, "Status")
        assert problem.what == '"wobbly" is no known status; 2 with it are kept'
        assert "Delete the rows" in problem.cure
