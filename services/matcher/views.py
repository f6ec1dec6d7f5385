"""What the matcher knows: profiles without identity, introductions, and rounds to run.

Topics arrive in any order, so what one topic says is kept apart, and what follows from several
is worked out anew whenever one of them speaks.
"""

from __future__ import annotations

from services.matcher.embedding.embedding_cache import EMBEDDINGS
from services.matcher.queries import MatcherQueries
from services.matcher.round_snapshot import INDEXES
from shared import events
from shared.introduction_status import UNSAID
from shared.messages import (
    BriefDelivered,
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
    RoundRequested,
    Unsubscribed,
    WishesErased,
    WishesStated,
)
from shared.round_gate import Decision, RoundGate
from shared.store import Collections, Document, Where

RAPPORT = "rapport"
"""Who caused what nobody asked for."""

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event", "attending"),
    "wishes": ("event", "hidden"),
    "unsubscribed": ("event",),
    "bounces": ("event",),
    "introductions": ("event", "attendee_a", "attendee_b", "round"),
    "answers": ("introduction", "attendee"),
    "told": ("introduction", "attendee"),
    "rounds": ("event", "pending"),
    "asked": (),
    "gates": ("event", "state"),
    "undecided": (),
    "met": ("person_a", "person_b"),
    "erased": (),
    "erased_introductions": ("pending",),
}
BOOKKEEPING: Collections = {**INDEXES, EMBEDDINGS: (), "unsettled": ()}
_OF_A_PERSON = ("wishes", "unsubscribed", "bounces")


class MatcherView(MatcherQueries):
    """The documents of the matcher, built from the log alone.

    Vectors and what was matched on are kept beside them, to save time, and who is still to be
    looked at, which no log tells. What follows from several
    topics is worked out when it is asked for: where an introduction stands, and who is there.
    """

    def apply(self, message: Message) -> None:
        """Take in a message; a second time changes nothing."""
        self.events.apply(message)
        match message:
            case ProfileStated():
                self._state(message)
            case ProfileErased():
                self._forget(message.attendee)
            case RosterClosed():
                self._ask_for_round(message.event, message.starts_round, anew=False)
            case RoundRequested():
                self._ask_for_round(message.event, message.round, anew=message.by != RAPPORT)
            case RoundFinished():
                self._finish(message)
            case RoundReleased() | RoundHeld() | RoundDropped():
                self._decide(message)
            case WishesStated() | WishesErased() | Unsubscribed() | LetterFailed():
                self._apply_wish(message)
            case _:
                self._apply_introduction(message)

    def _apply_introduction(self, message: Message) -> None:
        match message:
            case IntroductionProposed():
                self._propose(message)
            case IntroductionWithdrawn():
                known = self._store.get("introductions", message.introduction)
                if known is not None:
                    self._conclude(known | {"withdrawn": True, "final": message.final})
            case IntroductionErased():
                self._forget_introduction(message.introduction, message.event, pending=False)
            case IntroductionAnswered():
                self._keep("answers", message.key, message, {"answer": message.answer})
            case BriefDelivered():
                self._keep("told", message.delivery, message, {})
            case LetterSent():
                self._tell(message)
            case _:
                pass  # the events are taken in above

    def _apply_wish(
        self, message: WishesStated | WishesErased | Unsubscribed | LetterFailed
    ) -> None:
        if self._is_in("erased", message.attendee):
            return
        person = {"_id": message.attendee, "event": message.event}
        match message:
            case WishesStated():
                self._store.put("wishes", [person | {"hidden": message.hidden}])
                if message.hidden:
                    self._unsettle(message.attendee, message.event)
            case WishesErased():
                self._store.delete("wishes", {"_id": message.attendee})
            case Unsubscribed():
                self._store.put("unsubscribed", [person])
            case LetterFailed():
                self._bounce(message, person)

    def _bounce(self, failed: LetterFailed, person: Document) -> None:
        """Keep where the last letter that failed for good was sent to."""
        if not failed.permanent or not failed.reach:
            return
        bounce = person | {"reach": failed.reach, "at": failed.at.timestamp()}
        known = self._store.get("bounces", failed.attendee)
        if known is None or (known["at"], known["reach"]) < (bounce["at"], bounce["reach"]):
            self._store.put("bounces", [bounce])
        self._unsettle(failed.attendee, failed.event)

    def _unsettle(self, attendee: str, event: str) -> None:
        """Have the worker look at somebody's introductions."""
        self._bookkeeping.put("unsettled", [{"_id": attendee, "event": event}])

    def _finish(self, finished: RoundFinished) -> None:
        """Keep a round's end, and let the event's newest wait for a decision."""
        known = self._store.get("rounds", finished.round) or {}
        ended: Where = {"event": finished.event, "pending": False}
        order = known.get("order", self._store.count("rounds", ended))
        document = {"_id": finished.round, "pending": False, "order": order}
        self._store.put("rounds", [document | finished.model_dump(mode="json")])
        if finished.failed:
            return
        newest = {"_id": finished.event, "round": finished.round}
        if self._is_in("gates", finished.round):
            self._store.delete("undecided", {"_id": finished.event})
        else:
            self._store.put("undecided", [newest])

    def _decide(self, said: Decision) -> None:
        gate = RoundGate.of(self._store.get("gates", said.round)).after(said)
        document = {"_id": said.round, "event": said.event, "state": gate.state}
        self._store.put("gates", [document | gate.fields()])
        self._store.delete("undecided", {"_id": said.event, "round": said.round})

    def _state(self, profile: ProfileStated) -> None:
        if self._is_in("erased", profile.attendee):
            return
        document = {"_id": profile.attendee, **profile.model_dump(mode="json")}
        self._store.put("profiles", [document])
        bounce = self._store.get("bounces", profile.attendee)
        is_bounced = bounce is not None and bounce["reach"] == profile.reach
        if not profile.attending or profile.reach == "" or is_bounced:
            self._unsettle(profile.attendee, profile.event)
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
        for collection in ("answers", "told"):
            self._store.delete(collection, {"attendee": attendee})
        for collection in _OF_A_PERSON:
            self._store.delete(collection, {"_id": attendee})
        self._bookkeeping.delete("unsettled", {"_id": attendee})

    def _forget_introduction(self, introduction: str, event: str, *, pending: bool) -> None:
        """Forget what any side did, and remember so for what other topics have yet to say.

        While it is pending, its words are still in the log. The introduction itself goes last:
        whoever dies before that finds it again, and the rest by it.
        """
        forgotten = {"_id": introduction, "event": event, "pending": pending}
        self._store.put("erased_introductions", [forgotten])
        for collection in ("answers", "told"):
            self._store.delete(collection, {"introduction": introduction})
        for collection in ("met", "introductions"):
            self._store.delete(collection, {"_id": introduction})

    def _is_in(self, collection: str, name: str) -> bool:
        return self._store.get(collection, name) is not None

    def _ask_for_round(self, event: str, round_id: str, *, anew: bool) -> None:
        self._store.put("asked", [{"_id": round_id, "anew": anew}])
        self._store.add("rounds", {"_id": round_id, "event": event, "pending": True})

    def _propose(self, proposed: IntroductionProposed) -> None:
        if any(self._is_in("erased", side) for side in (proposed.attendee_a, proposed.attendee_b)):
            self._forget_introduction(proposed.introduction, proposed.event, pending=True)
            return
        document = {"_id": proposed.introduction, **proposed.model_dump(mode="json")}
        self._conclude(document | UNSAID)

    def _tell(self, letter: LetterSent) -> None:
        """Keep whom a letter named; to be named by two letters is no more than by one."""
        for introduction in letter.introductions:
            self._keep_of(introduction, letter.attendee, "told", f"{letter.key}/{introduction}", {})

    def _keep(
        self,
        collection: str,
        name: str,
        message: IntroductionAnswered | BriefDelivered,
        fields: Document,
    ) -> None:
        """Keep what one side did, even before the introduction itself arrives."""
        self._keep_of(message.introduction, message.attendee, collection, name, fields)

    def _keep_of(
        self, introduction: str, attendee: str, collection: str, name: str, fields: Document
    ) -> None:
        if self._is_in("erased", attendee) or self._is_in("erased_introductions", introduction):
            return
        person = {"introduction": introduction, "attendee": attendee}
        self._store.put(collection, [{"_id": name, **person, **fields}])
        known = self._store.get("introductions", introduction)
        if known is not None:
            self._conclude(known)

    def _conclude(self, introduction: Document) -> None:
        """Note in an introduction what was said of it alone."""
        of_it = {"introduction": introduction["_id"]}
        answers = {document["answer"] for document in self._store.find("answers", of_it)}
        concluded = introduction | {
            "told": self._store.count("told", of_it) > 0,
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
