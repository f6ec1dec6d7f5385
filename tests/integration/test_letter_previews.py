"""An organiser reads a letter as somebody would get it, before anybody does."""

from __future__ import annotations

from email import message_from_bytes, policy

from shared.web.identity import Identity
from tests.integration.conftest import House

RIVAL = Identity("organiser", "rival")


def test_a_letter_can_be_read_and_sent_to_its_organiser_alone(
    house: House, small_roster: bytes
) -> None:
    """What leaves after the yes must be no surprise, and nothing leaves before it."""
    event = house.open_event(organiser_email="ines@harbour.example")
    house.upload(event, small_roster)
    house.settle()
    view = house.embedded.notifier.view
    made = view.introductions(event)[0]
    reader, other = (view.person(side) for side in made.attendees)
    path = f"/api/v1/events/{event}/letters/preview"
    body = {"attendee": made.attendee_a}

    def status(who: Identity) -> int:
        headers = house.headers(who)
        return house.client.post(path, json=body, headers=headers).status_code

    shown = house.client.get(f"{path}?attendee={made.attendee_a}", headers=house.headers())
    assert shown.content_type.startswith("text/html")
    assert other.name in shown.text
    assert f"/events/{event}/letters" in shown.text
    page = f"/events/{event}/letters/preview/{made.attendee_a}"
    assert house.client.get(page, headers=house.headers()).text == shown.text

    assert status(RIVAL) == 404
    assert status(Identity("attendee", made.attendee_a, event)) == 403
    assert house.mails() == []
    assert status(Identity("organiser", "ines")) == 204
    (mail,) = house.mails()
    written = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert str(written["To"]) == "ines@harbour.example"
    assert reader.contact.email not in mail.read_text()
    assert view.introductions_of(made.attendee_a) == []
