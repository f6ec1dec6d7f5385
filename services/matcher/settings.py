"""What the matcher reads from its environment."""

from __future__ import annotations

from shared.settings import Settings


class MatcherSettings(Settings):
    """Which model embeds: a built-in one's name, or a folder; empty is the default one."""

    model: str = ""
