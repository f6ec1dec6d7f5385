"""Envelope senders name their letters, to us alone."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain.envelope import EnvelopeSenders

OURS = EnvelopeSenders("introductions@rapport.example", b"a secret of a test, long enough for it")
LETTERS = st.uuids().map(str)
LETTER = str(UUID(int=7))


class TestEnvelopeSenders:
    @given(LETTERS, st.booleans(), st.sampled_from(["", "prvs=1234567890="]))
    def test_name_their_letter(self, letter: str, capitals: bool, before: str) -> None:  # noqa: FBT001 - drawn
        """Servers on the way change the case, and put something in front."""
        address = before + OURS.of(letter)

        assert OURS.letter(address.upper() if capitals else address) == letter

    @given(LETTERS)
    def test_fit_in_what_mail_allows(self, letter: str) -> None:
        """64 characters before the @ and letters of ASCII: longer ones are refused."""
        local, _, domain = OURS.of(letter).rpartition("@")

        assert len(local) <= 64
        assert domain == "rapport.example"
        assert local.startswith("introductions+")

    @given(LETTERS, LETTERS)
    def test_are_not_made_by_others(self, letter: str, other: str) -> None:
        """Who could name a letter could take a person out of an event."""
        stranger = EnvelopeSenders(OURS.mail_from, b"another secret, which is as long as that")
        assert OURS.letter(stranger.of(letter)) is None
        if letter != other:
            grafted = OURS.of(letter)[: len("introductions+") + 26] + OURS.of(other)[-24:]
            assert OURS.letter(grafted) is None

    @given(st.text() | st.from_regex(r"[a-z]*\+[a-z2-7]{34}@[a-z.]*", fullmatch=True))
    def test_read_nothing_into_other_addresses(self, address: str) -> None:
        """Anybody can write to the mailbox."""
        assert OURS.letter(address) is None

    def test_are_plain_for_what_they_cannot_name(self) -> None:
        """A mailbox with a long name sends all the same."""
        long = EnvelopeSenders(f"{'x' * 40}@rapport.example", OURS.secret)

        assert OURS.of("d1") == OURS.mail_from
        assert long.of(LETTER) == long.mail_from

    def test_keep_the_secret_to_themselves(self) -> None:
        """What is printed is logged."""
        assert "secret of" not in repr(OURS)
