"""Mails as files in a folder, for a machine without a mail server."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from services.notifier.ports import Outcome, ServerAway
from shared.errors import RapportError, TransientError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")

_RETRY_S = 10.0


class UnusableDelivery(RapportError):
    """A letter's id that cannot be a file's name."""


class FileMailer:
    """Writes each mail to `<letter>.eml`; complete, or not at all.

    Args:
        folder: where the mails go; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trouble = ""

    def send(self, letter: str, mail: bytes) -> Outcome:
        """Write a mail; the same letter again replaces it.

        Args:
            letter: its id.
            mail: serialised.

        Raises:
            UnusableDelivery: the id is no plain name.
            ServerAway: the disk is full, or the folder cannot be written.
        """
        if not _NAME.fullmatch(letter):
            raise UnusableDelivery("a letter's id has letters, digits, - and _ only")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._replace(self._folder / f"{letter}.eml", mail)
        except OSError as error:
            self._trouble = (
                f"a mail could not be written to {self._folder}: {error.strerror or error};"
                " see that there is space, and that it may be written"
            )
            raise ServerAway(self._trouble, retry_in_s=_RETRY_S) from error
        self._trouble = ""
        return Outcome.TAKEN

    def forget(self, letter: str) -> None:
        """Remove a mail, and what a killed process may have left of it.

        Args:
            letter: its id; under one that is no plain name nothing was written.

        Raises:
            TransientError: the folder cannot be written.
        """
        if not _NAME.fullmatch(letter) or not self._folder.exists():
            return
        try:
            parts = self._folder.glob(f".{letter}-????????.part")
            for kept in (self._folder / f"{letter}.eml", *parts):
                kept.unlink(missing_ok=True)
            _sync(self._folder)
        except OSError as error:
            raise TransientError(
                f"a mail could not be removed from {self._folder}: {error.strerror or error}"
            ) from error

    def trouble(self) -> str:
        """Say why the last mail could not be written; empty when it was."""
        return self._trouble

    def _replace(self, target: Path, mail: bytes) -> None:
        """Write beside the target, then put it in its place: a kill leaves no half mail."""
        descriptor, name = tempfile.mkstemp(
            prefix=f".{target.stem}-", suffix=".part", dir=self._folder
        )
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(mail)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync(self._folder)


def _sync(folder: Path) -> None:
    """Make a file's new name survive a power cut, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
