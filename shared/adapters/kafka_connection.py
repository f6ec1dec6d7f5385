"""How to reach a Kafka cluster, and what its names are there."""

from __future__ import annotations

import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kafka.errors import KafkaError

from shared.errors import TransientError
from shared.log import Record

_EVENT = "event"
Headers = list[tuple[str, bytes]]
Client = Any
"""An object of the library, which has no types."""


@dataclass(frozen=True, slots=True)
class KafkaConnection:
    """Brokers, how to sign in there, and what stands before our topics and groups.

    Attributes:
        bootstrap_servers: `host:port` of some brokers.
        prefix: stands before the names of topics and groups, so that several deployments can
            share a cluster.
        security_protocol: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.
        sasl_mechanism: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.
        username: to sign in with.
        password: never shown.
        ca_file: certificates to trust; empty for the system's.
        cert_file: our own certificate, where brokers want one.
        key_file: its key.
        patience_s: after that, an append that no broker has acknowledged has failed.
    """

    bootstrap_servers: tuple[str, ...]
    prefix: str = ""
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str = "SCRAM-SHA-512"
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    patience_s: float = 30.0

    @property
    def request_timeout_ms(self) -> int:
        """Give how long one request may take, so that there is time for others after it."""
        return round(self.patience_s * 1000 / 3)

    def options(self) -> dict[str, Any]:
        """Give what every client of the library takes."""
        options: dict[str, Any] = {
            "bootstrap_servers": list(self.bootstrap_servers),
            "client_id": f"rapport-{socket.gethostname()}-{os.getpid()}",
            "security_protocol": self.security_protocol,
            "bootstrap_timeout_ms": self.request_timeout_ms,
            "reconnect_backoff_max_ms": 1000,
        }
        if self.security_protocol.startswith("SASL"):
            options |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        if self.security_protocol.endswith("SSL"):
            options |= {
                "ssl_cafile": self.ca_file or None,
                "ssl_certfile": self.cert_file or None,
                "ssl_keyfile": self.key_file or None,
            }
        return options

    def there(self, name: str) -> str:
        """Name a topic or a group as the cluster knows it."""
        return self.prefix + name

    def here(self, name: str) -> str:
        """Name a topic of the cluster as we know it."""
        return name.removeprefix(self.prefix)


def partition_of(event: str, partitions: int) -> int:
    """Choose the partition of all messages of an event; the same in every topic and process."""
    return zlib.crc32(event.encode()) % partitions


def headers_of(event: str) -> Headers:
    """Say in a record's headers which event it is about; its key is the entity's."""
    return [(_EVENT, event.encode())]


def _event_of(headers: Headers) -> str:
    """Read which event a record is about; empty where a stranger wrote it and did not say."""
    return next((_text_of(value) for name, value in headers if name == _EVENT), "")


def _text_of(raw: bytes | None) -> str:
    """Read a key or a header; what is no text stays visibly so, for the dead letters."""
    return (raw or b"").decode(errors="backslashreplace")


def record_of(connection: KafkaConnection, raw: Client) -> Record:
    """Read a record as it is; nothing in it can raise."""
    return Record(
        topic=connection.here(raw.topic),
        partition=raw.partition,
        offset=raw.offset,
        event=_event_of(raw.headers),
        key=_text_of(raw.key),
        value=raw.value,
        at=max(0.0, raw.timestamp / 1000),
    )


def missing(topic: str) -> TransientError:
    """Say that a topic is not there, and what to do."""
    return TransientError(f"Kafka has no topic {topic}; make it with: rapport topics")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the library says of brokers into a `TransientError`.

    Only the kind of the error is told: its text quotes whole requests.
    """
    try:
        yield
    except KafkaError as error:
        raise TransientError(f"Kafka: {type(error).__name__}") from error
