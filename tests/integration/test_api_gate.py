"""The gate over HTTP: nothing is released but by its organiser, who sees what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.integration.conftest import ORGANISER, House
from tests.integration.test_api_introductions import FAR_OFF, RIVAL, roster


@dataclass
class Round:
    """A round of twelve people that has just finished."""

    house: House
    event: str
    name: str

    def path(self, do: str = "") -> str:
        return f"/api/v1/events/{self.event}/rounds/{self.name}{do}"

    def post(self, do: str, **given: Any) -> Any:
        headers = self.house.headers(given.pop("who", ORGANISER))
        return self.house.client.post(self.path(f"/{do}"), headers=headers, **given)

    def introductions(self) -> list[dict[str, Any]]:
        page = self.house.get(f"/api/v1/events/{self.event}/introductions?limit=200")
        return list(page["introductions"])


@pytest.fixture
def waiting(house: House) -> Round:
    event = house.open_event(starts_at=FAR_OFF)
    house.upload(event, roster())
    house.settle()
    (found,) = house.get(f"/api/v1/events/{event}/rounds")["rounds"]
    return Round(house, event, found["round"])


class TestGate:
    def test_opens_for_its_organiser(self, waiting: Round) -> None:
        """One request, and the letters may leave."""
        shown = waiting.house.get(waiting.path())
        assert (shown["gate"]["state"], shown["gate"]["needed"]) == ("waiting", [])
        assert {(one["waits"], one["released"]) for one in waiting.introductions()} == {
            (True, False)
        }

        answer = waiting.post("release")

        assert answer.status_code == 202
        assert answer.json["gate"]["state"] == "released"
        assert {(one["standing"], one["released"]) for one in waiting.introductions()} == {
            (True, True)
        }

    def test_is_planned_held_and_dropped(self, waiting: Round) -> None:
        """An organiser may think again until the last letter has left."""
        at = "2149-05-01T09:00:00Z"
        planned = waiting.post("release", json={"not_before": at, "repairs": True}).json["gate"]
        assert (planned["state"], planned["not_before"], planned["repairs"]) == (
            "planned", at, True,
        )  # fmt: skip
        assert waiting.post("hold").json["gate"]["state"] == "held"
        assert waiting.post("drop").json["gate"]["state"] == "dropped"
        assert not any(one["waits"] for one in waiting.introductions())

    def test_says_why_it_does_not_open(self, waiting: Round) -> None:
        """A refusal without a reason is a support request."""
        answer = waiting.post("hold")
        assert answer.status_code == 422
        assert "nothing to hold" in answer.json["detail"]

    @pytest.mark.parametrize(
        ("do", "query", "body", "field"),
        [
            ("release", "", {"notbefore": "2149-05-01T09:00:00Z"}, "notbefore"),
            ("release", "?dry=1", {}, "dry"),
            ("release", "", {"not_before": "soon"}, "not_before"),
            ("drop", "", {"why": "bad list"}, "why"),
            ("hold", "?now=1", {}, "now"),
        ],
    )
    def test_names_what_it_does_not_know(
        self, waiting: Round, do: str, query: str, body: dict[str, str], field: str
    ) -> None:
        """A misspelt plan must not be a release at once."""
        answer = waiting.post(do + query, json=body)
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json["errors"]] == [field]
        assert waiting.house.get(waiting.path())["gate"]["state"] == "waiting"

    def test_refuses_a_body_that_is_no_object(self, waiting: Round) -> None:
        """Nor is anything released by what nobody can read."""
        for given in ({"json": [1]}, {"data": b"{", "content_type": "application/json"}):
            assert waiting.post("release", **given).status_code in {400, 422}
        assert waiting.house.get(waiting.path())["gate"]["state"] == "waiting"

    @pytest.mark.parametrize("do", ["release", "drop", "hold"])
    def test_is_nobody_elses(self, waiting: Round, do: str) -> None:
        """Another organiser does not learn that there is such an event."""
        assert waiting.post(do, who=RIVAL).status_code == 404

    def test_is_a_form_as_well(self, waiting: Round) -> None:
        """A page needs no script for it; an empty time is now."""
        client = waiting.house.client
        path = f"/events/{waiting.event}/rounds/{waiting.name}/gate"
        here = waiting.house.headers() | {"Sec-Fetch-Site": "same-origin"}
        planned = {"do": "release", "not_before": "2149-05-01T09:00", "repairs": "on"}
        assert client.post(path, data=planned, headers=here).status_code == 303
        gate = waiting.house.get(waiting.path())["gate"]
        assert (gate["state"], gate["repairs"]) == ("planned", True)
        assert client.post(path, data={"do": "open"}, headers=here).status_code == 422
        client.post(path, data={"do": "release", "not_before": ""}, headers=here)
        assert waiting.house.get(waiting.path())["gate"]["state"] == "released"
