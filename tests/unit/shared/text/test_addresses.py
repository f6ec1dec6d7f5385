"""An e-mail address is one, however it is written."""

# ruff: noqa: RUF001 - full-width letters are the point
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.text import normal_email


class TestNormalEmail:
    @pytest.mark.parametrize(
        "written",
        [
            "Ann@X.example", " ann@x.example\n", "<ann@x.example>", "mailto:ann@x.example",
            "MAILTO:Ann@x.example", "ａｎｎ＠x.example",
        ],
    )  # fmt: skip
    def test_is_one_for_all_spellings(self, written: str) -> None:
        """Somebody who signs up twice is one person."""
        assert normal_email(written) == "ann@x.example"

    @pytest.mark.parametrize(
        "email", ["ann.b+rapport@x.example", "søren@x.example", "josé@x.example"]
    )
    def test_keeps_what_tells_mailboxes_apart(self, email: str) -> None:
        """Two mailboxes are two people, and keys of earlier events hold this very spelling."""
        assert normal_email(email) == email

    @given(st.emails())
    def test_is_its_own_spelling(self, email: str) -> None:
        """The key at the next event has to be the same."""
        assert normal_email(normal_email(email)) == normal_email(email)
