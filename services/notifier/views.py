"""What the notifier knows: people, introductions, answers, and deliveries to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from services.notifier.domain.people import Person
from services.notifier.domain.schedule import delivery_id
from shared import events
from shared.errors import NotFound
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    KeepInTouch,
    MeetingHeld,
    Message,
    ProfileErased,
    ProfileStated,
    Unsubscribed,
)
from shared.store import Collections, Document, Store

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "contacts": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b"),
    "deliveries": ("waiting_for", "event", "introduction", "attendee"),
    "answers": ("event", "introduction", "attendee"),
    "unsubscribed": (),
    "erased": (),
}


class NotifierView:
    """The documents of the notifier, built from the log alone."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `COLLECTIONS`."""
        self._store = store
        self.events = events.EventsView(store)

    def apply(self, message: Message) -> None:
        """Take in a message; a second time changes nothing."""
        self.events.apply(message)
        match message:
            case ProfileStated():
                self._keep("profiles", message.attendee, message)
            case ContactStated():
                self._keep("contacts", message.attendee, message)
            case ProfileErased() | ContactErased():
                self._forget(message.attendee)
            case IntroductionProposed():
                self._propose(message)
            case IntroductionWithdrawn():
                self._withdraw(message.introduction)
            case _:
                self._apply_outcome(message)

    def _apply_outcome(self, message: Message) -> None:
        match message:
            case BriefDelivered():
                self._settle(message, "delivered", "")
            case BriefFailed():
                self._settle(message, "failed", message.why)
            case Unsubscribed():
                self._store.put("unsubscribed", [{"_id": message.attendee}])
            case IntroductionAnswered() | MeetingHeld() | KeepInTouch():
                self._keep_answer(message)
            case _:
                pass  # the events are taken in above

    def _keep(self, collection: str, attendee: str, message: Message) -> None:
        if not self._is_erased(attendee):
            self._store.put(collection, [{"_id": attendee, **message.model_dump(mode="json")}])

    def _keep_answer(self, message: IntroductionAnswered | MeetingHeld | KeepInTouch) -> None:
        if not self._is_erased(message.attendee):
            self._store.put("answers", [{"_id": message.key, **message.model_dump(mode="json")}])

    def _is_erased(self, attendee: str) -> bool:
        return self._store.get("erased", attendee) is not None

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for introduction in list(self.introductions_of(attendee)):
            self._store.delete("deliveries", {"introduction": introduction.introduction})
            self._store.delete("introductions", {"_id": introduction.introduction})
        for collection in ("profiles", "contacts"):
            self._store.delete(collection, {"_id": attendee})
        self._store.delete("answers", {"attendee": attendee})

    def _propose(self, proposed: IntroductionProposed) -> None:
        sides = (proposed.attendee_a, proposed.attendee_b)
        if any(map(self._is_erased, sides)):
            return
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json")}
        self._store.put("introductions", [document])
        for attendee in sides:
            delivery = {
                "_id": delivery_id(proposed.introduction, attendee),
                "event": proposed.event,
                "introduction": proposed.introduction,
                "attendee": attendee,
                "waiting_for": proposed.event,
                "status": "waiting",
            }
            self._store.add("deliveries", delivery)

    def _withdraw(self, introduction: str) -> None:
        """Take back what nobody has read; what was delivered stands."""
        deliveries = list(self._store.find("deliveries", {"introduction": introduction}))
        if not any(delivery["status"] == "delivered" for delivery in deliveries):
            self._store.delete("deliveries", {"introduction": introduction})
            self._store.delete("introductions", {"_id": introduction})

    def _settle(self, message: BriefDelivered | BriefFailed, status: str, why: str) -> None:
        settled = {
            "_id": message.delivery,
            "event": message.event,
            "introduction": message.introduction,
            "attendee": message.attendee,
            "waiting_for": "",
            "status": status,
            "why": why,
            "at": message.at.isoformat(),
        }
        if not self._is_erased(message.attendee):
            self._store.put("deliveries", [settled])

    def waiting(self, event: str) -> Iterator[Document]:
        """List the deliveries of an event that are still to be made."""
        return self._store.find("deliveries", {"waiting_for": event})

    def deliveries(self, event: str) -> Iterator[Document]:
        """List the deliveries of an event."""
        return self._store.find("deliveries", {"event": event})

    def is_unsubscribed(self, attendee: str) -> bool:
        """Tell whether this person wants no more mail."""
        return self._store.get("unsubscribed", attendee) is not None

    def person(self, attendee: str) -> Person:
        """Find somebody.

        Raises:
            NotFound: nobody of that id is known, or not yet.
        """
        profile = self._store.get("profiles", attendee)
        contact = self._store.get("contacts", attendee)
        if profile is None or contact is None:
            raise NotFound("there is no such attendee")
        return Person(ProfileStated.model_validate(profile), ContactStated.model_validate(contact))

    def are_both_known(self, introduction: str) -> bool:
        """Tell whether both people's profiles and contacts have arrived."""
        made = self.introduction(introduction)
        return all(
            self._store.get(collection, attendee) is not None
            for collection in ("profiles", "contacts")
            for attendee in (made.attendee_a, made.attendee_b)
        )

    def introduction(self, introduction: str) -> IntroductionProposed:
        """Find an introduction that stands.

        Raises:
            NotFound: there is none of that id, or it was withdrawn.
        """
        document = self._store.get("introductions", introduction)
        if document is None:
            raise NotFound("there is no such introduction")
        return IntroductionProposed.model_validate(document)

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[IntroductionProposed]:
        """List an event's introductions by id."""
        return _read(self._store.find("introductions", {"event": event}, after=after, limit=limit))

    def introductions_of(self, attendee: str) -> list[IntroductionProposed]:
        """List somebody's introductions, the best first."""
        sides = (self._store.find("introductions", {f"attendee_{s}": attendee}) for s in "ab")
        return sorted(
            _read(chain.from_iterable(sides)), key=lambda made: (-made.score, made.introduction)
        )

    def answers(self, introduction: str) -> dict[str, str]:
        """Tell who of the two answered what."""
        found = self._store.find("answers", {"introduction": introduction})
        return {
            document["attendee"]: document["answer"] for document in found if "answer" in document
        }


def _read(documents: Iterable[Document]) -> list[IntroductionProposed]:
    return [IntroductionProposed.model_validate(document) for document in documents]
