"""The gate: which rounds may be told, who says so, and what it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from services.matcher.calendar import automatic_at, next_morning
from services.matcher.domain.guest import Guest
from services.matcher.recorder import Recorder
from services.matcher.settling import Settler, is_over
from services.matcher.views import RAPPORT, MatcherView
from shared.consume import Stop
from shared.errors import Refused
from shared.event_times import aware, ends_at
from shared.events import Event
from shared.introduction_status import KnownIntroduction
from shared.log import OwnedPartitions
from shared.messages import RoundDropped, RoundHeld, RoundReleased
from shared.round_gate import Decision, RoundGate
from shared.store import Document

TIMES_CAPACITY = 2
"""Nobody is told of more than so many times what they take at once, whatever they decline."""

AT_ONCE = 10
"""So many new pairs of a repair go out by themselves at once; more wait for the morning."""

_logger = structlog.get_logger()
_TICK = timedelta(microseconds=1)


class Gate:
    """Releases, holds and drops rounds."""

    def __init__(
        self,
        view: MatcherView,
        record: Recorder,
        settler: Settler,
        *,
        clock: Callable[[], datetime],
        mails: bool,
    ) -> None:
        """Take what is known, how to say what follows, and the time.

        Args:
            view: of the matcher.
            record: says it.
            settler: words the end of introductions.
            clock: tells the time, with a zone.
            mails: whether letters leave through a mail server.
        """
        self._view = view
        self._record = record
        self._settler = settler
        self._clock = clock
        self._mails = mails

    def needed(self, event: Event, found: Document) -> list[str]:
        """List, in words, what keeps a round from being released; nothing where it may be."""
        if found["pending"]:
            return ["the round has to be finished"]
        if found["failed"]:
            return ["the round failed; ask for another one"]
        if event.cancelled:
            return ["this event was called off; nobody is told anything any more"]
        if is_over(event, self._clock()):
            return ["this event is over; there is nothing left to prepare for"]
        if self._is_superseded(event.id, found["_id"]):
            return ["a later round took this one's place; release that one"]
        missing = event.settings.missing_sender if self._mails else ()
        return [f"the event's settings need {name}" for name in missing]

    def release(
        self,
        event: Event,
        found: Document,
        *,
        by: str,
        not_before: datetime | None = None,
        repairs: bool = False,
    ) -> None:
        """Let a round through, now or at a time; again changes nothing.

        Raises:
            Refused: says what keeps it from being released.
        """
        gate = self._view.gate(found["_id"])
        if gate.state == "released":
            return
        if needed := self.needed(event, found):
            raise Refused("; ".join(needed))
        now = self._clock()
        planned = None if not_before is None else aware(not_before).astimezone(UTC)
        if planned is not None and planned >= ends_at(event.settings):
            raise Refused("not_before: the event is over by then")
        if planned is None or planned <= now:
            self._keep_back(event, found["_id"])
        elif _is_planned(gate, planned, repairs=repairs):
            return
        said = {"not_before": planned, "repairs": repairs, "by": by}
        self._decide(RoundReleased, event.id, found["_id"], gate, **said)

    def hold(self, event: Event, found: Document, *, by: str) -> None:
        """Stop what has not left; again changes nothing.

        Raises:
            Refused: there is nothing to stop.
        """
        gate = self._view.gate(found["_id"])
        if gate.state == "held":
            return
        if gate.state not in {"planned", "released"}:
            raise Refused(f"this round is {gate.state}; there is nothing to hold")
        self._decide(RoundHeld, event.id, found["_id"], gate, by=by)

    def drop(self, event: Event, found: Document, *, by: str) -> None:
        """Tell nobody of a round; again changes nothing.

        Raises:
            Refused: it is not finished, or it is released.
        """
        gate = self._view.gate(found["_id"])
        if gate.state == "dropped":
            return
        if found["pending"]:
            raise Refused("the round has to be finished")
        if gate.state == "released":
            raise Refused("letters of this round are leaving; hold it first")
        self._decide(RoundDropped, event.id, found["_id"], gate, by=by)

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Let through what is due, of the events that are ours, and needs nobody for it."""
        due = [*self._plans(), *self._by_themselves()]
        for event, found, said in due:
            if stop.is_set():
                return
            if not partitions.owns(event.id) or self.needed(event, found):
                continue
            with partitions.fence(event.id) as is_ours:
                if is_ours:
                    self.release(event, found, **said)
                    _logger.info("round released", event_id=event.id, round_id=found["_id"])

    def _plans(self) -> Iterator[tuple[Event, Document, dict[str, Any]]]:
        """Find the plans whose time has come."""
        now = self._clock()
        for planned in self._view.planned_rounds():
            plan = RoundGate.of(planned).release
            event, found = self._find(planned["event"], planned["_id"])
            if plan is None or plan.not_before is None or event is None or found is None:
                continue
            if plan.not_before <= now:
                said = {"by": RAPPORT, "not_before": plan.not_before, "repairs": plan.repairs}
                yield event, found, said

    def _by_themselves(self) -> Iterator[tuple[Event, Document, dict[str, Any]]]:
        """Find the newest rounds that go out without anybody's decision, and when."""
        now = self._clock()
        for undecided in self._view.undecided_rounds():
            event, found = self._find(undecided["_id"], undecided["round"])
            if event is None or found is None or is_over(event, now):
                continue
            said: dict[str, Any] = {"by": RAPPORT, "repairs": True}
            if event.settings.release == "automatic":
                if automatic_at(event.settings, now) <= now:
                    yield event, found, said
            elif self._repairs_by_itself(event.id, found["_id"]):
                new = sum(1 for _ in self._waiting(event.id, found["_id"]))
                morning = next_morning(event.settings, now)
                is_to_wait = new > AT_ONCE and morning < ends_at(event.settings)
                yield event, found, said | {"not_before": morning if is_to_wait else None}

    def _repairs_by_itself(self, event: str, round_id: str) -> bool:
        """Tell whether it repairs a release whose repairs need nobody; a later word ends that."""
        if not self._view.is_repair(round_id):
            return False
        gates = (self._view.gate(found["_id"]) for found in self._view.finished_rounds(event))
        decided = next((gate for gate in gates if gate.state != "waiting"), RoundGate())
        release = decided.release
        return decided.state == "released" and release is not None and release.repairs

    def _find(self, event: str, round_id: str) -> tuple[Event | None, Document | None]:
        return self._view.events.get(event), self._view.round(round_id)

    def _is_superseded(self, event: str, round_id: str) -> bool:
        """Tell whether a later round has all that waited of this one."""
        newest = self._view.finished_rounds(event)[0]["_id"]
        return newest != round_id and next(self._waiting(event, round_id), None) is None

    def _waiting(self, event: str, round_id: str) -> Iterator[KnownIntroduction]:
        for known in self._view.introductions_of_round(event, round_id):
            if known.status.movable:
                yield known

    def _keep_back(self, event: Event, round_id: str) -> None:
        """Say who needs others, and whom nobody is told of, before it is said of the rest.

        Who dies in between has released nothing, and another round finds the places.
        """
        kept_back = self._kept_back(event, round_id)
        self._record(self._settler.ending(event, kept_back, self._clock()))

    def _kept_back(self, event: Event, round_id: str) -> list[KnownIntroduction]:
        """Find what can't be told: nobody reads it, or somebody would have too many."""
        people = self._view.guests(event.id)
        room = room_left(event, people, list(self._view.introductions(event.id)))
        waiting = self._waiting(event.id, round_id)
        kept_back = []
        for known in sorted(waiting, key=lambda k: (-k.proposed.score, k.proposed.introduction)):
            if all(room.get(side, 0) > 0 for side in known.proposed.attendees):
                room.update({side: room[side] - 1 for side in known.proposed.attendees})
            else:
                kept_back.append(known)
        return kept_back

    def _decide(
        self,
        kind: type[Decision],
        event: str,
        round_id: str,
        gate: RoundGate,
        **said: Any,  # noqa: ANN401 - a release says more than the others do
    ) -> None:
        """Say a decision, later than every one before, whatever the clocks of others say."""
        now = self._clock()
        newest = gate.newest
        at = now if newest is None else max(now, newest.at + _TICK)
        self._record([kind(event=event, round=round_id, at=at, **said)])


def room_left(
    event: Event, people: Mapping[str, Guest], introductions: list[KnownIntroduction]
) -> dict[str, int]:
    """Count how many more introductions each may be told of: none where nobody reads of them.

    Args:
        event: its settings say how many anybody has at once.
        people: everybody, by id.
        introductions: all, those that no longer stand included.
    """
    standing = _degrees(known for known in introductions if known.status.standing)
    used = _degrees(known for known in introductions if known.status.used)
    most = event.settings.capacity
    return {
        who: max(0, min(own - standing[who], TIMES_CAPACITY * own - used[who]))
        if found.is_reachable(on_paper=event.settings.on_paper)
        else 0
        for who, found in people.items()
        for own in (most if found.profile.capacity is None else min(most, found.profile.capacity),)
    }


def _degrees(introductions: Iterable[KnownIntroduction]) -> Counter[str]:
    return Counter(side for known in introductions for side in known.proposed.attendees)


def _is_planned(gate: RoundGate, not_before: datetime, *, repairs: bool) -> bool:
    plan = gate.release
    return (
        gate.state == "planned"
        and plan is not None
        and (plan.not_before, plan.repairs) == (not_before, repairs)
    )
