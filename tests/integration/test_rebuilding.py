"""Views follow the log: late workers, dropped stores and repeated lists change no truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.errors import RapportError
from shared.settings import Settings, WrongSettings
from tests.integration.conftest import House, build

HEADER = "name,email,company,industry,interests,offers,needs,exclude\n"
ANN = "Ann Oake,ann@oake.example,Oake Farm,Farming,rivers,soil maps,bread ovens,{}\n"
BOB = "Bob Pell,bob@pell.example,Pell Bank,Banking,rivers,bread ovens,soil maps,\n"
CAT = "Cat Roon,cat@roon.example,Roon School,Education,rivers,soil lessons,flood maps,\n"


def roster(*rows: str) -> bytes:
    return (HEADER + "".join(rows)).encode()


def people(house: House, event: str) -> dict[str, dict[str, object]]:
    page = house.get(f"/api/v1/events/{event}/attendees")
    return {person["name"]: person for person in page["attendees"]}


def patch(house: House, event: str, attendee: object, **changes: object) -> None:
    path = f"/api/v1/events/{event}/attendees/{attendee}"
    response = house.client.patch(path, json=changes, headers=house.headers())
    assert response.status_code == 200, response.text


class TestViews:
    def test_are_not_set_back_by_a_worker_that_is_behind(self, house: House) -> None:
        """The web applies what it wrote at once; the worker reads older facts after that."""
        event = house.open_event()
        house.upload(event, roster(ANN.format(""), BOB))
        ann = people(house, event)["Ann Oake"]["attendee"]
        patch(house, event, ann, company="Oake and Daughters")
        house.settle()
        patch(house, event, ann, country="Ireland")
        house.settle()

        found = people(house, event)["Ann Oake"]
        assert (found["company"], found["country"]) == ("Oake and Daughters", "Ireland")

    def test_are_built_again_when_they_are_dropped(self, tmp_path: Path) -> None:
        """The log is the truth; every database can be thrown away."""
        house = build(tmp_path)
        event = house.open_event()
        house.upload(event, roster(ANN.format(""), BOB, CAT))
        house.settle()
        before = (people(house, event), house.get(f"/api/v1/events/{event}/introductions"))
        mails = [path.stat().st_mtime_ns for path in house.mails()]
        house.embedded.close()
        for name in ("intake", "matcher", "notifier", "insights"):
            for path in tmp_path.glob(f"{name}-[0-9]*.sqlite*"):
                path.unlink()

        again = build(tmp_path)
        again.settle()

        assert (people(again, event), again.get(f"/api/v1/events/{event}/introductions")) == before
        assert [path.stat().st_mtime_ns for path in again.mails()] == mails
        again.embedded.close()

    def test_keep_a_cancelled_event_cancelled(self, house: House) -> None:
        """A change that was on its way must not bring an event back."""
        event = house.open_event()
        path = f"/api/v1/events/{event}"
        assert house.client.delete(path, headers=house.headers()).status_code == 204
        house.settle()
        response = house.client.patch(path, json={"name": "Again"}, headers=house.headers())
        assert response.status_code == 422
        assert house.get(path)["cancelled"]


class TestRosters:
    def test_are_matched_again_when_an_older_one_is_sent_again(self, house: House) -> None:
        """Who was cancelled by mistake is introduced once the first list comes back."""
        event = house.open_event(starts_at="2099-05-01T09:00:00Z")
        full = roster(ANN.format(""), BOB, CAT)
        cancelled = (
            b"name,email,status\n"
            b"Ann Oake,ann@oake.example,Cancelled\n"
            b"Bob Pell,bob@pell.example,Confirmed\n"
        )
        standing = []
        for content in (full, cancelled, full):
            assert house.upload(event, content).status_code == 202
            house.settle()
            page = house.get(f"/api/v1/events/{event}/introductions")["introductions"]
            standing.append(sum(made["waits"] for made in page))
        assert standing[0] == standing[2] > standing[1]

    def test_never_introduce_who_was_excluded_before_they_came(self, house: House) -> None:
        """Ann's wish must hold for a Bob who registers a week later."""
        event = house.open_event()
        house.upload(event, roster(ANN.format("bob@pell.example"), CAT))
        house.upload(event, roster(BOB))
        house.settle()
        ids = {str(found["attendee"]): name for name, found in people(house, event).items()}
        page = house.get(f"/api/v1/events/{event}/introductions")["introductions"]
        pairs = {frozenset((ids[m["attendee_a"]], ids[m["attendee_b"]])) for m in page}
        assert pairs
        assert frozenset(("Ann Oake", "Bob Pell")) not in pairs

    def test_keep_people_apart_and_forgotten_behind_one_mailbox(self, house: House) -> None:
        """An assistant's address is shared by those whose mail they read."""
        desk = [row.replace(mail, "desk@oake.example") for row, mail in (
            (ANN.format(""), "ann@oake.example"), (BOB, "bob@pell.example"),
        )]  # fmt: skip
        event = house.open_event()
        house.upload(event, roster(*desk))
        assert set(people(house, event)) == {"Ann Oake", "Bob Pell"}
        house.upload(event, roster(desk[1]))
        assert len(people(house, event)) == 2

        ann = people(house, event)["Ann Oake"]["attendee"]
        path = f"/api/v1/events/{event}/attendees/{ann}"
        house.client.delete(path, headers=house.headers())
        taken = house.upload(event, roster(desk[0])).json
        assert taken["accepted"] == 0
        assert set(people(house, event)) == {"Bob Pell"}


class TestSecret:
    def test_is_made_once_and_whole(self, tmp_path: Path) -> None:
        """An empty key would let anybody sign in."""
        first, second = (Settings.read(data_dir=tmp_path) for _ in range(2))
        assert first.secret == second.secret
        assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0

    def test_is_refused_when_it_is_empty_or_short(self, tmp_path: Path) -> None:
        """A file that was cut short by a crash is no secret."""
        (tmp_path / "secret.key").write_text("")
        with pytest.raises(WrongSettings, match="32 characters"):
            Settings.read(data_dir=tmp_path)

    def test_names_everything_that_is_wrong_at_once(self, tmp_path: Path) -> None:
        """Nobody likes to be told about one mistake at a time."""
        with pytest.raises(RapportError) as found:
            Settings.read(data_dir=tmp_path, port=0, host=7)
        assert "RAPPORT_PORT" in str(found.value)
        assert "RAPPORT_HOST" in str(found.value)
