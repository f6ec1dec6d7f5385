"""Says what the matcher found, and takes it in at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from services.matcher.views import RAPPORT, MatcherView
from shared.log import Log
from shared.messages import Message, RoundRequested, encode
from shared.store import Store


class Recorder:
    """Appends messages; each has a key of its own, so what is said twice is said once."""

    def __init__(self, log: Log, store: Store, view: MatcherView) -> None:
        """Take where messages go, and what takes them in."""
        self._log = log
        self._store = store
        self._view = view

    def __call__(self, messages: Sequence[Message]) -> None:
        """Append, then take in."""
        if not messages:
            return
        self._log.append(encode(messages))
        with self._store.batch():
            for message in messages:
                self._view.apply(message)

    def repair_of(self, event: str) -> list[RoundRequested]:
        """Word the request of a round that fills what has become free; none before a first round.

        There is one such round after each that ended, so what dies and is done again, or is
        done by two, asks for no second one. Say it before what makes it necessary.
        """
        ended = self._view.last_ended(event)
        round_id = str(uuid5(NAMESPACE_URL, f"rapport:repair:{event}:{ended}"))
        if not ended or self._view.round(round_id) is not None:
            return []
        return [RoundRequested(event=event, round=round_id, by=RAPPORT)]
