"""A roster's people become profiles without identity, and contacts apart from them."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.identity import attendee_id, keyed_hash, normal_name, without_email
from services.intake.domain.statements import state
from services.intake.rosters import Person
from shared.messages import ContactStated, ProfileStated
from shared.text import company_key, company_words

SECRET = b"a secret of this test"
FIRST = ("Mirabel", "Oswin", "Tindra", "Zephyrine", "Caspian", "Ilsabet")
LAST = ("Quillfeather", "Brandywhistle", "Okonjovale", "Thornqvist", "Umberlyn")
COMPANIES = ("Zorblax Widgets GmbH", "The Quuxly Company", "Fnordtech, Inc.", "Wibblecorp")
TITLES = ("CEO", "Junior Analyst", "Head of Marketing", "Deputy Director of Snacks", "")
TOPICS = ("soil carbon", "tidal power", "speech therapy", "bread baking", "data science")
BIOS = (
    "{name} is {title} at {company}, where {first} works on {topic}.",
    "I'm {first}, {title} of {company}. I love {topic}. Mail {email}!",
    "After years in {topic}, {last} joined {company} as {title}.",
    "{title}\n{topic} with {company} ({email})",
)

LONGEST_ABOUT = 5_000


@st.composite
def people(draw: st.DrawFn) -> Person:
    first, last = draw(st.sampled_from(FIRST)), draw(st.sampled_from(LAST))
    company, title = draw(st.sampled_from(COMPANIES)), draw(st.sampled_from(TITLES))
    topic = draw(st.sampled_from(TOPICS))
    email = f"{first}.{last}@{company_key(company)}.example".lower()
    bio = draw(st.sampled_from(BIOS)).format(
        name=f"{first} {last}", first=first, last=last, title=title, company=company,
        topic=topic, email=email,
    )  # fmt: skip
    return Person(
        row=2, name=f"{first} {last}", email=email, company=company, title=title,
        about=bio, interests=(topic, title, f"{topic} at {company}"), needs=(f"meet {first}",),
    )  # fmt: skip


def stated(*roster: Person) -> list[tuple[ProfileStated, ContactStated]]:
    return list(state(roster, event="gala", roster="r1", secret=SECRET))


def person(name: str, **fields: object) -> Person:
    return replace(Person(row=2, name=name), **fields)  # type: ignore[arg-type]  # fields of many types


class TestProfiles:
    @settings(max_examples=40)
    @given(st.lists(people(), min_size=1, max_size=4, unique_by=lambda p: p.email))
    def test_no_identity_reaches_a_profile(self, roster: list[Person]) -> None:
        """Title-blind by construction: the matcher can't weigh what it never receives."""
        for one, (profile, _) in zip(roster, stated(*roster), strict=True):
            text = profile.model_dump_json().lower()
            tokens = (*one.name.split(), *company_words(one.company), one.email, "ceo", "snacks")
            assert not [token for token in tokens if token.lower() in text]
            assert any(topic in text for topic in TOPICS)

    @settings(max_examples=30)
    @given(
        st.lists(people(), min_size=1, max_size=4, unique_by=lambda p: p.email),
        st.lists(st.sampled_from(TITLES) | st.text(max_size=30), min_size=4, max_size=4),
    )
    def test_the_title_column_says_nothing(self, roster: list[Person], column: list[str]) -> None:
        """What is in it changes not one byte of any profile, even where a bio holds it too."""
        other = [replace(one, title=title) for one, title in zip(roster, column, strict=False)]

        assert [profile for profile, _ in stated(*roster)] == [p for p, _ in stated(*other)]

    @settings(max_examples=30)
    @given(people(), st.sampled_from(TITLES), st.sampled_from(TITLES))
    def test_another_title_changes_no_profile(self, one: Person, old: str, new: str) -> None:
        """Whoever swaps every title gets the very same introductions."""
        bio = "Ann is the {} of Acme and bakes."
        before = replace(one, title=old, about=bio.format(old or "CEO"), interests=())
        after = replace(one, title=new, about=bio.format(new or "CEO"), interests=())

        assert stated(before)[0][0] == stated(after)[0][0]

    def test_a_long_bio_ends_with_a_sentence(self) -> None:
        """Half a sentence would be matched on as if it were meant."""
        about = "I bake bread of rye and wheat. " * 400

        profile = stated(person("Ann Acker", about=about))[0][0]

        assert 0 < len(profile.about) <= LONGEST_ABOUT
        assert profile.about.endswith("wheat.")

    def test_who_is_excluded_is_named_by_id_whatever_the_spelling(self) -> None:
        """People write names, addresses and ids as they come to mind."""
        roster = (
            person(
                "Ann Acker", excluded=("JOSE  NUNEZ", "soren-lodz", "bo@x.example", "k-7", "no")
            ),
            person("José Núñez", email="jose@x.example"),
            person("Søren Łódź", email="lodz@x.example"),
            person("Bo Berg", email="Bo@X.example"),
            person("Cy Clay", external_id="K-7"),
        )

        profiles = [profile for profile, _ in stated(*roster)]

        assert set(profiles[0].excluded) == {profile.attendee for profile in profiles[1:]}

    def test_who_is_excluded_by_an_address_may_come_later(self) -> None:
        """A second list must not undo what somebody asked for on the first."""
        ((profile, _),) = stated(person("Ann Acker", excluded=("Bo@X.example", "Nobody Else")))
        ((later, _),) = stated(person("Bo Berg", email="bo@x.example"))

        assert profile.excluded == (later.attendee,)

    def test_an_id_of_the_organisers_is_the_same_with_spaces_around_it(self) -> None:
        """Two exports of one list differ in that."""
        ((one, _),) = stated(person("Cy Clay", external_id="k-7"))
        ((other, _),) = stated(person("C. Clay", external_id=" k-7 "))
        ((third, _),) = stated(person("Cy Clay", external_id="k-8"))

        assert one.attendee == other.attendee != third.attendee

    def test_an_industry_carries_no_identity_either(self) -> None:
        """People type their whole job into whatever field is free."""
        ((profile, _),) = stated(
            person("Ada Umberlyn", company="Zorblax Widgets", industry="CTO at Zorblax Widgets")
        )
        assert not {"CTO", "Zorblax"} & set(profile.industry.split())

    def test_namesakes_are_not_introduced_to_each_other(self) -> None:
        """Two rows of one name, told apart by a number alone, are most likely one person."""
        first, second, other = (
            profile.excluded
            for profile, _ in stated(
                person("Ada Umberlyn", external_id="1"),
                person("ada umberlyn", external_id="2"),
                person("Oswin Umberlyn", external_id="3"),
            )
        )
        assert len(first) == len(second) == 1
        assert other == ()

    def test_colleagues_share_a_key_and_freelancers_do_not(self) -> None:
        """Colleagues are kept apart; two freelancers may well meet."""
        names = ("ACME Inc.", "The Acme Trust", "freelance", "Self-employed")
        keys = [stated(person("Ann Acker", company=name))[0][0].company_key for name in names]

        assert keys[0] == keys[1] != ""
        assert keys[2:] == ["", ""]

    def test_a_profile_says_what_sort_of_place_somebody_works_at(self) -> None:
        """The industry can be guessed from it where the roster has none."""
        hints = [
            stated(person("Ann Acker", company=name))[0][0].employer_hint
            for name in ("Universität Quuxheim", "Wibble & Fnord")
        ]

        assert hints == ["university", ""]

    def test_what_is_neither_text_nor_title_is_kept_as_it_is(self) -> None:
        """What somebody asked for is what the matcher keeps to."""
        one = person("Ann Acker", formats=("video",), capacity=0, attending=False)

        profile, _ = stated(one)[0]

        assert (profile.formats, profile.capacity, profile.attending) == (("video",), 0, False)
        assert (profile.event, profile.roster) == ("gala", "r1")

    def test_the_contact_is_the_person_as_the_roster_has_them(self) -> None:
        """A brief greets and quotes people as they wrote themselves."""
        one = person(
            "Ann Acker", email="ann@x.example", company="Acme", title="CEO",
            website="https://x.example", country="Chile", about="I run Acme.",
        )  # fmt: skip

        profile, contact = stated(one)[0]

        assert contact == ContactStated(
            event="gala", attendee=profile.attendee, roster="r1", name="Ann Acker",
            email="ann@x.example", company="Acme", title="CEO", website="https://x.example",
            country="Chile", bio="I run Acme.",
        )  # fmt: skip

    def test_the_contact_says_in_which_language_somebody_writes(self) -> None:
        """The brief about them says so, and is written from what was stated alone."""
        german = "Ich helfe Schulen dabei, mit weniger Geld und mehr Freude zu kochen."
        roster = (
            person("Ann Acker", about=german),
            person("Bo Berg", needs=(german,)),
            person("Cy Clay", about="I help schools to cook with less money and more joy."),
        )

        assert [contact.language for _, contact in stated(*roster)] == ["German", "German", ""]

    def test_the_contact_keeps_what_the_profile_must_not_have(self) -> None:
        """The brief is written from it, after both were chosen."""
        one = person("Ann Acker", title="CEO", about="I am the CEO.", email="ann@x.example")

        profile, contact = stated(one)[0]

        assert (contact.name, contact.title, contact.bio) == ("Ann Acker", "CEO", "I am the CEO.")
        assert profile.attendee == contact.attendee
        assert not profile.has_something_to_match_on


class TestIdentity:
    def test_a_shared_mailbox_has_several_attendees(self) -> None:
        """An assistant signs up two people with one address; both are introduced."""
        roster = (
            person("Ann Acker", email="desk@x.example"),
            person("Bo Berg", email="Desk@x.example "),
        )

        first, second = (profile for profile, _ in stated(*roster))

        assert first.attendee != second.attendee
        assert first.person_key != second.person_key

    def test_the_same_roster_has_the_same_ids(self) -> None:
        """A second upload changes nothing, in whatever case addresses are written."""
        assert attendee_id("gala", "Ann@X.example", "Ann") == attendee_id(
            "gala", " ann@x.example", "Ann Acker"
        )
        assert attendee_id("gala", "ann@x.example", "Ann") != attendee_id(
            "fair", "ann@x.example", "Ann"
        )

    def test_without_an_address_the_external_id_counts_then_the_name(self) -> None:
        """Two people of one name are two people if anything tells them apart."""
        namesakes = [
            person("Ann Acker", external_id="1"), person("Ann Acker", external_id="2"),
            person("Ann Acker", company="Acme"), person("Ann Acker", company="Globex"),
        ]  # fmt: skip

        assert len({profile.attendee for profile, _ in stated(*namesakes)}) == 4

    def test_ids_are_those_of_earlier_logs(self) -> None:
        """Whoever was erased stays erased, and nobody is introduced twice, after an upgrade."""
        without = without_email("Søren O'Łucki", company="The Thistle & Rook Company")

        assert attendee_id("gala", "", "Søren O'Łucki", otherwise=without) == (
            "75f245a2-75e8-5a2c-88ec-54fb542f2f81"
        )
        assert normal_name(" Søren  O'Łucki-Ünal") == "søren o łucki unal"

    def test_a_hash_needs_the_secret_and_the_kind(self) -> None:
        """Nobody may find a company by hashing a list of companies."""
        one = keyed_hash(SECRET, "company", "acme")

        assert re.fullmatch(r"[0-9a-f]{32}", one)
        assert one != keyed_hash(b"another", "company", "acme")
        assert one != keyed_hash(SECRET, "person", "acme")
        assert keyed_hash(SECRET, "company", "") == ""
