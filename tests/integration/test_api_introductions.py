"""Rounds, introductions, briefs, answers and analytics over HTTP."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from flask import g

from shared.errors import NotFound
from shared.messages import IntroductionWithdrawn, encode
from shared.web.app import create_app
from shared.web.events import owned_event
from shared.web.identity import Identity
from tests.integration.conftest import ORGANISER, House, build

TOPICS = ("bread", "ferries", "bees", "tiles", "choirs", "maps")
TRADES = ("Food", "Shipping", "Education", "Construction", "Health care", "Insurance")
FAR_OFF = "2150-05-01T09:00:00Z"
RIVAL = Identity("organiser", "rival")


def roster() -> bytes:
    """Write twelve people of six trades who share things to talk about."""
    lines = ["Name,Email,Company,Title,Industry,Interests,Offers,Needs"]
    for number in range(12):
        mine, next_one = TOPICS[number % 6], TOPICS[(number + 1) % 6]
        lines.append(
            f"Person {number},p{number}@firm{number}.example,Firm {number},CEO,"
            f"{TRADES[number % 6]},{mine}; {next_one},help with {mine},advice on {next_one}"
        )
    return "\n".join(lines).encode()


@dataclass
class Matched:
    """An event after its first round; nothing of it is delivered yet."""

    house: House
    event: str

    def introductions(self) -> list[dict[str, Any]]:
        page = self.house.get(f"/api/v1/events/{self.event}/introductions?limit=200")
        return list(page["introductions"])

    def attendee(self, name: str) -> Identity:
        return Identity("attendee", name, self.event)

    def answer(self, introduction: str, name: str, **body: Any) -> Any:
        path = f"/api/v1/introductions/{introduction}/answer"
        return self.house.client.post(
            path, json=body, headers=self.house.headers(self.attendee(name))
        )


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matched]:
    house = build(tmp_path_factory.mktemp("matched"))
    event = house.open_event(starts_at=FAR_OFF)
    assert house.upload(event, roster()).status_code == 202
    house.settle()
    house.release(event)
    yield Matched(house, event)
    house.embedded.close()


class TestRounds:
    def test_are_accepted_at_once_and_shown_with_figures_when_finished(
        self, matched: Matched
    ) -> None:
        """A round takes minutes; nobody holds a connection open for it."""
        house, path = matched.house, f"/api/v1/events/{matched.event}/rounds"
        headers = house.headers() | {"Idempotency-Key": "second"}
        asked = house.client.post(path, headers=headers)
        again = house.client.post(path, headers=headers)
        house.settle()
        rounds = {found["round"]: found for found in house.get(path)["rounds"]}

        assert (asked.status_code, again.json) == (202, asked.json)
        assert len(rounds) == 2
        assert rounds[asked.json["round"]]["finished"]
        assert rounds[asked.json["round"]]["figures"]["attendees"] == 12

    def test_pages_of_introductions_lose_and_repeat_none(self, matched: Matched) -> None:
        """Organisers export them page by page."""
        seen, cursor = [], ""
        while cursor is not None:
            page = matched.house.get(
                f"/api/v1/events/{matched.event}/introductions?limit=4&cursor={cursor}"
            )
            seen += [made["introduction"] for made in page["introductions"]]
            cursor = page["next"]
        assert len(seen) > 10
        assert sorted(seen) == sorted(made["introduction"] for made in matched.introductions())


class TestEventsOfAMomentAgo:
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "/api/v1/events/{}/rounds"), ("GET", "/api/v1/events/{}/rounds"),
            ("GET", "/api/v1/events/{}/introductions"), ("GET", "/api/v1/events/{}/analytics"),
            ("GET", "/api/v1/events/{}/analytics.csv"), ("GET", "/events/{}/introductions"),
            ("GET", "/events/{}/letters"), ("GET", "/events/{}/analytics"),
        ],
    )  # fmt: skip
    def test_are_waited_for(self, house: House, method: str, path: str) -> None:
        """A program that opens an event and asks for a round must not have to guess when."""
        tokens = house.embedded.tokens
        app = create_app(house.embedded.services, tokens, event_patience_s=20.0)
        asked = path.format(house.open_event())
        with ThreadPoolExecutor(1) as beside:
            answer = beside.submit(
                app.test_client().open, asked, method=method, headers=house.headers()
            )
            time.sleep(0.1)
            house.settle()
        assert answer.result().status_code == (202 if method == "POST" else 200)

    def test_are_waited_for_no_longer_than_need_be(self, house: House) -> None:
        """A wait that tells a rival's event from none at all would tell too much."""
        app = create_app(house.embedded.services, house.embedded.tokens, event_patience_s=0.2)
        events, event, slept = house.embedded.insights.view.events, house.open_event(), []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            house.settle()

        with app.test_request_context():
            g.identity = ORGANISER
            assert owned_event(events, event, sleep=sleep).id == event
            assert owned_event(events, event, sleep=sleep).id == event
            assert len(slept) == 1
            with pytest.raises(NotFound):
                owned_event(events, "none", sleep=slept.append)
            g.identity = RIVAL
            with pytest.raises(NotFound):
                owned_event(events, event, sleep=slept.append)
        assert slept == [0.05] * 9


class TestBriefs:
    def test_each_of_the_two_and_the_organiser_can_read_one(self, matched: Matched) -> None:
        """The organiser answers for what is sent in their name."""
        made = matched.introductions()[0]
        path = f"/api/v1/introductions/{made['introduction']}/brief"
        for side, other in (("attendee_a", "attendee_b"), ("attendee_b", "attendee_a")):
            own = matched.house.get(path, matched.attendee(made[side]))
            assert own["sections"]
            assert all(line["source"] for part in own["sections"] for line in part["lines"])
            assert own == matched.house.get(f"{path}?attendee={made[side]}")
            other_brief = matched.house.get(f"{path}?attendee={made[other]}")
            assert own["reader"] == other_brief["other"]

    def test_nobody_else_can(self, matched: Matched) -> None:
        """A brief says what somebody struggles with."""
        made = matched.introductions()[0]
        path = f"/api/v1/introductions/{made['introduction']}/brief"
        sides = {made["attendee_a"], made["attendee_b"]}
        people = {m[s] for m in matched.introductions() for s in ("attendee_a", "attendee_b")}
        stranger = min(people - sides)
        client, headers = matched.house.client, matched.house.headers

        for who in (matched.attendee(stranger), RIVAL):
            for query in ("", f"?attendee={made['attendee_a']}"):
                assert client.get(path + query, headers=headers(who)).status_code == 404
        assert client.get(path, headers=headers()).status_code == 422
        assert client.get(f"{path}?attendee={stranger}", headers=headers()).status_code == 404
        assert matched.answer(made["introduction"], stranger, answer="accept").status_code == 404


class TestAnswers:
    def test_are_mutual_when_both_say_yes_and_may_change(self, matched: Matched) -> None:
        """An introduction is a proposal to both; a mind may change."""
        made = matched.introductions()[1]
        name, a, b = made["introduction"], made["attendee_a"], made["attendee_b"]

        assert matched.answer(name, a, answer="accept").json["mutual"] is False
        assert matched.answer(name, a, answer="accept").json["mutual"] is False
        assert matched.answer(name, b, answer="accept", message="Hello").json["mutual"] is True
        assert matched.answer(name, b, answer="decline").json["mutual"] is False
        assert matched.answer(name, b, answer="accept").json["mutual"] is True

    @pytest.mark.parametrize(
        "body", [{}, {"answer": "maybe"}, {"answer": "accept", "message": "x" * 2001}]
    )
    def test_say_yes_or_no(self, matched: Matched, body: dict[str, str]) -> None:
        """A typo must not count as either."""
        made = matched.introductions()[2]
        response = matched.answer(made["introduction"], made["attendee_a"], **body)
        assert response.status_code == 422
        assert response.json["errors"]

    def test_to_a_withdrawn_introduction_come_too_late(self, matched: Matched) -> None:
        """Nobody may say yes to somebody who will never hear of it."""
        made = matched.introductions()[3]
        withdrawn = IntroductionWithdrawn(
            event=matched.event,
            introduction=made["introduction"],
            round="later",
            why="a test",
            final=True,
        )
        matched.house.embedded.log.append(encode([withdrawn]))
        matched.house.settle()

        answer = matched.answer(made["introduction"], made["attendee_a"], answer="accept")
        assert answer.status_code == 404
        shown = {m["introduction"]: m["standing"] for m in matched.introductions()}
        assert shown[made["introduction"]] is False


class TestAnalytics:
    def test_agree_with_the_introductions_and_with_their_own_table(self, matched: Matched) -> None:
        """Figures that contradict the list beside them are worth nothing."""
        house, path = matched.house, f"/api/v1/events/{matched.event}/analytics"
        house.settle()
        standing = [made for made in matched.introductions() if made["standing"]]
        shown = house.get(path)
        figures = shown["figures"]
        response = house.client.get(f"{path}.csv", headers=house.headers())
        table = dict(csv.reader(io.StringIO(response.text)))

        assert figures["attendees"] == 12
        assert figures["introductions"] == len(standing)
        assert figures["share_crossing_industries"] == 1.0
        mean = sum(made["score"] for made in standing) / len(standing)
        assert figures["mean_score"] == pytest.approx(mean, abs=1e-3)
        assert shown["deliveries"]["delivered"] >= 2 * len(standing)
        assert shown["deliveries"]["waiting"] == 0
        assert shown["letters"] == {"sent": 12, "in_doubt": 0, "failed": 0}
        assert response.content_type.startswith("text/csv")
        assert table["figure"] == "value"
        for name in ("attendees", "introductions", "mean_score", "exposure_largest"):
            assert float(table[name]) == figures[name]
        assert int(table["answers_accepted"]) == shown["answers"]["accepted"]
