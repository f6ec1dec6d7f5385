"""Sends what is due, a few letters at a time, and says how each of them ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from services.notifier.domain.letters import Letter, plan_letters
from services.notifier.outgoing import fill
from services.notifier.ports import NoAddress, Outcome, Outgoing, Postponed, ServerAway
from services.notifier.queries import NotifierQueries
from shared.consume import Stop
from shared.errors import RapportError, TransientError
from shared.events import Event
from shared.log import OwnedPartitions
from shared.messages import LetterFailed, LetterSent, Message
from shared.metrics import DELIVERIES

CHANNEL = "email"
POSTPONED_FOR = timedelta(minutes=5)
_SOON_S = 5.0  # so short a wait is the rate's, and holds for every letter
_PLAN_HOLDS_FOR = timedelta(minutes=1)

Ended = LetterSent | LetterFailed
_logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How many letters go out before it is said, and before what came meanwhile is read."""

    batch: int
    at_once: int


BY_FILE = Pace(batch=50, at_once=500)
"""Files have the letter's name: what was written and could not be said is written again."""

BY_SERVER = Pace(batch=1, at_once=50)
"""A server sends again what it is given again: of each letter it is said before the next."""


@dataclass(slots=True)
class _Plan:
    at: datetime
    letters: dict[str, Letter] = field(default_factory=dict)


class Sending:
    """Keeps a plan for each event until something is said that may change it.

    Args:
        view: what is known.
        send: hands a letter to its channel.
        record: says how letters ended, and takes it in.
        pace: how many at a time.
        clock: tells the time.
    """

    def __init__(
        self,
        view: NotifierQueries,
        send: Callable[[Outgoing], Outcome],
        record: Callable[[Sequence[Message]], None],
        pace: Pace,
        clock: Callable[[], datetime],
    ) -> None:
        self._view = view
        self._send = send
        self._record = record
        self._pace = pace
        self._clock = clock
        self._plans: dict[str, _Plan] = {}
        self._not_before: dict[str, datetime] = {}
        self._untold: dict[str, Ended] = {}

    def hear(self, message: Message) -> None:
        """Plan anew, but for a letter that was sent: that makes no other one due."""
        if not isinstance(message, LetterSent):
            self._plans.pop(message.event, None)

    def work(self, event: Event, partitions: OwnedPartitions, stop: Stop) -> None:
        """Send what is due for an event, if it is ours, but not so many that others wait long.

        Raises:
            TransientError: a letter may be sent a moment later; it still waits.
        """
        left = self._pace.at_once
        while left > 0:
            with partitions.fence(event.id) as is_ours:
                if not is_ours:
                    self._plans.pop(event.id, None)
                if stop.is_set() or not is_ours:
                    return
                batch = self._ready(event, min(left, self._pace.batch))
                if not batch or not self._send_batch(event, batch):
                    return
                left -= len(batch)

    def _ready(self, event: Event, most: int) -> list[Letter]:
        now = self._clock()
        due = self._plan(event, now).letters.values()
        ready = (one for one in due if self._not_before.get(one.id, now) <= now)
        return [one for one, _ in zip(ready, range(most), strict=False)]

    def _plan(self, event: Event, now: datetime) -> _Plan:
        kept = self._plans.get(event.id)
        if kept is not None and now < kept.at + _PLAN_HOLDS_FOR:
            return kept
        plan = self._plans[event.id] = _Plan(now)  # before reading: what is said meanwhile drops it
        current = self._view.events.get(event.id) or event
        plan.letters = {one.id: one for one in plan_letters(self._view.known(current), now)}
        return plan

    def _send_batch(self, event: Event, letters: list[Letter]) -> bool:
        """Send some letters, and say so of all of them at once; tell whether to go on.

        What was sent and could not be said is not sent again for that. A crash in between sends
        again, to the same files.
        """
        plan = self._plans.get(event.id, _Plan(self._clock()))
        current = self._view.events.get(event.id) or event
        goes_on = True
        try:
            for outgoing in fill(self._view, current, letters):
                if not (goes_on := self._end(outgoing)):
                    break
        except ServerAway:
            goes_on = False  # the channel says when to try again, and tells the organiser why
        finally:
            ended = [self._untold[one.id] for one in letters if one.id in self._untold]
            if ended:
                self._record(ended)
            for end in ended:
                self._forget_plan_of(plan, end)
        for letter in letters:
            if goes_on and letter.id not in self._not_before:
                plan.letters.pop(letter.id, None)  # its reader was forgotten meanwhile
        return goes_on

    def _forget_plan_of(self, plan: _Plan, end: Ended) -> None:
        del self._untold[end.letter]
        self._not_before.pop(end.letter, None)
        plan.letters.pop(end.letter, None)
        DELIVERIES.labels("delivered" if isinstance(end, LetterSent) else "failed").inc()

    def _end(self, outgoing: Outgoing) -> bool:
        """Send one letter unless it went already; tell whether others can go at once."""
        letter = outgoing.letter.id
        if letter in self._untold:
            return True
        try:
            self._untold[letter] = self._attempt(outgoing)
        except Postponed as later:
            wait = timedelta(seconds=later.retry_in_s) if later.retry_in_s else POSTPONED_FOR
            self._not_before[letter] = self._clock() + wait
            DELIVERIES.labels("postponed").inc()
            return not 0 < later.retry_in_s <= _SOON_S
        return True

    def _attempt(self, outgoing: Outgoing) -> Ended:
        """Send one letter, and tell how it ended.

        Raises:
            TransientError: it may be sent later.
        """
        reach = ""
        try:
            in_doubt = self._send(outgoing) is Outcome.IN_DOUBT
            return self._sent(outgoing, in_doubt=in_doubt)
        except TransientError:
            raise
        except NoAddress as error:
            reach = outgoing.recipient.profile.reach or ""
            why = str(error)
        except RapportError as error:
            why = str(error) or type(error).__name__
        except Exception as error:  # noqa: BLE001 - whatever it is, the other letters can do without
            why = type(error).__name__
            _logger.warning("letter failed", letter_id=outgoing.letter.id, failed=why)
        return LetterFailed(
            **self._common(outgoing), why=why, permanent=True, reach=reach, by="rapport"
        )

    def _sent(self, outgoing: Outgoing, *, in_doubt: bool) -> LetterSent:
        return LetterSent(
            **self._common(outgoing),
            in_doubt=in_doubt,
            ended=outgoing.letter.ended,
            revision=outgoing.letter.revision,
            by="rapport",
        )

    def _common(self, outgoing: Outgoing) -> dict[str, Any]:
        return {
            "event": outgoing.event.id,
            "letter": outgoing.letter.id,
            "attendee": outgoing.letter.attendee,
            "occasion": outgoing.letter.occasion,
            "introductions": tuple(made.introduction for made, _ in outgoing.introductions),
            "channel": CHANNEL,
            "at": self._clock(),
        }
