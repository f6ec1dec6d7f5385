"""Mails over SMTP: delivered once, kept waiting for what can be mended, refused for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy

import pytest

from services.notifier.channels.smtp import RefusedAddress, RefusedMail
from services.notifier.ports import NoAddress
from shared.errors import RapportError, TransientError
from tests.unit.notifier.mail_server import (
    MAIL,
    RECIPIENT,
    WRITTEN,
    Postbox,
    failure,
    free_port,
    mailer,
    send,
    serving,
)


def refusal(answers: dict[str, str]) -> RapportError:
    """Say what comes of one mail to a server that answers so."""
    port = free_port()
    with serving(Postbox(answers), port):
        return failure(port)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def postbox(port: int) -> Iterator[Postbox]:
    box = Postbox()
    with serving(box, port):
        yield box


class TestSend:
    def test_delivers_a_mail_once_and_whole(self, port: int, postbox: Postbox) -> None:
        """What was composed is what is read; lines that are a dot alone would end a mail."""
        send(port)

        (taken,) = postbox.taken
        assert taken.rcpt_tos == [RECIPIENT]
        assert taken.content == MAIL
        read = message_from_bytes(taken.content, policy=policy.default)
        assert read["Message-ID"] == "<d1@rapport.example>"
        assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == WRITTEN.text

    def test_uses_one_connection_for_all(self, port: int, postbox: Postbox) -> None:
        """A greeting and a login for each of thousands of mails make servers suspicious."""
        with closing(mailer(port)) as sending:
            for number in range(3):
                sending.send(f"d{number}", MAIL)

        first, *others = postbox.connections
        assert [session is first for session in others] == [True, True]

    def test_goes_on_after_a_refused_mail(self, port: int, postbox: Postbox) -> None:
        """One reader's mistyped address must not cost the next one the mail."""
        with closing(mailer(port)) as sending:
            postbox.answers["RCPT"] = "550 no such user"
            with pytest.raises(RefusedAddress):
                sending.send("d1", MAIL)
            postbox.answers.clear()
            sending.send("d2", MAIL)

        assert len(postbox.taken) == 1

    def test_connects_anew_to_a_server_that_was_restarted(self, port: int) -> None:
        """Hours lie between two rounds, and no server keeps a connection that long."""
        before, after = Postbox(), Postbox()
        with closing(mailer(port)) as sending:
            with serving(before, port):
                sending.send("d1", MAIL)
            with serving(after, port):
                sending.send("d2", MAIL)

        assert (len(before.taken), len(after.taken)) == (1, 1)

    def test_connects_anew_when_a_connection_has_carried_its_mails(self, port: int) -> None:
        """A round's retries would soon run out if every few of its mails cost one of them."""
        box = Postbox(most=2)
        with serving(box, port), closing(mailer(port)) as sending:
            for number in range(5):
                sending.send(f"d{number}", MAIL)

        assert len(box.taken) == 5

    def test_waits_for_a_server_that_is_away(self, port: int) -> None:
        """No brief fails for a server that is being restarted."""
        assert isinstance(failure(port), TransientError)
        assert "RAPPORT_SMTP_PORT" in str(failure(port))

    @pytest.mark.parametrize("host", [f"{'a' * 64}.example", ".example"])
    @pytest.mark.parametrize("security", ["none", "tls"])
    def test_waits_for_a_host_that_cannot_be(self, port: int, host: str, security: str) -> None:
        """A slip in a name is mended sooner than a thousand briefs that failed for it."""
        error = failure(port, smtp_host=host, smtp_security=security)

        assert isinstance(error, TransientError)
        assert "RAPPORT_SMTP_HOST" in str(error)

    def test_keeps_nothing_to_forget(self, port: int, postbox: Postbox) -> None:
        """An erasure may find a delivery that was never sent, and needs no server."""
        mailer(port).forget("d1")

        assert not postbox.commands


class TestRefusals:
    @pytest.mark.parametrize(
        "answers",
        [
            {"MAIL": "421 closing"},
            {"MAIL": "451 4.3.0 busy"},
            {"RCPT": "450 4.2.0 <{address}> greylisted"},
            {"RCPT": "421 closing"},
            {"DATA": "452 4.3.1 the disk is full"},
        ],
    )
    def test_that_are_for_now_let_the_mail_wait(self, answers: dict[str, str]) -> None:
        """A moment later the server takes it."""
        assert isinstance(refusal(answers), TransientError)

    @pytest.mark.parametrize(
        ("answers", "setting"),
        [
            ({"MAIL": "553 5.7.1 not your address"}, "RAPPORT_MAIL_FROM"),
            ({"MAIL": "530 5.7.0 Authentication required"}, "RAPPORT_SMTP_USERNAME"),
            ({"RCPT": "554 5.7.1 <{address}>: Relay access denied"}, "RAPPORT_SMTP_USERNAME"),
            ({"RCPT": "550 authentication is required"}, "RAPPORT_SMTP_USERNAME"),
        ],
    )
    def test_of_our_set_up_let_every_mail_wait(self, answers: dict[str, str], setting: str) -> None:
        """A wrong setting would otherwise fail each brief for good, and nobody would get one."""
        error = refusal(answers)

        assert isinstance(error, TransientError)
        assert setting in str(error)

    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ("550 5.1.1 <{address}> is unknown to relay.tidewell.example", "550 5.1.1"),
            ("550 <{address}> unknown", "550"),
            ("552 5.2.2 the mailbox of {address} is full", "552 5.2.2"),
        ],
    )
    def test_of_an_address_are_for_good_until_it_is_mended(self, answer: str, code: str) -> None:
        """It counts as no address, so a corrected list sends the brief; and it names nobody."""
        error = refusal({"RCPT": answer})

        assert isinstance(error, NoAddress)
        assert str(error) == f"the mail server refuses this person's address for good ({code})"

    @pytest.mark.parametrize(
        ("answers", "what"),
        [
            ({"DATA": "554 5.7.1 Amina's mail looks like spam"}, "refuses the mail"),
            ({"DATA": "552 5.3.4 too big"}, "too large"),
            ({"MAIL": "552 too big"}, "too large"),
        ],
    )
    def test_of_a_mail_are_for_good(self, answers: dict[str, str], what: str) -> None:
        """Sending the same bytes again changes nothing."""
        error = refusal(answers)

        assert isinstance(error, RefusedMail)
        assert what in str(error)
        assert "Amina" not in str(error)

    def test_know_the_size_that_a_server_announces(self, port: int) -> None:
        """It refuses before a byte of the mail was sent."""
        with serving(Postbox(), port, data_size_limit=100):
            assert isinstance(failure(port), RefusedMail)

    @pytest.mark.parametrize("offered", [True, False])
    def test_of_an_address_beyond_ascii_depend_on_the_server(
        self, port: int, *, offered: bool
    ) -> None:
        """Not every server takes them, and no other spelling is the same mailbox."""
        box = Postbox()
        mail = MAIL.replace(RECIPIENT.encode(), "åsa@tidewell.example".encode())
        with serving(box, port, enable_SMTPUTF8=offered):
            if offered:
                send(port, mail)
            else:
                assert isinstance(failure(port, mail), RefusedAddress)

        assert [taken.rcpt_tos for taken in box.taken] == [["åsa@tidewell.example"]] * offered
