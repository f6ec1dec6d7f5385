"""What intake knows: events, people, and who is never to come back."""

from __future__ import annotations

from collections.abc import Iterator

from shared import events
from shared.errors import NotFound
from shared.messages import (
    ContactErased,
    ContactStated,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
)
from shared.store import Collections, Document, Store

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "contacts": ("event",),
    "erased": (),
    "rosters": ("event",),
    "requests": (),
}


class IntakeView:
    """The documents of intake, built from the log alone."""

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
            case RosterClosed():
                document = {"_id": message.roster, **message.model_dump(mode="json")}
                self._store.put("rosters", [document])
            case ProfileErased() | ContactErased():
                self._forget(message.attendee)
            case _:
                pass  # the events are taken in above

    def _keep(self, collection: str, attendee: str, message: Message) -> None:
        if not self.is_erased(attendee):
            self._store.put(collection, [{"_id": attendee, **message.model_dump(mode="json")}])

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for collection in ("profiles", "contacts"):
            self._store.delete(collection, {"_id": attendee})

    def is_erased(self, attendee: str) -> bool:
        """Tell whether this person asked to be forgotten."""
        return self._store.get("erased", attendee) is not None

    def profile(self, attendee: str) -> ProfileStated | None:
        """Find a profile."""
        document = self._store.get("profiles", attendee)
        return None if document is None else ProfileStated.model_validate(document)

    def contact(self, attendee: str) -> ContactStated | None:
        """Find a contact."""
        document = self._store.get("contacts", attendee)
        return None if document is None else ContactStated.model_validate(document)

    def person(self, event: str, attendee: str) -> tuple[ProfileStated, ContactStated]:
        """Find somebody at an event.

        Raises:
            NotFound: nobody of that id is there.
        """
        profile, contact = self.profile(attendee), self.contact(attendee)
        if profile is None or contact is None or profile.event != event:
            raise NotFound("there is no such attendee at this event")
        return profile, contact

    def people(
        self, event: str, after: str | None, limit: int
    ) -> Iterator[tuple[ProfileStated, ContactStated]]:
        """List people at an event by id."""
        for document in self._store.find("profiles", {"event": event}, after=after, limit=limit):
            contact = self.contact(document["_id"])
            if contact is not None:
                yield ProfileStated.model_validate(document), contact

    def rosters(self, event: str) -> list[Document]:
        """List the rosters that an event got."""
        return list(self._store.find("rosters", {"event": event}))
