"""Who a brief is for and about: what they stated, and what to call them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from services.notifier.domain.wording import clean, key, label
from shared.messages import ContactStated, ProfileStated

Field = Literal["interests", "offers", "needs"]
NAMELESS = "this person"
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Person:
    """One of the two: what they stated, and who they are.

    `answers` is what was found out about them already, for the next brief.
    """

    profile: ProfileStated
    contact: ContactStated
    answers: dict[Callable[..., Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def name(self) -> str:
        """Give the name as the roster has it; "this person" where it has none."""
        return label(self.contact.name) or NAMELESS

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
        wanted = key(phrase)
        return bool(wanted) and wanted == _title_key(self)


def once(ask: Callable[[Person], _Answer]) -> Callable[[Person], _Answer]:
    """Find something out about a person once, however many briefs say it."""

    @wraps(ask)
    def answer(person: Person) -> _Answer:
        if ask not in person.answers:
            person.answers[ask] = ask(person)
        return cast("_Answer", person.answers[ask])

    return answer


@once
def _title_key(person: Person) -> str:
    return key(person.contact.title)


@once
def short_name(person: Person) -> str:
    """Choose what to call somebody: the part of the name that their bio uses, else the first.

    A family name may come first, and a given name may have two words.

    Args:
        person: anyone.

    Returns:
        One or two words of the name; never a pronoun.
    """
    name = person.name
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
            if part in elsewhere and re.search(rf"\b{re.escape(part)}\b", elsewhere):
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
    wanted, stated = key(phrase), _stated_keys(person)
    for name in (first, *stated):
        if wanted in stated[name]:
            return f"{owner} profile: {name}"
    if wanted and wanted in _bio_key(person):
        return f"{owner} bio"
    return f"the introduction: what {owner} profile was matched by"


@once
def _stated_keys(person: Person) -> dict[Field, frozenset[str]]:
    profile = person.profile
    stated: dict[Field, tuple[str, ...]] = {
        "interests": profile.interests,
        "offers": profile.offers,
        "needs": profile.needs,
    }
    return {name: frozenset(map(key, phrases)) for name, phrases in stated.items()}


@once
def _bio_key(person: Person) -> str:
    return key(person.contact.bio + " " + person.profile.about)
