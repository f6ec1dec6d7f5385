"""What intake knows: events, people, and who is never to come back."""

from __future__ import annotations

from collections.abc import Iterator

from shared import events, leases
from shared.errors import NotFound
from shared.messages import (
    ContactErased,
    ContactStated,
    Message,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    WishesErased,
    WishesStated,
)
from shared.store import Collections, Store

VERSION = 4
"""The version of these views.

Raise it where documents of the earlier one can't be read, or must be built anew.
"""

COLLECTIONS: Collections = {
    **events.INDEXES,
    "profiles": ("event",),
    "contacts": ("event",),
    "wishes": (),
    "erased": (),
    "rosters": ("event",),
}
_Said = ProfileStated | ContactStated | WishesStated
BOOKKEEPING: Collections = {"requests": ("event",), leases.COLLECTION: ()}


class IntakeView:
    """The documents of intake, built from the log alone."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `COLLECTIONS`."""
        self._store = store
        self.events = events.EventsView(store)

    def apply(self, message: Message, offset: int) -> None:
        """Take in a message; a second time changes nothing, and neither does an older one.

        Args:
            message: from the log, or just appended to it.
            offset: where it is there.
        """
        self.events.apply(message, offset)
        match message:
            case ProfileStated():
                self._keep("profiles", message, offset)
            case ContactStated():
                self._keep("contacts", message, offset)
            case RosterClosed():
                document = {"_id": message.roster, **message.model_dump(mode="json")}
                self._store.put("rosters", [document])
            case WishesStated():
                self._keep("wishes", message, offset)
            case ProfileErased() | ContactErased() | WishesErased():
                self._forget(message.attendee)
            case _:
                pass  # the events are taken in above

    def _keep(self, collection: str, message: _Said, offset: int) -> None:
        if not self.is_erased(message.attendee):
            document = {"_id": message.attendee, "offset": offset}
            document |= message.model_dump(mode="json")
            self._store.put(collection, [document], unless_newer="offset")

    def _forget(self, attendee: str) -> None:
        self._store.put("erased", [{"_id": attendee}])
        for collection in ("profiles", "contacts", "wishes"):
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

    def is_hidden(self, attendee: str) -> bool:
        """Tell whether this person wants to be introduced to nobody."""
        wishes = self._store.get("wishes", attendee)
        return wishes is not None and wishes["hidden"]

    def closed_again(self, event: str, roster: str) -> RosterClosed:
        """Say once more that a list is complete: what it has is to be matched anew."""
        known = self._store.get("rosters", roster) or {"accepted": 0, "rejected": 0}
        figures = {name: known[name] for name in ("accepted", "rejected")}
        return RosterClosed(
            event=event, roster=roster, revision=self.revision(event) + 1, **figures
        )

    def has_roster(self, roster: str) -> bool:
        """Tell whether this very list was taken before."""
        return self._store.get("rosters", roster) is not None

    def revision(self, event: str) -> int:
        """Count how often a roster of this event was closed."""
        found = self._store.find("rosters", {"event": event})
        return max((document["revision"] for document in found), default=0)
