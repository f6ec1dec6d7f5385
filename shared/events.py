"""Every service's view of the events: whose they are, and what was decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shared.errors import NotFound
from shared.messages import EventCancelled, EventChanged, EventOpened, EventSettings, Message
from shared.store import Document, Store

COLLECTION = "events"
INDEXES = {COLLECTION: ("organiser",)}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands."""

    id: str
    organiser: str
    settings: EventSettings
    cancelled: bool


class EventsView:
    """Keeps events in the store of the service that asks."""

    def __init__(self, store: Store) -> None:
        """Use the collection `events`, which the store must declare with `INDEXES`."""
        self._store = store

    def apply(self, message: Message, offset: int = 0) -> None:
        """Take in what an organiser decided; a cancelled event stays cancelled.

        Args:
            message: anything but what is about an event is left alone.
            offset: where it is in the log, for a view that is changed before the log is read:
                what is older than the view is left alone.
        """
        if not isinstance(message, EventOpened | EventChanged | EventCancelled):
            return
        known = self._store.get(COLLECTION, message.event) or {}
        if offset < known.get("offset", 0):
            return
        cancelled = isinstance(message, EventCancelled)
        settings = message.settings.model_dump(mode="json") if message.settings else None
        document = {
            "_id": message.event,
            "organiser": message.organiser,
            "settings": settings or known.get("settings"),
            "cancelled": cancelled or known.get("cancelled", False),
            "offset": offset,
        }
        if document["settings"] is not None:
            self._store.put(COLLECTION, [document], unless_newer="offset")

    def get(self, event: str) -> Event | None:
        """Find an event, whoever asks."""
        document = self._store.get(COLLECTION, event)
        return None if document is None else _read(document)

    def owned(self, event: str, organiser: str) -> Event:
        """Find an event of this organiser's.

        Raises:
            NotFound: there is none; whether somebody else has it is not said.
        """
        found = self.get(event)
        if found is None or found.organiser != organiser:
            raise NotFound("there is no such event among yours")
        return found

    def of(self, organiser: str, after: str | None = None, limit: int | None = None) -> list[Event]:
        """List an organiser's events by id."""
        found = self._store.find(COLLECTION, {"organiser": organiser}, after=after, limit=limit)
        return [_read(document) for document in found]

    def all(self) -> Iterator[Event]:
        """List every event."""
        return map(_read, self._store.find(COLLECTION))


def _read(document: Document) -> Event:
    return Event(
        id=document["_id"],
        organiser=document["organiser"],
        settings=EventSettings.model_validate(document["settings"]),
        cancelled=document["cancelled"],
    )
