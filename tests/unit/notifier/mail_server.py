"""A mail server in this process, which answers what a test wants to hear."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, LoginPassword, Session

from services.notifier.channels.file import FileMailer
from services.notifier.channels.mime import Mail, serialise
from services.notifier.channels.smtp import COLLECTIONS, SmtpMailer
from services.notifier.settings import NotifierSettings
from shared.errors import RapportError
from shared.store import Store
from tests.fakes import MemoryStore

HOST = "127.0.0.1"
RECIPIENT = "amina@tidewell.example"
SENDER = "hello@rapport.example"
LETTER = "1c2f4a0e-7b1d-5c8e-9a3f-2d6b8e0f4a11"
HANGS = "hangs"
LOST = "lost"
WRITTEN = Mail(
    to_name="Amina Yusuf",
    to_email=RECIPIENT,
    from_name="Harbour Days",
    from_email=SENDER,
    subject="Meet Åsa Østergård",
    text="Hello Amina\n.\n..and a line with a dot\n",
    html="<p>Hello Amina</p>\n",
    message_id="d1@rapport.example",
    date=datetime(2031, 5, 1, tzinfo=UTC),
)
MAIL = serialise(WRITTEN)


@dataclass
class Postbox:
    """What a server answers and what it took; `answers` are by command, or by command and
    recipient ("RCPT amina@…"): yes when there is none, a broken connection when it is empty, and
    nothing at all when it is `HANGS`. Where it is `LOST`, the mail is taken, and the connection
    breaks. It does not say that it knows what is `hidden`; a connection may carry `most` mails;
    it takes `slow_s` to say that it took one.

    `connections` tells by which connection each mail came, `commands` what was asked for.
    """

    answers: dict[str, str] = field(default_factory=dict)
    password: str = ""
    hidden: str = ""
    most: int = 1000
    slow_s: float = 0.0
    taken: list[Envelope] = field(default_factory=list)
    connections: list[Session] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        session.host_name = name
        return [line for line in lines if not (self.hidden and self.hidden in line)]

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        if self.connections.count(session) >= self.most:
            return "421 too many mails in this connection"
        if "MAIL" in self.answers:
            return await self._answer(_server, self.answers["MAIL"])
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        self.commands.append("RCPT")
        answer = self.answers.get(f"RCPT {address}", self.answers.get("RCPT"))
        if answer is not None:
            return await self._answer(_server, answer.format(address=address))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.commands.append("DATA")
        (recipient,) = envelope.rcpt_tos
        answer = self.answers.get(f"DATA {recipient}", self.answers.get("DATA"))
        if answer is None or answer == LOST:
            self.taken.append(envelope)
            self.connections.append(session)
            await asyncio.sleep(self.slow_s)
        return await self._answer(server, "250 OK" if answer is None else answer)

    async def _answer(self, server: SMTP, answer: str) -> str:
        if answer == HANGS:
            await asyncio.sleep(60.0)
        if answer in {"", LOST}:
            server.transport.abort()
        return answer

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, login: Any
    ) -> AuthResult:
        known = isinstance(login, LoginPassword) and login.password == self.password.encode()
        return AuthResult(success=known, handled=False, message=MISSING)


class _Server(Controller):
    """A controller that also ends the connections that are open when it stops."""

    def cancel_tasks(self, stop_loop: bool = True) -> None:  # noqa: FBT001, FBT002 - inherited
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        if stop_loop:
            self.loop.call_later(0.01, self.loop.stop)


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(postbox: Postbox, port: int, **options: Any) -> Iterator[None]:
    """Let a postbox be reached at a port, until the block ends."""
    server = _Server(
        postbox,
        hostname=HOST,
        port=port,
        authenticator=postbox.authenticate,
        auth_require_tls=False,
        **options,
    )
    server.start()
    try:
        yield
    finally:
        server.stop()


def certify(folder: Path) -> tuple[Path, ssl.SSLContext] | None:
    """Make a certificate for `HOST` that is its own authority, and what a server uses it with.

    Returns:
        The authority's file and the server's side, or None where there is no openssl.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        return None
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=mail", "-addext", f"subjectAltName=IP:{HOST}"),
            *("-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return certificate, context


@contextmanager
def greeting(port: int, *lines: str) -> Iterator[list[str]]:
    """Let a server be reached that says these lines, one for each that it hears, then nothing.

    The first is said at once; an empty one hangs up. Gives what it hears.
    """
    heard: list[str] = []

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _address = listening.accept()
                with connection, connection.makefile("rb") as reading:
                    for line in lines:
                        if not line:
                            break
                        connection.sendall(f"{line}\r\n".encode())
                        heard.append(reading.readline().decode().strip())
                    else:
                        reading.read()

    with socket.create_server((HOST, port)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            listening.shutdown(socket.SHUT_RDWR)


class Clock:
    """Tells the time that a test says."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


def attempts_store() -> MemoryStore:
    """Make a store that outlives a mailer."""
    return MemoryStore(COLLECTIONS)


def mailer(
    port: int,
    *,
    store: Store | None = None,
    clock: Callable[[], float] = time.time,
    timeout_s: float = 5.0,
    **given: Any,
) -> SmtpMailer:
    """Make what is tested, for a server at a port; it waits neither more nor less by chance."""
    options = {
        "mail_from": SENDER,
        "secret_key": "a secret of a test, long enough for it",
        "mail_per_second": 0,
        "smtp_host": HOST,
        "smtp_port": port,
        "smtp_security": "none",
        **given,
    }
    settings = NotifierSettings(**options)
    return SmtpMailer(
        settings,
        FileMailer(settings.data_dir / "mail"),
        attempts_store() if store is None else store,
        clock=clock,
        ticks=clock,
        jitter=lambda: 0.5,
        timeout_s=timeout_s,
    )


def send(port: int, mail: bytes = MAIL, **given: Any) -> None:
    """Send one mail."""
    with closing(mailer(port, **given)) as sending:
        sending.send(LETTER, mail)


def failure(port: int, mail: bytes = MAIL, **given: Any) -> RapportError:
    """Say what comes of sending one mail."""
    with pytest.raises(RapportError) as caught:
        send(port, mail, **given)
    return caught.value
