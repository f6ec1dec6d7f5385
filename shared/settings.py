"""What every service reads from its environment, once, before it starts."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.errors import RapportError

MIN_SECRET_LENGTH = 32


class WrongSettings(RapportError):
    """The environment can't be used; the text names all that is missing or wrong."""


class Settings(BaseSettings):
    """What all services need.

    `secret_key` signs links and hashes companies and people; it is the same for all services
    of a deployment, and made and kept in `data_dir` where the environment gives none.

    Brokers in `kafka_bootstrap_servers` hold the log, and a server at `mongodb_uri` the
    documents; without them, files in `data_dir` do. `metrics_port` is where a worker tells how
    it is.
    """

    model_config = SettingsConfigDict(env_prefix="RAPPORT_", frozen=True, env_ignore_empty=True)

    data_dir: Path = Path("data")
    secret_key: SecretStr = Field(default=SecretStr(""), validate_default=False)
    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)
    public_url: str = ""
    metrics_port: int | None = Field(default=None, ge=1, le=65535)

    kafka_bootstrap_servers: str = ""
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_ca_file: Path | None = None
    kafka_cert_file: Path | None = None
    kafka_key_file: Path | None = None
    kafka_prefix: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,100}$")
    kafka_partitions: int = Field(default=12, ge=1, le=1000)
    kafka_replication: int = Field(default=3, ge=1, le=100)

    mongodb_uri: SecretStr = SecretStr("")
    mongodb_username: str = ""
    mongodb_password: SecretStr = SecretStr("")
    mongodb_ca_file: Path | None = None
    mongodb_database: str = Field(default="rapport", pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,40}$")

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        """See that what belongs together is there, and that files that are named exist."""
        missing = []
        if self.kafka_security_protocol.startswith("SASL"):
            missing += [] if self.kafka_username else ["RAPPORT_KAFKA_USERNAME"]
            missing += [] if self.kafka_password.get_secret_value() else ["RAPPORT_KAFKA_PASSWORD"]
        if bool(self.kafka_cert_file) != bool(self.kafka_key_file):
            missing.append("both RAPPORT_KAFKA_CERT_FILE and RAPPORT_KAFKA_KEY_FILE, or neither")
        if bool(self.mongodb_username) != bool(self.mongodb_password.get_secret_value()):
            missing.append("both RAPPORT_MONGODB_USERNAME and RAPPORT_MONGODB_PASSWORD, or neither")
        for name in ("kafka_ca_file", "kafka_cert_file", "kafka_key_file", "mongodb_ca_file"):
            path = getattr(self, name)
            if path is not None and not path.is_file():
                missing.append(f"a file at RAPPORT_{name.upper()} ({path})")
        if missing:
            raise ValueError(f"needed: {', '.join(missing)}")
        return self

    @property
    def secret(self) -> bytes:
        """Give the secret key's bytes."""
        return self.secret_key.get_secret_value().encode()

    @property
    def url(self) -> str:
        """Give the address that links start with, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @classmethod
    def read_without_secret(cls, **overrides: object) -> Self:
        """Read the environment for what signs nothing: no secret key is asked for, nor made.

        Raises:
            WrongSettings: something is missing or wrong; all of it is named at once.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        try:
            return cls(**given)  # type: ignore[arg-type]  # validated right here
        except ValidationError as error:
            raise WrongSettings(_complaints(error)) from None

    @classmethod
    def read(cls, **overrides: object) -> Self:
        """Read the environment; `overrides` that are not None win over it.

        Raises:
            WrongSettings: something is missing or wrong; all of it is named at once.
        """
        settings = cls.read_without_secret(**overrides)
        if not settings.secret and settings.kafka_bootstrap_servers:
            raise WrongSettings(
                "RAPPORT_SECRET_KEY: needed where brokers hold the log, the same for all services;"
                " such as: openssl rand -hex 32"
            )
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
        if found["loc"]
        else found["msg"].removeprefix("Value error, ")
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
