"""What the documents of insights can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from services.insights.domain.figures import Member, Pair
from shared import events
from shared.attendance import Attendance
from shared.introduction_status import IntroductionStatus
from shared.round_gate import RoundGate
from shared.store import Document, Store

_Known = tuple[Document, IntroductionStatus]


class InsightsQueries:
    """Reads documents; whoever takes messages in writes them."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `views.COLLECTIONS`."""
        self._store = store
        self.events = events.EventsView(store)

    def members(self, event: str, minimum: int) -> dict[str, Member]:
        """List who attends, by id."""
        ranks = {
            document["_id"]: document["seniority"]
            for document in self._store.find("seniorities", {"event": event})
        }
        return {
            document["_id"]: Member(
                _wanted(document["capacity"], minimum), ranks.get(document["_id"], "unknown")
            )
            for document in self._store.find("members", {"event": event})
            if document["attending"]
        }

    def unreachable(self, event: str, *, on_paper: bool) -> int:
        """Count who attends, is not hidden, and gets no letter."""
        hidden, unsubscribed = self._hidden(event), self._ids("unsubscribed", event)
        bounced = {
            one["_id"]: one["reach"] for one in self._store.find("bounces", {"event": event})
        }
        people = (
            Attendance(
                attending=one["attending"],
                reach=one["reach"],
                hidden=one["_id"] in hidden,
                unsubscribed=one["_id"] in unsubscribed,
                bounced=bounced.get(one["_id"], ""),
            )
            for one in self._store.find("members", {"event": event})
        )
        return sum(one.present and not one.is_reachable(on_paper=on_paper) for one in people)

    def pairs(self, event: str) -> list[Pair]:
        """List the introductions that stand."""
        return [_pair(one) for one, status in self._known(event) if status.standing]

    def pairs_once_released(self, event: str) -> list[Pair]:
        """List those, and what waits for a release of the newest round."""
        last = self.last_round(event) or {"_id": ""}
        return [
            _pair(one)
            for one, status in self._known(event)
            if status.standing or (status.movable and one["round"] == last["_id"])
        ]

    def _known(self, event: str) -> Iterator[_Known]:
        gates = {
            one["_id"]: RoundGate.of(one) for one in self._store.find("gates", {"event": event})
        }
        away = {
            one["_id"]
            for one in self._store.find("members", {"event": event})
            if not one["attending"]
        }
        absent = away | self._hidden(event)
        for one in self._store.find("pairs", {"event": event}):
            is_absent = not absent.isdisjoint((one["a"], one["b"]))
            yield one, IntroductionStatus.of(one, gates.get(one["round"]), absent=is_absent)

    def _hidden(self, event: str) -> set[str]:
        return {one["_id"] for one in self._store.find("wishes", {"event": event}) if one["hidden"]}

    def _ids(self, collection: str, event: str) -> set[str]:
        return {one["_id"] for one in self._store.find(collection, {"event": event})}

    def last_round(self, event: str) -> Document | None:
        """Find what the newest round that came to a result said of itself."""
        found = self._store.find("rounds", {"event": event, "failed": ""})
        return max(found, key=lambda document: document["order"], default=None)

    def has_failed(self, event: str) -> bool:
        """Tell whether a round of this event ended without a result."""
        return any(found["failed"] for found in self._store.find("rounds", {"event": event}))

    def answers(self, event: str) -> list[Document]:
        """List who answered what; what was declined stands no more, and was answered."""
        known = self._ids("pairs", event)
        found = self._store.find("answers", {"event": event})
        return [document for document in found if document["introduction"] in known]

    def deliveries(self, event: str) -> list[Document]:
        """List which briefs of standing introductions reached somebody, and which could not."""
        standing = {one["_id"] for one, status in self._known(event) if status.standing}
        found = self._store.find("deliveries", {"event": event})
        return [document for document in found if document["introduction"] in standing]

    def letters(self, event: str) -> list[Document]:
        """List how letters ended, whatever they are about."""
        return list(self._store.find("letters", {"event": event}))

    def rejected_rows(self, event: str) -> int:
        """Count the rows of all rosters that could not be used."""
        found = self._store.find("rosters", {"event": event})
        return sum(document["rejected"] for document in found)


def _pair(document: Document) -> Pair:
    return Pair(
        document["a"], document["b"], document["score"],
        document["industry_a"], document["industry_b"], document["last_resort"],
    )  # fmt: skip


def _wanted(capacity: int | None, minimum: int) -> int:
    return minimum if capacity is None else min(minimum, capacity)
