"""What attendees care about and, apart from it, who they are."""

from __future__ import annotations

from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from shared import topics
from shared.messages.base import Erased, Format, Message


class ProfileStated(Message):
    """What an attendee cares about, without a name, an e-mail, a title or a company name.

    `industry` is the roster's label as written, `employer_hint` the generic words of the
    company's name ("hospital", "university"). `company_key` and `person_key` are keyed hashes
    that keep colleagues apart and recognise a person at another event; empty when unknown. `reach`
    is the same of the address where they can be written to: empty without one, None where it was
    not yet stated.
    `excluded` lists attendee ids. A person who is not `attending` keeps the profile and is
    not introduced.
    """

    topic = topics.PROFILES
    kind: Literal["ProfileStated"] = "ProfileStated"
    attendee: str
    roster: str
    attending: bool = True
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: str = ""
    industry: str = ""
    employer_hint: str = ""
    company_key: str = ""
    person_key: str = ""
    reach: str | None = None
    formats: tuple[Format, ...] = ()
    capacity: int | None = Field(default=None, ge=0)
    excluded: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the attendee."""
        return self.attendee

    @property
    def has_something_to_match_on(self) -> bool:
        """Tell whether there is any phrase or bio to match on."""
        return bool(self.interests or self.offers or self.needs or self.about)


class RosterClosed(Message):
    """A roster's last row is in the log; its people can be matched.

    `revision` counts the closings of an event's rosters, so that a list that is sent again
    after another one is matched again.
    """

    topic = topics.PROFILES
    kind: Literal["RosterClosed"] = "RosterClosed"
    roster: str
    accepted: int
    rejected: int
    revision: int = 1

    @property
    def key(self) -> str:
        """Name the roster."""
        return self.roster

    @property
    def starts_round(self) -> str:
        """Name the round that it starts; a list that is sent again starts another."""
        named = f"rapport:round:{self.event}:{self.roster}:{self.revision}"
        return str(uuid5(NAMESPACE_URL, named))


class ContactStated(Message):
    """Who an attendee is. Never read by the matcher.

    `language` is the one that they write in, such as "German"; empty for English, and where
    it can't be told or was not yet stated.
    """

    topic = topics.CONTACTS
    kind: Literal["ContactStated"] = "ContactStated"
    attendee: str
    roster: str
    name: str
    email: str = ""
    company: str = ""
    title: str = ""
    website: str = ""
    country: str = ""
    language: str = ""
    bio: str = ""

    @property
    def key(self) -> str:
        """Name the attendee."""
        return self.attendee


class WishesStated(Message):
    """What an attendee wishes, all of it: who is `hidden` is introduced to nobody."""

    topic = topics.WISHES
    kind: Literal["WishesStated"] = "WishesStated"
    attendee: str
    hidden: bool = False

    @property
    def key(self) -> str:
        """Name the attendee, and what is stated."""
        return f"{self.attendee}/WishesStated"


class WishesErased(Erased):
    """An attendee is forgotten: a tombstone for each kind on the wishes topic."""

    topic = topics.WISHES
    kind: Literal["WishesErased"] = "WishesErased"
    named = "wishes"
    wishes: str

    @property
    def attendee(self) -> str:
        """Name whose they were."""
        return self.wishes.partition("/")[0]


class _PersonErased(Erased):
    named = "attendee"
    attendee: str


class ProfileErased(_PersonErased):
    """An attendee is forgotten: a tombstone on the profiles topic."""

    topic = topics.PROFILES
    kind: Literal["ProfileErased"] = "ProfileErased"


class ContactErased(_PersonErased):
    """An attendee is forgotten: a tombstone on the contacts topic."""

    topic = topics.CONTACTS
    kind: Literal["ContactErased"] = "ContactErased"
