"""What the matcher knows: profiles without identity, introductions, and rounds to run."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from shared import events
from shared.adapters.embedder import EMBEDDINGS
from shared.messages import (
    BriefDelivered,
    IntroductionAnswered,
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

COLLECTIONS: Collections = {
    **events.INDEXES,
    EMBEDDINGS: (),
    "profiles": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b"),
    "rounds": ("event", "pending"),
    "met": ("person_a",),
    "erased": (),
}
Pair = tuple[str, str]


class MatcherView:
    """The documents of the matcher, built from the log alone."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `COLLECTIONS`."""
        self._store = store
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
                self._ask_for_round(message.event, round_of_roster(message.event, message.roster))
            case RoundRequested():
                self._ask_for_round(message.event, message.round)
            case RoundFinished():
                document = {"_id": message.round, "pending": False, **message.model_dump()}
                self._store.put("rounds", [document])
            case _:
                self._apply_introduction(message)

    def _apply_introduction(self, message: Message) -> None:
        match message:
            case IntroductionProposed():
                self._propose(message)
            case IntroductionWithdrawn():
                self._mark(message.introduction, standing=False)
            case IntroductionAnswered():
                declined = message.answer == "decline"
                self._mark(message.introduction, fixed=not declined, declined=declined)
            case BriefDelivered():
                self._mark(message.introduction, fixed=True, standing=True)
                self._remember(message.introduction)
            case _:
                pass  # the events are taken in above

    def _state(self, profile: ProfileStated) -> None:
        if self._store.get("erased", profile.attendee) is None:
            document = {"_id": profile.attendee, **profile.model_dump(mode="json")}
            self._store.put("profiles", [document])

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        self._store.delete("profiles", {"_id": attendee})
        for side in ("attendee_a", "attendee_b"):
            self._store.delete("introductions", {side: attendee})

    def _ask_for_round(self, event: str, round_id: str) -> None:
        self._store.add("rounds", {"_id": round_id, "event": event, "pending": True})

    def _propose(self, proposed: IntroductionProposed) -> None:
        sides = (proposed.attendee_a, proposed.attendee_b)
        if any(self._store.get("erased", side) is not None for side in sides):
            return
        known = self._store.get("introductions", proposed.introduction) or {}
        marks = {name: known.get(name, False) for name in ("fixed", "declined")}
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json"), **marks}
        self._store.put("introductions", [document | {"standing": True}])

    def _mark(self, introduction: str, **marks: bool) -> None:
        known = self._store.get("introductions", introduction)
        if known is not None:
            self._store.put("introductions", [known | marks])

    def _remember(self, introduction: str) -> None:
        known = self._store.get("introductions", introduction)
        if known is None:
            return
        profiles = [self._store.get("profiles", known[f"attendee_{side}"]) for side in "ab"]
        people = sorted(profile["person_key"] for profile in profiles if profile)
        if len(people) == 2 and all(people):  # noqa: PLR2004 - the two sides
            first, second = people
            document = {"_id": f"{first}|{second}", "person_a": first, "person_b": second}
            self._store.add("met", document | {"event": known["event"]})

    def profiles(self, event: str) -> Iterator[ProfileStated]:
        """List the profiles of those who attend."""
        for document in self._store.find("profiles", {"event": event}):
            if document["attending"]:
                yield ProfileStated.model_validate(document)

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> Iterator[Document]:
        """List an event's introductions by id, those that no longer stand included."""
        return self._store.find("introductions", {"event": event}, after=after, limit=limit)

    def met_elsewhere(self, event: str, profiles: list[ProfileStated]) -> Iterator[Pair]:
        """List the pairs of these people who were introduced at another event."""
        by_key = {profile.person_key: profile.attendee for profile in profiles}
        for key in filter(None, by_key):
            for document in self._store.find("met", {"person_a": key}):
                if document["event"] != event and document["person_b"] in by_key:
                    yield by_key[key], by_key[document["person_b"]]

    def pending_rounds(self) -> list[Document]:
        """List the rounds to run."""
        return list(self._store.find("rounds", {"pending": True}))

    def rounds(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[Document]:
        """List an event's rounds by id."""
        return list(self._store.find("rounds", {"event": event}, after=after, limit=limit))


def round_of_roster(event: str, roster: str) -> str:
    """Name the round that a roster's last row starts."""
    return str(uuid5(NAMESPACE_URL, f"rapport:round:{event}:{roster}"))
