"""What the notifier reads from its environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from shared.settings import Settings


class NotifierSettings(Settings):
    """Who mails come from, and where facts about companies are.

    Mails are written as files to `mail` in `data_dir`.
    """

    mail_from: str = Field(default="introductions@rapport.example", pattern=r"^[^@\s]+@[^@\s]+$")
    facts_file: Path | None = None
