"""The files of a service's views, one a version, in the data folder."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from shared.adapters.sqlite import translated


class SqliteVersions:
    """The `OtherVersions` of a service whose views are files."""

    def __init__(self, folder: Path, service: str, version: int) -> None:
        """Name the files in `folder`.

        Args:
            folder: the data folder.
            service: whose views.
            version: of the views that this process understands.
        """
        self._folder, self._service = folder, service
        self.path = folder / f"{service}-{version}.sqlite"
        self._first = folder / f"{service}.sqlite"

    def first_reader(self) -> str | None:
        """Read it from the file of the first release, whose name has no version."""
        if not self._first.exists():
            return None
        with translated(), closing(sqlite3.connect(self._first)) as connection:
            (identity,) = connection.execute('SELECT name FROM "$identity"').fetchone()
        return f"{self._service}-{identity}-2"

    def drop(self) -> None:
        """Delete the files of all other versions."""
        for path in self._others():
            path.unlink(missing_ok=True)

    def _others(self) -> Iterator[Path]:
        views = re.compile(rf"{self._service}(-\d+)?\.sqlite")
        for path in self._folder.iterdir():
            file = path.name.removesuffix("-wal").removesuffix("-shm")
            if views.fullmatch(file) and file != self.path.name:
                yield path
