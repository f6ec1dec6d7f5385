"""What a service is, to whoever serves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint

from shared.consume import Worker
from shared.log import Log
from shared.store import Collections, Store


@dataclass(frozen=True, slots=True)
class Service:
    """One service, built: its HTTP side, its consumer side, and what both depend on.

    `ping` raises `TransientError` when a dependency does not answer; `close` lets go of them.
    `caches` are the collections of `collections` in `store` that are not built from the log.
    """

    name: str
    store: Store
    collections: Collections
    blueprints: tuple[Blueprint, ...]
    worker: Worker
    ping: Callable[[], None]
    close: Callable[[], None]
    caches: frozenset[str] = frozenset()


def ping(log: Log, store: Store) -> None:
    """Ask both of a service's dependencies whether they answer.

    Raises:
        TransientError: one does not.
    """
    log.ping()
    store.ping()
