"""Who a brief is for and about: what they stated, and what to call them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from services.notifier.domain.vocabulary import word_list
from services.notifier.domain.wording import clean, key, label
from shared.messages import ContactStated, ProfileStated

_HONORIFICS = word_list(
    """
    dr prof professor mr mrs ms miss mx sir dame eng ir rev
    """
)
_SUFFIX = re.compile(r",?\s+(?:ph\.?d|m\.?d|mba|msc|bsc|cfa|cpa|jr|sr|esq)\.?$", re.IGNORECASE)
Field = Literal["interests", "offers", "needs"]
NAMELESS = "this person"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the two: what they stated, and who they are."""

    profile: ProfileStated
    contact: ContactStated

    @property
    def bio(self) -> str:
        """Give the bio as the roster has it, else the one on the profile."""
        return self.contact.bio or self.profile.about

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to write about."""
        return self.profile.has_something_to_match_on or bool(self.contact.bio.strip())

    def is_titled(self, phrase: str) -> bool:
        """Tell whether a phrase is nothing but the title, which no brief shows."""
        return bool(key(phrase)) and key(phrase) == key(self.contact.title)


def full_name(person: Person) -> str:
    """Write a name the way its bearer would, without titles, degrees or capitals throughout.

    Args:
        person: anyone.

    Returns:
        The name, or "this person" when the roster has none.
    """
    name = _SUFFIX.sub("", label(person.contact.name))
    if name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given.strip()} {family.strip()}"
    words = [word for word in name.split() if word.strip(".").casefold() not in _HONORIFICS]
    if name.isupper() and len(name) > 3:  # noqa: PLR2004 - initials stay as they are
        words = [word.capitalize() for word in words]
    return " ".join(words) or NAMELESS


def short_name(person: Person) -> str:
    """Choose what to call somebody: the part of the name that their bio uses, else the first.

    A family name may come first, and a given name may have two words.

    Args:
        person: anyone.

    Returns:
        One or two words of the name; never a pronoun.
    """
    name = full_name(person)
    words = name.split()
    if len(words) == 1 or name == NAMELESS:
        return name
    bio = clean(person.bio)
    opening = bio.split(" ", 1)[0]
    if opening in words[1:]:
        return opening
    if len(words) == 3:  # noqa: PLR2004 - a family name and two given ones, in either order
        elsewhere = bio.replace(name, "")
        for part in (" ".join(words[1:]), " ".join(words[:2])):
            if re.search(rf"\b{re.escape(part)}\b", elsewhere):
                return part
    return words[0] if len(words[0].strip(".")) > 1 else name


def source_of(person: Person, owner: str, phrase: str, first: Field = "interests") -> str:
    """Say where a phrase was stated.

    Args:
        person: who may have stated it.
        owner: "your", or a name with its possessive ending.
        phrase: as the introduction carries it.
        first: the field to name when it was stated in several.

    Returns:
        For instance "Amina's profile: needs".
    """
    profile, wanted = person.profile, key(phrase)
    stated = {"interests": profile.interests, "offers": profile.offers, "needs": profile.needs}
    for field in sorted(stated, key=lambda field: field != first):
        if any(key(said) == wanted for said in stated[field]):
            return f"{owner} profile: {field}"
    if wanted and wanted in key(person.contact.bio + " " + profile.about):
        return f"{owner} bio"
    return f"the introduction: what {owner} profile was matched by"
