"""What the documents of the notifier can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from services.notifier.domain.people import Person
from shared.errors import NotFound
from shared.events import EventsView
from shared.messages import AnswerErased, ContactStated, IntroductionProposed, ProfileStated
from shared.store import Document, Store, Where


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
        """Tell whether it stands, and both people's profiles and contacts have arrived."""
        return len(self._both(introduction)) == 2  # noqa: PLR2004 - the two sides

    def _both(self, introduction: str) -> dict[str, Person]:
        made = self._find(introduction)
        return self.people(made.attendees) if made else {}

    def may_go_out(self, introduction: str) -> bool:
        """Tell whether both people are known and attend, and neither has declined."""
        both = self._both(introduction).values()
        attending = sum(person.profile.attending for person in both)
        return attending == 2 and "decline" not in self.answers(introduction).values()  # noqa: PLR2004 - as above

    def introduction(self, introduction: str) -> IntroductionProposed:
        """Find an introduction that stands.

        Raises:
            NotFound: there is none of that id, or it was withdrawn.
        """
        made = self._find(introduction)
        if made is None:
            raise NotFound("there is no such introduction")
        return made

    def _find(self, introduction: str) -> IntroductionProposed | None:
        document = self._store.get("introductions", introduction)
        return next(iter(read_all([document] if document and document["standing"] else [])), None)

    def introductions(
        self, event: str, after: str | None = None, limit: int | None = None
    ) -> list[IntroductionProposed]:
        """List an event's introductions that stand, by id."""
        where: Where = {"event": event, "standing": True}
        return read_all(self._store.find("introductions", where, after=after, limit=limit))

    def introductions_of(self, attendee: str) -> list[IntroductionProposed]:
        """List somebody's introductions that stand, the best first."""
        standing = read_all(one for one in self._of(attendee) if one["standing"])
        return sorted(standing, key=lambda made: (-made.score, made.introduction))

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
