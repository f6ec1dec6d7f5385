"""A mail server in trouble: one state for all letters, or one letter's; never an end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from prometheus_client import REGISTRY

from services.notifier.channels.mime import serialise
from services.notifier.channels.server_state import SUSPECTS
from services.notifier.channels.smtp import RefusedAddress, SmtpMailer
from services.notifier.domain.envelope import EnvelopeSenders
from services.notifier.main import build_notifier
from services.notifier.ports import Outcome, Postponed, ServerAway
from services.notifier.settings import NotifierSettings
from shared.errors import TransientError
from shared.web.app import create_app
from shared.web.identity import Tokens
from tests.fakes import AllOwned, MemoryLog
from tests.unit.notifier.mail_server import (
    HANGS,
    HOST,
    LOST,
    SENDER,
    WRITTEN,
    Clock,
    Postbox,
    attempts_store,
    free_port,
    greeting,
    mailer,
    serving,
)
from tests.unit.notifier.test_notifier_handlers import FACTS, opened

BAD = "bad@tidewell.example"
GOOD = tuple(f"good{number}@tidewell.example" for number in range(5))
LONG_S = 3600.0


def letter_of(address: str) -> str:
    return str(uuid5(NAMESPACE_URL, address))


def mail_to(address: str) -> bytes:
    written = replace(WRITTEN, to_email=address, message_id=f"{letter_of(address)}@rapport.example")
    return serialise(written)


def send(sending: SmtpMailer, address: str) -> Outcome:
    return sending.send(letter_of(address), mail_to(address))


def try_to_send(sending: SmtpMailer, address: str) -> None:
    with suppress(Postponed):
        send(sending, address)


def away(sending: SmtpMailer, address: str = GOOD[0]) -> ServerAway:
    with pytest.raises(ServerAway) as caught:
        send(sending, address)
    return caught.value


def postponed(sending: SmtpMailer, address: str = BAD) -> Postponed:
    with pytest.raises(Postponed) as caught:
        send(sending, address)
    return caught.value


def arrived(box: Postbox) -> list[str]:
    return [recipient for taken in box.taken for recipient in taken.rcpt_tos]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(port: int) -> Iterator[Postbox]:
    postbox = Postbox()
    with serving(postbox, port):
        yield postbox


class TestServerInTrouble:
    @pytest.mark.parametrize(
        ("lines", "cure"),
        [
            (("421 4.3.2 too busy",), "(421)"),
            (("554 no mail from here",), "(554)"),
            (("220 hello", "421 closing", "421 closing"), "RAPPORT_SMTP_HOST"),
            (("",), "RAPPORT_SMTP_PORT"),
            ((), "timed out"),
            (("220 hello", "250 hello", "451 4.3.0 not now", "250 OK"), "takes no mail just now"),
            (("220 hello", "250 hello", ""), "hung up"),
        ],
    )
    def test_waits_longer_each_time_and_says_why(
        self, port: int, clock: Clock, lines: tuple[str, ...], cure: str
    ) -> None:
        """A third party's failure is no end of ours, and nobody is asked again and again."""
        sending = mailer(port, clock=clock, timeout_s=0.3)
        waits = []
        with greeting(port, *lines), closing(sending):
            for _ in range(12):
                error = away(sending)
                waits.append(error.retry_in_s)
                clock.now += error.retry_in_s

        assert waits[:4] == [2.0, 4.0, 8.0, 16.0]
        assert max(waits) == waits[-1] == 300.0
        assert cure in str(error)
        assert f"mail server {HOST}:{port}" in sending.trouble()

    @pytest.mark.parametrize("refusal", ["454 4.7.0 TLS not available", "501 no"])
    def test_waits_for_a_server_that_refuses_starttls(self, port: int, refusal: str) -> None:
        """Nothing is said in clear, however the server says no."""
        lines = ("220 hello", "250-at your service\r\n250 STARTTLS", refusal)
        with greeting(port, *lines) as heard, closing(mailer(port, smtp_security="starttls")) as to:
            error = away(to)

        assert "RAPPORT_SMTP_SECURITY" in str(error)
        assert not any(line.startswith("MAIL") for line in heard)

    def test_is_not_asked_before_its_time(self, port: int, clock: Clock, box: Postbox) -> None:
        """A thousand letters that each ask would be an attack."""
        box.answers["MAIL"] = "553 5.7.1 not your address"
        with closing(mailer(port, clock=clock)) as sending:
            first = away(sending)
            clock.now += 0.5
            others = [away(sending, address) for address in GOOD]

        assert box.commands == ["MAIL"]
        assert {str(other) for other in others} == {str(first)}
        assert {other.retry_in_s for other in others} == {first.retry_in_s - 0.5}

    def test_names_the_settings_to_check(self, port: int, clock: Clock) -> None:
        """The cure is beside the complaint: nobody has to read a log of a mail server."""
        lines = ("220 hello", "250-at your service\r\n250 AUTH PLAIN", "535 5.7.8 not you")
        login = {"smtp_username": "porter", "smtp_password": "open sesame"}
        with greeting(port, *lines), closing(mailer(port, clock=clock, **login)) as sending:
            away(sending)
            told = sending.trouble()

        assert told.startswith(
            f"mail server {HOST}:{port} refuses our login (535); check RAPPORT_SMTP_USERNAME and"
            " RAPPORT_SMTP_PASSWORD; since 2030-03-17"
        )

    def test_is_over_with_the_first_letter_that_it_takes(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """What is told is what is; and the next failure waits seconds again."""
        store = attempts_store()
        with closing(mailer(port, clock=clock, store=store)) as sending:
            box.answers["MAIL"] = "421 closing"
            for _ in range(4):
                clock.now += away(sending).retry_in_s
            assert REGISTRY.get_sample_value("rapport_mail_server_away") == 1
            assert mailer(port, store=store).trouble() == sending.trouble() != ""
            box.answers.clear()
            assert send(sending, GOOD[0]) is Outcome.TAKEN
            assert sending.trouble() == mailer(port, store=store).trouble() == ""
            assert REGISTRY.get_sample_value("rapport_mail_server_away") == 0
            box.answers["MAIL"] = "421 closing"
            assert away(sending, GOOD[1]).retry_in_s == 2.0

        assert arrived(box) == [GOOD[0]]

    @pytest.mark.usefixtures("box")
    def test_is_asked_at_once_after_a_start(self, port: int, clock: Clock) -> None:
        """Whoever mended a setting and starts again waits for nothing."""
        store = attempts_store()
        with closing(mailer(free_port(), clock=clock, store=store)) as sending:
            away(sending)
        with closing(mailer(port, clock=clock, store=store)) as sending:
            assert send(sending, GOOD[0]) is Outcome.TAKEN

    def test_shows_in_one_letter_after_the_other(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """A server that hangs up at everybody must not put everybody's letter in doubt."""
        box.answers["DATA"] = LOST
        with closing(mailer(port, clock=clock)) as sending:
            for address in GOOD[:SUSPECTS]:
                assert postponed(sending, address).in_doubt
            assert "hung up" in str(away(sending, GOOD[-1]))

        assert len(box.taken) == SUSPECTS

    def test_is_told_by_readyz_which_stays_at_yes(self, port: int, tmp_path: Path) -> None:
        """Whoever looks finds the cure; and no proxy takes the pages away for a mail server."""
        settings = NotifierSettings.read(
            data_dir=tmp_path, smtp_host=HOST, smtp_port=port, smtp_security="none"
        )
        notifier, service = build_notifier(settings, MemoryLog())
        client = create_app([replace(service, ping=_well)], Tokens(settings.secret)).test_client()
        assert client.get("/readyz").json == {"notifier": "ready"}
        for fact in (*FACTS, opened(starts_at=datetime(9000, 1, 1, tzinfo=UTC))):
            notifier.apply(fact)
        with suppress(TransientError):
            notifier.work(AllOwned(), threading.Event())
        told = client.get("/readyz")
        service.close()

        assert told.status_code == 200
        assert f"ready, but: mail server {HOST}:{port} can't be used" in told.json["notifier"]

    def test_takes_no_longer_than_a_command_may(self, port: int) -> None:
        """The notifier reads on: one that hangs holds it for seconds, and then is left alone."""
        with greeting(port), closing(mailer(port, timeout_s=0.2)) as sending:
            began = time.monotonic()
            for _ in range(50):
                away(sending)
            assert time.monotonic() - began < 1.5


class TestOneRecipient:
    @pytest.mark.parametrize("code", ["421 4.4.2 closing", "", HANGS, "554 5.7.1 relay denied"])
    def test_at_whom_the_server_fails_costs_the_others_nothing(
        self, port: int, clock: Clock, box: Postbox, code: str
    ) -> None:
        """One address must not keep a whole event from its letters."""
        box.answers[f"RCPT {BAD}"] = code
        with closing(mailer(port, clock=clock, timeout_s=0.3)) as sending:
            assert not postponed(sending).in_doubt
            for address in GOOD:
                assert send(sending, address) is Outcome.TAKEN

        assert arrived(box) == list(GOOD)
        assert box.commands.count("RCPT") == 1 + len(GOOD)

    def test_is_tried_again_after_growing_waits(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """Greylisting wants a while; and a wait is kept over a restart."""
        box.answers[f"RCPT {BAD}"] = "451 4.7.1 greylisted"
        store, waits = attempts_store(), []
        for _ in range(10):
            with closing(mailer(port, clock=clock, store=store)) as sending:
                waits.append(postponed(sending).retry_in_s)
                clock.now += waits[-1] - 0.1
                assert postponed(sending).retry_in_s == pytest.approx(0.1)
                clock.now += 0.1
        assert waits[:3] == [20.0, 40.0, 80.0]
        assert waits[-1] == 1800.0
        assert box.commands.count("RCPT") == 10

        box.answers.clear()
        clock.now += 1.0
        with closing(mailer(port, clock=clock, store=store)) as sending:
            assert send(sending, BAD) is Outcome.TAKEN
        assert arrived(box) == [BAD]

    def test_is_not_the_server_while_others_get_theirs(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """A few bad addresses among many must not hold up the many, however many letters later."""
        with closing(mailer(port, clock=clock)) as sending:
            for number in range(3 * SUSPECTS):
                address = f"bad{number}@tidewell.example"
                box.answers = {f"RCPT {address}": ""}
                postponed(sending, address)
                assert send(sending, f"other{number}@tidewell.example") is Outcome.TAKEN

    def test_whose_mail_is_refused_leaves_the_connection_in_order(
        self, port: int, clock: Clock
    ) -> None:
        """A server that still has half a mail in mind refuses the next one."""
        lines = ("220 hello", *["250 OK"] * 3, "452 4.3.1 the disk is full", "250 OK")
        with greeting(port, *lines) as heard, closing(mailer(port, clock=clock)) as sending:
            assert not postponed(sending).in_doubt
            assert [line.split()[0].upper() for line in heard] == [
                *("EHLO", "MAIL", "RCPT", "DATA", "RSET"),
            ]

    def test_who_is_refused_for_good_is_asked_for_once(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """Servers take whoever insists for a spammer."""
        box.answers[f"RCPT {BAD}"] = "550 5.1.1 no such user"
        with closing(mailer(port, clock=clock)) as sending:
            with pytest.raises(RefusedAddress, match=r"550 5\.1\.1"):
                send(sending, BAD)
            assert send(sending, GOOD[0]) is Outcome.TAKEN

        assert box.commands.count("RCPT") == 2


class TestDoubt:
    @pytest.mark.parametrize("way", [LOST, "", HANGS])
    def test_is_tried_once_more_and_then_told(
        self, port: int, clock: Clock, box: Postbox, way: str
    ) -> None:
        """Nobody knows whether it arrived: twice at most, under one Message-ID."""
        box.answers[f"DATA {BAD}"] = way
        with closing(mailer(port, clock=clock, timeout_s=0.3)) as sending:
            first = postponed(sending)
            assert first.in_doubt
            assert send(sending, GOOD[0]) is Outcome.TAKEN
            clock.now += first.retry_in_s
            for _ in range(3):
                assert send(sending, BAD) is Outcome.IN_DOUBT
                clock.now += LONG_S

        assert box.commands.count("DATA") == 3
        copies = {taken.content for taken in box.taken if BAD in taken.rcpt_tos}
        assert copies == ({mail_to(BAD)} if way == LOST else set())

    def test_stays_where_the_second_time_was_taken(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """The first may have arrived, too; whoever got two wants to know why."""
        box.answers[f"DATA {BAD}"] = LOST
        with closing(mailer(port, clock=clock)) as sending:
            clock.now += postponed(sending).retry_in_s
            box.answers.clear()
            assert send(sending, BAD) is Outcome.IN_DOUBT

        assert arrived(box) == [BAD, BAD]

    @pytest.mark.parametrize("answer", ["451 4.3.0 later", "421 4.3.2 closing"])
    def test_is_none_where_the_server_says_no(
        self, port: int, clock: Clock, box: Postbox, answer: str
    ) -> None:
        """What it says that it did not take, it may be given as often as it takes."""
        box.answers["DATA"] = answer
        with closing(mailer(port, clock=clock)) as sending:
            for _ in range(4):
                error = postponed(sending)
                assert not error.in_doubt
                clock.now += error.retry_in_s
            box.answers.clear()
            assert send(sending, BAD) is Outcome.TAKEN

        assert arrived(box) == [BAD]

    def test_is_noted_before_the_server_is_given_anything(self, port: int, box: Postbox) -> None:
        """A kill at any moment leaves at most the letter in hand in doubt."""
        store = attempts_store()
        box.answers[f"DATA {BAD}"] = HANGS
        killed = mailer(port, store=store, timeout_s=30.0)
        threading.Thread(target=try_to_send, args=(killed, BAD), daemon=True).start()
        wait_for(lambda: "DATA" in box.commands)
        box.answers.clear()
        with closing(mailer(port, store=store)) as sending:
            assert send(sending, BAD) is Outcome.IN_DOUBT

        assert arrived(box) == [BAD]

    def test_is_none_once_the_server_has_taken_it(self, port: int, box: Postbox) -> None:
        """A kill before the log tells so sends nothing twice."""
        store = attempts_store()
        for _ in range(3):
            with closing(mailer(port, store=store)) as sending:
                assert send(sending, BAD) is Outcome.TAKEN

        assert arrived(box) == [BAD]

    def test_is_of_one_mail(self, port: int, box: Postbox) -> None:
        """A preview is asked for again and again, under one name and another Message-ID."""
        with closing(mailer(port)) as sending:
            for number in (b"<1.", b"<2.", b"<2."):
                preview = mail_to(BAD).replace(b"Message-ID: <", b"Message-ID: " + number)
                assert sending.send("preview", preview) is Outcome.TAKEN

        assert arrived(box) == [BAD, BAD]

    def test_is_of_one_address(self, port: int, box: Postbox) -> None:
        """A corrected address is another way for the same letter."""
        with closing(mailer(port)) as sending:
            for address in GOOD[:2]:
                assert sending.send("d1", mail_to(address)) is Outcome.TAKEN
            sending.forget("d1")
            assert sending.send("d1", mail_to(GOOD[0])) is Outcome.TAKEN

        assert arrived(box) == [GOOD[0], GOOD[1], GOOD[0]]


class TestRate:
    def test_lets_letters_leave_one_after_the_other(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """A server that gets a thousand at once takes them for spam."""
        with closing(mailer(port, clock=clock, mail_per_second=1)) as sending:
            assert send(sending, GOOD[0]) is Outcome.TAKEN
            assert postponed(sending, GOOD[1]).retry_in_s == 1.0
            clock.now += 1.0
            assert send(sending, GOOD[1]) is Outcome.TAKEN
            clock.now += 1.0
            with pytest.raises(Postponed) as second:
                sending.send("another", mail_to(GOOD[1]))
            assert second.value.retry_in_s == 59.0

        assert arrived(box) == list(GOOD[:2])

    def test_is_not_used_up_by_a_server_that_is_away(
        self, port: int, clock: Clock, box: Postbox
    ) -> None:
        """Nobody waits a minute because the server was away for two seconds."""
        box.answers["MAIL"] = "421 closing"
        with closing(mailer(port, clock=clock, mail_per_second=1)) as sending:
            clock.now += away(sending).retry_in_s
            box.answers.clear()
            assert send(sending, GOOD[0]) is Outcome.TAKEN


class TestEnvelope:
    def test_names_the_letter(self, port: int, box: Postbox) -> None:
        """A bounce that comes days later comes to nobody's name but the letter's."""
        with closing(mailer(port)) as sending:
            send(sending, BAD)

        (taken,) = box.taken
        senders = EnvelopeSenders(SENDER, b"a secret of a test, long enough for it")
        assert senders.letter(str(taken.mail_from)) == letter_of(BAD)

    def test_is_plain_where_the_server_takes_no_other(self, port: int, box: Postbox) -> None:
        """Some let in nobody but the owner of the login."""
        with closing(mailer(port, mail_envelope="plain")) as sending:
            send(sending, BAD)

        assert [taken.mail_from for taken in box.taken] == [SENDER]


def _well() -> None:
    pass


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5.0
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
