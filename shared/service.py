"""What a service is, to whoever serves it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint

from shared.consume import Stop, Worker
from shared.cutover import Cutover, OtherVersions
from shared.log import Log, OwnedPartitions
from shared.messages import Message
from shared.store import Collections, Store


@dataclass(frozen=True, slots=True)
class Stores:
    """Where a service keeps its documents.

    Attributes:
        version: of the views that this process understands.
        collections: of its views.
        views: built from the log by this version alone, and dropped at will.
        bookkeeping: what is in no log, and stays whatever the version: who holds which lease,
            what was answered to a request, what was computed before.
        others: the views of other versions.
    """

    version: int
    collections: Collections
    views: Store
    bookkeeping: Store
    others: OtherVersions

    def close(self) -> None:
        """Let go of files and connections."""
        self.views.close()
        self.bookkeeping.close()


@dataclass(frozen=True, slots=True)
class Service:
    """One service, built: its HTTP side, its consumer side, and what both depend on.

    `ping` raises `TransientError` when a dependency does not answer, or while its views are not
    those that count; `trouble` says what a third party keeps it from doing, and the cure, or
    nothing: no reason to ask it nothing; `close` lets go of all.
    """

    name: str
    views: Store
    collections: Collections
    blueprints: tuple[Blueprint, ...]
    worker: Worker
    cutover: Cutover
    ping: Callable[[], None]
    trouble: Callable[[], str]
    close: Callable[[], None]


def assemble(  # noqa: PLR0913 - a service has so many sides
    name: str,
    log: Log,
    stores: Stores,
    *,
    topics: Sequence[str],
    apply: Callable[[Message, int], None],
    work: Callable[[OwnedPartitions, Stop], None] = lambda _partitions, _stop: None,
    blueprints: tuple[Blueprint, ...],
    trouble: Callable[[], str] = lambda: "",
    close: Callable[[], None] | None = None,
    clock: Callable[[], float] = time.time,
) -> Service:
    """Make a service of its parts.

    Args:
        name: of the service.
        log: what it reads.
        stores: where it keeps its documents.
        topics: what it reads of the log.
        apply: takes a message and its offset into its views.
        work: does what is pending there.
        blueprints: its HTTP side.
        trouble: says what a third party keeps it from doing.
        close: lets go of the stores and whatever else there is; None for the stores alone.
        clock: tells seconds since 1970.

    Raises:
        TransientError: a store does not answer.
    """
    cutover = Cutover(
        name,
        stores.version,
        topics,
        log=log,
        views=stores.views,
        bookkeeping=stores.bookkeeping,
        others=stores.others,
        clock=clock,
    )

    for blueprint in blueprints:
        blueprint.before_request(cutover.require)

    def ping() -> None:
        log.ping()
        stores.views.ping()
        cutover.require()

    return Service(
        name=name,
        views=stores.views,
        collections=stores.collections,
        blueprints=blueprints,
        worker=Worker(
            service=name,
            group=cutover.group,
            topics=tuple(topics),
            apply=apply,
            batch=stores.views.batch,
            work=work,
            gate=cutover,
        ),
        cutover=cutover,
        ping=ping,
        trouble=trouble,
        close=close or stores.close,
    )
