"""What the matcher knows: profiles without identity, introductions, and rounds to run.

Topics arrive in any order, so what one topic says is kept apart, and what follows from several
is worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from services.matcher.embedding.embedding_cache import EMBEDDINGS
from services.matcher.round_snapshot import INDEXES, RoundSnapshots
from shared import events
from shared.introduction_status import KnownIntroduction
from shared.messages import (
    BriefDelivered,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundFinished,
    RoundRequested,
)
from shared.store import Collections, Document, Store

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b"),
    "answers": ("introduction", "attendee"),
    "delivered": ("introduction", "attendee"),
    "rounds": ("event", "pending"),
    "met": ("person_a", "person_b"),
    "erased": (),
    "erased_introductions": ("pending",),
}
BOOKKEEPING: Collections = {**INDEXES, EMBEDDINGS: ()}
Pair = tuple[str, str]


class MatcherView:
    """The documents of the matcher, built from the log alone.

    Vectors and what was matched on are kept beside them, to save time.
    """

    def __init__(self, store: Store, bookkeeping: Store) -> None:
        """Use a store that declares `COLLECTIONS`, and one that declares `BOOKKEEPING`."""
        self._store = store
        self.snapshots = RoundSnapshots(bookkeeping)
        self.events = events.EventsView(store)

    def apply(self, message: Message) -> None:
        """Take in a message; a second time changes nothing."""
        self.events.apply(message)
        match message:
            case ProfileStated():
                self._state(message)
            case ProfileErased():
                self._forget(message.attendee)
            case RosterClosed():
                self._ask_for_round(message.event, round_of_roster(message), anew=False)
            case RoundRequested():
                self._ask_for_round(message.event, message.round, anew=True)
            case RoundFinished():
                document = {"_id": message.round, "pending": False}
                self._store.put("rounds", [document | message.model_dump(mode="json")])
            case _:
                self._apply_introduction(message)

    def _apply_introduction(self, message: Message) -> None:
        match message:
            case IntroductionProposed():
                self._propose(message)
            case IntroductionWithdrawn():
                known = self._store.get("introductions", message.introduction)
                if known is not None:
                    self._conclude(known | {"withdrawn": True})
            case IntroductionErased():
                self._forget_introduction(message.introduction, message.event, pending=False)
            case IntroductionAnswered():
                self._keep("answers", message.key, message, {"answer": message.answer})
            case BriefDelivered():
                self._keep("delivered", message.delivery, message, {})
            case _:
                pass  # the events are taken in above

    def _state(self, profile: ProfileStated) -> None:
        if self._is_in("erased", profile.attendee):
            return
        document = {"_id": profile.attendee, **profile.model_dump(mode="json")}
        self._store.put("profiles", [document])
        for introduction in self._introductions_of(profile.attendee):
            self._remember(introduction)

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        self._store.delete("profiles", {"_id": attendee})
        for introduction in self._introductions_of(attendee):
            for side in ("attendee_a", "attendee_b"):
                self.snapshots.forget(introduction[side])
            self._forget_introduction(introduction["_id"], introduction["event"], pending=True)
        self.snapshots.forget(attendee)
        for collection in ("answers", "delivered"):
            self._store.delete(collection, {"attendee": attendee})

    def _forget_introduction(self, introduction: str, event: str, *, pending: bool) -> None:
        """Forget what any side did, and remember so for what other topics have yet to say.

        While it is pending, its words are still in the log. The introduction itself goes last:
        whoever dies before that finds it again, and the rest by it.
        """
        forgotten = {"_id": introduction, "event": event, "pending": pending}
        self._store.put("erased_introductions", [forgotten])
        for collection in ("answers", "delivered"):
            self._store.delete(collection, {"introduction": introduction})
        for collection in ("met", "introductions"):
            self._store.delete(collection, {"_id": introduction})

    def _is_in(self, collection: str, name: str) -> bool:
        return self._store.get(collection, name) is not None

    def _introductions_of(self, attendee: str) -> list[Document]:
        return [
            document
            for side in ("attendee_a", "attendee_b")
            for document in self._store.find("introductions", {side: attendee})
        ]

    def _ask_for_round(self, event: str, round_id: str, *, anew: bool) -> None:
        pending = {"_id": round_id, "event": event, "pending": True, "anew": anew}
        self._store.add("rounds", pending)

    def _propose(self, proposed: IntroductionProposed) -> None:
        if any(self._is_in("erased", side) for side in (proposed.attendee_a, proposed.attendee_b)):
            self._forget_introduction(proposed.introduction, proposed.event, pending=True)
            return
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json")}
        self._conclude(document | {"withdrawn": False})

    def _keep(
        self,
        collection: str,
        name: str,
        message: IntroductionAnswered | BriefDelivered,
        fields: Document,
    ) -> None:
        """Keep what one side did, even before the introduction itself arrives."""
        if self._is_in("erased", message.attendee):
            return
        if self._is_in("erased_introductions", message.introduction):
            return
        person = {"introduction": message.introduction, "attendee": message.attendee}
        self._store.put(collection, [{"_id": name, **person, **fields}])
        known = self._store.get("introductions", message.introduction)
        if known is not None:
            self._conclude(known)

    def _conclude(self, introduction: Document) -> None:
        """Work out where an introduction stands."""
        of_it = {"introduction": introduction["_id"]}
        answers = {document["answer"] for document in self._store.find("answers", of_it)}
        concluded = introduction | {
            "told": self._store.count("delivered", of_it) > 0,
            "accepted": "accept" in answers,
            "declined": "decline" in answers,
        }
        self._store.put("introductions", [concluded])
        self._remember(concluded)

    def _remember(self, introduction: Document) -> None:
        """Remember who has read of whom, under what they are known by at other events."""
        if not introduction["told"]:
            return
        self._store.delete("met", {"_id": introduction["_id"]})
        profiles = [self._store.get("profiles", introduction[f"attendee_{side}"]) for side in "ab"]
        people = sorted(profile["person_key"] for profile in profiles if profile)
        if len(people) == 2 and all(people):  # noqa: PLR2004 - the two sides
            document = {"_id": introduction["_id"], "event": introduction["event"]}
            self._store.put("met", [document | {"person_a": people[0], "person_b": people[1]}])

    def profiles(self, event: str) -> Iterator[ProfileStated]:
        """List the profiles of those who attend."""
        for document in self._store.find("profiles", {"event": event}):
            if document["attending"]:
                yield ProfileStated.model_validate(document)

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> Iterator[KnownIntroduction]:
        """List an event's introductions by id, those that no longer stand included."""
        found = self._store.find("introductions", {"event": event}, after=after, limit=limit)
        return map(KnownIntroduction.of, found)

    def met_elsewhere(self, event: str, profiles: list[ProfileStated]) -> Iterator[Pair]:
        """List the pairs of these people who were introduced at another event."""
        by_key = {profile.person_key: profile.attendee for profile in profiles}
        for key in filter(None, by_key):
            for document in self._store.find("met", {"person_a": key}):
                if document["event"] != event and document["person_b"] in by_key:
                    yield by_key[key], by_key[document["person_b"]]

    def round(self, round_id: str) -> Document | None:
        """Find a round."""
        return self._store.get("rounds", round_id)

    def is_pending(self, round_id: str) -> bool:
        """Tell whether a round is still to be run."""
        known = self._store.get("rounds", round_id)
        return known is not None and known["pending"]

    def pending_rounds(self) -> list[Document]:
        """List the rounds to run."""
        return list(self._store.find("rounds", {"pending": True}))

    def pending_erasures(self) -> Iterator[IntroductionErased]:
        """List the introductions of erased people whose words are still in the log."""
        for document in self._store.find("erased_introductions", {"pending": True}):
            yield IntroductionErased.at(document["event"], document["_id"])

    def rounds(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[Document]:
        """List an event's rounds by id."""
        return list(self._store.find("rounds", {"event": event}, after=after, limit=limit))


def round_of_roster(closed: RosterClosed) -> str:
    """Name the round that a roster's last row starts; a list that is sent again starts another."""
    return str(
        uuid5(NAMESPACE_URL, f"rapport:round:{closed.event}:{closed.roster}:{closed.revision}")
    )
