"""What the matcher reads from its environment."""

from __future__ import annotations

from shared.settings import Settings


class MatcherSettings(Settings):
    """Which model embeds: a built-in one's name, or a folder; empty is the default one.

    Where letters leave through the mail server `smtp_host`, a release needs to know more of who
    sends them.
    """

    model: str = ""
    smtp_host: str = ""
