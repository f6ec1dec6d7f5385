"""Dead letters: what a worker could not handle; listed, and handled again once it can be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from shared import topics
from shared.errors import RapportError
from shared.log import Entry, Log, Record, place_of
from shared.messages.introductions import WITHDRAWN

Outcome = Literal["appended again", "superseded", "gone"]


class NoSuchDeadLetter(RapportError):
    """There is no dead letter of that name."""


class DeadLetter(BaseModel):
    """Where a record is that a service could not handle, and why; never what it says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    service: str
    topic: str
    partition: int
    offset: int
    reason: str
    event: str = ""
    at: float = 0.0

    @property
    def where(self) -> str:
        """Name the record."""
        return place_of(self.topic, self.partition, self.offset)

    @property
    def name(self) -> str:
        """Name the dead letter."""
        return f"{self.service}/{self.where}"


def reason_of(error: Exception) -> str:
    """Say why, never what: only our own errors' texts are known to name no values."""
    return str(error) if isinstance(error, RapportError) else type(error).__name__


def dead_letter(service: str, record: Record, error: Exception) -> Entry:
    """Keep where a bad record is and why, never what it says: that may be about a person.

    Args:
        service: the one that could not handle it.
        record: the bad one.
        error: why; its text is kept only if it is one of ours, which name no values.

    Returns:
        The entry for the dead letters; the same for the same record and service.
    """
    dead = DeadLetter(
        service=service,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        reason=reason_of(error),
    )
    written = dead.model_dump_json(exclude={"event", "at"}).encode()  # which the record has
    return Entry(topics.DEAD_LETTERS, record.event, dead.name, written)


def waiting(log: Log) -> list[DeadLetter]:
    """List the dead letters that nobody has settled, the oldest first."""
    newest: dict[str, DeadLetter | None] = {}
    for record in log.scan([topics.DEAD_LETTERS]):
        newest.pop(record.key, None)
        newest[record.key] = _read(record)
    return [dead for dead in newest.values() if dead is not None]


def _read(record: Record) -> DeadLetter | None:
    if record.value is None:
        return None
    try:
        dead = DeadLetter.model_validate_json(record.value)
    except ValidationError:
        return None  # not one of ours
    return dead.model_copy(update={"event": record.event, "at": record.at})


def named(log: Log, names: Collection[str]) -> list[DeadLetter]:
    """Find dead letters by name.

    Raises:
        NoSuchDeadLetter: names one that does not wait.
    """
    known = {dead.name: dead for dead in waiting(log)}
    for name in names:
        if name not in known:
            raise NoSuchDeadLetter(
                f"no dead letter {name} waits; rapport dead-letters list shows all"
            )
    return [known[name] for name in names]


def original(log: Log, dead: DeadLetter) -> Record | None:
    """Find the record that a dead letter is about; None where it was compacted away or erased."""
    found = (record for record in log.scan([dead.topic]) if record.where == dead.where)
    return next(found, None)


def replay(log: Log, chosen: Iterable[DeadLetter]) -> Iterator[tuple[DeadLetter, Outcome]]:
    """Let the services read again what they could not handle, and settle the dead letters.

    A record is appended again only where nothing newer was said about the same: a fact that
    came later must not be set back by an older one.

    Args:
        log: where the dead letters are from.
        chosen: which to replay.

    Yields:
        Each dead letter, and what became of it, in no given order.
    """
    by_record: dict[str, list[DeadLetter]] = {}
    for dead in chosen:
        by_record.setdefault(dead.where, []).append(dead)
    asked = {dead.topic for same in by_record.values() for dead in same}
    for topic in sorted(asked):
        about = {where: same for where, same in by_record.items() if same[0].topic == topic}
        yield from _replay_topic(log, topic, about)


def _replay_topic(
    log: Log, topic: str, about: dict[str, list[DeadLetter]]
) -> Iterator[tuple[DeadLetter, Outcome]]:
    found: dict[str, Record] = {}
    newest: dict[tuple[str, str], str] = {}
    for record in log.scan([topic]):
        if record.where in about:
            found[record.where] = record
        newest[_entity(record)] = record.where
    for where, same in about.items():
        outcome = _settle(log, found.get(where), newest, same)
        yield from ((dead, outcome) for dead in same)


def _entity(record: Record) -> tuple[str, str]:
    """Name what a record is about; an introduction's withdrawal is about the introduction."""
    return record.event, record.key.removesuffix(WITHDRAWN)


def _settle(
    log: Log,
    record: Record | None,
    newest: dict[tuple[str, str], str],
    same: list[DeadLetter],
) -> Outcome:
    outcome: Outcome = "gone"
    if record is not None:
        outcome = "superseded"
        if newest[_entity(record)] == record.where:
            log.append([Entry(record.topic, record.event, record.key, record.value)])
            outcome = "appended again"
    log.append([Entry(topics.DEAD_LETTERS, one.event, one.name, None) for one in same])
    return outcome
