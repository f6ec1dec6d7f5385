"""The pages behind the links of letters: each does what it was sent for, without a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest

from services.notifier.sign_in_link import mail_id
from shared.messages import IntroductionProposed, LetterSent, encode
from shared.web.purpose_tokens import PATHS, Purpose, PurposeTokens
from tests.integration.conftest import House, build

OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@dataclass
class Mailbox:
    """Somebody who got a letter about one of their introductions."""

    house: House
    event: str
    owner: str
    told: IntroductionProposed
    untold: IntroductionProposed
    links: PurposeTokens = field(init=False)

    def __post_init__(self) -> None:
        self.links = PurposeTokens(self.house.embedded.settings.secret)

    @property
    def letter(self) -> str:
        return f"letter-{self.owner}"

    def path(self, purpose: Purpose, subject: str = "") -> str:
        token = self.links.issue(self.owner, self.event, purpose, subject)
        return f"{PATHS[purpose]}/{token}"

    def get(self, path: str) -> Any:
        return self.house.client.get(path, headers={"Accept": "text/html"})

    def post(self, path: str, **form: str) -> Any:
        return self.house.client.post(path, data=form, headers={"Accept": "text/html"})

    def answer(self) -> str:
        """Give what the owner said; the other one may be another test's owner."""
        said = self.house.embedded.notifier.view.answers(self.told.introduction)
        return said.get(self.owner, "")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small_roster: bytes) -> Iterator[House]:
    house = build(tmp_path_factory.mktemp("links"))
    house.event = house.open_event()
    house.upload(house.event, small_roster)
    house.settle()
    house.release(house.event)
    yield house
    house.embedded.close()


@pytest.fixture(scope="module")
def owners(house: House) -> Iterator[str]:
    """Name people with introductions, each for one test."""
    made = house.embedded.notifier.view.introductions(house.event)
    return iter(sorted({one.attendee_a for one in made}))


@pytest.fixture
def mailbox(house: House, owners: Iterator[str]) -> Mailbox:
    view, event = house.embedded.notifier.view, house.event
    owner = next(one for one in owners if len(view.introductions_of(one)) > 1)
    told, untold = view.introductions_of(owner)[:2]
    box = Mailbox(house, event, owner, told, untold)
    sent = LetterSent(
        event=event, letter=box.letter, attendee=owner, occasion=f"introductions:{told.round}",
        introductions=(told.introduction,), channel="email", at=datetime.now(UTC),
    )  # fmt: skip
    house.embedded.log.append(encode([sent]))
    house.settle()
    return box


class TestCards:
    def test_show_what_the_letter_told_of_and_nothing_else(self, mailbox: Mailbox) -> None:
        """A letter that is forwarded shows what it said, and nothing of who got it."""
        view = mailbox.house.embedded.notifier.view
        owner = view.person(mailbox.owner)
        (other,) = (view.person(one) for one in mailbox.told.attendees if one != mailbox.owner)

        page = mailbox.get(mailbox.path("cards", mailbox.letter)).text

        assert other.name in page
        assert page.count('<section class="card">') == 1
        assert owner.contact.email not in page
        assert owner.name not in page
        assert not any(phrase in page for phrase in owner.profile.needs)

    def test_take_an_answer_and_lead_back_to_where_it_is_said(self, mailbox: Mailbox) -> None:
        """Who can't see the page hears that the answer arrived."""
        cards = mailbox.path("cards", mailbox.letter)

        answered = mailbox.post(f"{cards}/{mailbox.told.introduction}", answer="accept")

        line = f"answer-{mailbox.told.introduction}"
        assert (answered.status_code, answered.headers["Location"]) == (303, f"{cards}#{line}")
        page = mailbox.get(cards).text
        assert f'role="status" tabindex="-1" id="{line}">Thank you: you said yes' in page
        assert mailbox.answer() == "accept"

    def test_let_an_answer_be_changed_on_the_page_that_thanks(self, mailbox: Mailbox) -> None:
        """A slip of the thumb must not cost a meeting."""
        cards = mailbox.path("cards", mailbox.letter)
        brief = f"{cards}/{mailbox.told.introduction}"
        mailbox.post(brief, answer="accept")
        assert 'value="decline"' in mailbox.get(cards).text

        mailbox.post(brief, answer="decline")

        assert mailbox.answer() == "decline"

    def test_answer_nothing_when_a_link_is_followed(self, mailbox: Mailbox) -> None:
        """Mail scanners follow links, and mail programs add parameters of their own."""
        brief = f"{mailbox.path('cards', mailbox.letter)}/{mailbox.told.introduction}"

        page = mailbox.get(f"{brief}?answer=accept&utm_source=mail")
        mailbox.house.client.head(f"{brief}?answer=accept")

        assert page.status_code == 200
        assert 'value="accept" autofocus' in page.text
        assert mailbox.answer() == ""

    def test_know_no_introduction_of_another_letter(self, mailbox: Mailbox) -> None:
        """The address names an introduction; only those of the letter count."""
        other = f"{mailbox.path('cards', mailbox.letter)}/{mailbox.untold.introduction}"

        assert mailbox.get(other).status_code == 410
        assert mailbox.post(other, answer="accept").status_code == 410
        view = mailbox.house.embedded.notifier.view
        assert mailbox.owner not in view.answers(mailbox.untold.introduction)

    def test_are_kind_once_their_owner_is_forgotten(self, mailbox: Mailbox) -> None:
        """The letter stays in the mailbox when all else is gone."""
        cards = mailbox.path("cards", mailbox.letter)
        mailbox.house.embedded.intake.erase(mailbox.event, mailbox.owner, by="organiser:ines")
        mailbox.house.settle()

        for path in (cards, mailbox.path("link"), f"{cards}/{mailbox.told.introduction}"):
            answered = mailbox.get(path)
            assert answered.status_code == 410
            assert "Nothing is kept about you here" in answered.text


class TestUnsubscribing:
    def test_takes_one_press_without_anything_else(self, mailbox: Mailbox) -> None:
        """Mail programs send a bare POST, without cookie, origin or referrer (RFC 8058)."""
        path = mailbox.path("unsubscribe")
        view = mailbox.house.embedded.notifier.view
        assert mailbox.get(path).text.count("<button autofocus>") == 1
        assert not view.is_unsubscribed(mailbox.owner)

        for _ in range(2):
            done = mailbox.post(path, **{"List-Unsubscribe": "One-Click"})
            assert done.status_code == 200

        assert view.is_unsubscribed(mailbox.owner)

    def test_answers_the_same_for_somebody_who_is_forgotten(self, mailbox: Mailbox) -> None:
        """Their mail program still has the button, and must not call it broken."""
        path = mailbox.path("unsubscribe")
        mailbox.house.embedded.intake.erase(mailbox.event, mailbox.owner, by="organiser:ines")
        mailbox.house.settle()

        assert mailbox.post(path).status_code == 200


class TestOpening:
    def test_goes_by_a_mail_to_the_address_that_is_known(self, mailbox: Mailbox) -> None:
        """So a forwarded letter opens nobody's page."""
        path = mailbox.path("link")
        before = len(mailbox.house.mails())
        mailbox.get(path)
        assert len(mailbox.house.mails()) == before

        assert "on its way" in mailbox.post(path).text

        file = mailbox.house.folder / "mail" / f"{mail_id(mailbox.owner)}.eml"
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        text = mail.get_body(("plain",)).get_content()
        opening = next(line for line in text.splitlines() if f"{PATHS['open']}/" in line)
        assert mail["To"].addresses[0].addr_spec == _email(mailbox)
        _press(mailbox, opening[opening.index(PATHS["open"] + "/") :])

    def test_refuses_a_press_from_another_site(self, mailbox: Mailbox) -> None:
        """Signed in as somebody else, one would tell them what one writes."""
        path = mailbox.path("open")
        headers = {"Sec-Fetch-Site": "cross-site"}

        assert mailbox.house.client.post(path, headers=headers).status_code == 401


class TestHiding:
    def test_is_a_wish_that_can_be_taken_back(self, mailbox: Mailbox) -> None:
        """Nobody should have to write to an organiser in order to be left alone."""
        path, view = mailbox.path("hide"), mailbox.house.embedded.intake.view
        mailbox.get(path)
        assert not view.is_hidden(mailbox.owner)

        assert "introduced to nobody" in mailbox.post(path).text
        assert view.is_hidden(mailbox.owner)

        mailbox.post(path, hidden="no")
        assert not view.is_hidden(mailbox.owner)

    def test_is_forgotten_with_the_person(self, mailbox: Mailbox) -> None:
        """What somebody wished is about them, too."""
        mailbox.post(mailbox.path("hide"))

        mailbox.house.embedded.intake.erase(mailbox.event, mailbox.owner, by="organiser:ines")

        assert not mailbox.house.embedded.intake.view.is_hidden(mailbox.owner)
        assert mailbox.get(mailbox.path("hide")).status_code == 410


class TestThreeQuestions:
    def test_state_what_somebody_cares_about_and_ask_for_a_round(self, mailbox: Mailbox) -> None:
        """Who left the form of the list empty is introduced after all."""
        path, intake = mailbox.path("state"), mailbox.house.embedded.intake
        before, contact = intake.view.person(mailbox.event, mailbox.owner)
        revision = intake.view.revision(mailbox.event)

        page = mailbox.post(path, interests=f"old maps\n\nbees of {contact.name}", needs="a boat")

        after, _ = intake.view.person(mailbox.event, mailbox.owner)
        assert "Thank you" in page.text
        assert after.interests[0] == "old maps"
        assert contact.name not in after.interests[1]
        assert (after.needs, after.offers) == (("a boat",), before.offers)
        assert after.by == "attendee"
        assert intake.view.revision(mailbox.event) == revision + 1

    def test_show_nothing_of_who_they_are_about(self, mailbox: Mailbox) -> None:
        """A letter that was forwarded must not show what its owner said."""
        page = mailbox.get(mailbox.path("state")).text
        profile, contact = mailbox.house.embedded.intake.view.person(mailbox.event, mailbox.owner)

        said = (*profile.interests, *profile.offers, *profile.needs, contact.name, contact.email)
        assert page.count("<textarea") == 3
        assert not any(words in page for words in said)

    @pytest.mark.parametrize("interests", [" ", "x" * 301])
    def test_keep_what_was_typed_where_it_cannot_be_used(
        self, mailbox: Mailbox, interests: str
    ) -> None:
        """Nobody types it twice."""
        answered = mailbox.post(mailbox.path("state"), interests=interests)

        assert answered.status_code == 422
        assert 'role="alert"' in answered.text
        assert interests in answered.text

    def test_change_nothing_the_second_time(self, mailbox: Mailbox) -> None:
        """People press twice, and a round takes minutes."""
        path, view = mailbox.path("state"), mailbox.house.embedded.intake.view
        mailbox.post(path, interests="old maps")
        revision = view.revision(mailbox.event)

        mailbox.post(path, interests="old maps")

        assert view.revision(mailbox.event) == revision


def _email(mailbox: Mailbox) -> str:
    return mailbox.house.embedded.notifier.view.person(mailbox.owner).contact.email


def _press(mailbox: Mailbox, path: str) -> None:
    """Follow the link, which does nothing, and press its button, which opens the page."""
    client = mailbox.house.client
    assert "Set-Cookie" not in mailbox.get(path).headers
    assert client.get("/me").status_code == 401
    assert client.post(path, headers=OURS).headers["Location"] == "/me"
    assert client.get("/me").status_code == 200
    client.delete_cookie("rapport_attendee", path="/me")


@pytest.mark.parametrize("purpose", PATHS)
def test_a_link_that_was_cut_off_is_answered_with_a_sentence(
    mailbox: Mailbox, purpose: Purpose
) -> None:
    """Mail programs break long lines; what is left of a link is nobody's."""
    path = mailbox.path(purpose)[:-3]
    for method in ("GET",) if purpose == "cards" else ("GET", "POST"):
        answered = mailbox.house.client.open(path, method=method, headers=OURS)
        assert answered.status_code == 404
        assert "this link is not valid, or no longer" in answered.text
