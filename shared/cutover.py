"""Lets one version of a service's views do the work: the newest that has read the whole log.

A release that changes its views raises their version. Its workers build them beside those of the
release before, which serves and works meanwhile; once every record is read, they take over. The
others notice before the next thing that they do, and stop reading; the new ones work as soon as
nobody of the others reads any more. So nothing is done twice, and nobody waits for a rebuild.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, Protocol

import structlog

from shared.errors import TransientError
from shared.log import Ends, Log, OwnedPartitions, Subscription
from shared.store import Collections, Document, Store

CURRENT = "current_views"
READERS = "readers"
COLLECTIONS: Collections = {CURRENT: (), READERS: ()}
HANDOVER_S = 60.0
"""So long what was taken over from goes on answering, until the proxy has turned to the new."""

State = Literal["current", "building", "superseded"]

_logger = structlog.get_logger()


class OtherVersions(Protocol):
    """Where the views of a service's other versions are kept."""

    def first_reader(self) -> str | None:
        """Name the group of readers of the first release, which told nobody; None without one."""

    def drop(self) -> None:
        """Delete every document of theirs.

        Raises:
            TransientError: it may work a moment later.
        """


class Cutover:
    """One version of one service's views, as one process sees it."""

    def __init__(  # noqa: PLR0913 - one argument a port
        self,
        service: str,
        version: int,
        topics: Sequence[str],
        *,
        log: Log,
        views: Store,
        bookkeeping: Store,
        others: OtherVersions,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Register this version's readers; where no version was before, it is the current one.

        Args:
            service: its name.
            version: of the views that this process understands.
            topics: what they are built from.
            log: that they are built from.
            views: where they are.
            bookkeeping: what all versions of the service share; declares `COLLECTIONS`.
            others: the views of other versions.
            clock: tells seconds since 1970.

        Raises:
            TransientError: a store does not answer.
        """
        self._service, self.version, self._topics = service, version, topics
        self._log, self._views, self._bookkeeping = log, views, bookkeeping
        self._others, self._clock = others, clock
        self._may_work = self._was_current = False
        self._goal: Ends | None = None
        first = others.first_reader()
        if first is None:
            bookkeeping.add(CURRENT, self._as_current(0.0))
        else:
            bookkeeping.put(READERS, [{"_id": first, "version": 0}])
        self._register()

    @property
    def group(self) -> str:
        """Name this version's readers; a store that was made anew has others."""
        return f"{self._service}-{self.version}-{self._views.identity()}"

    def state(self) -> State:
        """Tell whether this version's views are those that count."""
        known = self._current()
        if known is not None and known["version"] > self.version:
            return "superseded"
        if known is None or known["group"] != self.group:
            return "building"
        self._was_current = True
        return "current"

    def require(self) -> None:
        """Let a request through that the views can answer.

        Raises:
            TransientError: they are being built, or another version has taken over.
        """
        state = self.state()
        if state == "building":
            raise TransientError(
                f"{self._service} is being brought up to date; try again in a minute"
            )
        if state == "superseded" and not self._is_handing_over():
            raise TransientError(
                f"a newer version of {self._service} has taken over; this process can end"
            )

    def is_superseded(self) -> bool:
        """Tell whether a newer version has taken over; whoever reads for this one stops then."""
        return self.state() == "superseded"

    def guard(self, partitions: OwnedPartitions) -> OwnedPartitions:
        """Give what a reader owns, for as long as its version is the one that works."""
        return _WhileCurrent(partitions, self)

    def may_work(self, subscription: Subscription) -> bool:
        """Tell whether it is this version that works now; take over where it is time to.

        Args:
            subscription: this worker's, which has read everything.

        Raises:
            TransientError: the log or the store did not answer.
        """
        state = self.state()
        if state == "building" and self._has_read_everything():
            self.take_over()
        elif state != "current":
            return False
        if not self._may_work and not self.others_reading():
            # what the others did before they stopped reading is in the log by now
            self._may_work = not any(subscription.backlog().records.values())
        if self._may_work and self._former():
            self._clear_away()
        return self._may_work

    def take_over(self) -> None:
        """Make this version's views those that count; they must hold all that the log does."""
        self._register()
        self._bookkeeping.put(CURRENT, [self._as_current(self._clock())], unless_newer="version")
        _logger.info("views taken over", service=self._service, version=self.version)

    def take_back(self) -> None:
        """Let nobody's views count, so that this version can take over from a newer one.

        Raises:
            TransientError: the store did not answer.
        """
        nobody = {"_id": CURRENT, "version": 0, "group": "", "at": self._clock()}
        self._bookkeeping.put(CURRENT, [nobody])

    def others_reading(self) -> list[str]:
        """Name the groups of other versions' readers of whom some are alive.

        Raises:
            TransientError: the log or the store did not answer.
        """
        return [group for group in self._former() if self._log.has_reader(group)]

    def drop_others(self) -> None:
        """Delete the views of all other versions; none of their processes may run.

        Raises:
            TransientError: it may work a moment later.
        """
        self._others.drop()
        for group in self._former():
            self._bookkeeping.delete(READERS, {"_id": group})

    def _has_read_everything(self) -> bool:
        """Tell whether all readers of this version are where the log ended when first asked."""
        self._goal = self._goal or self._log.ends(self._topics)
        return self._log.has_settled(self.group, self._goal)

    def _clear_away(self) -> None:
        """Drop the others' views once nobody is served from them, as no erasure reaches them."""
        known = self._current()
        is_over = known is not None and self._clock() - known["at"] > 2 * HANDOVER_S
        if is_over and not self.others_reading():
            self.drop_others()

    def _register(self) -> None:
        self._bookkeeping.put(READERS, [{"_id": self.group, "version": self.version}])

    def _former(self) -> list[str]:
        own = self.group
        return [known["_id"] for known in self._bookkeeping.find(READERS) if known["_id"] != own]

    def _is_handing_over(self) -> bool:
        known = self._current()
        return self._was_current and known is not None and self._clock() - known["at"] < HANDOVER_S

    def _current(self) -> Document | None:
        return self._bookkeeping.get(CURRENT, CURRENT)

    def _as_current(self, at: float) -> Document:
        return {"_id": CURRENT, "version": self.version, "group": self.group, "at": at}


class _WhileCurrent:
    """What a reader owns, as long as its version is the one that works."""

    def __init__(self, partitions: OwnedPartitions, cutover: Cutover) -> None:
        self._partitions, self._cutover = partitions, cutover

    def owns(self, event: str) -> bool:
        """Tell whether the event is this reader's, and the work this version's."""
        return self._partitions.owns(event) and self._cutover.state() == "current"

    @contextmanager
    def fence(self, event: str) -> Iterator[bool]:
        """Keep the event from moving; another version waits until its reader has ended."""
        with self._partitions.fence(event) as is_ours:
            yield is_ours and self._cutover.state() == "current"
