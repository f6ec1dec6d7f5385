"""A letter as it arrives: all that it says and leads to, in both of its parts and its headers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from services.notifier import letter_words
from services.notifier.domain.letters import Letter
from services.notifier.domain.people import Person
from services.notifier.letter_composer import LetterComposer
from services.notifier.ports import NoAddress, Outgoing
from services.notifier.settings import NotifierSettings
from shared.events import Event
from shared.messages import EventSettings, IntroductionProposed
from shared.web.purpose_tokens import PurposeTokens
from tests.unit.notifier.brief_builders import AWKWARD, introduction, person

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
SECRET = b"s" * 40
TOKENS = PurposeTokens(SECRET)
URL = "https://meet.rapport.example"
SETTINGS = EventSettings(
    name="Harbour Days", starts_at=datetime(2031, 5, 9, 7, tzinfo=UTC),
    ends_at=datetime(2031, 5, 9, 16, tzinfo=UTC), time_zone="Europe/Lisbon",
    venue="Doca 4, Lisbon", organiser_name="Ines Holm", organiser_email="ines@harbour.example",
    imprint="Harbour Days Association\nQuay 4, Lisbon",
    privacy_notice="https://harbour.example/privacy",
)  # fmt: skip
EVENT = Event("e", "ines", SETTINGS, cancelled=False)
MANGROVES = ("common_ground", "mangroves", "mangroves")
TARGET_BYTES = 60_000


def reader(**stated: Any) -> Person:
    made = person("a", name="Amina Yusuf", **stated)
    return replace(made, contact=made.contact.model_copy(update={"email": "amina@x.example"}))


def other(name: str = "Ben Okafor", **stated: Any) -> Person:
    return person(
        "b", **{"name": name, "company": "Tidewell", "interests": ("mangroves",), **stated}
    )


def made(number: int = 1) -> IntroductionProposed:
    told = introduction(MANGROVES, ("b_helps_a", "a boat", "lending boats"))
    return told.model_copy(update={"introduction": f"intro-{number}"})


def outgoing(*others: Person, occasion: str = "introductions:r", **given: Any) -> Outgoing:
    told = tuple((made(n), one) for n, one in enumerate(others, 1))
    fields = {"event": EVENT, "recipient": reader(), **given}
    return Outgoing(Letter("e", "a", occasion, "rev"), introductions=told, **fields)


def composer(**settings: str) -> LetterComposer:
    given = {"data_dir": Path("unused"), "secret_key": SECRET.decode(), "public_url": URL}
    return LetterComposer(NotifierSettings.read(**given | settings), TOKENS)


class Mail:
    """A mail as a mail program reads it."""

    def __init__(self, letter: Outgoing, **settings: str) -> None:
        self.content = composer(**settings).compose(letter, NOON)
        parsed = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.headers = {name: str(value) for name, value in parsed.items()}
        text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
        assert text is not None
        assert html is not None
        self.text, self.html = text.get_content(), html.get_content()
        self.page = Page(self.html)


class Page(HTMLParser):
    """Collects links, attributes and what is read of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._is_read = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._is_read = tag not in {"style", "title"}
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        if self._is_read:
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


THREE = outgoing(other(), other("Clélia Sousa"), other("Dumi Loghin"))


class TestHeaders:
    def test_let_the_reader_leave_with_one_click(self) -> None:
        """Providers POST to exactly this address, without a session (RFC 8058)."""
        headers = Mail(THREE).headers
        found = re.fullmatch(r"<https://meet\.rapport\.example/u/([\w.-]{1,500})>",
                             headers["List-Unsubscribe"])  # fmt: skip
        assert found
        assert TOKENS.read(found[1], "unsubscribe").attendee == "a"
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_offer_no_click_that_could_be_overheard(self) -> None:
        """Servers take https alone; a file on one's own machine is only looked at."""
        plain = {"public_url": "http://127.0.0.1:8321"}
        assert "List-Unsubscribe" in Mail(THREE, **plain).headers
        assert "List-Unsubscribe" not in Mail(THREE, **plain, smtp_host="mail.example").headers
        assert "List-Unsubscribe" in Mail(THREE, smtp_host="mail.example").headers

    def test_come_from_us_in_the_organisers_name(self) -> None:
        """A foreign domain in From is refused; a reply has to reach somebody."""
        headers = Mail(THREE).headers
        assert headers["From"] == "Ines Holm <introductions@rapport.example>"
        assert headers["Reply-To"] == "Ines Holm <ines@harbour.example>"
        assert headers["To"] == "Amina Yusuf <amina@x.example>"
        assert headers["List-ID"] == '"Harbour Days" <e.rapport.example>'
        assert headers["Auto-Submitted"] == "auto-generated"
        assert headers["Message-ID"] == f"<{THREE.letter.id}@rapport.example>"

    @pytest.mark.parametrize(
        "name", ["Ines\r\nBcc: x@y.example", "=?utf-8?q?Ines?=", 'I"n<e>s', "Bøg"]
    )
    def test_carry_nothing_that_a_name_smuggles_in(self, name: str) -> None:
        """An event's name is anybody's."""
        settings = SETTINGS.model_copy(update={"name": name, "organiser_name": name})
        headers = Mail(replace(THREE, event=replace(EVENT, settings=settings))).headers
        assert "Bcc" not in headers
        assert "<e.rapport.example>" in headers["List-ID"]

    def test_do_without_what_the_organiser_did_not_say(self) -> None:
        """An event of an earlier release has no organiser to name."""
        settings = EventSettings(name="Harbour Days", starts_at=NOON)
        mail = Mail(replace(THREE, event=replace(EVENT, settings=settings)))
        assert "Reply-To" not in mail.headers
        assert mail.headers["From"] == "Harbour Days <introductions@rapport.example>"

    def test_need_an_address(self) -> None:
        """What can't be sent is told, and not tried."""
        nowhere = replace(
            reader(), contact=reader().contact.model_copy(update={"email": "at home"})
        )
        with pytest.raises(NoAddress):
            composer().compose(replace(THREE, recipient=nowhere), NOON)


class TestSubject:
    @pytest.mark.parametrize(
        ("letter", "subject"),
        [
            (THREE, "3 people to meet at Harbour Days"),
            (outgoing(other()), "Meet Ben Okafor at Harbour Days"),
            (outgoing(other("")), "One person to meet at Harbour Days"),
            (
                outgoing(occasion="invite"),
                "Three answers, and we can introduce you at Harbour Days",
            ),
            (outgoing(occasion="change:x"), "Harbour Days: a new time or place"),
            (
                outgoing(occasion="change:x", event=replace(EVENT, cancelled=True)),
                "Harbour Days is called off",
            ),
        ],
    )
    def test_says_what_it_is_about(self, letter: Outgoing, subject: str) -> None:
        """It is what decides whether a letter is read."""
        mail = Mail(letter)
        assert mail.headers["Subject"] == subject
        assert subject in mail.page.text


class TestParts:
    @pytest.mark.parametrize(
        "said",
        [
            "Ben Okafor", "Tidewell", "You both care about mangroves.", "Clélia Sousa",
            "Dumi Loghin", "Friday, 9 May 2031, 08:00\u201317:00", "Western European Summer Time",
            "Doca 4, Lisbon", "Ines Holm", "Harbour Days Association", "Quay 4, Lisbon",
            "Read the brief", "Yes, meet Ben", "Not this time", "Change what others see of you",
            "Hide me", "No more mail",
        ],
    )  # fmt: skip
    def test_both_say_everything(self, said: str) -> None:
        """Who reads plain text misses nothing."""
        mail = Mail(THREE)
        text = " ".join(mail.text.split())
        assert said in text or said.upper() in text
        assert said in mail.page.text

    def test_lead_to_the_same_places(self) -> None:
        """A link that only one of the two has is lost on half of the readers."""
        mail = Mail(THREE)
        in_text = [line for line in mail.text.splitlines() if line.startswith("http")]
        assert in_text == mail.page.links
        assert mail.text.count("http") == len(in_text)
        assert len(mail.page.links) == 3 * 3 + 4

    def test_lead_each_card_to_its_brief_with_that_right_alone(self) -> None:
        """A forwarded letter must not sign anybody in."""
        brief, yes, no, *_ = Mail(THREE).page.links
        found = re.fullmatch(rf"{URL}/c/([\w.-]+)/intro-1", brief)
        assert found
        token = TOKENS.read(found[1], "cards")
        assert (token.attendee, token.event, token.subject) == ("a", "e", THREE.letter.id)
        assert (yes, no) == (f"{brief}?answer=accept", f"{brief}?answer=decline")
        paths = {link.split("/")[3] for link in Mail(THREE).page.links if link.startswith(URL)}
        assert paths == {"c", "l", "h", "u"}

    def test_ask_the_three_questions_of_who_said_nothing(self) -> None:
        """There is one thing to do in that letter."""
        first, *_ = Mail(outgoing(occasion="invite")).page.links
        found = re.fullmatch(rf"{URL}/i/([\w.-]+)", first)
        assert found
        assert TOKENS.read(found[1], "state").attendee == "a"

    def test_say_who_is_not_to_be_met(self) -> None:
        """Without a reason, and without a name where the person is forgotten."""
        mail = Mail(replace(THREE, ended=("Farid Haddad", "")))
        line = "Not this time after all: Farid Haddad, somebody whom we had named"
        assert line in mail.page.text
        assert line in " ".join(mail.text.split())
        assert "after all" not in Mail(THREE).text

    def test_say_nothing_of_a_time_that_does_not_hold(self) -> None:
        """An event that is called off has none."""
        mail = Mail(outgoing(occasion="change:x", event=replace(EVENT, cancelled=True)))
        assert "2031" not in mail.page.text
        assert "Doca" not in mail.page.text

    def test_show_a_privacy_notice_that_is_no_address(self) -> None:
        """It may be a sentence."""
        settings = SETTINGS.model_copy(update={"privacy_notice": "We keep it <b>until</b> June."})
        mail = Mail(replace(THREE, event=replace(EVENT, settings=settings)))
        assert "Privacy notice: We keep it until June." in mail.page.text
        assert "harbour.example/privacy" not in mail.text


class TestHtml:
    @pytest.mark.parametrize("said", AWKWARD)
    def test_runs_and_loads_nothing(self, said: str) -> None:
        """What people typed is shown, and never obeyed; opening a letter tells nobody."""
        evil = f'<script>alert(1)</script><img src="https://x.example/p.gif"> {said}'
        settings = SETTINGS.model_copy(
            update={
                "name": evil[:200],
                "venue": evil[:300],
                "imprint": evil,
                "privacy_notice": evil,
            }
        )
        card = other(evil, company=evil, needs=(evil,))
        page = Mail(outgoing(card, event=replace(EVENT, settings=settings))).page
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "img", "link", "iframe", "form", "svg", "object"}
        assert all("src" not in attributes for _, attributes in page.tags)

    def test_stays_far_below_what_is_clipped(self) -> None:
        """Over 102 KB Gmail hides the end, and with it the way out."""
        crowd = [other(f"Guest Number {n} of a Long House", company="C" * 70) for n in range(10)]
        assert len(Mail(outgoing(*crowd)).content) < TARGET_BYTES

    def test_is_what_mail_programs_can_show(self) -> None:
        """Styles stand where they are used, layout is told from data, and dark stays dark."""
        mail = Mail(THREE)
        tables = [attributes for tag, attributes in mail.page.tags if tag == "table"]
        assert tables
        assert all(attributes.get("role") == "presentation" for attributes in tables)
        buttons = [a for tag, a in mail.page.tags if tag == "td" and a.get("class") == "yes"]
        assert all(a["bgcolor"] in (a["style"] or "") for a in buttons)
        assert '<html lang="en"' in mail.html
        for name in ("color-scheme", "supported-color-schemes"):
            assert f'<meta name="{name}" content="light dark">' in mail.html
        assert "prefers-color-scheme: dark" in mail.html
        assert "max-width: 600px" in mail.html
        assert "url(" not in mail.html

    def test_opens_with_what_they_share(self) -> None:
        """Beside the subject it is all that an inbox shows."""
        page = Mail(THREE).page
        hidden = next(a for tag, a in page.tags if tag == "div" and a.get("class") == "hidden")
        assert "display: none" in (hidden["style"] or "")
        assert page.text.startswith("You both care about mangroves.")

    def test_names_each_button_for_who_hears_it(self) -> None:
        """Three times "Not this time" in a list of links are one riddle."""
        links = [a for tag, a in Mail(THREE).page.tags if tag == "a" and "aria-label" in a]
        labels = [a["aria-label"] for a in links]
        assert len(set(labels)) == len(labels) == 6


class TestText:
    def test_stays_within_its_columns(self) -> None:
        """Plain mail is read in narrow windows; only a link is longer."""
        crowd = (other("Name " * 20, company="Company " * 20, needs=("word " * 60,)),)
        lines = Mail(outgoing(*crowd)).text.splitlines()
        assert max(len(line) for line in lines if not line.startswith("http")) <= 72

    def test_escapes_nothing(self) -> None:
        """In plain text an escaped quote is noise."""
        assert "O'Brien & Sons" in Mail(outgoing(other(company="O'Brien & Sons"))).text


class TestPreview:
    def test_gives_nobodys_rights_away(self) -> None:
        """An organiser who looks must not be able to answer for somebody."""
        mail = Mail(replace(THREE, as_preview=True))
        assert mail.headers["To"] == "Ines Holm <ines@harbour.example>"
        assert mail.headers["Subject"].startswith("[Preview, as Amina gets it] 3 people")
        assert "List-Unsubscribe" not in mail.headers
        ours = [link for link in mail.page.links if link.startswith(URL)]
        assert {link.split("/")[3] for link in ours} == {"events"}
        assert mail.headers["Message-ID"] != Mail(THREE).headers["Message-ID"]


class TestWhen:
    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({}, "Friday, 9 May 2031, 08:00\u201317:00 (Western European Summer Time)"),
            ({"ends_at": None}, "Friday, 9 May 2031, from 08:00 (Western European Summer Time)"),
            ({"time_zone": "UTC"}, "Friday, 9 May 2031, 07:00\u201316:00 (UTC)"),
            (
                {"ends_at": datetime(2031, 5, 10, 16, tzinfo=UTC), "time_zone": "UTC"},
                "Friday, 9 May 2031, 07:00 \u2013 Saturday, 10 May 2031, 16:00 (UTC)",
            ),
            (
                {"time_zone": "America/Los_Angeles"},
                "Friday, 9 May 2031, 00:00\u201309:00 (Pacific Daylight Time)",
            ),
        ],
    )
    def test_is_told_where_the_event_is(self, changed: dict[str, Any], said: str) -> None:
        """Who comes from elsewhere needs the clock on the wall there."""
        assert letter_words.when(SETTINGS.model_copy(update=changed)) == said
