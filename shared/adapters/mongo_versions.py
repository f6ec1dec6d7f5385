"""The collections of a service's views, those of each version under a name of its own."""

from __future__ import annotations

from typing import Any

from shared.adapters.mongo_store import IDENTITY, Database, translated

BOOKKEEPING = "bookkeeping."


class MongoVersions:
    """The `OtherVersions` of a service whose views are collections of one database."""

    def __init__(self, database: Database, service: str, version: int) -> None:
        """Name the collections in `database`.

        Args:
            database: the service's.
            service: whose views.
            version: of the views that this process understands.
        """
        self._database, self._service = database, service
        self.namespace = f"v{version}."

    def first_reader(self) -> str | None:
        """Read it from the collections of the first release, whose names have no version."""
        with translated():
            known: dict[str, Any] | None = self._database[IDENTITY].find_one({"_id": IDENTITY})
        return None if known is None else f"{self._service}-{known['name']}-2"

    def drop(self) -> None:
        """Drop the collections of all other versions."""
        with translated():
            for name in self._database.list_collection_names():
                if not name.startswith((self.namespace, BOOKKEEPING)):
                    self._database[name].drop()
