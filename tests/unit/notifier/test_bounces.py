"""A letter that comes back later counts as the server's own refusal, and only if it is ours."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any, TypeGuard
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from services.notifier import bounce_routes
from services.notifier.bounces import Bounces
from services.notifier.channels.bounce_report import read_report
from services.notifier.domain.envelope import EnvelopeSenders
from services.notifier.main import build_notifier
from services.notifier.settings import NotifierSettings
from shared.adapters.factory import open_log
from shared.messages import LetterFailed, Message, decode
from shared.topics import DELIVERIES
from shared.web.app import create_app
from shared.web.identity import Identity, Tokens
from tests.fakes import AllOwned, MemoryLog, MemoryStore
from tests.unit.notifier.mail_server import HOST, Postbox, free_port, serving
from tests.unit.notifier.test_notifier_handlers import FACTS, opened

LETTER = str(UUID(int=0x1C2F4A0E7B1D5C8E9A3F2D6B8E0F4A11))
SENDERS = EnvelopeSenders("hello@rapport.example", b"a secret of a test, long enough for it")
SENDER = SENDERS.of(LETTER)
SECRET = "what the relay knows"
EMAIL = "amina@tidewell.example"
NOW = datetime(2031, 5, 2, tzinfo=UTC)
SENT = {
    "_id": LETTER,
    "event": "e1",
    "attendee": "amina",
    "occasion": "introductions:r1",
    "sent": {"introductions": ["i1", "i2"]},
    "failed": None,
}


def report(fields: str, *, to: str = SENDER) -> bytes:
    """Write what a server writes, with these fields about the recipient."""
    return (
        dedent(
            f"""\
            From: MAILER-DAEMON@tidewell.example
            To: {to}
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            I'm sorry to have to inform you.
            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.tidewell.example

            Final-Recipient: rfc822; {EMAIL}
            """
        )
        + dedent(fields)
        + "\n--b1--\n"
    ).encode()


FAILED = report("Action: failed\nStatus: 5.1.1\n")


class World:
    """What the notifier knows, and what bounces make of it."""

    def __init__(self, *, went_to: str = EMAIL, reach: str | None = "where she is") -> None:
        self.log = MemoryLog()
        self.store = MemoryStore({"letters": (), "contacts": (), "profiles": ()})
        self.store.put("letters", [SENT])
        self.store.put("contacts", [{"_id": "amina", "email": EMAIL}])
        self.store.put("profiles", [{"_id": "amina", "reach": reach}])
        self.bounces = Bounces(
            self.log,
            self.store,
            went_to=lambda letter, address: (letter, address) == (LETTER, went_to),
            clock=lambda: NOW,
        )

    @property
    def said(self) -> list[Any]:
        return [decode(record) for record in self.log.records]

    def client(self, secret: str = SECRET) -> FlaskClient:
        service: Any = SimpleNamespace(
            name="notifier",
            blueprints=(bounce_routes.blueprint(self.bounces, SENDERS.letter, secret),),
        )
        return create_app([service], Tokens(SENDERS.secret)).test_client()


class TestBounced:
    @pytest.mark.parametrize("status", ["5.1.1", "5.2.1", "5.4.1", "5.0.0"])
    def test_ends_the_address(self, status: str) -> None:
        """Whoever goes on writing to nobody is soon taken for a spammer."""
        world = World()
        world.bounces.bounced(LETTER, status)

        assert world.said == [
            LetterFailed(
                event="e1",
                letter=LETTER,
                attendee="amina",
                occasion="introductions:r1",
                introductions=("i1", "i2"),
                channel="email",
                at=NOW,
                why=f"came back from the recipient's mail server ({status})",
                permanent=True,
                reach="where she is",
                by="rapport",
            )
        ]

    @pytest.mark.parametrize("status", ["5.3.4", "5.6.0", "5.7.1", "4.4.7"])
    def test_leaves_the_address_where_it_is_not_about_it(self, status: str) -> None:
        """A letter that is too large says nothing about who did not get it."""
        world = World()
        said = world.bounces.bounced(LETTER, status)

        assert said.reach == ""
        assert said.permanent == status.startswith("5.")

    @pytest.mark.parametrize(
        "world", [World(went_to="earlier@tidewell.example"), World(reach=None), World(reach="")]
    )
    def test_leaves_an_address_that_the_letter_did_not_go_to(self, world: World) -> None:
        """The bounce of a mistyped address comes after it was corrected."""
        assert world.bounces.bounced(LETTER, "5.1.1").reach == ""


class TestReports:
    def test_tell_of_their_letter(self) -> None:
        """The usual form, RFC 3464."""
        found = read_report(FAILED, SENDERS.letter)

        assert (found.letter, found.status) == (LETTER, "5.1.1")

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ("Action: delayed\nStatus: 4.4.1\n", None),
            ("Action: delivered\nStatus: 2.0.0\n", None),
            ("Action: FAILED\nStatus: 4.4.7 (expired)\n", "4.4.7"),
            ("Action: failed\nStatus: nonsense\n", "5.0.0"),
            ("Action: failed\n", "5.0.0"),
        ],
    )
    def test_tell_failures_from_delays(self, fields: str, status: str | None) -> None:
        """A server that goes on trying has given up nobody."""
        assert read_report(report(fields), SENDERS.letter).status == status

    def test_are_read_in_the_form_of_one_server_or_another(self) -> None:
        """Some were written before there was a standard."""
        qmail = dedent(
            f"""\
            From: MAILER-DAEMON@tidewell.example
            To: {SENDER}
            Subject: failure notice

            Hi. This is the qmail-send program at mx.tidewell.example.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <{EMAIL}>:
            Sorry, no mailbox here by that name. (#5.1.1)

            --- Below this line is a copy of the message.
            """
        )
        found = read_report(qmail.encode(), SENDERS.letter)

        assert (found.letter, found.status) == (LETTER, "5.0.0")

    def test_are_no_answers_of_absent_people(self) -> None:
        """Their programs answer to the same address."""
        away = f"From: {EMAIL}\nTo: {SENDER}\nSubject: Away\n\nI am away until Monday.\n"

        assert read_report(away.encode(), SENDERS.letter).status is None

    def test_name_no_letter_that_somebody_made_up(self) -> None:
        """Anybody can write to the mailbox that bounces come to."""
        others = replace(SENDERS, secret=b"another secret, which is as long as that")
        forged = FAILED.replace(SENDER.encode(), others.of(LETTER).encode())

        assert read_report(forged, SENDERS.letter).letter is None

    @given(st.binary(max_size=300), st.integers(0, len(FAILED)))
    def test_may_be_anything(self, content: bytes, cut: int) -> None:
        """Anybody may send something to that mailbox."""
        read_report(content, SENDERS.letter)
        read_report(FAILED[:cut] + content + FAILED[cut:], SENDERS.letter)

    def test_are_found_by_what_the_mail_system_says(self) -> None:
        """An alias may have put its own address into the header."""
        other = FAILED.replace(SENDER.encode(), b"bounces@rapport.example")

        assert read_report(other, SENDERS.letter).letter is None
        assert read_report(other, SENDERS.letter, SENDER).letter == LETTER


class TestCommand:
    @pytest.mark.parametrize(
        ("given", "status", "said"),
        [
            (FAILED, 1, "names no letter of ours"),
            (b"", 1, "names no letter of ours"),
            (report("Action: delayed\nStatus: 4.4.1\n"), 1, "names no letter of ours"),
        ],
    )
    def test_refuses_what_is_not_ours(
        self, tmp_path: Path, given: bytes, status: int, said: str
    ) -> None:
        """Another secret than the one that the letter was sent with is another deployment's."""
        done = run_command(tmp_path, given)

        assert (done.returncode, said in done.stderr.decode()) == (status, True)

    def test_ends_the_address_of_whom_a_letter_came_back_from(self, tmp_path: Path) -> None:
        """All the way: sent by us, and back through an alias, while nothing of ours runs."""
        port, box = free_port(), Postbox()
        settings = NotifierSettings.read(
            data_dir=tmp_path, smtp_host=HOST, smtp_port=port, smtp_security="none"
        )
        with serving(box, port), closing(open_log(settings)) as log:
            notifier, service = build_notifier(settings, log)
            for fact in (*FACTS, opened(starts_at=datetime(9000, 1, 1, tzinfo=UTC))):
                notifier.apply(fact)
            notifier.work(AllOwned(), threading.Event())
            service.close()
            first = box.taken[0]
            done = run_command(
                tmp_path, report("Action: failed\nStatus: 5.1.1\n", to=str(first.mail_from))
            )
            failed = [one for one in map(decode, log.scan([DELIVERIES])) if is_failed(one)]

        name = str(first.rcpt_tos[0]).partition("@")[0]
        assert [(one.attendee, one.reach, one.permanent) for one in failed] == [
            (name, f"r-{name}", True)
        ]
        assert (done.returncode, b"nobody is written to" in done.stdout) == (0, True)

    def test_takes_a_delay_for_what_it_is(self, tmp_path: Path) -> None:
        """The server that wrote it goes on trying."""
        settings = NotifierSettings.read(data_dir=tmp_path)
        sender = EnvelopeSenders(settings.mail_from, settings.secret).of(LETTER)
        done = run_command(tmp_path, report("Action: delayed\nStatus: 4.4.1\n", to=sender))

        assert (done.returncode, done.stdout.decode()) == (
            0,
            f"letter {LETTER}: nothing has failed, or not yet\n",
        )


def is_failed(message: Message) -> TypeGuard[LetterFailed]:
    return isinstance(message, LetterFailed)


def run_command(folder: Path, given: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "services.cli", "bounce", "--data-dir", str(folder)]
    return subprocess.run(command, input=given, capture_output=True, check=False)


class TestRoute:
    def test_takes_bounces_from_who_knows_the_secret(self) -> None:
        """A relay that keeps the reports to itself tells of them so."""
        world = World()
        answer = world.client().post(
            "/api/v1/bounces",
            json={"sender": SENDER, "status": "5.1.1"},
            headers={"Authorization": f"Bearer {SECRET}"},
        )

        assert answer.status_code == 202
        assert answer.json == {"letter": LETTER, "permanent": True, "is_final": True}
        assert [said.letter for said in world.said] == [LETTER]

    @pytest.mark.parametrize(
        "token",
        [
            None,
            "",
            "guessed",
            Tokens(SENDERS.secret).issue(Identity("organiser", "organiser")),
        ],
        ids=["none", "empty", "guessed", "an organiser's"],
    )
    def test_takes_them_from_nobody_else(self, token: str | None) -> None:
        """Whoever could tell of bounces could take anybody out of an event."""
        world = World()
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        body = {"sender": SENDER, "status": "5.1.1"}
        answer = world.client().post("/api/v1/bounces", json=body, headers=headers)

        assert answer.status_code == 401
        assert not world.said

    def test_is_not_there_without_a_secret(self) -> None:
        """An empty secret must not be one that an empty token matches."""
        world = World()
        for token in ("", "guessed"):
            answer = world.client(secret="").post(
                "/api/v1/bounces",
                json={"sender": SENDER, "status": "5.1.1"},
                headers={"Authorization": f"Bearer {token}"},
            )
            assert answer.status_code == 404
        assert not world.said

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"sender": "hello@rapport.example", "status": "5.1.1"}, 422),
            ({"sender": SENDER, "status": "2.0.0"}, 422),
            ({"sender": SENDER}, 422),
            ({"sender": SENDERS.of(str(UUID(int=9))), "status": "5.1.1"}, 404),
        ],
    )
    def test_says_what_it_can_make_nothing_of(self, body: dict[str, str], status: int) -> None:
        """A letter that is not known yet is told of again by a relay that hears 404."""
        world = World()
        answer = world.client().post(
            "/api/v1/bounces", json=body, headers={"Authorization": f"Bearer {SECRET}"}
        )

        assert answer.status_code == status
        assert not world.said

    def test_is_one_of_the_notifiers(self, tmp_path: Path) -> None:
        """What is written and not wired is not there."""
        settings = NotifierSettings.read(data_dir=tmp_path, bounce_secret=SECRET)
        _notifier, service = build_notifier(settings, MemoryLog())
        app = create_app([service], Tokens(settings.secret))
        service.close()

        assert "/api/v1/bounces" in {rule.rule for rule in app.url_map.iter_rules()}
