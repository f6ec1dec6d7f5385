"""Events, rosters and attendees over HTTP, the way organisers and their programs use them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from shared.topics import ALL
from shared.web.identity import Identity
from tests.integration.conftest import ORGANISER, House

RIVAL = Identity("organiser", "rival")
PEOPLE = (
    b"Name,Email,Company,Title,About,Meetings at most\n"
    b"Ada Falk,ada@falk.example,Falk Bakery,CEO,I bake bread at night,4\n"
    b"Bo Lind,bo@lind.example,Lind Ferries,Captain,I steer ferries,many\n"
    b",,,,,\n"
    b"Cy Moe,not-an-address,Moe Tiles,,,2\n"
    b",,Nobody Ltd,Clerk,,\n"
)


def records(house: House) -> int:
    """Count what is in the log."""
    with house.embedded.log.subscribe("auditor", ALL) as subscription:
        return len(subscription.poll(limit=5000, timeout_s=0.0))


def attendees(house: House, event: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.get(f"/api/v1/events/{event}/attendees")["attendees"]
    return found


class TestEvents:
    def test_pages_lose_and_repeat_nothing(self, house: House) -> None:
        """A program that follows `next` must see each event once."""
        opened = {house.open_event(name=f"Day {number}") for number in range(7)}
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = house.get(f"/api/v1/events?limit=3&cursor={cursor}")
            seen += [event["event"] for event in page["events"]]
            cursor = page["next"]

        assert sorted(seen) == sorted(opened)
        assert house.get("/api/v1/events", RIVAL)["events"] == []

    def test_a_time_without_a_zone_is_utc(self, house: House) -> None:
        """A worker that compares it with the clock would stop at a time without a zone."""
        event = house.open_event(starts_at="2031-05-01T09:00")
        path = f"/api/v1/events/{event}"
        assert house.get(path)["settings"]["starts_at"] == "2031-05-01T09:00:00Z"
        body = {"starts_at": "2031-05-02T09:00:00+02:00"}
        changed = house.client.patch(path, json=body, headers=house.headers())
        assert changed.json["settings"]["starts_at"] == "2031-05-02T09:00:00+02:00"

    def test_a_change_leaves_the_rest_and_can_send_briefs_at_once(self, house: House) -> None:
        """Null means something for one field only."""
        path = f"/api/v1/events/{house.open_event(venue='Quay 4')}"
        body = {"briefs_days_before": None, "capacity": 9}
        settings = house.client.patch(path, json=body, headers=house.headers()).json["settings"]

        assert (settings["briefs_days_before"], settings["capacity"]) == (None, 9)
        assert (settings["venue"], settings["minimum"]) == ("Quay 4", 3)

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"capacity": 2}, "minimum"), ({"minimum": 6}, "minimum"), ({"name": None}, "name"),
            ({"starts_at": None}, "starts_at"), ({"venue": None}, "venue"),
            ({"capacity": None}, "capacity"), ({"minimum": None}, "minimum"),
            ({"starts_at": "9999-12-31"}, "starts_at"), ({"organiser": "me"}, "organiser"),
            ({"name": "\r\n"}, "name"), ({"venue": "x" * 301}, "venue"),
        ],
    )  # fmt: skip
    def test_a_senseless_change_is_refused_and_changes_nothing(
        self, house: House, change: dict[str, Any], named: str
    ) -> None:
        """What is in the log once stops every worker that can't use it."""
        path = f"/api/v1/events/{house.open_event()}"
        before = house.get(path)
        response = house.client.patch(path, json=change, headers=house.headers())

        assert response.status_code == 422
        assert named in response.json["detail"]
        assert house.get(path) == before

    def test_an_impossible_minimum_opens_nothing(self, house: House) -> None:
        """Nobody could ever be served as promised."""
        body = {"name": "A", "starts_at": "2031-05-01", "minimum": 4, "capacity": 3}
        response = house.client.post("/api/v1/events", json=body, headers=house.headers())

        assert response.status_code == 422
        assert "capacity of 3" in response.json["detail"]
        assert records(house) == 0

    def test_a_name_reaches_a_mail_header_as_one_clean_line(self, house: House) -> None:
        """The event's name is the sender's name of every mail."""
        event = house.open_event(name=" Harbour\r\nBcc: x =?utf-8?q?=0A?= Day ")
        assert house.get(f"/api/v1/events/{event}")["settings"]["name"] == "Harbour Bcc: x Day"

    def test_a_cancelled_one_takes_nothing_any_more(self, house: House) -> None:
        """A change must not bring it back to life."""
        event = house.open_event()
        path = f"/api/v1/events/{event}"
        assert house.client.delete(path, headers=house.headers()).status_code == 204
        refused = [
            house.upload(event, PEOPLE),
            house.client.post(f"{path}/rounds", headers=house.headers()),
            house.client.patch(path, json={"name": "Again"}, headers=house.headers()),
        ]
        house.settle()
        refused.append(house.client.post(f"{path}/rounds", headers=house.headers()))

        statuses = [response.status_code for response in refused]
        assert statuses[0] == statuses[2] == statuses[3] == 422
        assert house.get(path)["cancelled"]


class TestRoster:
    def test_a_dry_run_shows_everything_and_keeps_nothing(self, house: House) -> None:
        """Organisers look before they leap; looking must not be leaping."""
        event = house.open_event()
        before = records(house)
        response = house.upload(event, PEOPLE, query="?dry_run=true")
        report = response.json

        assert response.status_code == 202
        assert (report["dry_run"], report["accepted"], report["rejected"]) == (True, 3, 1)
        assert {c["header"]: c["field"] for c in report["columns"]}["About"] == "about"
        assert report["preview"][0]["name"] == "Ada Falk"
        assert {(p["row"], p["column"]) for p in report["problems"]} >= {
            (3, "Meetings at most"), (5, "Email")
        }  # fmt: skip
        assert all(problem["cure"] for problem in report["problems"])
        assert report["rejected_rows"][0]["row"] == 6
        assert records(house) == before
        assert attendees(house, event) == []

    def test_a_dry_run_is_not_even_remembered_under_a_key(self, house: House) -> None:
        """The answer shows people, and nobody has decided yet to take them in."""
        path = f"/api/v1/events/{house.open_event()}/roster?dry_run=true"
        headers = house.headers() | {"Idempotency-Key": "k"}
        for name in ("Ada Falk", "Bo Lind"):
            response = house.client.post(path, json={"rows": [{"name": name}]}, headers=headers)
            assert (response.status_code, response.json["preview"][0]["name"]) == (202, name)

    def test_rows_as_json_are_the_same_people(self, house: House) -> None:
        """A program should not have to write CSV first."""
        event = house.open_event()
        rows = [{"name": "Ada Falk", "email": "ada@falk.example", "interests": ["bread", "rye"]}]
        response = house.client.post(
            f"/api/v1/events/{event}/roster", json={"rows": rows}, headers=house.headers()
        )
        assert response.status_code == 202
        assert attendees(house, event)[0]["interests"] == ["bread", "rye"]

        again = house.upload(event, b"Name,Email,Interests\nAda Falk,ada@falk.example,bread; rye\n")
        assert again.json["unchanged"] == 1

    def test_an_organiser_may_say_what_a_column_is(self, house: House) -> None:
        """Guesses are guesses."""
        event = house.open_event()
        response = house.client.post(
            f"/api/v1/events/{event}/roster",
            data={
                "file": (BytesIO(b"Name,Glow\nAda Falk,rye\n"), "list.csv"),
                "columns": json.dumps({"Glow": "offers"}),
            },
            headers=house.headers(),
        )
        assert response.status_code == 202
        assert attendees(house, event)[0]["offers"] == ["rye"]

    @pytest.mark.parametrize(
        ("content", "columns"),
        [
            (b"", ""), (b"Name,Email\n", ""), (b"<html><body><table></table></body></html>", ""),
            (b'{"rows": []}', ""), (b"\x89PNG\r\n\x1a\n" + bytes(64), ""), (b"\n\n", ""),
            (PEOPLE, "{"), (PEOPLE, "[]"), (PEOPLE, '{"Nope": "name"}'),
            (PEOPLE, '{"Name": "nope"}'), (PEOPLE, '{"Name": ["name"]}'), (PEOPLE, '{"Name": 1}'),
            (PEOPLE, "[" * 100_000), (PEOPLE, '{"\\ud800": "name"}'),
            (PEOPLE, '{"Name": "\\ud800"}'),
        ],
    )  # fmt: skip
    def test_what_is_no_roster_is_refused_in_a_sentence(
        self, house: House, content: bytes, columns: str
    ) -> None:
        """Any file can end up in that field."""
        response = house.client.post(
            f"/api/v1/events/{house.open_event()}/roster",
            data={"file": (BytesIO(content), "list.csv"), "columns": columns},
            headers=house.headers(),
        )
        assert response.status_code == 422
        assert response.content_type == "application/problem+json"
        assert len(response.json["detail"]) > 20

    @pytest.mark.parametrize(
        "sent",
        [
            {}, {"data": {"columns": "{}"}}, {"data": b"Name\nAda", "content_type": "text/csv"},
            {"json": {}}, {"json": {"rows": []}}, {"json": {"rows": ["Ada"]}}, {"json": 1},
            {"data": "{", "content_type": "application/json"}, {"json": {"rows": [{}]}},
            {"data": "[" * 100_000, "content_type": "application/json"},
            {"json": {"rows": [{"name": {"first": "Ada"}}]}}, {"json": {"rows": [{"\ud800": "A"}]}},
            {"json": {"rows": [{"name": "Ada"}], "columns": {"\ud800": "name"}}},
            {"json": {"rows": [{"name": "Ada", "\ud800": "A"}]}},
            {"json": {"rows": [{"company": "\ud800"}]}},
        ],
    )  # fmt: skip
    def test_a_request_without_a_roster_is_refused(
        self, house: House, sent: dict[str, Any]
    ) -> None:
        """Programs get it wrong before they get it right."""
        path = f"/api/v1/events/{house.open_event()}/roster"
        headers = house.headers() | {"Idempotency-Key": "k"}
        response = house.client.post(path, headers=headers, **sent)
        assert response.status_code == 422
        assert response.json["detail"]

    def test_too_large_a_file_is_refused_before_it_is_read(self, house: House) -> None:
        """One upload must not fill the memory."""
        event = house.open_event()
        house.client.application.config["MAX_CONTENT_LENGTH"] = 1000
        response = house.upload(event, b"Name\n" + b"x" * 2000)
        assert (response.status_code, response.content_type) == (413, "application/problem+json")

    def test_the_same_key_does_it_once(self, house: House) -> None:
        """A client that lost the answer must be able to ask again."""
        event = house.open_event()

        def upload(content: bytes, who: Identity = ORGANISER, where: str = event) -> Any:
            return house.client.post(
                f"/api/v1/events/{where}/roster",
                data={"file": (BytesIO(content), "list.csv")},
                headers=house.headers(who) | {"Idempotency-Key": "upload-1"},
            )

        first = upload(PEOPLE)
        before = records(house)
        again = upload(PEOPLE)
        assert (again.status_code, again.json) == (202, first.json)
        assert records(house) == before
        assert upload(PEOPLE + b"Di Roe,di@roe.example,,,,\n").status_code == 409
        body = {"name": "Theirs", "starts_at": "2031-05-01"}
        theirs = house.client.post("/api/v1/events", json=body, headers=house.headers(RIVAL))
        assert upload(PEOPLE, RIVAL, theirs.json["event"]).status_code == 202

    def test_the_same_key_opens_one_event_and_two_organisers_may_share_it(
        self, house: House
    ) -> None:
        """Keys are each organiser's own."""
        body = {"name": "Harbour Day", "starts_at": "2031-05-01T09:00:00Z"}

        def post(who: Identity, **changes: Any) -> Any:
            headers = house.headers(who) | {"Idempotency-Key": "k" * 300}
            return house.client.post("/api/v1/events", json=body | changes, headers=headers)

        mine, again, theirs = post(ORGANISER), post(ORGANISER), post(RIVAL)
        assert mine.json == again.json
        assert theirs.json["event"] != mine.json["event"]
        assert post(ORGANISER, name="Other").status_code == 409
