"""A roster goes in; introductions, letters and figures come out, each once."""

from __future__ import annotations

import csv
import io
from email import message_from_bytes, policy
from pathlib import Path

from tests.integration.conftest import House, build


def counts(house: House) -> dict[tuple[str, str], int]:
    """Count the records of the log by topic and key."""
    found: dict[tuple[str, str], int] = {}
    with house.embedded.log.subscribe("auditor", TOPICS) as subscription:
        while records := subscription.poll(limit=5000, timeout_s=0.0):
            for record in records:
                place = (record.topic, record.key)
                found[place] = found.get(place, 0) + 1
    return found


TOPICS = ("rapport.profiles.v1", "rapport.introductions.v1", "rapport.deliveries.v1")


class TestMainLine:
    def test_introduces_everybody_and_sends_each_a_letter_once(
        self, house: House, sample_roster: bytes
    ) -> None:
        """This is the product: nobody left out, and one letter to each, after a yes."""
        event = house.open_event()
        taken = house.upload(event, sample_roster)
        assert taken.status_code == 202
        house.settle()

        assert house.mails() == []
        house.release(event)
        analytics = house.get(f"/api/v1/events/{event}/analytics")
        figures = analytics["figures"]
        assert figures["attendees"] == taken.json["accepted"] == 200
        assert figures["share_crossing_industries"] == 1.0
        assert figures["exposure_largest"] <= 5

        view = house.embedded.notifier.view
        told = {side for made in view.introductions(event) for side in made.attendees}
        people = view.people(told)
        reached = {name for name, person in people.items() if person.contact.email}
        assert figures["share_at_minimum"] >= 0.99  # one has no address, one said nothing
        letters = {letter["attendee"]: letter for letter in view.ended_letters(event)}
        assert letters.keys() == reached
        assert {path.stem for path in house.mails()} == {one["_id"] for one in letters.values()}
        assert all(letter["sent"] for letter in letters.values())

    def test_writes_mails_that_a_mail_program_can_read(
        self, house: House, small_roster: bytes
    ) -> None:
        """A letter that arrives as garbage is worse than none."""
        event = house.open_event()
        house.upload(event, small_roster)
        house.settle()
        house.release(event)

        mail = message_from_bytes(house.mails()[0].read_bytes(), policy=policy.default)
        assert mail["To"].addresses[0].domain.endswith(".example")
        assert mail["Subject"].endswith(" to meet at Harbour Day")
        parts = {part.get_content_type() for part in mail.walk()}
        assert {"text/plain", "text/html"} <= parts

    def test_does_nothing_twice_when_started_again(
        self, tmp_path: Path, small_roster: bytes
    ) -> None:
        """A restart must find everything done."""
        house = build(tmp_path)
        event = house.open_event()
        house.upload(event, small_roster)
        house.settle()
        house.release(event)
        before = counts(house)
        written = [path.stat().st_mtime_ns for path in house.mails()]
        assert written
        house.embedded.close()

        again = build(tmp_path)
        again.settle()

        assert counts(again) == before
        assert [path.stat().st_mtime_ns for path in again.mails()] == written
        again.embedded.close()

    def test_changes_nothing_for_the_same_roster_again(
        self, house: House, small_roster: bytes
    ) -> None:
        """Organisers upload their list again and again; attendees must not notice."""
        event = house.open_event()
        house.upload(event, small_roster)
        house.settle()
        house.release(event)
        mails = house.mails()
        before = counts(house)

        again = house.upload(event, small_roster).json
        house.settle()

        assert again["unchanged"] == again["accepted"]
        assert house.mails() == mails
        assert counts(house).keys() == before.keys()

    def test_is_the_same_in_whatever_order_rows_come(
        self, tmp_path: Path, small_roster: bytes
    ) -> None:
        """An export sorted by name must not favour the letter A."""
        rows = list(csv.reader(io.StringIO(small_roster.decode("utf-8-sig"))))
        found = []
        for name, order in (("as-it-is", 1), ("backwards", -1)):
            text = io.StringIO()
            csv.writer(text).writerows([rows[0], *rows[1:][::order]])
            house = build(tmp_path / name)
            event = house.open_event(key="same")
            house.upload(event, text.getvalue().encode())
            house.settle()
            page = house.get(f"/api/v1/events/{event}/introductions?limit=200")
            found.append(
                [
                    (made["introduction"], made["score"], made["reasons"])
                    for made in page["introductions"]
                ]
            )
            house.embedded.close()

        assert found[0] == found[1]
        assert len(found[0]) > len(rows)

    def test_forgets_an_attendee_for_good(self, house: House, small_roster: bytes) -> None:
        """Erased is erased: in every view, and for every later upload of the old list."""
        event = house.open_event()
        taken = house.upload(event, small_roster).json
        house.settle()
        page = house.get(f"/api/v1/events/{event}/attendees?limit=1")
        attendee = page["attendees"][0]["attendee"]

        path = f"/api/v1/events/{event}/attendees/{attendee}"
        assert house.client.delete(path, headers=house.headers()).status_code == 204
        house.settle()
        again = house.upload(event, small_roster).json
        house.settle()

        assert house.client.get(path, headers=house.headers()).status_code == 404
        assert again["accepted"] == taken["accepted"] - 1
        assert any("forgotten" in row["reason"] for row in again["rejected_rows"])
        assert (
            house.get(f"/api/v1/events/{event}/analytics")["figures"]["attendees"]
            == again["accepted"]
        )
        page = house.get(f"/api/v1/events/{event}/introductions?limit=200")
        assert attendee not in str(page["introductions"])

    def test_keeps_what_was_told_in_a_later_round(self, house: House, small_roster: bytes) -> None:
        """Nobody who has read a letter may find the other introduced away."""
        lines = small_roster.decode("utf-8-sig").splitlines(keepends=True)
        event = house.open_event()
        house.upload(event, "".join(lines[:21]).encode())
        house.settle()
        house.release(event)
        first = self._standing(house, event)

        house.upload(event, small_roster)
        house.settle()

        assert first
        assert first <= self._standing(house, event)

    def _standing(self, house: House, event: str) -> set[str]:
        found, cursor = set(), ""
        while cursor is not None:
            page = house.get(f"/api/v1/events/{event}/introductions?limit=200&cursor={cursor}")
            found |= {made["introduction"] for made in page["introductions"] if made["standing"]}
            cursor = page["next"]
        return found
