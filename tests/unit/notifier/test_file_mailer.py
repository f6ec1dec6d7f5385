"""Mails: composed safely, written whole."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifier.channels.file import FileMailer, UnusableDelivery
from services.notifier.channels.mime import Mail, UnusableAddress, serialise
from shared.errors import TransientError

WRITTEN = Mail(
    to_name="Amina Yusuf",
    to_email="amina@tidewell.example",
    from_name="Harbour Days",
    from_email="hello@rapport.example",
    subject="Meet Ben Okafor",
    text="Hello Amina\n",
    html="<p>Hello Amina</p>\n",
    message_id="d1@rapport.example",
    date=datetime(2031, 5, 1, tzinfo=UTC),
    unsubscribe="https://rapport.example/u/d1",
)


class TestCompose:
    def test_carries_both_versions_and_says_how_to_stop(self) -> None:
        """Some read plain text, all may leave with one click."""
        mail = message_from_bytes(serialise(WRITTEN), policy=policy.default)

        assert mail.get_content_type() == "multipart/alternative"
        parts = [part.get_content() for part in mail.iter_parts()]
        assert [part.replace("\r\n", "\n") for part in parts] == [WRITTEN.text, WRITTEN.html]
        assert mail["List-Unsubscribe"] == "<https://rapport.example/u/d1>"
        assert mail["To"].addresses[0].addr_spec == "amina@tidewell.example"

    def test_is_the_same_bytes_for_the_same_letter(self) -> None:
        """A delivery tried again must be the same mail."""
        assert serialise(WRITTEN) == serialise(replace(WRITTEN))

    @pytest.mark.parametrize(
        "name",
        [
            "Amina\r\nBcc: all@x.example",
            "=?utf-8?q?Amina=0D=0ABcc:all@x.example?=",
            "Amina\u2028Bcc: all@x.example",
            "==??utf-8?q?=0D=0ABcc:_all@x.example?=",
            '"Amina" <all@x.example>,',
        ],
    )
    def test_lets_no_name_add_a_header_or_a_recipient(self, name: str) -> None:
        """Names come from rosters, which anybody may have typed."""
        written = replace(WRITTEN, to_name=name, subject=name, from_name=name)

        mail = message_from_bytes(serialise(written), policy=policy.default)

        assert mail["Bcc"] is None
        assert [a.addr_spec for a in mail["To"].addresses] == ["amina@tidewell.example"]
        assert [a.addr_spec for a in mail["From"].addresses] == ["hello@rapport.example"]

    @given(st.text(max_size=90), st.text(max_size=250), st.text(max_size=60))
    @settings(max_examples=25)
    def test_goes_to_one_person_whatever_was_typed(
        self, name: str, subject: str, text: str
    ) -> None:
        """Folding and encoding names has broken mail libraries before."""
        written = replace(WRITTEN, to_name=name, subject=subject, text=text, html=text)

        mail = message_from_bytes(serialise(written), policy=policy.default)

        assert [a.addr_spec for a in mail["To"].addresses] == ["amina@tidewell.example"]
        assert set(mail.keys()) == {
            *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"),
            *("List-Unsubscribe", "List-Unsubscribe-Post", "Content-Type"),
        }

    @pytest.mark.parametrize("word", ["wellbeing", "Fürsorge", "健康"])
    def test_carries_subjects_of_every_length(self, word: str) -> None:
        """Where a subject is folded depends on its length, and a folded one must arrive whole."""
        for length in range(40, 100):
            subject = " ".join([word] * 40)[:length].strip()
            mail = message_from_bytes(
                serialise(replace(WRITTEN, subject=subject)), policy=policy.default
            )
            assert mail["Subject"] == subject

    def test_keeps_names_of_other_scripts(self) -> None:
        """A name that arrives as question marks is an insult."""
        name = "\u674e\u5c0f\u9f99, \u00c5sa \u00d8sterg\u00e5rd"

        mail = message_from_bytes(serialise(replace(WRITTEN, to_name=name)), policy=policy.default)

        assert mail["To"].addresses[0].display_name == name

    @pytest.mark.parametrize(
        "email",
        ["", "amina", "a@b@c d", "a\n@b.example", "=?x?@b.example", "a@-b", "a@b..c", "<a@b>"],
    )
    def test_refuses_an_address_that_is_none(self, email: str) -> None:
        """Guessing what was meant would write to strangers."""
        with pytest.raises(UnusableAddress):
            serialise(replace(WRITTEN, to_email=email))

    @pytest.mark.parametrize(
        "change", [{"message_id": "x\r\ny@z"}, {"unsubscribe": "javascript:alert(1)"}]
    )
    def test_refuses_an_id_or_a_link_that_would_break_a_header(
        self, change: dict[str, str]
    ) -> None:
        """These come from settings, and a slip there should be loud."""
        with pytest.raises(UnusableAddress):
            serialise(replace(WRITTEN, **change))  # type: ignore[arg-type]  # texts only


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the operating system refuse larger files, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestFileMailer:
    def test_writes_one_mail_a_delivery(self, tmp_path: Path) -> None:
        """Delivery is at least once; the reader sees one."""
        mailer = FileMailer(tmp_path / "mails")

        mailer.send("d1", b"one")
        mailer.send("d1", b"one")

        assert [p.name for p in (tmp_path / "mails").iterdir()] == ["d1.eml"]
        assert (tmp_path / "mails" / "d1.eml").read_bytes() == b"one"

    def test_leaves_no_half_mail(self, tmp_path: Path) -> None:
        """The new name appears only once everything is written."""
        mailer = FileMailer(tmp_path)
        (tmp_path / "d1.eml").mkdir()

        with pytest.raises(TransientError):
            mailer.send("d1", b"one")

        assert [p.name for p in tmp_path.iterdir()] == ["d1.eml"]

    def test_says_what_is_wrong_with_the_folder(self, tmp_path: Path) -> None:
        """The organiser has to mend it; the worker tries again meanwhile."""
        (tmp_path / "mails").write_text("a file")

        with pytest.raises(TransientError, match=r"could not be written to .*mails"):
            FileMailer(tmp_path / "mails").send("d1", b"one")

    def test_keeps_the_last_whole_mail_when_the_disk_is_full(self, tmp_path: Path) -> None:
        """Somebody frees space, and the mail goes out; until then nothing is half written."""
        mailer = FileMailer(tmp_path)
        mailer.send("d1", b"one")

        with files_of_at_most(100_000), pytest.raises(TransientError, match="too large"):
            mailer.send("d1", b"two" * 100_000)

        assert [p.name for p in tmp_path.iterdir()] == ["d1.eml"]
        assert (tmp_path / "d1.eml").read_bytes() == b"one"

    @pytest.mark.parametrize("delivery", ["", "../d1", "a/b", ".hidden", "d1\n", "d1.eml"])
    def test_writes_nowhere_else(self, tmp_path: Path, delivery: str) -> None:
        """A delivery id crosses the log, and a path in it must lead nowhere."""
        with pytest.raises(UnusableDelivery):
            FileMailer(tmp_path).send(delivery, b"one")
