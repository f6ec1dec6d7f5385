"""The port to the log: append, read as a group, commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Entry:
    """What is appended: `key` within `event`; a `value` of None is a tombstone."""

    topic: str
    event: str
    key: str
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """An entry that the log holds, and where."""

    topic: str
    partition: int
    offset: int
    event: str
    key: str
    value: bytes | None

    @property
    def where(self) -> str:
        """Name the record for people: topic, partition and offset."""
        return f"{self.topic}/{self.partition}@{self.offset}"


class Subscription(Protocol):
    """One reader of a group; only one live reader of a group gets a record.

    Close it, or let its process die, and another reader of the group takes over from the
    last committed record.
    """

    def poll(self, *, limit: int, timeout_s: float) -> Sequence[Record]:
        """Read on: up to `limit` records, in order per event; none after `timeout_s`.

        Raises:
            TransientError: the log could not be read just now.
        """

    def commit(self, records: Iterable[Record]) -> None:
        """Settle these records and all before them: the group will not read them again.

        Raises:
            TransientError: the log could not be written just now.
        """

    def owns(self, event: str) -> bool:
        """Tell whether this reader, and no other of its group, gets the event's records now."""

    def close(self) -> None:
        """Give back what was read and not committed."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Log(Protocol):
    """The truth: every message, in order for each event."""

    def append(self, entries: Sequence[Entry]) -> Sequence[int]:
        """Write entries; they are durable, and in order, when this returns.

        Returns:
            Each entry's offset, which grows within an event and topic.

        Raises:
            TransientError: none, or only a first part, of them was written.
        """

    def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        """Read `topics` as a member of `group`, from its last commit or from the start."""

    def ping(self) -> None:
        """Ask whether the log answers.

        Raises:
            TransientError: it does not.
        """

    def close(self) -> None:
        """Let go of files and connections."""
