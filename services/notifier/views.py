"""What the notifier knows: people, introductions, answers, and deliveries to make.

Topics arrive in any order, so what one topic says is kept apart, and what follows from several
is worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.notifier.domain.people import Person
from services.notifier.domain.schedule import address_mark, deliveries_of, delivery_id
from shared import events
from shared.errors import NotFound
from shared.messages import (
    AnswerErased,
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    KeepInTouch,
    MeetingHeld,
    Message,
    ProfileErased,
    ProfileStated,
    Unsubscribed,
)
from shared.store import Collections, Document, Store, Where

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "contacts": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b"),
    "outcomes": ("introduction", "attendee"),
    "deliveries": ("waiting_for", "event", "introduction", "attendee"),
    "answers": ("event", "introduction", "attendee"),
    "unsubscribed": (),
    "erased": (),
    "erased_introductions": (),
    "erased_answers": ("pending",),
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
                self._retry(message.attendee)
            case ProfileErased() | ContactErased():
                self._forget(message.attendee)
            case IntroductionProposed():
                self._propose(message)
            case IntroductionErased():
                self._forget_introduction(message.introduction)
            case IntroductionWithdrawn():
                if known := self._store.get("introductions", message.introduction):
                    self._conclude(known | {"withdrawn": True})
            case _:
                self._apply_outcome(message)

    def _apply_outcome(self, message: Message) -> None:
        match message:
            case BriefDelivered():
                self._settle(message, {"status": "delivered", "why": ""})
            case BriefFailed():
                self._settle(message, {"status": "failed", "why": message.why})
            case Unsubscribed():
                if not self._is_erased(message.attendee):
                    self._store.put("unsubscribed", [{"_id": message.attendee}])
            case IntroductionAnswered() | MeetingHeld() | KeepInTouch():
                self._keep_answer(message)
            case AnswerErased():
                self._forget_answer(message.answer, message.event, pending=False)
            case _:
                pass  # the events are taken in above

    def _keep(self, collection: str, attendee: str, message: Message) -> None:
        if not self._is_erased(attendee):
            self._store.put(collection, [{"_id": attendee, **message.model_dump(mode="json")}])

    def _keep_answer(self, message: IntroductionAnswered | MeetingHeld | KeepInTouch) -> None:
        if self._is_forgotten(message.introduction, message.attendee):
            self._forget_answer(message.key, message.event, pending=True)
        else:
            self._store.put("answers", [{"_id": message.key, **message.model_dump(mode="json")}])

    def _forget_answer(self, answer: str, event: str, *, pending: bool) -> None:
        """Forget what was answered; while it is pending, it is still in the log."""
        self._store.put("erased_answers", [{"_id": answer, "event": event, "pending": pending}])
        self._store.delete("answers", {"_id": answer})

    def _forget_answers(self, where: Where) -> None:
        for answer in list(self._store.find("answers", where)):
            self._forget_answer(answer["_id"], answer["event"], pending=True)

    def _is_erased(self, attendee: str) -> bool:
        return self._store.get("erased", attendee) is not None

    def _is_forgotten(self, introduction: str, attendee: str) -> bool:
        forgotten = self._store.get("erased_introductions", introduction) is not None
        return forgotten or self._is_erased(attendee)

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for introduction in list(self._of(attendee)):
            self._forget_introduction(introduction["_id"])
        for collection in ("profiles", "contacts", "unsubscribed"):
            self._store.delete(collection, {"_id": attendee})
        self._forget_answers({"attendee": attendee})
        for collection in ("outcomes", "deliveries"):
            self._store.delete(collection, {"attendee": attendee})

    def _forget_introduction(self, introduction: str) -> None:
        """Forget what any side did, and the introduction, by which the rest is found, last."""
        self._store.put("erased_introductions", [{"_id": introduction}])
        self._forget_answers({"introduction": introduction})
        for collection in ("outcomes", "deliveries"):
            self._store.delete(collection, {"introduction": introduction})
        self._store.delete("introductions", {"_id": introduction})

    def _propose(self, proposed: IntroductionProposed) -> None:
        if any(map(self._is_erased, proposed.attendees)):
            self._forget_introduction(proposed.introduction)
            return
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json")}
        self._conclude(document | {"withdrawn": False})

    def _settle(self, message: BriefDelivered | BriefFailed, ending: Document) -> None:
        """Keep how a delivery ended; nothing undoes that somebody has the brief."""
        known = self._store.get("outcomes", message.delivery) or {"status": ""}
        is_undoing = known["status"] == "delivered" and isinstance(message, BriefFailed)
        if is_undoing or self._is_forgotten(message.introduction, message.attendee):
            return
        fields = {"introduction", "attendee", "address_mark", "at"}
        kept = message.model_dump(mode="json", include=fields)
        self._store.put("outcomes", [{"_id": message.delivery, **kept, **ending}])
        if introduction := self._store.get("introductions", message.introduction):
            self._conclude(introduction)

    def _retry(self, attendee: str) -> None:
        """Look again at what could not be delivered to this person."""
        for outcome in list(self._store.find("outcomes", {"attendee": attendee})):
            if introduction := self._store.get("introductions", outcome["introduction"]):
                self._conclude(introduction)

    def _conclude(self, introduction: Document) -> None:
        """Work out whether an introduction stands and where its deliveries are.

        What one of the two has read is never taken back, so it stands for the other, too.
        """
        name = introduction["_id"]
        outcomes = {one["_id"]: one for one in self._store.find("outcomes", {"introduction": name})}
        delivered = any(outcome["status"] == "delivered" for outcome in outcomes.values())
        standing = delivered or not introduction["withdrawn"]
        self._store.put("introductions", [introduction | {"standing": standing}])
        if not standing:
            self._store.delete("deliveries", {"introduction": name})
            return
        for attendee in (introduction["attendee_a"], introduction["attendee_b"]):
            self._queue(introduction, attendee, outcomes.get(delivery_id(name, attendee)))

    def _queue(self, introduction: Document, attendee: str, outcome: Document | None) -> None:
        ending = {"status": "waiting", "why": "", "at": ""}
        if outcome is not None and not self._has_another_address(outcome):
            ending = {field: outcome[field] for field in ending}
        delivery = {
            "_id": delivery_id(introduction["_id"], attendee),
            "event": introduction["event"],
            "introduction": introduction["_id"],
            "attendee": attendee,
            "waiting_for": introduction["event"] if ending["status"] == "waiting" else "",
        }
        self._store.put("deliveries", [delivery | ending])

    def _has_another_address(self, outcome: Document) -> bool:
        """Tell whether it failed for an address that the person no longer has."""
        contact = self._store.get("contacts", outcome["attendee"])
        if contact is None or not contact["email"] or outcome["status"] != "failed":
            return False
        return outcome["address_mark"] not in {"", address_mark(outcome["_id"], contact["email"])}

    def mails_to_forget(self, message: Message) -> set[str]:
        """Name the deliveries about or to somebody erased, by this message or before it."""
        match message:
            case ProfileErased() | ContactErased():
                ended = self._store.find("outcomes", {"attendee": message.attendee})
                made = _read(self._of(message.attendee))
                return {outcome["_id"] for outcome in ended}.union(*map(deliveries_of, made))
            case IntroductionErased():
                known = self._store.get("introductions", message.introduction)
                return set().union(*map(deliveries_of, _read([known] if known else [])))
            case IntroductionProposed() if any(map(self._is_erased, message.attendees)):
                return deliveries_of(message)
            case BriefDelivered() if self._is_forgotten(message.introduction, message.attendee):
                return {message.delivery}
            case _:
                return set()

    def pending_erasures(self) -> Iterator[AnswerErased]:
        """List the answers of erased people that are still in the log."""
        for document in self._store.find("erased_answers", {"pending": True}):
            yield AnswerErased.at(document["event"], document["_id"])

    def waiting(self, event: str) -> Iterator[Document]:
        """List the deliveries of an event that are still to be made."""
        return self._store.find("deliveries", {"waiting_for": event})

    def is_waiting(self, delivery: str) -> bool:
        """Tell whether a delivery is still to be made."""
        return self._store.count("deliveries", {"_id": delivery, "status": "waiting"}) > 0

    def deliveries(self, event: str) -> Iterator[Document]:
        """List the deliveries of an event whose people are known."""
        found = self._store.find("deliveries", {"event": event})
        return (one for one in found if self.are_both_known(one["introduction"]))

    def is_unsubscribed(self, attendee: str) -> bool:
        """Tell whether this person wants no more mail."""
        return self._store.get("unsubscribed", attendee) is not None

    def person(self, attendee: str) -> Person:
        """Find somebody.

        Raises:
            NotFound: nobody of that id is known, or not yet.
        """
        profile, contact = (self._store.get(name, attendee) for name in ("profiles", "contacts"))
        if profile is None or contact is None:
            raise NotFound("there is no such attendee")
        return Person(ProfileStated.model_validate(profile), ContactStated.model_validate(contact))

    def are_both_known(self, introduction: str) -> bool:
        """Tell whether it stands, and both people's profiles and contacts have arrived."""
        made = self._store.get("introductions", introduction) or {"standing": False}
        return made["standing"] and all(
            self._store.get(collection, made[side]) is not None
            for collection in ("profiles", "contacts")
            for side in ("attendee_a", "attendee_b")
        )

    def may_go_out(self, introduction: str) -> bool:
        """Tell whether both people are known and attend, and neither has declined."""
        if not self.are_both_known(introduction):
            return False
        people = map(self.person, self.introduction(introduction).attendees)
        declined = "decline" in self.answers(introduction).values()
        return not declined and all(person.profile.attending for person in people)

    def introduction(self, introduction: str) -> IntroductionProposed:
        """Find an introduction that stands.

        Raises:
            NotFound: there is none of that id, or it was withdrawn.
        """
        document = self._store.get("introductions", introduction)
        if document is None or not document["standing"]:
            raise NotFound("there is no such introduction")
        return IntroductionProposed.model_validate(document)

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[IntroductionProposed]:
        """List an event's introductions that stand, by id."""
        where: Where = {"event": event, "standing": True}
        return _read(self._store.find("introductions", where, after=after, limit=limit))

    def introductions_of(self, attendee: str) -> list[IntroductionProposed]:
        """List somebody's introductions that stand, the best first."""
        standing = (document for document in self._of(attendee) if document["standing"])
        return sorted(_read(standing), key=lambda made: (-made.score, made.introduction))

    def _of(self, attendee: str) -> Iterator[Document]:
        for side in ("attendee_a", "attendee_b"):
            yield from self._store.find("introductions", {side: attendee})

    def answers(self, introduction: str) -> dict[str, str]:
        """Tell who of the two answered what."""
        found = self._store.find("answers", {"introduction": introduction})
        return {said["attendee"]: said["answer"] for said in found if "answer" in said}


def _read(documents: Iterable[Document]) -> list[IntroductionProposed]:
    return [IntroductionProposed.model_validate(document) for document in documents]
