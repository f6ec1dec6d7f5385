"""A mail reads as it was written, whatever names, subjects and files are in it."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from services.notifier.channels.mime import Attachment, Mail, serialise
from tests.unit.notifier.mail_server import WRITTEN

NASTY = st.sampled_from(
    [
        *("Åsa Østergård", '"quoted" \\ back', "=?utf-8?q?A=0D=0ABcc:x@x.example?=", "a\r\nBcc: x"),
        *("名前" * 40, "x" * 300, "a;b=c", "filename*0*=utf-8''x", " ", "🙂" * 60, "à" * 78),
    ]
)
WORDS = NASTY | st.text(max_size=120)
CLEAN = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="=?"), min_size=1, max_size=60
)
BODY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=300)
ATTACHED = st.builds(
    Attachment,
    name=WORDS,
    content=st.binary(max_size=200),
    type=st.sampled_from(["application/pdf", "text/calendar", "image/png"]),
)
MAILS = st.builds(
    replace,
    st.just(WRITTEN),
    to_name=WORDS,
    from_name=WORDS,
    subject=WORDS,
    text=BODY,
    html=BODY,
    reply_to_name=WORDS,
    reply_to_email=st.sampled_from(["", "organiser@harbour.example"]),
    list_name=WORDS,
    list_id=st.sampled_from(["", "e1.rapport.example"]),
    unsubscribe=st.sampled_from(["", f"https://rapport.example/u/{'t' * 300}"]),
    attachments=st.lists(ATTACHED, max_size=3).map(tuple),
)
PARAMETER = re.compile(rb";\s*([^\s=;]+)=")
SAID = {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted"}


def headers_of_parts(content: bytes) -> list[bytes]:
    """Give the fields that say how a mail is made, as they are on the wire, line ends and all."""
    return re.findall(
        rb"^Content-(?:Type|Disposition):.*(?:\r\n[ \t].*)*", content, re.MULTILINE | re.IGNORECASE
    )


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def parsed(mail: Mail) -> EmailMessage:
    read = message_from_bytes(serialise(mail), policy=policy.default)
    assert not [defect for part in read.walk() for defect in part.defects]
    return read


class TestSerialise:
    @given(MAILS)
    def test_cuts_no_parameter_into_pieces(self, mail: Mail) -> None:
        """Scanners that don't know RFC 2231 find no boundary, and so an empty mail."""
        found = headers_of_parts(serialise(mail))

        assert len(found) >= 3
        for field in found:
            assert not [name for name in PARAMETER.findall(field) if b"*" in name]
            for boundary in re.findall(rb'boundary="?([^";\s]*)', field):
                assert re.fullmatch(rb"[A-Za-z0-9]{10,40}", boundary)

    @given(MAILS)
    def test_reads_as_it_was_written(self, mail: Mail) -> None:
        """Every part and every file is there, and no header that nobody wrote."""
        read = parsed(mail)
        text, html = read.get_body(("plain",)), read.get_body(("html",))
        assert text is not None
        assert html is not None

        assert lines(text.get_content()) == lines(mail.text)
        assert lines(html.get_content()) == lines(mail.html)
        assert [part.get_content_type() for part in read.iter_attachments()] == [
            attached.type for attached in mail.attachments
        ]
        assert [part.get_payload(decode=True) for part in read.iter_attachments()] == [
            attached.content for attached in mail.attachments
        ]
        wanted = SAID | ({"Reply-To"} if mail.reply_to_email else set())
        wanted |= {"List-ID"} if mail.list_id else set()
        if mail.unsubscribe:
            wanted |= {"List-Unsubscribe", "List-Unsubscribe-Post"}
            assert read["List-Unsubscribe"] == f"<{mail.unsubscribe}>"
        assert set(read.keys()) - {"MIME-Version", "Content-Type"} == wanted
        assert mail.reply_to_email in str(read["Reply-To"] or "")
        assert [address.addr_spec for address in read["To"].addresses] == [mail.to_email]

    @given(CLEAN, CLEAN)
    def test_keeps_names_and_subjects_that_are_harmless(self, name: str, subject: str) -> None:
        """What is taken out is what could do harm, and nothing else."""
        read = parsed(replace(WRITTEN, from_name=name, subject=subject))

        assert read["Subject"] == subject
        assert read["From"].addresses[0].display_name == name

    @given(WORDS)
    def test_gives_files_names_that_any_system_takes(self, name: str) -> None:
        """A name that needs quotes or another alphabet would need RFC 2231."""
        attached = Attachment(f"{name}.ics", b"x", "text/calendar")
        (part,) = parsed(replace(WRITTEN, attachments=(attached,))).iter_attachments()

        assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}\.ics", part.get_filename() or "")

    @given(MAILS)
    def test_gives_the_same_bytes_for_the_same_mail(self, mail: Mail) -> None:
        """A second try under one Message-ID must be the same mail."""
        assert serialise(mail) == serialise(mail)
