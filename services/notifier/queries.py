"""What the documents of the notifier can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.notifier.domain.letters import Known
from services.notifier.domain.people import Person
from services.notifier.introduction_facts import IntroductionFacts
from services.notifier.known_event import read_event
from shared.errors import NotFound
from shared.events import Event, EventsView
from shared.introduction_status import KnownIntroduction
from shared.messages import AnswerErased, ContactStated, IntroductionProposed, ProfileStated
from shared.store import Document, Store

_AT_A_TIME = 200


class NotifierQueries:
    """Reads documents; whoever takes messages in writes them."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `views.COLLECTIONS`."""
        self._store = store
        self.events = EventsView(store)

    def pending_erasures(self) -> Iterator[AnswerErased]:
        """List the answers of erased people that are still in the log."""
        for document in self._store.find("erased_answers", {"pending": True}):
            yield AnswerErased.at(document["event"], document["_id"])

    def known(self, event: Event) -> Known:
        """Read all that letters about an event depend on."""
        return read_event(self._store, event)

    def rounds(self, event: str) -> list[Document]:
        """List an event's rounds, those that run last, else as they ended."""
        found = self._store.find("rounds", {"event": event})
        return sorted(found, key=lambda one: (not one["finished"], one["order"], one["_id"]))

    def ended_letters(self, event: str) -> Iterator[Document]:
        """List how the letters of an event ended, in no order that means anything."""
        return self._store.find("letters", {"event": event})

    def introductions_in(self, letter: str) -> tuple[str, ...]:
        """Name the introductions that a letter told of, in its order; none if it was not sent."""
        known = self._store.get("letters", letter)
        return tuple(known["sent"]["introductions"]) if known and known["sent"] else ()

    def is_unsubscribed(self, attendee: str) -> bool:
        """Tell whether this person wants no more mail."""
        return self._store.get("unsubscribed", attendee) is not None

    def people(self, attendees: Iterable[str]) -> dict[str, Person]:
        """Find those of the named people whose profiles and contacts have arrived, by id."""
        wanted = tuple(attendees)
        profiles = {one["_id"]: one for one in self._store.get_many("profiles", wanted)}
        return {
            one["_id"]: Person(
                ProfileStated.model_validate(profiles[one["_id"]]),
                ContactStated.model_validate(one),
            )
            for one in self._store.get_many("contacts", wanted)
            if one["_id"] in profiles
        }

    def person(self, attendee: str) -> Person:
        """Find somebody.

        Raises:
            NotFound: nobody of that id is known, or not yet.
        """
        found = self.people([attendee])
        if not found:
            raise NotFound("there is no such attendee")
        return found[attendee]

    def are_both_known(self, introduction: str) -> bool:
        """Tell whether both people's profiles and contacts have arrived."""
        found = self.named([introduction])
        return bool(found) and len(self.people(found[0].attendees)) == 2  # noqa: PLR2004 - the two

    def named(self, introductions: Iterable[str]) -> list[IntroductionProposed]:
        """Find those of the named introductions that there are, wherever they stand."""
        return read_all(self._store.get_many("introductions", introductions))

    def introduction(self, introduction: str) -> IntroductionProposed:
        """Find an introduction that stands, or that waits at the gate.

        Raises:
            NotFound: there is none of that id, or it is off.
        """
        document = self._store.get("introductions", introduction)
        for known in self._read([document] if document else []):
            if _is_on(known):
                return known.proposed
        raise NotFound("there is no such introduction")

    def introduction_of(self, introduction: str, attendee: str) -> IntroductionProposed:
        """Find an introduction as one of the two may see it.

        Raises:
            NotFound: they were not told of it, it is off, or they have no part in it.
        """
        document = self._store.get("introductions", introduction)
        for made in self._shown([document] if document else [], attendee):
            return made
        raise NotFound("there is no such introduction")

    def _read(self, documents: Sequence[Document]) -> list[KnownIntroduction]:
        facts = IntroductionFacts.about(self._store, documents)
        return [facts.known(document) for document in documents]

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[IntroductionProposed]:
        """List an event's introductions that stand or wait at the gate, by id."""
        found: list[IntroductionProposed] = []
        while limit is None or len(found) < limit:
            page = list(
                self._store.find("introductions", {"event": event}, after=after, limit=_AT_A_TIME)
            )
            found += [known.proposed for known in self._read(page) if _is_on(known)]
            if len(page) < _AT_A_TIME:
                break
            after = page[-1]["_id"]
        return found[:limit]

    def introductions_of(self, attendee: str) -> list[IntroductionProposed]:
        """List somebody's introductions as they may see them, the best first."""
        shown = self._shown(list(self._of(attendee)), attendee)
        return sorted(shown, key=lambda made: (-made.score, made.introduction))

    def introductions_at_gate(self, attendee: str) -> list[IntroductionProposed]:
        """List what somebody is told of, or would be on a release, the best first."""
        on = [known.proposed for known in self._read(list(self._of(attendee))) if _is_on(known)]
        return sorted(on, key=lambda made: (-made.score, made.introduction))

    def _shown(self, documents: Sequence[Document], attendee: str) -> list[IntroductionProposed]:
        """Choose what one of the two sees: what stands, and what they alone declined.

        So they can change their mind, and the other one sees at once that it is off.
        """
        facts = IntroductionFacts.about(self._store, documents)
        shown = []
        for document in documents:
            known = facts.known(document)
            is_own_no = facts.declined_by(document["_id"]) == {attendee}
            would_stand = known.status.released and not (known.status.undone or known.status.absent)
            is_seen = known.status.standing or (is_own_no and would_stand)
            if is_seen and attendee in known.proposed.attendees:
                shown.append(known.proposed)
        return shown

    def _of(self, attendee: str) -> Iterator[Document]:
        for side in ("attendee_a", "attendee_b"):
            yield from self._store.find("introductions", {side: attendee})

    def answers(self, introduction: str) -> dict[str, str]:
        """Tell who of the two answered what."""
        found = self._store.find("answers", {"introduction": introduction})
        return {said["attendee"]: said["answer"] for said in found if "answer" in said}


def read_all(documents: Iterable[Document]) -> list[IntroductionProposed]:
    """Read what is kept of introductions."""
    return [IntroductionProposed.model_validate(document) for document in documents]


def _is_on(known: KnownIntroduction) -> bool:
    return known.status.standing or known.status.waits
