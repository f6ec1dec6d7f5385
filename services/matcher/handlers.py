"""What the matcher does: take facts in, run the rounds that are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.matcher.domain.ports import Embed, Stages
from services.matcher.domain.round import Round, RoundResult, run_round
from services.matcher.stages import Stopwatch
from services.matcher.views import MatcherView
from shared.consume import Stop
from shared.errors import NotFound, Refused, TransientError
from shared.events import Event
from shared.log import Log
from shared.messages import (
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    RoundFinished,
    RoundRequested,
    encode,
)
from shared.store import Document, Store

_logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a round finds of earlier rounds."""

    introductions: tuple[Document, ...]

    def fixed(self) -> tuple[IntroductionProposed, ...]:
        return self._those(lambda document: document["fixed"])

    def movable(self) -> tuple[IntroductionProposed, ...]:
        return self._those(lambda document: not document["fixed"] and not document["declined"])

    def _those(self, wanted: Callable[[Document], bool]) -> tuple[IntroductionProposed, ...]:
        return tuple(
            IntroductionProposed.model_validate(document)
            for document in self.introductions
            if document["standing"] and wanted(document)
        )

    def declined(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (document["attendee_a"], document["attendee_b"])
            for document in self.introductions
            if document["declined"]
        )


class Matcher:
    """The use cases of the matcher."""

    def __init__(
        self, log: Log, store: Store, *, embed: Embed, stages: Callable[[str], Stages]
    ) -> None:
        """Take the ports.

        Args:
            log: where introductions go.
            store: declares `views.COLLECTIONS`.
            embed: turns texts into vectors.
            stages: opens, for a named event, what follows a round's progress.
        """
        self._log = log
        self._store = store
        self._embed = embed
        self._stages = stages
        self.view = MatcherView(store)

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

    def work(self, owns: Callable[[str], bool], stop: Stop) -> None:
        """Run every round that is asked for, in the order of ids, for the events that are ours.

        Raises:
            TransientError: a round may work a moment later; it is still asked for.
        """
        for pending in self.view.pending_rounds():
            event = self.view.events.get(pending["event"])
            if stop.is_set():
                return
            if event is not None and not event.cancelled and owns(event.id):
                self._try(event, pending)

    def _try(self, event: Event, pending: Document) -> None:
        """Run a round; one that fails is over, so that it does not hold up all others."""
        round_id = pending["_id"]
        try:
            self._run(event, round_id, anew=pending.get("anew", True))
        except TransientError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the other rounds can do without
            failed = type(error).__name__
            _logger.warning("round failed", event_id=event.id, round_id=round_id, failed=failed)
            self._record([RoundFinished(event=event.id, round=round_id, figures={}, failed=failed)])

    def _run(self, event: Event, round_id: str, *, anew: bool) -> None:
        """Match everyone anew, or, where few are late since the last round, fit them in."""
        watch = Stopwatch(self._stages(event.id))
        profiles = list(self.view.profiles(event.id))
        standing = _Standing(tuple(self.view.introductions(event.id)))
        late = None if anew else self.view.matched.arrivals(event.id, profiles)
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
        self._finish(event.id, round_id, result, standing, watch.seconds)
        _logger.info("round finished", event_id=event.id, round_id=round_id, seconds=watch.seconds)
        try:
            self.view.matched.remember(event.id, profiles, late)
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
        known = {document["_id"]: document for document in standing.introductions}
        proposed = {made.introduction: made for made in result.introductions}
        withdrawn = [
            IntroductionWithdrawn(
                event=event, introduction=name, round=round_id, why="a later round found better"
            )
            for name, document in known.items()
            if document["standing"] and not document["delivered"] and name not in proposed
        ]
        news = [made for name, made in proposed.items() if _differs(known.get(name), made)]
        figures = result.figures | {f"seconds_{name}": value for name, value in seconds.items()}
        finished = RoundFinished(
            event=event, round=round_id, figures=figures, underserved=result.underserved
        )
        self._record([*withdrawn, *news, finished])

    def _record(self, messages: list[Message]) -> None:
        self._log.append(encode(messages))
        with self._store.batch():
            for message in messages:
                self.apply(message)


def _differs(known: Document | None, made: IntroductionProposed) -> bool:
    if known is None or not known["standing"]:
        return True
    before = IntroductionProposed.model_validate(known)
    return before.model_copy(update={"round": made.round}) != made
