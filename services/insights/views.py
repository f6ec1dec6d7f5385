"""What insights knows: every message of an event, as far as figures need it."""

from __future__ import annotations

from services.insights.domain.figures import Member, Pair
from services.insights.domain.seniority import seniority
from shared import events
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
)
from shared.store import Collections, Document, Store

COLLECTIONS: Collections = {
    **events.INDEXES,
    "members": ("event",),
    "seniorities": ("event",),
    "pairs": ("event", "a", "b"),
    "rounds": ("event",),
    "rosters": ("event",),
    "answers": ("event", "introduction", "attendee"),
    "deliveries": ("event", "attendee"),
    "erased": (),
}


class InsightsView:
    """The documents of insights; of a person only an id, a capacity and a seniority."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `COLLECTIONS`."""
        self._store = store
        self.events = events.EventsView(store)

    def apply(self, message: Message) -> None:
        """Take in a message; a second time changes nothing."""
        self.events.apply(message)
        match message:
            case ProfileStated():
                fields = message.model_dump(include={"capacity", "attending"})
                self._keep("members", message, message.attendee, fields)
            case ContactStated():
                rank = seniority(message.title)
                self._keep("seniorities", message, message.attendee, {"seniority": rank})
            case ProfileErased() | ContactErased():
                self._forget(message.attendee)
            case RosterClosed():
                self._keep("rosters", message, message.roster, {"rejected": message.rejected})
            case _:
                self._apply_round(message)

    def _apply_round(self, message: Message) -> None:
        match message:
            case IntroductionProposed():
                self._propose(message)
            case IntroductionWithdrawn():
                self._store.delete("pairs", {"_id": message.introduction})
            case RoundFinished():
                fields = message.model_dump(include={"figures", "underserved"})
                fields["order"] = self._store.count("rounds", {"event": message.event})
                self._keep("rounds", message, message.round, fields)
            case IntroductionAnswered() | BriefDelivered() | BriefFailed():
                self._apply_outcome(message)
            case _:
                pass  # the events are taken in above

    def _apply_outcome(self, message: IntroductionAnswered | BriefDelivered | BriefFailed) -> None:
        if self._is_erased(message.attendee):
            return
        person = {"introduction": message.introduction, "attendee": message.attendee}
        if isinstance(message, IntroductionAnswered):
            self._keep("answers", message, message.key, person | {"answer": message.answer})
        else:
            fields = person | {"delivered": isinstance(message, BriefDelivered)}
            self._keep("deliveries", message, message.delivery, fields)

    def _keep(self, collection: str, message: Message, name: str, fields: Document) -> None:
        if collection in {"members", "seniorities"} and self._is_erased(name):
            return
        if collection == "rounds" and (known := self._store.get("rounds", name)):
            fields["order"] = known["order"]
        self._store.put(collection, [{"_id": name, "event": message.event, **fields}])

    def _is_erased(self, attendee: str) -> bool:
        return self._store.get("erased", attendee) is not None

    def _propose(self, made: IntroductionProposed) -> None:
        if self._is_erased(made.attendee_a) or self._is_erased(made.attendee_b):
            return
        pair = {"a": made.attendee_a, "b": made.attendee_b}
        fields = made.model_dump(include={"score", "industry_a", "industry_b", "last_resort"})
        self._keep("pairs", made, made.introduction, pair | fields)

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for collection in ("members", "seniorities"):
            self._store.delete(collection, {"_id": attendee})
        for collection, field in (
            ("pairs", "a"), ("pairs", "b"), ("answers", "attendee"), ("deliveries", "attendee"),
        ):  # fmt: skip
            self._store.delete(collection, {field: attendee})

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

    def pairs(self, event: str) -> list[Pair]:
        """List the introductions that stand."""
        return [
            Pair(
                document["a"], document["b"], document["score"],
                document["industry_a"], document["industry_b"], document["last_resort"],
            )
            for document in self._store.find("pairs", {"event": event})
        ]  # fmt: skip

    def last_round(self, event: str) -> Document | None:
        """Find what the newest round said of itself."""
        found = self._store.find("rounds", {"event": event})
        return max(found, key=lambda document: document["order"], default=None)

    def answers(self, event: str) -> list[Document]:
        """List who answered what."""
        return list(self._store.find("answers", {"event": event}))

    def deliveries(self, event: str) -> list[Document]:
        """List which briefs reached somebody, and which could not."""
        return list(self._store.find("deliveries", {"event": event}))

    def rejected_rows(self, event: str) -> int:
        """Count the rows of all rosters that could not be used."""
        found = self._store.find("rosters", {"event": event})
        return sum(document["rejected"] for document in found)


def _wanted(capacity: int | None, minimum: int) -> int:
    return minimum if capacity is None else min(minimum, capacity)
