"""Attendees over HTTP: listed, corrected, exported, forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.conftest import House

PEOPLE = (
    b"Name,Email,Company,Title,About,Interests\n"
    b"Ada Falk,ada@falk.example,Falk Bakery,CEO,I bake bread at night,rye; sourdough\n"
    b"Bo Lind,bo@lind.example,Lind Ferries,Captain,I steer ferries,ropes\n"
    b"Cy Moe,cy@moe.example,Moe Tiles,Tiler,I lay tiles,\n"
)


@pytest.fixture
def event(house: House) -> str:
    event = house.open_event()
    assert house.upload(event, PEOPLE).status_code == 202
    return event


def named(house: House, event: str, name: str) -> dict[str, Any]:
    page = house.get(f"/api/v1/events/{event}/attendees")
    (found,) = (person for person in page["attendees"] if person["name"] == name)
    return dict(found)


def patch(house: House, event: str, attendee: str, **changes: Any) -> Any:
    path = f"/api/v1/events/{event}/attendees/{attendee}"
    return house.client.patch(path, json=changes, headers=house.headers())


class TestAttendees:
    def test_pages_lose_and_repeat_nobody(self, house: House, event: str) -> None:
        """A page's end must not swallow a person."""
        seen, cursor = [], ""
        while cursor is not None:
            page = house.get(f"/api/v1/events/{event}/attendees?limit=1&cursor={cursor}")
            seen += [person["name"] for person in page["attendees"]]
            cursor = page["next"]
        assert sorted(seen) == ["Ada Falk", "Bo Lind", "Cy Moe"]

    def test_a_new_address_leaves_somebody_the_same_attendee(
        self, house: House, event: str
    ) -> None:
        """Their introductions hang on the id."""
        ada = named(house, event, "Ada Falk")["attendee"]
        changed = patch(house, event, ada, email="Ada.Falk@rye.example", capacity=2)

        assert changed.json["attendee"] == ada
        assert changed.json["email"] == "ada.falk@rye.example"
        assert house.get(f"/api/v1/events/{event}/attendees/{ada}") == changed.json

    def test_a_corrected_bio_is_still_title_masked(self, house: House, event: str) -> None:
        """The matcher must not learn by correction what it may not learn by upload."""
        ada = named(house, event, "Ada Falk")["attendee"]
        patch(house, event, ada, bio="Chief Executive Officer of Falk Bakery. I bake bread.")
        kept = house.get(f"/api/v1/events/{event}/attendees/{ada}/export")

        assert "Chief Executive Officer" in kept["contact"]["bio"]
        assert "bread" in kept["profile"]["about"]
        assert "chief executive" not in str(kept["profile"]).casefold()

    def test_null_empties_a_field_and_only_what_can_be_empty(
        self, house: House, event: str
    ) -> None:
        """A slip must be an answer, never a crash."""
        ada = named(house, event, "Ada Falk")
        emptied = ("email", "company", "title", "country", "website", "bio", "industry")
        changes = dict.fromkeys((*emptied, "interests", "offers", "needs", "formats", "capacity"))
        shown = patch(house, event, ada["attendee"], **changes).json

        assert all(shown[name] == "" for name in emptied)
        assert (shown["interests"], shown["capacity"]) == ([], None)
        assert not shown["has_something_to_match_on"]
        for name in ("name", "attending"):
            refused = patch(house, event, ada["attendee"], **{name: None})
            assert refused.status_code == 422
            assert refused.json["errors"][0]["field"] == name

    def test_a_correction_that_says_nothing_is_nothing_to_match_on(
        self, house: House, event: str
    ) -> None:
        """Somebody who answers the form with "see LinkedIn" is as unknown as on a list."""
        ada = named(house, event, "Ada Falk")["attendee"]
        said = {"interests": ["networking"], "offers": ["ask me"], "needs": [], "bio": "n/a"}

        assert not patch(house, event, ada, **said).json["has_something_to_match_on"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("email", "nobody"), ("email", "a@x.example, b@x.example"), ("name", "\r\n"),
            ("interests", ["x"] * 101), ("interests", ["x" * 301]), ("interests", "bread"),
            ("formats", ["pigeon"]), ("capacity", -1), ("capacity", 51), ("seniority", "x"),
        ],
    )  # fmt: skip
    def test_a_senseless_correction_is_refused(
        self, house: House, event: str, field: str, value: object
    ) -> None:
        """Nothing gets in by correction that a roster could not bring."""
        before = named(house, event, "Ada Falk")
        refused = patch(house, event, before["attendee"], **{field: value})

        assert refused.status_code == 422
        assert refused.json["errors"][0]["field"].startswith(field)
        assert named(house, event, "Ada Falk") == before

    def test_a_name_is_one_clean_line(self, house: House, event: str) -> None:
        """Names stand in the headers of mails."""
        ada = named(house, event, "Ada Falk")["attendee"]
        shown = patch(house, event, ada, name="Ada\r\nBcc: x@y.example").json
        assert "\r" not in shown["name"]
        assert "\n" not in shown["name"]

    def test_an_export_has_everything_that_was_given(self, house: House, event: str) -> None:
        """People may ask what is kept about them, and all of it is the answer."""
        ada = named(house, event, "Ada Falk")["attendee"]
        kept = str(house.get(f"/api/v1/events/{event}/attendees/{ada}/export"))
        for given in ("Ada Falk", "ada@falk.example", "Falk Bakery", "CEO", "bake bread", "rye"):
            assert given in kept

    def test_whoever_is_erased_is_gone_from_every_file_of_intake(
        self, house: House, event: str
    ) -> None:
        """The answer to an upload shows people, too; it must not outlive them."""
        headers = house.headers() | {"Idempotency-Key": "k"}
        rows = {"rows": [{"name": "Di Roe", "email": "di@roe.example", "about": "glassblowing"}]}
        house.client.post(f"/api/v1/events/{event}/roster", json=rows, headers=headers)
        path = f"/api/v1/events/{event}/attendees/{named(house, event, 'Di Roe')['attendee']}"

        assert house.client.delete(path, headers=house.headers()).status_code == 204
        for again in (house.client.delete, house.client.get):
            assert again(path, headers=house.headers()).status_code == 404
        assert house.client.get(f"{path}/export", headers=house.headers()).status_code == 404
        retried = house.client.post(f"/api/v1/events/{event}/roster", json=rows, headers=headers)
        assert (retried.json["accepted"], retried.json["rejected"]) == (0, 1)
