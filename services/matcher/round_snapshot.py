"""Keeps what everyone was last matched on, so that a later round looks at who is new.

It is no view of the log: where it is lost, the next round matches everyone anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.digests import digest
from shared.messages import ProfileStated
from shared.store import Store

SNAPSHOTS = "matched"
INDEXES = {SNAPSHOTS: ("event",)}

_LATE = 0.1
_ROSTER = frozenset({"roster", "by"})


class RoundSnapshots:
    """What was read of everyone at an event's last round, as hashes."""

    def __init__(self, store: Store) -> None:
        """Use a store that declares `INDEXES`."""
        self._store = store

    def arrivals(self, event: str, profiles: Sequence[ProfileStated]) -> frozenset[str] | None:
        """Tell who came or changed their profile since the event's last round.

        Returns:
            Ids; None where they are more than a tenth, too many to be fitted in.
        """
        known = {
            document["_id"]: document["read"]
            for document in self._store.find(SNAPSHOTS, {"event": event})
        }
        late = frozenset(
            profile.attendee
            for profile in profiles
            if known.get(profile.attendee) != digest(profile, without=_ROSTER)
        )
        return late if len(late) <= _LATE * len(profiles) else None

    def remember(
        self, event: str, profiles: Sequence[ProfileStated], late: frozenset[str] | None
    ) -> None:
        """Keep what a round read of those who were late, or of everyone; forget who left."""
        here = {profile.attendee for profile in profiles}
        for document in list(self._store.find(SNAPSHOTS, {"event": event})):
            if document["_id"] not in here:
                self.forget(document["_id"])
        self._store.put(
            SNAPSHOTS,
            [
                {"_id": profile.attendee, "event": event, "read": digest(profile, without=_ROSTER)}
                for profile in profiles
                if late is None or profile.attendee in late
            ],
        )

    def forget(self, attendee: str) -> None:
        """Let somebody look for partners again at the next round."""
        self._store.delete(SNAPSHOTS, {"_id": attendee})
