"""A link in a letter does what it was sent for, and nothing else."""

from __future__ import annotations

import re

import pytest
from itsdangerous import URLSafeTimedSerializer

from shared.web.identity import Identity, NotSignedIn, Tokens
from shared.web.purpose_tokens import (
    PURPOSES,
    InvalidLink,
    Purpose,
    PurposeToken,
    PurposeTokens,
)

SECRET = b"a secret of thirty-two characters"
ATTENDEE = "5f0c1a4e-9f0e-5b39-8f5b-0d5d4a6a4d11"
EVENT = "8f0c1a4e-9f0e-4b39-8f5b-0d5d4a6a4d12"
LETTER = "af0c1a4e-9f0e-5b39-8f5b-0d5d4a6a4d13"


class TestPurposeTokens:
    @pytest.mark.parametrize("purpose", PURPOSES)
    def test_tell_whose_they_are_and_what_for(self, purpose: Purpose) -> None:
        """The page behind a link knows all that it needs without a session."""
        tokens = PurposeTokens(SECRET)

        token = tokens.read(tokens.issue(ATTENDEE, EVENT, purpose, LETTER), purpose)

        assert token == PurposeToken(ATTENDEE, EVENT, purpose, LETTER, generation=0)

    @pytest.mark.parametrize("sent_for", PURPOSES)
    @pytest.mark.parametrize("used_for", PURPOSES)
    def test_are_worth_nothing_for_another_purpose(
        self, sent_for: Purpose, used_for: Purpose
    ) -> None:
        """A letter that is forwarded lets nobody into the account of who got it."""
        tokens = PurposeTokens(SECRET)
        issued = tokens.issue(ATTENDEE, EVENT, sent_for)

        if sent_for == used_for:
            assert tokens.read(issued, used_for).purpose == used_for
        else:
            with pytest.raises(InvalidLink):
                tokens.read(issued, used_for)

    def test_make_no_session(self) -> None:
        """Nor is a session's token a link: the two are signed apart."""
        opening = PurposeTokens(SECRET).issue(ATTENDEE, EVENT, "open")
        session = Tokens(SECRET).issue(Identity("attendee", ATTENDEE, EVENT))

        with pytest.raises(NotSignedIn):
            Tokens(SECRET).read(opening)
        with pytest.raises(InvalidLink):
            PurposeTokens(SECRET).read(session, "open")

    def test_are_refused_once_any_character_is_changed(self) -> None:
        """Nobody turns their own link into another attendee's."""
        tokens = PurposeTokens(SECRET)
        issued = tokens.issue(ATTENDEE, EVENT, "cards", LETTER)

        for at in range(len(issued) - 1):  # the very last one carries bits that nobody reads
            other = "A" if issued[at] != "A" else "B"
            with pytest.raises(InvalidLink):
                tokens.read(f"{issued[:at]}{other}{issued[at + 1 :]}", "cards")

    def test_are_refused_under_another_secret(self) -> None:
        """One deployment's links open nothing at another."""
        issued = PurposeTokens(b"another secret, just as long as it").issue(ATTENDEE, EVENT, "hide")

        with pytest.raises(InvalidLink):
            PurposeTokens(SECRET).read(issued, "hide")

    @pytest.mark.parametrize("purpose", PURPOSES)
    def test_end_after_a_while_only_where_they_make_a_session(self, purpose: Purpose) -> None:
        """Who opens a letter months later can still unsubscribe."""
        tokens = PurposeTokens(SECRET, open_life_s=-1)
        issued = tokens.issue(ATTENDEE, EVENT, purpose)

        if purpose == "open":
            with pytest.raises(InvalidLink):
                tokens.read(issued, purpose)
        else:
            assert tokens.read(issued, purpose).attendee == ATTENDEE

    @pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "é", "x" * 5000])
    def test_refuse_what_was_never_one(self, token: str) -> None:
        """Strangers send anything to an open page; it answers all of them the same."""
        with pytest.raises(InvalidLink):
            PurposeTokens(SECRET).read(token, "cards")

    def test_survive_mail_programs(self) -> None:
        """Programs break long lines, and stop a link at characters that they don't expect."""
        issued = PurposeTokens(SECRET).issue(ATTENDEE, EVENT, "unsubscribe", f"change:{'f' * 64}")

        assert re.fullmatch(r"[A-Za-z0-9_.-]+", issued)
        assert len(issued) < 500

    def test_keep_to_what_they_were_signed_with(self) -> None:
        """A signature of the same key under another salt is another thing."""
        forged = URLSafeTimedSerializer(SECRET).dumps([ATTENDEE, EVENT, "", 0])

        with pytest.raises(InvalidLink):
            PurposeTokens(SECRET).read(str(forged), "cards")
