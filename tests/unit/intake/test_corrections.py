"""A correction says what a roster with the right values would have said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.corrections import correct
from services.intake.domain.statements import Statement, state
from services.intake.rosters import Person
from services.intake.rosters.cells.non_answers import without_non_answers

SECRET = b"a secret of this test"
NEW_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "name": ("Mirabel Quillfeather", "Tindra Okonjovale"),
    "company": ("Zorblax Widgets GmbH", "Fnordtech, Inc.", "Universität Quuxheim", ""),
    "email": ("mirabel@zorblax.example", "t.okonjovale@fnord.example", ""),
}
PHRASES = ("soil carbon", "Mirabel's bees", "tidal power at Zorblax Widgets", "bread", "networking")
BIOS = (
    "Mirabel bakes bread at Zorblax Widgets. Mail mirabel@zorblax.example!",
    "I help schools cook. Tindra of Fnordtech taught me.",
    "See my LinkedIn profile.",
    "Ich helfe Schulen dabei, mit weniger Geld und mehr Freude zu kochen.",
    "",
)

LONGEST_ABOUT = 5_000
LONGEST_PHRASE = 300
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    **{name: st.sampled_from(values) for name, values in NEW_IDENTITY.items()},
    "title": st.sampled_from(("Bosun", "")),
    "website": st.sampled_from(("https://zorblax.example", "")),
    "country": st.sampled_from(("Norway", "")),
    "bio": st.sampled_from(BIOS),
    "industry": st.sampled_from(("Baking", "Baking at Zorblax Widgets", "")),
    **{
        name: st.lists(st.sampled_from(PHRASES), max_size=3, unique=True).map(tuple)
        for name in ("interests", "offers", "needs")
    },
    "formats": st.sampled_from(((), ("video",), ("in_person", "phone"))),
    "capacity": st.sampled_from((None, 0, 3)),
    "attending": st.booleans(),
}
ADA = Person(2, "Ada Lind", "ada@lind.example", "Lindwerk", "Diver", "Diving", ("reefs",),
             ("rope work",), ("a boat",), "I dive for reefs.", ("phone",), 2,
             country="Chile")  # fmt: skip


def stated(person: Person, *others: Person) -> Statement:
    people = [without_non_answers(person), *others]
    return next(state(people, event="gala", roster="r1", secret=SECRET))


def with_changes(person: Person, changes: Mapping[str, Any]) -> Person:
    return replace(person, **{"about" if k == "bio" else k: v for k, v in changes.items()})


def corrected(person: Person, **changes: object) -> Statement:
    return correct(*stated(person), changes, secret=SECRET)


class TestACorrection:
    @pytest.mark.parametrize("field", VALUES)
    @given(data=st.data())
    def test_of_one_field_says_what_a_roster_would_have(
        self, field: str, data: st.DataObject
    ) -> None:
        """Whether a slip was mended in the list or here must make no difference."""
        value = data.draw(VALUES[field])
        profile, contact = stated(with_changes(ADA, {field: value}))

        assert corrected(ADA, **{field: value}) == (
            profile.model_copy(update={"attendee": stated(ADA)[0].attendee}),
            contact.model_copy(update={"attendee": stated(ADA)[0].attendee}),
        )

    @given(st.fixed_dictionaries({}, optional=dict(VALUES)))
    def test_of_several_fields_does_as_well(self, changes: dict[str, Any]) -> None:
        """One form changes many fields at once."""
        profile, contact = stated(with_changes(ADA, changes))
        stays = {"attendee": stated(ADA)[0].attendee}

        assert corrected(ADA, **changes) == (
            profile.model_copy(update=stays),
            contact.model_copy(update=stays),
        )

    @given(st.fixed_dictionaries({}, optional=dict(VALUES)))
    def test_that_comes_twice_changes_nothing_more(self, changes: dict[str, Any]) -> None:
        """A request may be sent again."""
        once = corrected(ADA, **changes)

        assert correct(*once, changes, secret=SECRET) == once

    def test_of_nothing_changes_nothing(self) -> None:
        """Opening a form and saving it is no correction."""
        assert corrected(ADA) == stated(ADA)


class TestIdentity:
    @pytest.mark.parametrize(
        ("field", "value", "word"),
        [
            ("name", "Mirabel Quill", "Mirabel"),
            ("company", "Zorblax", "Zorblax"),
        ],
    )
    def test_that_is_new_goes_out_of_every_text(self, field: str, value: str, word: str) -> None:
        """The matcher must not learn a name because it came late."""
        said = f"{word} and bees"
        person = replace(
            ADA, interests=(said,), offers=(said,), needs=(said,), about=f"{said} on boats.",
            industry=said,
        )  # fmt: skip

        profile, contact = corrected(person, **{field: value})

        assert word in stated(person)[0].model_dump_json()
        assert word not in profile.model_dump_json()
        assert "bees" in profile.about
        assert contact.bio == person.about

    def test_that_was_wrong_comes_back_into_the_bio(self) -> None:
        """Whose name it was not may be mentioned; the contact has the bio as it was written."""
        person = replace(ADA, name="Reef Lind", about="I dive for Reef and rope.")

        assert "Reef" not in stated(person)[0].about
        assert "Reef" in corrected(person, name="Ada Lind")[0].about

    def test_of_a_shared_mailbox_stays_whoever_it_was(self) -> None:
        """Another name at the same address is the same person, spelt better."""
        ben = replace(ADA, row=3, name="Ben Berg")
        profile, contact = stated(ADA, ben)

        renamed, _ = correct(profile, contact, {"name": "Ada Lindh"}, secret=SECRET)
        moved, _ = correct(profile, contact, {"email": "ada@own.example"}, secret=SECRET)

        assert renamed.person_key == profile.person_key != stated(ADA)[0].person_key
        assert moved.person_key == stated(replace(ADA, email="ada@own.example"))[0].person_key

    def test_keeps_whom_the_person_excludes(self) -> None:
        """A correction names nobody whom to meet or not."""
        ben = replace(ADA, row=3, name="Ben Berg", email="ben@berg.example")
        profile, contact = stated(replace(ADA, excluded=("Ben Berg",)), ben)

        corrected_profile, _ = correct(profile, contact, {"name": "Ada Lindh"}, secret=SECRET)

        assert corrected_profile.excluded == profile.excluded != ()


class TestTexts:
    def test_that_say_nothing_are_left_out(self) -> None:
        """A bio that points elsewhere would be quoted in a brief."""
        profile, contact = corrected(ADA, bio="See my LinkedIn profile.")

        assert (profile.about, contact.bio) == ("", "")

    def test_that_are_all_generic_are_left_out_together(self) -> None:
        """Everybody at an event networks."""
        profile, contact = corrected(
            ADA, interests=("networking",), offers=(), needs=(), bio="n/a", capacity=4
        )

        assert not profile.has_something_to_match_on
        assert (contact.bio, profile.industry, profile.capacity) == ("", "Diving", 4)

    def test_that_are_long_are_cut(self) -> None:
        """A message has a size."""
        profile, _ = corrected(ADA, bio="I dive for reefs. " * 900, needs=("rope " * 90,))

        assert 0 < len(profile.about) <= LONGEST_ABOUT
        assert 0 < len(profile.needs[0]) <= LONGEST_PHRASE
