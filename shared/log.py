"""The port to the log: append, read as a group, commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol, Self

from shared.errors import RapportError

MAX_ENTRY_BYTES = 1_000_000


class EntryTooLarge(RapportError):
    """An entry is larger than any log takes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is appended: `key` within `event`; a `value` of None is a tombstone."""

    topic: str
    event: str
    key: str
    value: bytes | None


def place_of(topic: str, partition: int, offset: int) -> str:
    """Name a record for people."""
    return f"{topic}/{partition}@{offset}"


@dataclass(frozen=True, slots=True)
class Record:
    """An entry that the log holds, where, and since when (seconds since 1970; 0 if unknown)."""

    topic: str
    partition: int
    offset: int
    event: str
    key: str
    value: bytes | None
    at: float = field(default=0.0, compare=False)

    @property
    def where(self) -> str:
        """Name the record for people: topic, partition and offset."""
        return place_of(self.topic, self.partition, self.offset)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a reader has yet to settle of what is its own.

    Attributes:
        records: how many, by topic and partition.
        oldest_at: no record that waits was written before this, in seconds since 1970; None
            where none waits.
    """

    records: Mapping[tuple[str, int], int]
    oldest_at: float | None


Ends = Mapping[tuple[str, int], int]
"""The offset of the last record that there was, by topic and partition."""


class OwnedPartitions(Protocol):
    """The events of which a reader, and no other of its group, gets the records now."""

    def owns(self, event: str) -> bool:
        """Tell whether the event is this reader's, and all its records were read.

        What another reader of the group did for the event is then known, so that it is not
        done twice.
        """

    def fence(self, event: str) -> AbstractContextManager[bool]:
        """Keep an event from moving to another reader while something short is done for it.

        Yields what `owns` says. A reader that is believed dead loses its events all the same.
        """


class Subscription(OwnedPartitions, Protocol):
    """One reader of a group; only one live reader of a group gets a record.

    Close it, or let its process die, and another reader of the group takes over from the
    last committed record. While records are in hand, read and not yet committed, no event
    moves to another reader.
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

    def is_caught_up(self) -> bool:
        """Tell whether this reader reads, and had read all that is its own when it last looked."""

    def backlog(self) -> Backlog:
        """Count what waits; may be asked from any thread, and then be a moment old."""

    def close(self) -> None:
        """Give back what was read and not committed."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Log(Protocol):
    """The truth: every message, in order for each event and topic."""

    def append(self, entries: Sequence[Entry]) -> Sequence[int]:
        """Write entries; they are durable, and in order, when this returns.

        Returns:
            Each entry's offset, which grows within an event and topic.

        Raises:
            EntryTooLarge: one has more than `MAX_ENTRY_BYTES`; none was written.
            TransientError: none, or of each topic only a first part, was written, or it is
                not known that they were: to append again is safe, since newer wins by key.
        """

    def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        """Read `topics` as a member of `group`, from its last commit or from the start."""

    def has_reader(self, group: str) -> bool:
        """Tell whether a member of `group` reads, or stands by to, in whatever process.

        Raises:
            TransientError: the log could not be asked just now.
        """

    def ends(self, topics: Sequence[str]) -> Ends:
        """Tell where `topics` end now.

        Raises:
            TransientError: the log could not be asked just now.
        """

    def has_settled(self, group: str, ends: Ends) -> bool:
        """Tell whether the members of `group` together have settled all that is before `ends`.

        Raises:
            TransientError: the log could not be asked just now.
        """

    def scan(self, topics: Sequence[str]) -> Iterator[Record]:
        """Read all that `topics` hold now, as nobody's reader; in order per event and topic.

        Raises:
            TransientError: the log could not be read just now.
        """

    def sweep(self) -> None:
        """Let what tombstones erased go from places that have gone quiet; call it now and then.

        Raises:
            TransientError: the log could not be read or written just now.
        """

    def ping(self) -> None:
        """Ask whether the log answers.

        Raises:
            TransientError: it does not.
        """

    def close(self) -> None:
        """Let go of files and connections."""


def refuse_too_large(entries: Iterable[Entry]) -> None:
    """Check entries before any of them is written.

    Raises:
        EntryTooLarge: names the topic and the key of one that is.
    """
    for entry in entries:
        if entry.value is not None and len(entry.value) > MAX_ENTRY_BYTES:
            raise EntryTooLarge(
                f"an entry of {len(entry.value):,} bytes for {entry.topic} ({entry.key})"
                f" exceeds {MAX_ENTRY_BYTES:,}; shorten what it says"
            )
