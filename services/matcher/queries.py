"""What the documents of the matcher can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.matcher.domain.guest import Guest
from services.matcher.round_snapshot import RoundSnapshots
from shared import events
from shared.introduction_status import KnownIntroduction
from shared.messages import IntroductionErased, ProfileStated
from shared.round_gate import RoundGate
from shared.store import Document, Store, Where

Pair = tuple[str, str]


class MatcherQueries:
    """Reads documents; whoever takes messages in writes them."""

    def __init__(self, store: Store, bookkeeping: Store) -> None:
        """Use a store that declares `views.COLLECTIONS`, and one that declares `BOOKKEEPING`."""
        self._store = store
        self._bookkeeping = bookkeeping
        self.snapshots = RoundSnapshots(bookkeeping)
        self.events = events.EventsView(store)

    def guests(self, event: str) -> dict[str, Guest]:
        """Find everybody of an event, by id, whether they come or not."""
        by_event = {"event": event}
        hidden = {one["_id"] for one in self._store.find("wishes", {**by_event, "hidden": True})}
        unsubscribed = {one["_id"] for one in self._store.find("unsubscribed", by_event)}
        bounced = {one["_id"]: one["reach"] for one in self._store.find("bounces", by_event)}
        return {
            profile.attendee: Guest(
                profile=profile,
                attending=profile.attending,
                reach=profile.reach,
                hidden=profile.attendee in hidden,
                unsubscribed=profile.attendee in unsubscribed,
                bounced=bounced.get(profile.attendee, ""),
            )
            for document in self._store.find("profiles", by_event)
            for profile in (ProfileStated.model_validate(document),)
        }

    def guest(self, attendee: str) -> Guest | None:
        """Find one attendee; None while nothing is stated of them, and once they are erased."""
        document = self._store.get("profiles", attendee)
        if document is None:
            return None
        profile = ProfileStated.model_validate(document)
        wishes = self._store.get("wishes", attendee) or {"hidden": False}
        bounce = self._store.get("bounces", attendee) or {"reach": ""}
        return Guest(
            profile=profile,
            attending=profile.attending,
            reach=profile.reach,
            hidden=wishes["hidden"],
            unsubscribed=self._store.get("unsubscribed", attendee) is not None,
            bounced=bounce["reach"],
        )

    def unsettled(self) -> list[Document]:
        """List who may have become absent or unreachable, and is still to be looked at."""
        return list(self._bookkeeping.find("unsettled"))

    def settle(self, attendees: Iterable[str]) -> None:
        """Note that some people's introductions were looked at."""
        with self._bookkeeping.batch():
            for attendee in attendees:
                self._bookkeeping.delete("unsettled", {"_id": attendee})

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> Iterator[KnownIntroduction]:
        """List an event's introductions by id, those that no longer stand included."""
        found = self._store.find("introductions", {"event": event}, after=after, limit=limit)
        return self._known(event, found)

    def introductions_of(self, event: str, attendee: str) -> list[KnownIntroduction]:
        """List somebody's introductions, those that no longer stand included."""
        found = self._introductions_of(attendee)
        return list(self._known(event, found)) if found else []

    def introductions_of_round(self, event: str, round_id: str) -> Iterator[KnownIntroduction]:
        """List the introductions that a round said last, by id."""
        where: Where = {"event": event, "round": round_id}
        return self._known(event, self._store.find("introductions", where))

    def _known(self, event: str, documents: Iterable[Document]) -> Iterator[KnownIntroduction]:
        gates = {
            one["_id"]: RoundGate.of(one) for one in self._store.find("gates", {"event": event})
        }
        absent = self._absent(event)
        for document in documents:
            sides = {document["attendee_a"], document["attendee_b"]}
            gate = gates.get(document["round"])
            yield KnownIntroduction.of(document, gate, absent=not sides.isdisjoint(absent))

    def _absent(self, event: str) -> set[str]:
        """Find who is not attending, or hidden; erased people have no introductions."""
        away = self._store.find("profiles", {"event": event, "attending": False})
        hidden = self._store.find("wishes", {"event": event, "hidden": True})
        return {one["_id"] for found in (away, hidden) for one in found}

    def _introductions_of(self, attendee: str) -> list[Document]:
        return [
            document
            for side in ("attendee_a", "attendee_b")
            for document in self._store.find("introductions", {side: attendee})
        ]

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

    def is_repair(self, round_id: str) -> bool:
        """Tell whether a round was asked for to fit few people in, and not by an organiser."""
        asked = self._store.get("asked", round_id)
        return asked is not None and not asked["anew"]

    def pending_rounds(self) -> list[Document]:
        """List the rounds to run."""
        return list(self._store.find("rounds", {"pending": True}))

    def finished_rounds(self, event: str) -> list[Document]:
        """List an event's rounds that came to a result, the newest first."""
        found = self._store.find("rounds", {"event": event, "pending": False})
        done = [one for one in found if not one["failed"]]
        return sorted(done, key=lambda one: -one["order"])

    def last_ended(self, event: str) -> str:
        """Name the newest round that ended, with a result or without; empty before the first."""
        found = self._store.find("rounds", {"event": event, "pending": False})
        ended = max(found, key=lambda one: one["order"], default=None)
        return "" if ended is None else ended["_id"]

    def gate(self, round_id: str) -> RoundGate:
        """Tell what was decided about a round."""
        return RoundGate.of(self._store.get("gates", round_id))

    def undecided_rounds(self) -> list[Document]:
        """List each event's newest round where nothing was decided about it yet."""
        return list(self._store.find("undecided"))

    def planned_rounds(self) -> list[Document]:
        """List the rounds whose release is planned."""
        return list(self._store.find("gates", {"state": "planned"}))

    def pending_erasures(self) -> Iterator[IntroductionErased]:
        """List the introductions of erased people whose words are still in the log."""
        for document in self._store.find("erased_introductions", {"pending": True}):
            yield IntroductionErased.at(document["event"], document["_id"])

    def rounds(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[Document]:
        """List an event's rounds by id."""
        return list(self._store.find("rounds", {"event": event}, after=after, limit=limit))
