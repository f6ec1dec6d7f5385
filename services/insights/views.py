"""What insights knows: every message of an event, as far as figures need it.

Topics arrive in any order, so what one topic says is kept apart, and whether a pair stands is
worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from services.insights.domain.seniority import seniority
from services.insights.queries import InsightsQueries
from shared import events
from shared.introduction_status import UNSAID
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    ContactErased,
    ContactStated,
    IntroductionAnswered,
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    LetterFailed,
    LetterSent,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    Unsubscribed,
    WishesErased,
    WishesStated,
)
from shared.round_gate import RoundGate
from shared.store import Collections, Document, Where

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
    "letters": ("event", "attendee"),
    "gates": ("event",),
    "wishes": ("event",),
    "unsubscribed": ("event",),
    "bounces": ("event",),
    "erased": (),
    "erased_introductions": (),
}


_OF_A_PERSON = ("members", "seniorities", "wishes", "unsubscribed", "bounces")
_Ended = LetterSent | LetterFailed


class InsightsView(InsightsQueries):
    """The documents of insights; of a person only an id, and what figures count of them."""

    def apply(self, message: Message) -> None:
        """Take in a message; a second time changes nothing."""
        self.events.apply(message)
        match message:
            case ProfileStated():
                fields = message.model_dump(include={"capacity", "attending", "reach"})
                self._keep("members", message, message.attendee, fields)
            case ContactStated():
                rank = seniority(message.title)
                self._keep("seniorities", message, message.attendee, {"seniority": rank})
            case ProfileErased() | ContactErased():
                self._forget(message.attendee)
            case RosterClosed():
                self._keep("rosters", message, message.roster, {"rejected": message.rejected})
            case WishesErased():
                self._store.delete("wishes", {"_id": message.attendee})
            case WishesStated():
                self._keep("wishes", message, message.attendee, {"hidden": message.hidden})
            case Unsubscribed():
                self._keep("unsubscribed", message, message.attendee, {})
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
                    self._conclude(known | {"withdrawn": True, "final": message.final})
            case RoundReleased() | RoundHeld() | RoundDropped():
                gate = RoundGate.of(self._store.get("gates", message.round)).after(message)
                self._keep("gates", message, message.round, gate.fields())
            case RoundFinished():
                included = {"figures", "underserved", "failed"}
                fields = message.model_dump(mode="json", include=included)
                fields["order"] = self._store.count("rounds", {"event": message.event})
                self._keep("rounds", message, message.round, fields)
            case _:
                self._apply_outcome(message)

    def _apply_outcome(self, message: Message) -> None:
        match message:
            case IntroductionAnswered():
                self._answer(message)
            case BriefDelivered() | BriefFailed():
                is_there = isinstance(message, BriefDelivered)
                self._settle(message, message.attendee, message.introduction, is_there=is_there)
            case LetterSent() | LetterFailed():
                self._end_letter(message)
            case _:
                pass  # the events are taken in above

    def _answer(self, message: IntroductionAnswered) -> None:
        if self._is_forgotten(message.introduction, message.attendee):
            return
        person = {"introduction": message.introduction, "attendee": message.attendee}
        self._keep("answers", message, message.key, person | {"answer": message.answer})
        self._look_again(message.introduction)

    def _settle(
        self, message: Message, attendee: str, introduction: str, *, is_there: bool
    ) -> None:
        """Keep how a brief ended; nothing undoes that somebody has it."""
        if self._is_forgotten(introduction, attendee):
            return
        name = f"{introduction}/{attendee}"
        known = self._store.get("deliveries", name) or {"delivered": False}
        person = {"introduction": introduction, "attendee": attendee}
        delivered = known["delivered"] or is_there
        self._keep("deliveries", message, name, person | {"delivered": delivered})
        self._look_again(introduction)

    def _end_letter(self, ended: _Ended) -> None:
        """Keep how a letter ended, and each brief in it; nothing undoes that it was sent."""
        if self._is_erased(ended.attendee):
            return
        known = self._store.get("letters", ended.letter) or {"sent": False, "in_doubt": False}
        fields = {"attendee": ended.attendee, "sent": known["sent"], "in_doubt": known["in_doubt"]}
        if isinstance(ended, LetterSent):
            fields |= {"sent": True, "in_doubt": ended.in_doubt}
        elif ended.permanent and ended.reach:
            self._bounce(ended)
        self._keep("letters", ended, ended.letter, fields)
        for introduction in ended.introductions:
            is_there = isinstance(ended, LetterSent)
            self._settle(ended, ended.attendee, introduction, is_there=is_there)

    def _bounce(self, failed: LetterFailed) -> None:
        """Keep where the last letter that failed for good was sent to."""
        bounce = {"reach": failed.reach, "at": failed.at.timestamp()}
        known = self._store.get("bounces", failed.attendee)
        if known is None or (known["at"], known["reach"]) < (bounce["at"], bounce["reach"]):
            self._keep("bounces", failed, failed.attendee, bounce)

    def _look_again(self, introduction: str) -> None:
        if pair := self._store.get("pairs", introduction):
            self._conclude(pair)

    def _is_forgotten(self, introduction: str, attendee: str) -> bool:
        forgotten = self._store.get("erased_introductions", introduction) is not None
        return forgotten or self._is_erased(attendee)

    def _keep(self, collection: str, message: Message, name: str, fields: Document) -> None:
        if collection in _OF_A_PERSON and self._is_erased(name):
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
        pair |= {"a": made.attendee_a, "b": made.attendee_b}
        kept = {"round", "score", "industry_a", "industry_b", "last_resort"}
        self._conclude(pair | UNSAID | made.model_dump(include=kept))

    def _conclude(self, pair: Document) -> None:
        """Note in a pair what was said of it alone."""
        delivered: Where = {"introduction": pair["_id"], "delivered": True}
        found = self._store.find("answers", {"introduction": pair["_id"]})
        answers = {document["answer"] for document in found}
        said = {
            "told": self._store.count("deliveries", delivered) > 0,
            "accepted": "accept" in answers,
            "declined": "decline" in answers,
        }
        self._store.put("pairs", [pair | said])

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for collection in _OF_A_PERSON:
            self._store.delete(collection, {"_id": attendee})
        for side in ("a", "b"):
            for pair in list(self._store.find("pairs", {side: attendee})):
                self._forget_introduction(pair["_id"])
        for collection in ("answers", "deliveries", "letters"):
            self._store.delete(collection, {"attendee": attendee})

    def _forget_introduction(self, introduction: str) -> None:
        """Forget what any side did, and the pair, by which the rest is found, last."""
        self._store.put("erased_introductions", [{"_id": introduction}])
        for collection in ("answers", "deliveries"):
            self._store.delete(collection, {"introduction": introduction})
        self._store.delete("pairs", {"_id": introduction})
