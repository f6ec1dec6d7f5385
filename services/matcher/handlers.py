"""What the matcher does: take facts in, run the rounds that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.matcher.domain.ports import Embed
from services.matcher.domain.round import Round, RoundResult, run_round
from services.matcher.progress import Abandoned, Stopwatch
from services.matcher.views import MatcherView
from shared.consume import Stop
from shared.errors import NotFound, Refused, TransientError
from shared.events import Event
from shared.introduction_status import KnownIntroduction
from shared.log import Log, OwnedPartitions
from shared.messages import (
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    RoundFinished,
    RoundRequested,
    encode,
)
from shared.metrics import ROUND_STAGE_SECONDS, ROUNDS
from shared.progress import Stages
from shared.store import Document, Store

MOST_NAMED = 1000
"""So many attendees below the minimum are named in a round's end; a message has its limits."""

_AT_ONCE = 500
_logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a round finds of earlier rounds."""

    introductions: tuple[KnownIntroduction, ...]

    def fixed(self) -> tuple[IntroductionProposed, ...]:
        return tuple(known.proposed for known in self.introductions if known.status.standing)

    def movable(self) -> tuple[IntroductionProposed, ...]:
        return tuple(known.proposed for known in self.introductions if known.status.movable)

    def declined(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            known.proposed.attendees for known in self.introductions if known.status.declined
        )


class Matcher:
    """The use cases of the matcher."""

    def __init__(
        self,
        log: Log,
        store: Store,
        bookkeeping: Store,
        *,
        embed: Embed,
        stages: Callable[[str], Stages],
    ) -> None:
        """Take the ports.

        Args:
            log: where introductions go.
            store: declares `views.COLLECTIONS`.
            bookkeeping: declares `views.BOOKKEEPING`.
            embed: turns texts into vectors.
            stages: opens, for a named event, what follows a round's progress.
        """
        self._log = log
        self._store = store
        self._embed = embed
        self._stages = stages
        self.view = MatcherView(store, bookkeeping)

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
            self._record([RoundRequested(event=event, round=round_id)])
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

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Run every round that is asked for, in the order of ids, for the events that are ours.

        Raises:
            TransientError: a round may work a moment later; it is still asked for.
        """
        self._take_out_of_the_log(partitions)
        for pending in self.view.pending_rounds():
            event = self.view.events.get(pending["event"])
            if stop.is_set():
                return
            if event is None or event.cancelled or not partitions.owns(event.id):
                continue
            if self.view.is_pending(pending["_id"]):
                self._try(event, pending, partitions, stop)

    def _take_out_of_the_log(self, partitions: OwnedPartitions) -> None:
        """Let the words of erased people, which were reasons of introductions, go for good."""
        pending = (found for found in self.view.pending_erasures() if partitions.owns(found.event))
        while erased := list(islice(pending, _AT_ONCE)):
            self._record(erased)

    def _try(
        self, event: Event, pending: Document, partitions: OwnedPartitions, stop: Stop
    ) -> None:
        """Run a round; one that fails is over, so that it does not hold up all others."""
        round_id = pending["_id"]
        log = _logger.bind(event_id=event.id, round_id=round_id)
        watch = Stopwatch(self._stages(event.id), stop)
        try:
            self._run(event, round_id, watch, partitions, anew=pending.get("anew", True))
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
        self,
        event: Event,
        round_id: str,
        watch: Stopwatch,
        partitions: OwnedPartitions,
        *,
        anew: bool,
    ) -> None:
        """Match everyone anew, or, where few are late since the last round, fit them in.

        Raises:
            Abandoned: the event is another worker's by now, which will run the round.
        """
        profiles = list(self.view.profiles(event.id))
        standing = _Standing(tuple(self.view.introductions(event.id)))
        late = None if anew else self.view.snapshots.arrivals(event.id, profiles)
        result = run_round(
            Round(
                event=event.id,
                round=round_id,
                capacity=event.settings.capacity,
                minimum=event.settings.minimum,
                profiles=tuple(profiles),
                kept=standing.fixed(),
                forbidden=standing.declined()
                | frozenset(self.view.met_elsewhere(event.id, profiles)),
                standing=standing.movable(),
                arrivals=late,
            ),
            embed=self._embed,
            stages=watch,
        )
        with partitions.fence(event.id) as is_ours:
            if not is_ours or not self.view.is_pending(round_id):
                raise Abandoned
            self._finish(event.id, round_id, result, standing, watch.seconds)
        for stage, seconds in watch.seconds.items():
            ROUND_STAGE_SECONDS.labels(stage).observe(seconds)
        try:
            self.view.snapshots.remember(event.id, profiles, late)
        except Exception as error:  # noqa: BLE001 - the round is over and good all the same
            failed = type(error).__name__
            _logger.warning("nothing remembered of a round", event_id=event.id, failed=failed)

    def _finish(
        self,
        event: str,
        round_id: str,
        result: RoundResult,
        standing: _Standing,
        seconds: dict[str, float],
    ) -> None:
        """Say what changed, in one append, and the round's end last."""
        known = {one.proposed.introduction: one for one in standing.introductions}
        proposed = {made.introduction: made for made in result.introductions}
        withdrawn = [
            IntroductionWithdrawn(
                event=event, introduction=name, round=round_id, why="a later round found better"
            )
            for name, one in known.items()
            if one.status.revocable and name not in proposed
        ]
        news = [made for name, made in proposed.items() if _differs(known.get(name), made)]
        figures = result.figures | {f"seconds_{name}": value for name, value in seconds.items()}
        finished = RoundFinished(
            event=event,
            round=round_id,
            figures=figures,
            underserved=result.underserved[:MOST_NAMED],
        )
        self._record([*withdrawn, *news, finished])

    def _record(self, messages: Sequence[Message]) -> None:
        self._log.append(encode(messages))
        with self._store.batch():
            for message in messages:
                self.apply(message)


def _differs(known: KnownIntroduction | None, made: IntroductionProposed) -> bool:
    if known is None or known.status.undone:
        return True
    return known.proposed.model_copy(update={"round": made.round, "by": made.by}) != made
