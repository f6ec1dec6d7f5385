"""Who is there and can be written to, and so may be introduced: one rule for every service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What is known of somebody's being there, from several topics.

    Attributes:
        attending: they are coming.
        reach: the keyed hash of their address; empty without one, None where it was not stated.
        hidden: they wish to be introduced to nobody.
        unsubscribed: they want no more mail.
        bounced: the `reach` to which the last letter failed for good; empty where none did.
    """

    attending: bool
    reach: str | None
    hidden: bool = False
    unsubscribed: bool = False
    bounced: str = ""

    @property
    def present(self) -> bool:
        """Tell whether they are coming, and may be seen."""
        return self.attending and not self.hidden

    @property
    def has_no_address(self) -> bool:
        """Tell whether paper alone reaches them; what was not stated is believed to be there."""
        return self.reach == ""

    def has_reader(self, *, on_paper: bool) -> bool:
        """Tell whether what they have stood for so far still gets to them.

        Args:
            on_paper: whether the event's people without an address read on paper.
        """
        if self.has_no_address:
            return self.present and on_paper
        is_bounced = self.bounced != "" and self.bounced == self.reach
        return self.present and not is_bounced

    def is_reachable(self, *, on_paper: bool) -> bool:
        """Tell whether they may get new introductions; who unsubscribed keeps the old ones."""
        return not self.unsubscribed and self.has_reader(on_paper=on_paper)
