"""What every service reads from its environment, once, before it starts."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.errors import RapportError

MIN_SECRET_LENGTH = 32


class WrongSettings(RapportError):
    """The environment can't be used; the text names all that is missing or wrong."""


class Settings(BaseSettings):
    """What all services need.

    `secret_key` signs links and hashes companies and people; it is the same for all services
    of a deployment, and made and kept in `data_dir` where the environment gives none.
    """

    model_config = SettingsConfigDict(env_prefix="RAPPORT_", frozen=True, env_ignore_empty=True)

    data_dir: Path = Path("data")
    secret_key: SecretStr = Field(default=SecretStr(""), validate_default=False)
    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)
    public_url: str = ""

    @property
    def secret(self) -> bytes:
        """Give the secret key's bytes."""
        return self.secret_key.get_secret_value().encode()

    @property
    def url(self) -> str:
        """Give the address that links start with, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @classmethod
    def read(cls, **overrides: object) -> Self:
        """Read the environment; `overrides` that are not None win over it.

        Raises:
            WrongSettings: something is missing or wrong; all of it is named at once.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        try:
            settings = cls(**given)  # type: ignore[arg-type]  # validated right here
        except ValidationError as error:
            raise WrongSettings(_complaints(error)) from None
        if not settings.secret:
            settings = settings.model_copy(update={"secret_key": _kept_secret(settings.data_dir)})
        if len(settings.secret) < MIN_SECRET_LENGTH:
            raise WrongSettings(
                f"RAPPORT_SECRET_KEY, or secret.key in {settings.data_dir}:"
                f" at least {MIN_SECRET_LENGTH} characters"
            )
        return settings


def _complaints(error: ValidationError) -> str:
    return "; ".join(
        f"RAPPORT_{'_'.join(map(str, found['loc'])).upper()}: {found['msg']}"
        for found in error.errors()
    )


def _kept_secret(data_dir: Path) -> SecretStr:
    """Read the kept key; the first process to ask makes it, whole or not at all."""
    path = data_dir / "secret.key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make_secret(path)
        return SecretStr(path.read_text())
    except OSError as error:
        raise WrongSettings(f"RAPPORT_DATA_DIR: {path}: {error.strerror}") from error


def _make_secret(path: Path) -> None:
    with NamedTemporaryFile("w", dir=path.parent) as file:  # which only its owner may read
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first
            os.link(file.name, path)
