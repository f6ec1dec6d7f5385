"""Who can be written to, and so may get new introductions."""

from __future__ import annotations

from dataclasses import dataclass

from shared.messages import ProfileStated


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is known of somebody's being there, from several topics.

    Attributes:
        profile: as stated last.
        hidden: they wish to be introduced to nobody.
        unsubscribed: they want no more mail.
        bounced: where the last letter to them failed for good; empty where none did.
    """

    profile: ProfileStated
    hidden: bool = False
    unsubscribed: bool = False
    bounced: str = ""

    @property
    def present(self) -> bool:
        """Tell whether they are coming, and may be seen."""
        return self.profile.attending and not self.hidden

    @property
    def has_no_address(self) -> bool:
        """Tell whether paper alone reaches them; what was stated before is believed to do."""
        return self.profile.reach == ""

    def has_reader(self, *, on_paper: bool) -> bool:
        """Tell whether what they have stood for so far still gets to them.

        Args:
            on_paper: whether the event's people without an address read on paper.
        """
        if self.has_no_address:
            return self.present and on_paper
        is_bounced = self.bounced != "" and self.bounced == self.profile.reach
        return self.present and not is_bounced

    def is_reachable(self, *, on_paper: bool) -> bool:
        """Tell whether they may get new introductions; who unsubscribed keeps the old ones."""
        return not self.unsubscribed and self.has_reader(on_paper=on_paper)
