"""What SMTP must never do: send in clear by accident, to somebody else, or tell what is secret."""

from __future__ import annotations

import os
import ssl
import threading
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from services.notifier.channels.mime import UnusableAddress, serialise
from services.notifier.main import build_notifier
from services.notifier.settings import NotifierSettings
from shared.errors import RapportError, TransientError
from shared.settings import WrongSettings
from tests.fakes import AllOwned, MemoryLog
from tests.unit.notifier.mail_server import (
    HOST,
    MAIL,
    RECIPIENT,
    WRITTEN,
    Postbox,
    certify,
    failure,
    free_port,
    send,
    serving,
)
from tests.unit.notifier.test_notifier_handlers import ALL, FACTS, OPENED

PASSWORD = "open sesame"
LOGIN = {"smtp_username": "porter@rapport.example", "smtp_password": PASSWORD}

PLANNED = OPENED.settings.model_copy(
    update={"starts_at": datetime(9000, 1, 1, tzinfo=UTC), "briefs_days_before": None}
)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    made = certify(tmp_path_factory.mktemp("certificate"))
    if made is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have openssl")
        pytest.skip("openssl is not installed")
    return made


class TestEncryption:
    @pytest.mark.parametrize(
        ("security", "side"), [("starttls", "tls_context"), ("tls", "ssl_context")]
    )
    def test_carries_mails_and_the_login(
        self,
        port: int,
        certificate: tuple[Path, ssl.SSLContext],
        monkeypatch: pytest.MonkeyPatch,
        security: str,
        side: str,
    ) -> None:
        """Both ways are common; an authority of one's own comes with the environment."""
        authority, context = certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        box = Postbox(password=PASSWORD)
        with serving(box, port, **{side: context}):
            send(port, smtp_security=security, **LOGIN)

        assert [taken.content for taken in box.taken] == [MAIL]
        (session,) = box.connections
        assert session.authenticated
        assert session.ssl or security == "tls"

    @pytest.mark.parametrize(
        ("security", "side"), [("starttls", "tls_context"), ("tls", "ssl_context")]
    )
    def test_trusts_no_certificate_of_a_stranger(
        self, port: int, certificate: tuple[Path, ssl.SSLContext], security: str, side: str
    ) -> None:
        """Whoever sits between could read every brief, and the password."""
        box = Postbox(password=PASSWORD)
        with serving(box, port, **{side: certificate[1]}):
            error = failure(port, smtp_security=security, **LOGIN)

        assert isinstance(error, TransientError)
        assert "certificate verify failed" in str(error)
        assert not box.commands

    def test_is_never_done_without(self, port: int) -> None:
        """A server, or whoever sits between, that offers no STARTTLS gets no mail in clear."""
        box = Postbox(password=PASSWORD)
        with serving(box, port):
            error = failure(port, smtp_security="starttls", **LOGIN)

        assert isinstance(error, TransientError)
        assert "RAPPORT_SMTP_SECURITY" in str(error)
        assert not box.commands


class TestLogin:
    def test_that_is_refused_lets_every_mail_wait(self, port: int) -> None:
        """A password that was changed must fail no brief for good."""
        box = Postbox(password="another")
        with serving(box, port):
            error = failure(port, **LOGIN)

        assert isinstance(error, TransientError)
        assert "RAPPORT_SMTP_PASSWORD" in str(error)
        assert not box.commands

    def test_that_a_server_does_not_want_says_so(self, port: int) -> None:
        """Then the login can be left out."""
        with serving(Postbox(hidden="AUTH"), port):
            error = failure(port, **LOGIN)

        assert isinstance(error, TransientError)
        assert "unset RAPPORT_SMTP_USERNAME" in str(error)


class TestSecrets:
    @pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
    @pytest.mark.parametrize("code", [450, 550])
    def test_of_people_are_in_no_error(self, port: int, command: str, code: int) -> None:
        """Errors are logged, kept in the log and shown; servers quote whom they refuse."""
        with serving(Postbox({command: f"{code} <{RECIPIENT}> is Amina Yusuf"}), port):
            assert_discreet(failure(port))

    def test_of_the_login_are_in_no_error(self, port: int) -> None:
        """A traceback goes to whoever reads the logs."""
        with serving(Postbox(password="another"), port):
            assert_discreet(failure(port, **LOGIN))

    def test_of_the_login_are_not_shown_with_the_settings(self, tmp_path: Path) -> None:
        """Settings are printed when something is looked for."""
        shown = repr(NotifierSettings(data_dir=tmp_path, **LOGIN))

        assert PASSWORD not in shown
        assert LOGIN["smtp_username"] not in shown


def assert_discreet(error: RapportError) -> None:
    """See that neither a person nor the login is named, however the error is printed."""
    printed = "".join(traceback.format_exception(error)) + repr(error) + str(error)
    for secret in (RECIPIENT, "Amina", PASSWORD, LOGIN["smtp_username"]):
        assert secret not in printed


class TestEnvelope:
    @pytest.mark.parametrize(
        "name", ["Amina\r\nTo: all@x.example", "=?utf-8?q?A=0D=0ABcc:all@x.example?=", "A>,<all@x"]
    )
    def test_is_not_for_names_to_write(self, port: int, name: str) -> None:
        """Names come from rosters, which anybody may have typed."""
        box = Postbox()
        with serving(box, port):
            send(port, serialise(replace(WRITTEN, to_name=name, from_name=name, subject=name)))

        (taken,) = box.taken
        assert taken.rcpt_tos == [RECIPIENT]
        assert message_from_bytes(taken.content, policy=policy.default)["Bcc"] is None

    @pytest.mark.parametrize(
        "named",
        [
            "",
            "To: a@x.example, b@x.example\r\n",
            "To: a@x.example\r\nTo: b@x.example\r\n",
            "To: =?utf-8?q?a=0D=0ARCPT_TO:=3Cb=40x=2Eexample=3E?=@x.example\r\n",
        ],
    )
    def test_has_one_recipient(self, port: int, named: str) -> None:
        """A brief is for one person; what goes to two tells each about the other."""
        mail = MAIL.replace(b"To: Amina Yusuf <amina@tidewell.example>\r\n", named.encode())
        box = Postbox()
        with serving(box, port):
            assert isinstance(failure(port, mail), UnusableAddress)

        assert not box.commands


class TestSettings:
    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"smtp_username": "porter"}, "set RAPPORT_SMTP_USERNAME and this, or neither"),
            ({"smtp_password": PASSWORD}, "set RAPPORT_SMTP_USERNAME and this, or neither"),
            ({"smtp_username": "porter", "smtp_password": "ö"}, "RAPPORT_SMTP_PASSWORD: only"),
            ({"smtp_username": "portér", "smtp_password": "o"}, "RAPPORT_SMTP_USERNAME: "),
            ({"smtp_host": "smtp://mail.example"}, "RAPPORT_SMTP_HOST: "),
            ({"smtp_security": "ssl"}, "RAPPORT_SMTP_SECURITY: "),
            ({"smtp_port": "0"}, "RAPPORT_SMTP_PORT: "),
        ],
    )
    def test_that_cannot_work_are_refused_by_name(
        self, tmp_path: Path, given: dict[str, str], named: str
    ) -> None:
        """Whoever sets up mail learns at the start what to change, not after the first round."""
        with pytest.raises(WrongSettings) as caught:
            NotifierSettings.read(data_dir=tmp_path, **given)

        assert named in str(caught.value)
        assert PASSWORD not in str(caught.value)

    @pytest.mark.parametrize("chosen", [True, False])
    def test_choose_how_mails_leave(self, tmp_path: Path, port: int, *, chosen: bool) -> None:
        """Without a server they are files, so that Rapport runs on any machine."""
        box = Postbox()
        server = {"smtp_host": HOST, "smtp_port": port, "smtp_security": "none"} if chosen else {}
        settings = NotifierSettings.read(data_dir=tmp_path, **server)
        notifier, service = build_notifier(settings, MemoryLog())
        with serving(box, port):
            for fact in (*FACTS, OPENED.model_copy(update={"settings": PLANNED})):
                notifier.apply(fact)
            notifier.work(AllOwned(), threading.Event())
            service.close()

        files = list(tmp_path.glob("mail/*.eml"))
        assert (len(box.taken), len(files)) == ((len(ALL), 0) if chosen else (0, len(ALL)))
