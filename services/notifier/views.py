"""What the notifier knows: people, introductions, rounds, answers, and how letters ended.

Topics arrive in any order. So each message changes only the documents of what it is about, and
what follows from several of them is worked out when somebody asks.
"""

from __future__ import annotations

from services.notifier.domain.letter_ids import BRIEF, letters_about, letters_to
from services.notifier.queries import NotifierQueries, read_all
from shared import events
from shared.messages import (
    AnswerErased,
    BriefDelivered,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    KeepInTouch,
    LetterFailed,
    LetterSent,
    MeetingHeld,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    RoundRequested,
    Unsubscribed,
    WishesErased,
    WishesStated,
)
from shared.round_gate import Decision, RoundGate
from shared.store import Collections, Document, Where

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "contacts": ("event",),
    "wishes": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b"),
    "rounds": ("event",),
    "letters": ("event", "attendee"),
    "told": ("event", "introduction", "attendee"),
    "answers": ("event", "introduction", "attendee"),
    "unsubscribed": ("event",),
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
            case WishesStated():
                self._keep("wishes", message.attendee, message)
            case ProfileErased() | ContactErased() | WishesErased():
                self._forget(message.attendee)
            case _:
                self._apply_introduction(message)

    def _apply_introduction(self, message: Message) -> None:
        match message:
            case IntroductionProposed():
                self._propose(message)
            case IntroductionErased():
                self._forget_introduction(message.introduction)
            case IntroductionWithdrawn():
                self._withdraw(message)
            case RoundReleased() | RoundHeld() | RoundDropped():
                self._decide(message)
            case RoundRequested():
                self._put_round(message.event, message.round, {})
            case RosterClosed():
                self._put_round(message.event, message.starts_round, {})
            case RoundFinished():
                self._finish(message)
            case _:
                self._apply_outcome(message)

    def _apply_outcome(self, message: Message) -> None:
        match message:
            case LetterSent() | LetterFailed():
                self._settle(message)
            case BriefDelivered():
                self._settle_brief(message)
            case Unsubscribed():
                if not self._is_erased(message.attendee):
                    document = {"_id": message.attendee, "event": message.event}
                    self._store.put("unsubscribed", [document])
            case IntroductionAnswered() | MeetingHeld() | KeepInTouch():
                self._keep_answer(message)
            case AnswerErased():
                self._forget_answer(message.answer, message.event, pending=False)
            case _:
                pass  # the events are taken in above

    def _keep(self, collection: str, attendee: str, message: Message) -> None:
        if not self._is_erased(attendee):
            self._store.put(collection, [{"_id": attendee, **message.model_dump(mode="json")}])

    def _propose(self, proposed: IntroductionProposed) -> None:
        if any(map(self._is_erased, proposed.attendees)):
            self._forget_introduction(proposed.introduction)
            return
        known = self._store.get("introductions", proposed.introduction) or {}
        unsaid: Document = {"withdrawn": False, "final": False}
        unsaid["rounds"] = sorted({proposed.round, *known.get("rounds", ())})
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json")}
        self._store.put("introductions", [document | unsaid])

    def _withdraw(self, message: IntroductionWithdrawn) -> None:
        if known := self._store.get("introductions", message.introduction):
            taken_back = {"withdrawn": True, "final": message.final or known["final"]}
            self._store.put("introductions", [known | taken_back])

    def _decide(self, decision: Decision) -> None:
        gate = RoundGate.of(self._store.get("rounds", decision.round)).after(decision)
        self._put_round(decision.event, decision.round, gate.fields())

    def _finish(self, finished: RoundFinished) -> None:
        """Keep a round's end; rounds of an event end one after the other."""
        known = self._store.get("rounds", finished.round) or {}
        ended: Where = {"event": finished.event, "finished": True}
        fields = {
            "underserved": sorted({one.attendee for one in finished.underserved}),
            "below": [one.model_dump(mode="json") for one in finished.underserved],
            "failed": finished.failed,
            "order": known.get("order") or self._store.count("rounds", ended) + 1,
            "finished": True,
        }
        self._put_round(finished.event, finished.round, fields)

    def _put_round(self, event: str, round_id: str, fields: Document) -> None:
        unsaid: Document = {
            "event": event,
            "underserved": [],
            "below": [],
            "failed": "",
            "order": 0,
            "finished": False,
            **RoundGate().fields(),
        }
        known = self._store.get("rounds", round_id) or {"_id": round_id, **unsaid}
        self._store.put("rounds", [known | fields])

    def _settle(self, message: LetterSent | LetterFailed) -> None:
        """Keep how a letter ended; a later end of the other kind does not replace this one."""
        if self._is_erased(message.attendee):
            return
        unsaid: Document = {
            "event": message.event,
            "attendee": message.attendee,
            "occasion": message.occasion,
            "sent": None,
            "failed": None,
        }
        known = self._store.get("letters", message.letter) or {"_id": message.letter, **unsaid}
        end = "sent" if isinstance(message, LetterSent) else "failed"
        said = message.model_dump(mode="json", exclude={*unsaid, "letter", "kind", "channel"})
        self._store.put("letters", [known | {end: said}])
        if isinstance(message, LetterSent):
            self._tell(message.event, message.attendee, message.introductions)

    def _settle_brief(self, message: BriefDelivered) -> None:
        """Keep what earlier releases sent as a letter about one introduction."""
        self._settle(
            LetterSent(
                event=message.event, letter=message.delivery, attendee=message.attendee,
                occasion=BRIEF, introductions=(message.introduction,), channel=message.channel,
                at=message.at,
            )
        )  # fmt: skip

    def _tell(self, event: str, attendee: str, introductions: tuple[str, ...]) -> None:
        told = [
            {
                "_id": f"{introduction}/{attendee}",
                "event": event,
                "introduction": introduction,
                "attendee": attendee,
            }
            for introduction in introductions
            if not self._is_forgotten(introduction, attendee)
        ]
        self._store.put("told", told)

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
        for collection in ("profiles", "contacts", "wishes", "unsubscribed"):
            self._store.delete(collection, {"_id": attendee})
        self._forget_answers({"attendee": attendee})
        for collection in ("told", "letters"):
            self._store.delete(collection, {"attendee": attendee})

    def _forget_introduction(self, introduction: str) -> None:
        """Forget what any side did, and the introduction, by which the rest is found, last."""
        self._store.put("erased_introductions", [{"_id": introduction}])
        self._forget_answers({"introduction": introduction})
        self._store.delete("told", {"introduction": introduction})
        self._store.delete("introductions", {"_id": introduction})

    def mails_to_forget(self, message: Message) -> set[str]:
        """Name the letters about or to somebody erased, by this message or before it."""
        match message:
            case ProfileErased() | ContactErased():
                return self._letters_of(message.attendee)
            case IntroductionErased():
                known = self._store.get("introductions", message.introduction)
                return self._letters_about(read_all([known] if known else []))
            case IntroductionProposed() if any(map(self._is_erased, message.attendees)):
                return self._letters_about([message])
            case LetterSent():
                names = (*message.introductions, *message.ended)
                is_about_erased = any(self._is_forgotten(i, message.attendee) for i in names)
                forgotten = is_about_erased or self._is_erased(message.attendee)
                return {message.letter} if forgotten else set()
            case BriefDelivered() if self._is_forgotten(message.introduction, message.attendee):
                return {message.delivery}
            case _:
                return set()

    def _letters_of(self, attendee: str) -> set[str]:
        own = {letter["_id"] for letter in self._store.find("letters", {"attendee": attendee})}
        return own | letters_to(attendee) | self._letters_about(read_all(self._of(attendee)))

    def _letters_about(self, found: list[IntroductionProposed]) -> set[str]:
        """Name what was or may have been written about introductions, to either side."""
        letters = set().union(*map(letters_about, found))
        for made in found:
            for side in made.attendees:
                letters |= {
                    letter["_id"]
                    for letter in self._store.find("letters", {"attendee": side})
                    if made.introduction in _named(letter)
                }
        return letters


def _named(letter: Document) -> set[str]:
    """List the introductions that a letter names."""
    sent = letter["sent"]
    return {*sent["introductions"], *sent["ended"]} if sent else set()
