"""Runs the rounds that are asked for, and says what came of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from services.matcher.calendar import is_before_the_eve
from services.matcher.domain.guest import Guest
from services.matcher.domain.ports import Embed
from services.matcher.domain.round import Round, RoundResult, run_round
from services.matcher.gate import room_left
from services.matcher.progress import Abandoned, Stopwatch
from services.matcher.recorder import Recorder
from services.matcher.settling import withdrawals
from services.matcher.views import RAPPORT, MatcherView
from shared.consume import Stop
from shared.errors import TransientError
from shared.events import Event
from shared.introduction_status import KnownIntroduction
from shared.log import OwnedPartitions
from shared.messages import (
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileStated,
    RoundFinished,
)
from shared.metrics import ROUND_STAGE_SECONDS, ROUNDS
from shared.progress import Stages
from shared.store import Document

MOST_NAMED = 1000
"""So many attendees below the minimum are named in a round's end; a message has its limits."""

_logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a round finds of earlier rounds, and who may get something new."""

    introductions: tuple[KnownIntroduction, ...]
    people: Mapping[str, Guest]
    on_paper: bool

    def kept(self) -> tuple[IntroductionProposed, ...]:
        return tuple(known.proposed for known in self.introductions if known.status.standing)

    def movable(self) -> tuple[IntroductionProposed, ...]:
        return tuple(known.proposed for known in self.introductions if known.status.movable)

    def ended(self) -> frozenset[tuple[str, str]]:
        """List whom nobody is introduced to again: who declined, or was told that it is over."""
        return frozenset(
            known.proposed.attendees
            for known in self.introductions
            if known.status.told and not known.status.standing
        )

    def profiles(self) -> list[ProfileStated]:
        """List who may get something new, and who keeps what they have."""
        having = {side for made in self.kept() for side in made.attendees}
        return [
            one.profile
            for who, one in self.people.items()
            if one.present and (who in having or one.is_reachable(on_paper=self.on_paper))
        ]

    def at_most(self, event: Event) -> dict[str, int]:
        """Count how many introductions each may have in all when the round is over."""
        kept = Counter(side for made in self.kept() for side in made.attendees)
        room = room_left(event, self.people, list(self.introductions))
        return {who: kept[who] + more for who, more in room.items()}

    def on_paper_only(self) -> frozenset[str]:
        return frozenset(who for who, one in self.people.items() if one.has_no_address)


class RoundRunner:
    """Runs rounds, one after another; one that fails is over, and holds up no other."""

    def __init__(
        self,
        view: MatcherView,
        record: Recorder,
        *,
        embed: Embed,
        stages: Callable[[str], Stages],
        clock: Callable[[], datetime],
    ) -> None:
        """Take what is known, how to say what came of it, and the time."""
        self._view = view
        self._record = record
        self._embed = embed
        self._stages = stages
        self._clock = clock

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Run every round that is asked for, in the order of ids, for the events that are ours.

        Raises:
            TransientError: a round may work a moment later; it is still asked for.
        """
        for pending in self._view.pending_rounds():
            event = self._view.events.get(pending["event"])
            if stop.is_set():
                return
            if event is None or event.cancelled or not partitions.owns(event.id):
                continue
            if self._view.is_pending(pending["_id"]):
                self._try(event, pending, partitions, stop)

    def _try(
        self, event: Event, pending: Document, partitions: OwnedPartitions, stop: Stop
    ) -> None:
        round_id = pending["_id"]
        log = _logger.bind(event_id=event.id, round_id=round_id)
        watch = Stopwatch(self._stages(event.id), stop)
        try:
            self._run(event, round_id, watch, partitions)
        except TransientError:
            raise
        except Abandoned:
            ROUNDS.labels("given_back").inc()
            log.info("round given back")
        except Exception as error:  # noqa: BLE001 - whatever it is, the other rounds can do without
            ROUNDS.labels("failed").inc()
            failed = type(error).__name__
            log.warning("round failed", failed=failed)
            self._record([RoundFinished(event=event.id, round=round_id, figures={}, failed=failed)])
        else:
            ROUNDS.labels("finished").inc()
            log.info("round finished", seconds=watch.seconds)

    def _run(
        self, event: Event, round_id: str, watch: Stopwatch, partitions: OwnedPartitions
    ) -> None:
        """Match everyone anew, or, where few are late since the last round, fit them in.

        Raises:
            Abandoned: the event is another worker's by now, which will run the round; or
                somebody released meanwhile what this round has moved, and it has to run again.
        """
        found = self._find(event)
        profiles = found.profiles()
        late = None
        if self._view.is_repair(round_id):
            late = self._view.snapshots.arrivals(event.id, profiles)
        result = self._match(event, round_id, found, late, watch)
        with partitions.fence(event.id) as is_ours:
            if not is_ours or not self._view.is_pending(round_id):
                raise Abandoned
            now = tuple(self._view.introductions(event.id))
            _refuse_moved(found, now)
            self._finish(event.id, round_id, result, now, watch.seconds)
        for stage, seconds in watch.seconds.items():
            ROUND_STAGE_SECONDS.labels(stage).observe(seconds)
        try:
            self._view.snapshots.remember(event.id, profiles, late)
        except Exception as error:  # noqa: BLE001 - the round is over and good all the same
            failed = type(error).__name__
            _logger.warning("nothing remembered of a round", event_id=event.id, failed=failed)

    def _find(self, event: Event) -> _Found:
        return _Found(
            tuple(self._view.introductions(event.id)),
            self._view.guests(event.id),
            event.settings.on_paper,
        )

    def _match(
        self,
        event: Event,
        round_id: str,
        found: _Found,
        late: frozenset[str] | None,
        watch: Stopwatch,
    ) -> RoundResult:
        profiles = found.profiles()
        is_early = is_before_the_eve(event.settings, self._clock())
        met = frozenset(self._view.met_elsewhere(event.id, profiles))
        wanted = Round(
            event=event.id,
            round=round_id,
            capacity=event.settings.capacity,
            minimum=event.settings.minimum,
            profiles=tuple(profiles),
            kept=found.kept(),
            forbidden=found.ended() | met,
            standing=found.movable(),
            arrivals=late,
            at_most=found.at_most(event),
            last=found.on_paper_only(),
            late_share=event.settings.late_share if is_early else 0.0,
        )
        return run_round(wanted, embed=self._embed, stages=watch)

    def _finish(
        self,
        event: str,
        round_id: str,
        result: RoundResult,
        introductions: tuple[KnownIntroduction, ...],
        seconds: dict[str, float],
    ) -> None:
        """Say what changed, in one append, and the round's end last."""
        known = {one.proposed.introduction: one for one in introductions}
        proposed = {made.introduction: made for made in result.introductions}
        withdrawn = [
            _withdrawn(one.proposed, round_id)
            for name, one in known.items()
            if one.status.revocable and name not in proposed
        ]
        declined = [one for one in introductions if one.status.declined and not one.status.final]
        news = [
            made.model_copy(update={"round": round_id, "by": RAPPORT})
            for name, made in proposed.items()
            if name not in known or not known[name].status.standing
        ]
        figures = result.figures | {f"seconds_{name}": value for name, value in seconds.items()}
        finished = RoundFinished(
            event=event,
            round=round_id,
            figures=figures,
            underserved=result.underserved[:MOST_NAMED],
            by=RAPPORT,
        )
        ended = [*withdrawn, *withdrawals(event, declined, "one of the two declined")]
        self._record([*ended, *news, *self._plan(event, round_id), finished])

    def _plan(self, event: str, round_id: str) -> list[Message]:
        """Let a release that is planned, and not yet done, be of what takes its round's place."""
        earlier = self._view.finished_rounds(event)
        gate = self._view.gate(earlier[0]["_id"]) if earlier else None
        if gate is None or gate.state != "planned" or gate.release is None:
            return []
        return [gate.release.model_copy(update={"round": round_id})]


def _withdrawn(made: IntroductionProposed, round_id: str) -> IntroductionWithdrawn:
    return IntroductionWithdrawn(
        event=made.event,
        introduction=made.introduction,
        round=round_id,
        why="a later round found better",
        by=RAPPORT,
    )


def _refuse_moved(found: _Found, now: tuple[KnownIntroduction, ...]) -> None:
    """Refuse to take back, or to say anew, what was released while the round ran.

    Raises:
        Abandoned: something was.
    """
    before = {one.proposed.introduction for one in found.introductions if one.status.released}
    if any(one.status.released and one.proposed.introduction not in before for one in now):
        raise Abandoned
