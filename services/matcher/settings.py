"""What the matcher reads from its environment."""

from __future__ import annotations

from shared.settings import Settings


class MatcherSettings(Settings):
    """Which sentence-transformers model embeds: a name or a folder; empty is the built-in one."""

    model: str = ""
