"""A digest tells apart what says something else, and nothing that could say more."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters import Person
from shared.digests import digest
from shared.messages import ProfileStated

ADA = Person(
    row=2, name="Ada Muster", email="ada@example.org", company="Muster & Co", title="Captain",
    industry="Shipping", interests=("maps", "tides"), offers=("a berth",), needs=("a mate",),
    about="Sails.", formats=("phone",), capacity=3, excluded=("Ben",), external_id="B-7",
    website="https://ada.example", country="Norway", attending=False,
)  # fmt: skip
PROFILE = ProfileStated(
    event="spring", attendee="ada", roster="first", attending=False, interests=("maps", "tides"),
    offers=("a berth",), needs=("a mate",), about="Sails.", industry="Shipping",
    employer_hint="harbour", company_key="c", person_key="p", formats=("phone",), capacity=3,
    excluded=("ben",),
)  # fmt: skip
ROW = frozenset({"row"})
TEXTS = st.text(st.sampled_from("ab\"',\\\n \0"), max_size=4)


@dataclass(frozen=True, slots=True)
class PersonOfTomorrow(Person):
    """Somebody about whom a later release asks more."""

    mood: str = "cheerful"
    guests: tuple[str, ...] = ()


class ProfileOfTomorrow(ProfileStated):
    """The same, of a message."""

    topics: tuple[str, ...] = ()
    share: float = 0.5


@dataclass(frozen=True)
class Hither:
    """Two fields in one order."""

    left: str = ""
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thither:
    """The same two in the other."""

    right: tuple[str, ...] = ()
    left: str = ""


def other(value: Any) -> Any:
    """Say something else of the same type, and no default either."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case tuple():
            return (*value, "video")
        case _:
            return f"{value}."


class TestDigests:
    def test_stay_when_a_field_more_is_at_its_default(self) -> None:
        """Otherwise an upgrade makes a new list of every list, and a late arrival of everyone."""
        grown = PersonOfTomorrow(**{field.name: getattr(ADA, field.name) for field in fields(ADA)})
        stated = ProfileOfTomorrow.model_validate(PROFILE.model_dump())

        assert digest(grown) == digest(ADA)
        assert digest(stated) == digest(PROFILE)

    def test_change_when_a_field_more_says_something(self) -> None:
        """What is said in a later release's field counts like any other."""
        grown = PersonOfTomorrow(row=2, name="Ada Muster")

        assert digest(replace(grown, mood="glum")) != digest(grown)
        assert digest(replace(grown, guests=("Ben",))) != digest(grown)

    @given(TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
    def test_do_not_depend_on_the_order_of_fields(self, left: str, right: tuple[str, ...]) -> None:
        """Fields are sorted for those who read the code."""
        assert digest(Hither(left, right)) == digest(Thither(right, left))

    @pytest.mark.parametrize("name", sorted({field.name for field in fields(Person)} - ROW))
    def test_change_with_every_field_of_a_person(self, name: str) -> None:
        """A list that says something else of one person is another list."""
        changed = replace(ADA, **{name: other(getattr(ADA, name))})

        assert digest(changed, without=ROW) != digest(ADA, without=ROW)

    @pytest.mark.parametrize("name", sorted(ProfileStated.model_fields.keys() - {"kind"}))
    def test_change_with_every_field_of_a_profile(self, name: str) -> None:
        """Somebody is matched again on what they changed."""
        changed = PROFILE.model_copy(update={name: other(getattr(PROFILE, name))})

        assert digest(changed) != digest(PROFILE)

    def test_leave_out_what_does_not_count(self) -> None:
        """Where a row stands, or which list said it, is nothing that a person says."""
        assert digest(replace(ADA, row=9), without=ROW) == digest(ADA, without=ROW)
        assert digest(replace(ADA, row=9)) != digest(ADA)

    @given(st.tuples(*[TEXTS] * 3), st.tuples(*[TEXTS] * 3))
    def test_tell_apart_where_a_text_stands(
        self, one: tuple[str, str, str], another: tuple[str, str, str]
    ) -> None:
        """Marks of the spelling inside a text must not move it into the next field."""
        named = [
            digest(Person(2, name, company, about=about)) for name, company, about in (one, another)
        ]

        assert (named[0] == named[1]) == (one == another)

    def test_tell_one_text_from_two(self) -> None:
        """A list's own mark may be part of what a person wrote."""
        assert digest(replace(ADA, interests=("maps, tides",))) != digest(ADA)
        assert digest(replace(ADA, interests=('maps","tides',))) != digest(ADA)

    def test_take_texts_that_no_encoding_does(self) -> None:
        """A list of JSON rows may have half a character, and is named before it is refused."""
        assert digest(replace(ADA, name="\ud800")) != digest(ADA)
