"""What the matcher does: take facts in, run rounds, and let them through the gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from services.matcher.domain.ports import Embed
from services.matcher.gate import Gate
from services.matcher.recorder import Recorder
from services.matcher.rounds import RoundRunner
from services.matcher.settling import Settler, is_over
from services.matcher.views import MatcherView
from shared.consume import Stop
from shared.errors import NotFound, Refused
from shared.log import Log, OwnedPartitions
from shared.messages import IntroductionErased, Message, RoundRequested
from shared.progress import Stages
from shared.store import Document, Store

_AT_ONCE = 500


def now_utc() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


class Matcher:
    """The use cases of the matcher."""

    def __init__(  # noqa: PLR0913 - the ports, and what the deployment chooses
        self,
        log: Log,
        store: Store,
        bookkeeping: Store,
        *,
        embed: Embed,
        stages: Callable[[str], Stages],
        clock: Callable[[], datetime] = now_utc,
        mails: bool = False,
    ) -> None:
        """Take the ports.

        Args:
            log: where introductions go.
            store: declares `views.COLLECTIONS`.
            bookkeeping: declares `views.BOOKKEEPING`.
            embed: turns texts into vectors.
            stages: opens, for a named event, what follows a round's progress.
            clock: tells the time, with a zone.
            mails: whether letters leave through a mail server.
        """
        self.view = MatcherView(store, bookkeeping)
        self._clock = clock
        self._record = Recorder(log, store, self.view)
        self._settler = Settler(self.view, self._record)
        self._runner = RoundRunner(self.view, self._record, embed=embed, stages=stages, clock=clock)
        self.gate = Gate(self.view, self._record, self._settler, clock=clock, mails=mails)

    def apply(self, message: Message) -> None:
        """Take in a message of the log."""
        self.view.apply(message)

    def request_round(self, event: str, organiser: str, request: str) -> str:
        """Ask for a round; the same request again asks for the same round.

        Raises:
            Refused: the event was called off.
        """
        if self.view.events.owned(event, organiser).cancelled:
            raise Refused("this event was called off; there are no more rounds")
        round_id = str(uuid5(NAMESPACE_URL, f"rapport:round:{event}:{request}"))
        if self.view.round(round_id) is None:
            by = f"organiser:{organiser}"
            self._record([RoundRequested(event=event, round=round_id, by=by)])
        return round_id

    def round(self, event: str, organiser: str, round_id: str) -> Document:
        """Find a round as it is now: pending, or finished with its figures.

        Raises:
            NotFound: no such round of an event of this organiser's.
        """
        owned = self.view.events.owned(event, organiser)
        found = self.view.round(round_id)
        if found is None or found["event"] != owned.id:
            raise NotFound("there is no such round of this event")
        return found

    def release(
        self,
        event: str,
        organiser: str,
        round_id: str,
        *,
        not_before: datetime | None = None,
        repairs: bool = False,
    ) -> None:
        """Let a round be told, now or at a time; `repairs` lets what repairs it later follow.

        Raises:
            NotFound: no such round of an event of this organiser's.
            Refused: says what keeps it from being released.
        """
        owned = self.view.events.owned(event, organiser)
        found = self.round(event, organiser, round_id)
        by = f"organiser:{organiser}"
        self.gate.release(owned, found, by=by, not_before=not_before, repairs=repairs)

    def decide(
        self, event: str, organiser: str, round_id: str, do: Literal["hold", "drop"]
    ) -> None:
        """Stop what has not left of a round, or tell nobody of it.

        Raises:
            NotFound: no such round of an event of this organiser's.
            Refused: there is nothing to hold or to drop.
        """
        owned = self.view.events.owned(event, organiser)
        found = self.round(event, organiser, round_id)
        decide = self.gate.hold if do == "hold" else self.gate.drop
        decide(owned, found, by=f"organiser:{organiser}")

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Take back what can't be, run the rounds asked for, and let through what is due.

        Raises:
            TransientError: a round may work a moment later; it is still asked for.
        """
        self._take_out_of_the_log(partitions)
        self._settler.work(partitions, stop, self._clock())
        self._runner.work(partitions, stop)
        self.gate.work(partitions, stop)

    def _take_out_of_the_log(self, partitions: OwnedPartitions) -> None:
        """Let the words of erased people, which were reasons of introductions, go for good."""
        pending = (found for found in self.view.pending_erasures() if partitions.owns(found.event))
        while erased := list(islice(pending, _AT_ONCE)):
            self._record([*self._repairs(erased), *erased])

    def _repairs(self, erased: list[IntroductionErased]) -> list[RoundRequested]:
        """Ask for others in the place of who is gone, once an event."""
        events = {one.event: self.view.events.get(one.event) for one in erased}
        now = self._clock()
        return [
            asked
            for name, event in sorted(events.items())
            if event is not None and not is_over(event, now)
            for asked in self._record.repair_of(name)
        ]
