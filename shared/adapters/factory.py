"""Opens the log and the stores that the settings name: servers, or files in the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import stamina

from shared import cutover
from shared.adapters.sqlite_log import SqliteLog
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_versions import SqliteVersions
from shared.errors import TransientError
from shared.log import Log
from shared.service import Stores
from shared.settings import Settings, WrongSettings
from shared.store import Collections

if TYPE_CHECKING:  # the libraries of servers are loaded only where there are some
    from shared.adapters.kafka_topics import KafkaTopics

START_TIMEOUT_S = 45.0
"""So long a start waits for servers that start at the same time."""


def open_log(settings: Settings) -> Log:
    """Open the log.

    Args:
        settings: of the deployment.

    Raises:
        WrongTopics: the brokers' topics are missing, or not as they have to be.
        TransientError: no broker answers, even after a wait.
    """
    if not settings.kafka_bootstrap_servers:
        return SqliteLog(settings.data_dir / "log.sqlite")
    from shared.adapters.kafka_log import KafkaLog

    topics = open_topics(settings)
    _patiently()(topics.check)
    return KafkaLog(topics.connection)


def open_topics(settings: Settings) -> KafkaTopics:
    """Name the brokers' topics as they have to be; nothing is connected yet.

    Raises:
        WrongSettings: the settings name no brokers.
    """
    from shared import topics
    from shared.adapters.kafka_connection import KafkaConnection
    from shared.adapters.kafka_topics import KafkaTopics, TopicSpec

    servers = [server.strip() for server in settings.kafka_bootstrap_servers.split(",")]
    if not any(servers):
        raise WrongSettings(
            "RAPPORT_KAFKA_BOOTSTRAP_SERVERS: which brokers? host:port, with commas"
        )
    connection = KafkaConnection(
        bootstrap_servers=tuple(filter(None, servers)),
        prefix=settings.kafka_prefix,
        security_protocol=settings.kafka_security_protocol,
        sasl_mechanism=settings.kafka_sasl_mechanism,
        username=settings.kafka_username,
        password=settings.kafka_password.get_secret_value(),
        ca_file=str(settings.kafka_ca_file or ""),
        cert_file=str(settings.kafka_cert_file or ""),
        key_file=str(settings.kafka_key_file or ""),
    )
    spec = TopicSpec(settings.kafka_partitions, settings.kafka_replication)
    return KafkaTopics(connection, spec, topics.ALL)


def open_stores(
    settings: Settings, service: str, *, version: int, views: Collections, bookkeeping: Collections
) -> Stores:
    """Open a service's own documents.

    Args:
        settings: of the deployment.
        service: whose they are.
        version: of its views.
        views: every collection of the views, and its fields that are looked up.
        bookkeeping: in the same way, of what is kept beside them.

    Raises:
        WrongSettings: the address of the server is none.
        TransientError: the server does not answer, even after a wait.
    """
    beside = {**bookkeeping, **cutover.COLLECTIONS}
    if settings.mongodb_uri.get_secret_value():
        return _on_server(settings, service, version, views, beside)
    files = SqliteVersions(settings.data_dir, service, version)
    return Stores(
        version=version,
        collections=views,
        views=SqliteStore(files.path, views),
        bookkeeping=SqliteStore(settings.data_dir / f"{service}-bookkeeping.sqlite", beside),
        others=files,
    )


def _on_server(
    settings: Settings, service: str, version: int, views: Collections, bookkeeping: Collections
) -> Stores:
    from shared.adapters.mongo_connection import connect
    from shared.adapters.mongo_store import MongoStore
    from shared.adapters.mongo_versions import BOOKKEEPING, MongoVersions

    database = connect(
        settings.mongodb_uri.get_secret_value(),
        f"{settings.mongodb_database}_{service}",
        username=settings.mongodb_username,
        password=settings.mongodb_password.get_secret_value(),
        ca_file=str(settings.mongodb_ca_file or ""),
    )
    collections = MongoVersions(database, service, version)
    try:
        return Stores(
            version=version,
            collections=views,
            views=_patiently()(MongoStore, database, views, namespace=collections.namespace),
            bookkeeping=MongoStore(database, bookkeeping, namespace=BOOKKEEPING),
            others=collections,
        )
    except TransientError as error:
        raise TransientError(
            f"the server of {service}'s documents does not answer ({error}); is it up, and are"
            " RAPPORT_MONGODB_URI and the settings of the login right?"
        ) from error


def _patiently() -> stamina.BoundRetryingCaller:
    return stamina.RetryingCaller(attempts=None, timeout=START_TIMEOUT_S).on(TransientError)
