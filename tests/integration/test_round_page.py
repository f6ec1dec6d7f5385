"""The page of a round: an organiser sees what would be sent before anybody gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from shared.web.purpose_tokens import PATHS, PurposeTokens
from tests.integration.conftest import House, build

OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory, small_roster: bytes) -> Iterator[House]:
    house = build(tmp_path_factory.mktemp("round"))
    house.event = house.open_event(name="Harbour Day")
    house.upload(house.event, small_roster)
    house.settle()
    yield house
    house.embedded.close()


def page(house: House, path: str = "") -> str:
    url = f"/events/{house.event}/round{path}"
    response = house.client.get(url, headers=house.headers() | {"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return str(response.text)


def decide(house: House, **form: str) -> Any:
    (action,) = set(re.findall(r'action="([^"]*/gate)"', page(house, "/confirm?do=release")))
    response = house.client.post(action, data=form, headers=house.headers() | OURS)
    house.settle()
    return response


def figure(text: str, words: str) -> int:
    (found,) = re.findall(rf"<b>(\d+)</b>{words}", text)
    return int(found)


class TestRoundPage:
    def test_announces_as_many_letters_as_then_leave(self, house: House) -> None:
        """What an organiser says yes to is what happens, to the letter."""
        confirm = page(house, "/confirm?do=release")
        (letters, people) = re.findall(r"(\d+) letters to (\d+) people", confirm)[0]
        assert house.mails() == []

        decide(house, do="release")

        assert len(house.mails()) == int(letters) == int(people) > 30
        assert f"{letters} of {letters} letters sent" in page(house)

    def test_names_whom_to_look_at_first(self, house: House) -> None:
        """A list that was read wrongly shows in its weakest pairs."""
        text = page(house)
        view = house.embedded.notifier.view
        waiting = [made for made in view.introductions(house.event) if made.score > 0]
        worst = min(waiting, key=lambda made: (made.score, made.introduction))

        rows = re.findall(r"<tr><td>(.*?)</td>", text, re.DOTALL)
        assert all(view.person(side).contact.name in rows[0] for side in worst.attendees)
        assert "<caption>The 20 weakest" in text

    def test_stays_silent_about_a_round_that_is_dropped(self, house: House) -> None:
        """Nobody hears of it, and the buttons to release it are gone."""
        decide(house, do="drop")

        assert house.mails() == []
        assert ">Dropped</h2>" in page(house)
        assert "Release now" not in page(house)

    def test_says_that_a_word_is_on_its_way(self, house: House) -> None:
        """Who pressed Release must not be shown the same button again."""
        (action,) = set(re.findall(r'action="([^"]*/gate)"', page(house, "/confirm?do=release")))
        answered = house.client.post(action, data={"do": "release"}, headers=house.headers() | OURS)
        shown = answered.headers["Location"].partition("/round")[2]

        assert "on its way here" in page(house, shown)
        assert "Release now" not in page(house, shown)
        house.settle()
        assert ">Released</h2>" in page(house, shown)

    def test_shows_when_a_release_is_planned_by_the_events_clock(self, house: House) -> None:
        """A time without a place would be an hour off for half the organisers."""
        house.client.patch(
            f"/api/v1/events/{house.event}",
            json={"time_zone": "Europe/Berlin", "starts_at": "2031-05-01T09:00"},
            headers=house.headers(),
        )
        house.settle()
        assert 'value="2031-04-24T09:00"' in page(house)

        decide(house, do="release", not_before="2031-04-24T08:30")

        assert "Released on 24 April 2031, 08:30 (Europe/Berlin)" in page(house)
        assert house.mails() == []

    def test_counts_what_a_later_round_changed(self, house: House) -> None:
        """Of 200 pairs, an organiser looks at those that are not what they looked at before."""
        before = {made.introduction for made in _made(house)}
        owner = next(iter(_made(house))).attendee_a
        links = PurposeTokens(house.embedded.settings.secret)
        path = f"{PATHS['state']}/{links.issue(owner, house.event, 'state')}"
        answers = {"interests": "sourdough", "needs": "a boat", "offers": "reading old maps"}
        house.client.post(path, data=answers)
        house.settle()
        after = {made.introduction for made in _made(house)}

        text = page(house)

        assert figure(text, "new introductions") == len(after - before)
        assert figure(text, "kept") == len(after & before)
        assert figure(text, "gone") == len(before - after)

    def test_names_who_gets_no_letter_and_why(self, house: House) -> None:
        """The organiser can still ask them for an address."""
        rows = {"rows": [{"Name": "Nell Noaddress", "Interests": "bees; old maps"}]}
        house.client.post(
            f"/api/v1/events/{house.event}/roster", json=rows, headers=house.headers()
        )
        house.settle()

        text = page(house)

        assert "<td>Nell Noaddress</td><td>the list has no address</td>" in text
        assert "be reached." in page(house, "/confirm?do=release")


def _made(house: House) -> list[Any]:
    return list(house.embedded.notifier.view.introductions(house.event))
