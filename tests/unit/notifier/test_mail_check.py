"""`rapport mail-check` says what a relay made of a letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.channels.mime import serialise
from services.notifier.settings import NotifierSettings
from services.operations.mail_check import check
from tests.unit.notifier.mail_server import SENDER, WRITTEN

SETTINGS = NotifierSettings(mail_from=SENDER, public_url="https://rapport.example")
LETTER = serialise(
    replace(
        WRITTEN,
        unsubscribe="https://rapport.example/u/token",
        list_id="e1.rapport.example",
        list_name="Harbour Days",
    )
)
HEADERS = [b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A private key, and what DNS says of it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have openssl")
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("dkim") / "key.pem"
    made = [openssl, "genrsa", "-traditional", "-out", str(file), "1024"]
    subprocess.run(made, check=True, capture_output=True)
    shown = [openssl, "rsa", "-in", str(file), "-pubout"]
    lines = subprocess.run(shown, check=True, capture_output=True).stdout.splitlines()
    return file.read_bytes(), b"v=DKIM1; k=rsa; p=" + b"".join(lines[1:-1])


def signed(private: bytes, headers: list[bytes], domain: bytes = b"rapport.example") -> bytes:
    signature: bytes = dkim.sign(LETTER, b"mail", domain, private, include_headers=headers)
    return signature + LETTER


def wrong(content: bytes, public: bytes | None = None) -> list[str]:
    found = check(content, SETTINGS, lambda _name: public)
    return [finding.said for finding in found if finding.verdict == "wrong"]


class TestCheck:
    def test_finds_nothing_wrong_with_a_letter_that_was_signed(
        self, key: tuple[bytes, bytes]
    ) -> None:
        """What we write must pass what we ask for."""
        private, public = key

        assert wrong(signed(private, HEADERS), public) == []

    def test_does_not_fail_for_want_of_dns(self, key: tuple[bytes, bytes]) -> None:
        """It is run on machines without any."""
        found = list(check(signed(key[0], HEADERS), SETTINGS, lambda _name: None))

        assert "wrong" not in {finding.verdict for finding in found}
        assert any("was not verified" in finding.said for finding in found)

    def test_tells_which_headers_are_not_covered(self, key: tuple[bytes, bytes]) -> None:
        """Without that, no mailbox shows the one click."""
        private, public = key
        (said,) = wrong(signed(private, HEADERS[:-1]), public)

        assert "covers list-unsubscribe-post" in said

    def test_tells_that_a_letter_was_changed(self, key: tuple[bytes, bytes]) -> None:
        """A footer that a relay adds after it signed breaks the signature."""
        private, public = key
        (said,) = wrong(signed(private, HEADERS).replace(b"Amina", b"Anima"), public)

        assert "does not hold" in said

    def test_tells_a_signature_of_somebody_else(self, key: tuple[bytes, bytes]) -> None:
        """The relay's own is not ours: DMARC wants the sender's domain."""
        private, public = key
        said = wrong(signed(private, HEADERS, b"relay.example"), public)

        assert any("no signature is of rapport.example" in one for one in said)

    def test_tells_that_there_is_no_signature(self) -> None:
        """It is what most relays have to be told to do."""
        assert wrong(LETTER) == ["there is no DKIM signature: ask whoever runs the relay for one"]

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            (b"From: Harbour Days <hello@", b"From: Harbour Days <other@", "From is not"),
            (b"@rapport.example>\r\nAuto", b"@relay.example>\r\nAuto", "Message-ID is not"),
            (b"Auto-Submitted: auto-generated", b"X-Auto: x", "Auto-Submitted is gone"),
            (b"<https://rapport.example/u/", b"<https://relay.example/r/", "not one link"),
            (b"List-Unsubscribe=One-Click", b"One-Click", "more than one click"),
            (b"<e1.rapport", b"<l1.relay", "List-ID is not"),
            (b"text/html", b"text/enriched", "no text/html part"),
            (b"text/plain", b"text/enriched", "no text/plain part"),
            (b'charset="utf-8"', b'charset="koi8-r"', "not utf-8"),
            (b'boundary="', b'boundary*0="x"; boundary="', "in pieces"),
            (b"<p>Hello", b"<p>" + b"x" * 110_000 + b"Hello", "over 102 KB"),
        ],
    )
    def test_tells_what_else_was_changed(self, before: bytes, after: bytes, said: str) -> None:
        """Each of these was seen to be done by one relay or another."""
        assert before in LETTER
        assert any(said in one for one in wrong(LETTER.replace(before, after)))

    @given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
    def test_survives_what_is_no_letter(self, content: bytes) -> None:
        """Whatever is piped into it, it says what is wrong."""
        assert wrong(content)
        assert wrong(LETTER[:300] + content)


def test_is_a_command(tmp_path: Path) -> None:
    """The exit status is what a script looks at."""
    command = [sys.executable, "-m", "services.cli", "mail-check", "--data-dir", str(tmp_path)]
    done = subprocess.run(command, input=LETTER, capture_output=True, check=False)

    assert done.returncode == 1
    assert b"wrong  there is no DKIM signature" in done.stdout
