"""What insights knows: every message of an event, as far as figures need it.

Topics arrive in any order, so what one topic says is kept apart, and whether a pair stands is
worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.insights.domain.figures import Member, Pair
from services.insights.domain.seniority import seniority
from shared import events
from shared.introduction_status import IntroductionStatus
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
)
from shared.store import Collections, Document, Store, Where

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

COLLECTIONS: Collections = {
    **events.INDEXES,
    "members": ("event",),
    "seniorities": ("event",),
    "pairs": ("event", "a", "b"),
    "rounds": ("event",),
    "rosters": ("event",),
    "answers": ("event", "introduction", "attendee"),
    "deliveries": ("event", "introduction", "attendee"),
    "erased": (),
    "erased_introductions": (),
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
            case IntroductionErased():
                self._forget_introduction(message.introduction)
            case IntroductionWithdrawn():
                known = self._store.get("pairs", message.introduction)
                if known is not None:
                    self._conclude(known | {"withdrawn": True})
            case RoundFinished():
                included = {"figures", "underserved", "failed"}
                fields = message.model_dump(mode="json", include=included)
                fields["order"] = self._store.count("rounds", {"event": message.event})
                self._keep("rounds", message, message.round, fields)
            case IntroductionAnswered() | BriefDelivered() | BriefFailed():
                self._apply_outcome(message)
            case _:
                pass  # the events are taken in above

    def _apply_outcome(self, message: IntroductionAnswered | BriefDelivered | BriefFailed) -> None:
        if self._is_erased(message.attendee):
            return
        if self._store.get("erased_introductions", message.introduction) is not None:
            return
        person = {"introduction": message.introduction, "attendee": message.attendee}
        if isinstance(message, IntroductionAnswered):
            self._keep("answers", message, message.key, person | {"answer": message.answer})
        else:
            self._settle(message, person)

    def _settle(self, message: BriefDelivered | BriefFailed, person: Document) -> None:
        """Keep how a delivery ended; nothing undoes that somebody has the brief."""
        known = self._store.get("deliveries", message.delivery) or {"delivered": False}
        delivered = known["delivered"] or isinstance(message, BriefDelivered)
        self._keep("deliveries", message, message.delivery, person | {"delivered": delivered})
        pair = self._store.get("pairs", message.introduction)
        if pair is not None:
            self._conclude(pair)

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
            self._forget_introduction(made.introduction)
            return
        pair: Document = {"_id": made.introduction, "event": made.event}
        pair |= {"a": made.attendee_a, "b": made.attendee_b, "withdrawn": False}
        fields = made.model_dump(include={"score", "industry_a", "industry_b", "last_resort"})
        self._conclude(pair | fields)

    def _conclude(self, pair: Document) -> None:
        """Work out whether a pair stands."""
        delivered: Where = {"introduction": pair["_id"], "delivered": True}
        status = IntroductionStatus(
            withdrawn=pair["withdrawn"], told=self._store.count("deliveries", delivered) > 0
        )
        self._store.put("pairs", [pair | {"standing": not status.undone}])

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for collection in ("members", "seniorities"):
            self._store.delete(collection, {"_id": attendee})
        for side in ("a", "b"):
            for pair in list(self._store.find("pairs", {side: attendee})):
                self._forget_introduction(pair["_id"])
        for collection in ("answers", "deliveries"):
            self._store.delete(collection, {"attendee": attendee})

    def _forget_introduction(self, introduction: str) -> None:
        """Forget what any side did, and the pair, by which the rest is found, last."""
        self._store.put("erased_introductions", [{"_id": introduction}])
        for collection in ("answers", "deliveries"):
            self._store.delete(collection, {"introduction": introduction})
        self._store.delete("pairs", {"_id": introduction})

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
            for document in self._standing(event)
        ]  # fmt: skip

    def _standing(self, event: str) -> Iterator[Document]:
        return self._store.find("pairs", {"event": event, "standing": True})

    def last_round(self, event: str) -> Document | None:
        """Find what the newest round that came to a result said of itself."""
        found = self._store.find("rounds", {"event": event, "failed": ""})
        return max(found, key=lambda document: document["order"], default=None)

    def has_failed(self, event: str) -> bool:
        """Tell whether a round of this event ended without a result."""
        return any(found["failed"] for found in self._store.find("rounds", {"event": event}))

    def answers(self, event: str) -> list[Document]:
        """List who answered what to the introductions that stand."""
        return self._of_standing("answers", event)

    def deliveries(self, event: str) -> list[Document]:
        """List which briefs of standing introductions reached somebody, and which could not."""
        return self._of_standing("deliveries", event)

    def _of_standing(self, collection: str, event: str) -> list[Document]:
        standing = {pair["_id"] for pair in self._standing(event)}
        found = self._store.find(collection, {"event": event})
        return [document for document in found if document["introduction"] in standing]

    def rejected_rows(self, event: str) -> int:
        """Count the rows of all rosters that could not be used."""
        found = self._store.find("rosters", {"event": event})
        return sum(document["rejected"] for document in found)


def _wanted(capacity: int | None, minimum: int) -> int:
    return minimum if capacity is None else min(minimum, capacity)
