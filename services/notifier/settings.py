"""What the notifier reads from its environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from shared.settings import Settings


class NotifierSettings(Settings):
    """Who mails come from, how they leave, and where facts about companies are.

    Mails go to the server `smtp_host`; without one they are written as files to `mail` in
    `data_dir`. `smtp_security` says whether the connection is encrypted from its first byte
    (`tls`), before anything else is said (`starttls`), or not at all (`none`, where the login
    travels in clear, too). The login is ASCII, or empty where the server wants none.
    `mail_per_second` letters leave through it in a second, 0 for no limit. The envelope sender
    names the letter that a bounce is about (`mail_envelope` is `letter`), or is `mail_from` itself
    (`plain`) for a server that takes no other; with `bounce_secret`, a relay may tell of bounces.
    """

    mail_from: str = Field(default="introductions@rapport.example", pattern=r"^[^@\s]+@[^@\s]+$")
    smtp_host: str = Field(default="", pattern=r"^[^@/\s]*$")
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_username: str = Field(default="", repr=False, pattern=r"^[ -~]*$")
    smtp_password: SecretStr = Field(default=SecretStr(""), validate_default=True)
    mail_per_second: float = Field(default=10.0, ge=0.0, le=1000.0, allow_inf_nan=False)
    mail_envelope: Literal["letter", "plain"] = "letter"
    bounce_secret: SecretStr = SecretStr("")
    facts_file: Path | None = None

    @field_validator("smtp_password")
    @classmethod
    def _completes_the_login(cls, password: SecretStr, given: ValidationInfo) -> SecretStr:
        secret = password.get_secret_value()
        if not (secret.isascii() and (secret == "" or secret.isprintable())):
            raise PydanticCustomError("login", "only printable ASCII can be sent")
        if bool(secret) != bool(given.data.get("smtp_username", secret)):
            raise PydanticCustomError("login", "set RAPPORT_SMTP_USERNAME and this, or neither")
        return password
