"""How to reach a MongoDB server."""

from __future__ import annotations

from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import ConfigurationError, InvalidURI
from pymongo.write_concern import WriteConcern

from shared.settings import WrongSettings

_SELECTION_TIMEOUT_MS = 5_000
_SOCKET_TIMEOUT_MS = 30_000
_CONNECT_TIMEOUT_MS = 5_000


def connect(
    uri: str, database: str, *, username: str = "", password: str = "", ca_file: str = ""
) -> Database[dict[str, Any]]:
    """Name a database; a connection is made when it is first used.

    A write is done when a majority of the servers has it in its journal.

    Args:
        uri: of the server or of a replica set; may hold a user and a password.
        database: its name.
        username: to sign in with, instead of what the URI says.
        password: belongs to it.
        ca_file: certificates to trust instead of the system's; turns TLS on.

    Raises:
        WrongSettings: the URI is none; it is not repeated, as it may hold a password.
    """
    options: dict[str, Any] = {}
    if username:
        options |= {"username": username, "password": password}
    if ca_file:
        options |= {"tls": True, "tlsCAFile": ca_file}
    try:
        client: MongoClient[dict[str, Any]] = MongoClient(
            uri,
            appname="rapport",
            tz_aware=True,
            uuidRepresentation="standard",
            serverSelectionTimeoutMS=_SELECTION_TIMEOUT_MS,
            connectTimeoutMS=_CONNECT_TIMEOUT_MS,
            socketTimeoutMS=_SOCKET_TIMEOUT_MS,
            connect=False,
            **options,
        )
    except (ConfigurationError, InvalidURI, ValueError) as error:
        raise WrongSettings(
            "RAPPORT_MONGODB_URI: not an address that MongoDB's library understands"
            f" ({type(error).__name__}); such as mongodb://host:27017/"
        ) from None
    return client.get_database(database, write_concern=WriteConcern(w="majority", j=True))
