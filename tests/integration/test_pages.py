"""The plain pages: they work empty and full, escape what people wrote, and fit a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest

from shared.web.identity import Identity
from tests.integration.conftest import ORGANISER, House, build

NASTY = '<img src=x onerror="alert(1)"> \U0001f41d'
QUOTED = 'O\'Brien & "Söhne"'
OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
TOPICS = ("bread", "ferries", "bees")
TRADES = ("Food", "Shipping", "Education")
PAGES = ("", "/roster", "/introductions", "/analytics", "/letters", "/settings", "/round")
FORM = {"name": "Harbour Day", "starts_at": "2031-05-01T09:00"}


def roster() -> bytes:
    """Write nine people of three trades, with what could break a page in every column."""
    lines = ["Name,Email,Company,Title,Industry,Interests,Offers,Needs"]
    for number in range(9):
        topic = TOPICS[number % 3]
        cells = (
            f"Person {number} <b>{QUOTED}</b>", f"p{number}@firm{number}.example",
            f"Firm {number} {NASTY}", "CEO", TRADES[number % 3], f"{topic}; bees {NASTY}",
            f"help with {topic} {QUOTED}", "<script>alert(2)</script> bees",
        )  # fmt: skip
        lines.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    return "\n".join([*lines, ",,<i>Nobody</i> Ltd,,,,,"]).encode()


@dataclass
class Site:
    """A browser's view of an event in two days: matched, and its letters sent."""

    house: House
    event: str

    def page(self, path: str, who: Identity = ORGANISER) -> str:
        response = self.house.client.get(
            path, headers=self.house.headers(who) | {"Accept": "text/html"}
        )
        assert response.status_code == 200, (path, response.status_code)
        assert response.content_type.startswith("text/html")
        return response.text

    def post(self, path: str, form: dict[str, Any], who: Identity = ORGANISER) -> Any:
        headers = self.house.headers(who) | OURS
        return self.house.client.post(path, data=form, headers=headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    house = build(tmp_path_factory.mktemp("site"))
    event = house.open_event(name=f"Day {NASTY}", venue=QUOTED)
    assert house.upload(event, roster()).status_code == 202
    house.settle()
    house.release(event)
    yield Site(house, event)
    house.embedded.close()


def is_safe(page: str) -> bool:
    """Check that nothing that people wrote became markup, and that nothing is left unfilled."""
    written = ("<img", "<script", "<b>O", "<i>Nobody", "{{", "{%", "None<")
    return not any(mark in page for mark in written)


def tables_scroll(page: str) -> bool:
    return page.count("<table") == page.count('<div class="table"')


class TestPages:
    def test_show_a_full_event_and_escape_what_people_wrote(self, site: Site) -> None:
        """Names come from strangers; a page that runs them is theirs."""
        made = site.house.embedded.notifier.view.introductions(site.event)[0]
        guest = Identity("attendee", made.attendee_a, site.event)
        brief = f"/me/introductions/{made.introduction}"
        of_event = f"/events/{site.event}/introductions/{made.introduction}/brief"
        shown = [site.page("/events"), site.page("/me", guest), site.page(brief, guest)]
        shown += [site.page(f"/events/{site.event}{name}") for name in PAGES]
        shown += [
            site.page(f"{of_event}?attendee={made.attendee_b}"),
            site.page("/me/unsubscribe", guest),
        ]

        for page in shown:
            assert is_safe(page)
            assert tables_scroll(page)
            assert 'name="viewport"' in page
        assert "&lt;img src=x" in shown[0]
        assert "\U0001f41d" in shown[0]

    def test_show_an_empty_event(self, site: Site) -> None:
        """The first thing that an organiser sees is an event with nobody in it."""
        newcomer = Identity("organiser", "newcomer")
        assert "no event yet" in site.page("/events", newcomer)
        opened = site.post(
            "/events", {"name": "Empty", "starts_at": "2031-05-01T09:00"}, newcomer
        ).headers["Location"]
        site.house.settle()
        for name in PAGES:
            page = site.page(opened.replace("/roster", name), newcomer)
            assert is_safe(page)
            assert tables_scroll(page)

    def test_every_link_leads_somewhere(self, site: Site) -> None:
        """A dead link on the first page is the last page that somebody looks at."""
        todo, seen = ["/events"], set()
        while todo and len(seen) < 30:
            path = todo.pop(0)  # the nearest first
            seen.add(path)
            response = site.house.client.get(path, headers=site.house.headers())
            assert response.status_code == 200, path
            if "/api/" not in path:
                links = re.findall(r'(?:href|action)="(/[^"]*)"', response.text)
                found = {link.replace("&amp;", "&") for link in links}
                todo += sorted(found - seen - set(todo))
        assert f"/events/{site.event}/roster" in seen

    def test_looking_changes_nothing(self, site: Site) -> None:
        """Mail scanners open every link."""
        made = site.house.embedded.notifier.view.introductions(site.event)[0]
        guest = Identity("attendee", made.attendee_a, site.event)
        introduction = f"/me/introductions/{made.introduction}"
        token = site.house.embedded.tokens.issue(guest)
        site.house.client.get(f"/sign-in/{token}?to=unsubscribe")
        for path in ("/me/unsubscribe", "/me", f"{introduction}?answer=accept"):
            site.page(path, guest)
            site.house.client.head(path, headers=site.house.headers(guest))
        view = site.house.embedded.notifier.view
        assert view.answers(made.introduction) == {}
        assert not view.is_unsubscribed(made.attendee_a)


class TestForms:
    def test_a_form_sent_twice_opens_one_event(self, site: Site) -> None:
        """People click twice."""
        who = Identity("organiser", "double")
        (request,) = re.findall(r'name="request" value="([^"]+)"', site.page("/events", who))
        form = {
            "request": request, "name": "Once", "starts_at": "2031-05-01T09:00", "venue": "",
            "capacity": "4", "minimum": "", "briefs_days_before": "",
        }  # fmt: skip
        first, again = site.post("/events", form, who), site.post("/events", form, who)

        assert first.status_code == 303
        assert first.headers["Location"] == again.headers["Location"]
        (event,) = site.house.get("/api/v1/events", who)["events"]
        assert (event["settings"]["capacity"], event["settings"]["minimum"]) == (4, 3)
        assert event["settings"]["briefs_days_before"] is None

    def test_a_form_that_makes_no_sense_is_shown_again_as_it_was_typed(self, site: Site) -> None:
        """Nobody types an event twice, or guesses which field it is about."""
        clumsy = Identity("organiser", "clumsy")
        for form, field in (
            ({"venue": "Pier 3"}, "starts_at"),
            ({"venue": "Pier 3", "name": "A", "starts_at": "soon"}, "starts_at"),
            ({"venue": "Pier 3", "capacity": "many"}, "capacity"),
            (FORM | {"venue": "Pier 3", "minimum": "6"}, "minimum"),
            (FORM | {"venue": "Pier 3", "ends_at": "2031-05-01T08:00"}, "ends_at"),
            (FORM | {"venue": "Pier 3", "time_zone": "Moon/Base"}, "time_zone"),
            (FORM | {"venue": "Pier 3", "organiser_email": "nobody"}, "organiser_email"),
            (FORM | {"venue": "Pier 3", "late_share": "lots"}, "late_share"),
        ):
            response = site.post("/events", form, clumsy)
            assert response.status_code == 422
            assert response.content_type.startswith("text/html")
            assert "another look; nothing was saved" in response.text
            assert f'name="{field}" aria-invalid="true"' in response.text
            assert f'href="#{field}"' in response.text
            assert 'value="Pier 3"' in response.text
            assert is_safe(response.text)
        assert site.house.get("/api/v1/events", clumsy)["events"] == []

    def test_settings_are_changed_where_they_were_set(self, site: Site) -> None:
        """What is filled in is what holds, by the event's own clock; the release stays as it is."""
        who = Identity("organiser", "mover")
        opened = site.post("/events", FORM | {"time_zone": "Europe/Berlin"}, who)
        path = opened.headers["Location"].replace("roster", "settings")
        page = site.page(path, who)
        assert 'value="2031-05-01T09:00"' in page
        assert "<option selected>Europe/Berlin</option>" in page

        form = FORM | {
            "time_zone": "Europe/Berlin", "starts_at": "2031-05-02T10:00", "on_paper": "yes",
            "late_share": "12.5", "organiser_name": "The Quay",
            "organiser_email": "hi@quay.example",
            "imprint": "The Quay\nPier 3", "privacy_notice": "https://quay.example/privacy",
            "release": "automatic", "briefs_days_before": "",
        }  # fmt: skip
        saved = site.post(path, form, who)

        assert saved.headers["Location"] == f"{path}?saved=yes#saved"
        (event,) = site.house.get("/api/v1/events", who)["events"]
        settings = event["settings"]
        assert settings["starts_at"] == "2031-05-02T10:00:00+02:00"
        assert (settings["on_paper"], settings["late_share"]) == (True, 0.125)
        assert settings["imprint"] == "The Quay\nPier 3"
        assert settings["release"] == "by_hand"
        assert settings["briefs_days_before"] is None
        assert "still need" not in site.page(path.replace("/settings", ""), who)

    def test_a_list_can_be_checked_before_it_is_kept(self, site: Site) -> None:
        """The organiser sees what each column was taken for while it can still be mended."""
        who = Identity("organiser", "careful")
        path = site.post(
            "/events", {"name": "Careful", "starts_at": "2031-05-01T09:00"}, who
        ).headers["Location"]
        people = f"/api/v1{path.replace('roster', 'attendees')}"

        def send(button: str) -> str:
            file = (BytesIO(roster()), "list.csv")
            response = site.post(path, {"file": file, "do": button}, who)
            assert response.status_code == 200
            return str(response.text)

        checked = send("check")
        assert "Nothing is kept yet" in checked
        assert site.house.get(people, who)["attendees"] == []
        uploaded = send("upload")
        assert "The list is in" in uploaded
        assert len(site.house.get(people, who)["attendees"]) == 9
        for page in (checked, uploaded):
            assert is_safe(page)
            assert tables_scroll(page)
            assert "&lt;i&gt;Nobody&lt;/i&gt; Ltd" in page
            assert "Interests" in page

    def test_a_forgotten_file_is_asked_for(self, site: Site) -> None:
        """Browsers send an empty field when nothing was chosen."""
        file = (BytesIO(b""), "")
        response = site.post(f"/events/{site.event}/roster", {"file": file, "do": "check"})
        assert response.status_code == 422
        assert "send the roster" in response.text

    def test_an_answer_and_an_unsubscription_are_shown_afterwards(self, site: Site) -> None:
        """Whoever pressed a button wants to see that it did something."""
        made = site.house.embedded.notifier.view.introductions(site.event)[1]
        guest = Identity("attendee", made.attendee_b, site.event)
        path = f"/me/introductions/{made.introduction}"
        answered = site.post(path, {"answer": "decline"}, guest)
        assert (answered.status_code, answered.headers["Location"]) == (
            303,
            f"/me#answer-{made.introduction}",
        )
        assert "Thank you: not this time" in site.page("/me", guest)
        wrong = site.post(path, {"answer": "x"}, guest)
        assert wrong.status_code == 422
        site.post("/me/unsubscribe", {}, guest)
        assert "You get no more mail" in site.page("/me/unsubscribe", guest)
