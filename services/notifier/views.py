"""What the notifier knows: people, introductions, answers, and deliveries to make.

Topics arrive in any order, so what one topic says is kept apart, and what follows from several
is worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from services.notifier.domain.schedule import address_mark, deliveries_of, delivery_id
from services.notifier.queries import NotifierQueries, read_all
from shared import events
from shared.introduction_status import IntroductionStatus
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
from shared.store import Collections, Document, Where

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

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


class NotifierView(NotifierQueries):
    """The documents of the notifier, built from the log alone."""

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
        """Work out whether an introduction stands and where its deliveries are."""
        name = introduction["_id"]
        outcomes = {one["_id"]: one for one in self._store.find("outcomes", {"introduction": name})}
        status = IntroductionStatus(
            withdrawn=introduction["withdrawn"],
            told=any(outcome["status"] == "delivered" for outcome in outcomes.values()),
        )
        self._store.put("introductions", [introduction | {"standing": not status.undone}])
        if status.undone:
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
                made = read_all(self._of(message.attendee))
                return {outcome["_id"] for outcome in ended}.union(*map(deliveries_of, made))
            case IntroductionErased():
                known = self._store.get("introductions", message.introduction)
                return set().union(*map(deliveries_of, read_all([known] if known else [])))
            case IntroductionProposed() if any(map(self._is_erased, message.attendees)):
                return deliveries_of(message)
            case BriefDelivered() if self._is_forgotten(message.introduction, message.attendee):
                return {message.delivery}
            case _:
                return set()
