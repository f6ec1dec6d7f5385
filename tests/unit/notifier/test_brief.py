"""The brief: what somebody reads before a first conversation."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifier.domain.company import Fact, collect
from services.notifier.domain.formats import shared_format
from services.notifier.domain.wording import clean
from shared.messages import (
    Format,
)
from tests.unit.notifier.brief_builders import (
    AWKWARD,
    BIO,
    brief_about,
    every_text,
    introduction,
    person,
    section,
)


class TestWhoTheyAre:
    def test_shows_what_they_care_about_and_not_rank_degrees_or_awards(self) -> None:
        """The brief exists to get beyond a title; a CV would be one more business card."""
        text = section(brief_about(person("a", bio=BIO, title="Regional Director")), "Who")

        assert text == "Amina is passionate about restoring mangroves with fishing villages."

    def test_quotes_a_bio_that_says_i(self) -> None:
        """In the third person, "I love" would be put into the recipient's mouth."""
        brief = brief_about(person("a", bio="I love turning old sails into kites for schools."))

        assert section(brief, "Who") == (
            'In their words: "I love turning old sails into kites for schools."'
        )

    def test_shows_a_sentence_about_them_as_it_stands_though_it_says_we(self) -> None:
        """Somebody else's words must not be put into their mouth, either."""
        bio = "Amina Yusuf builds boats. She is passionate about how we can share our harbours."

        text = section(brief_about(person("a", bio=bio)), "Who")

        assert "In their words" not in text
        assert "She is passionate about how we can share our harbours." in text

    def test_takes_a_bio_that_begins_with_the_name_for_the_third_person(self) -> None:
        """Only the first sentence names whom all of them are about; one that says "we" is ours."""
        told = "Passionate about kites, sails and the schools of the northern harbours."
        ours = "We love turning old sails into kites for the schools of our harbours."

        shown = section(brief_about(person("a", bio=f"Amina Yusuf, born in Cork. {told}")), "Who")
        spoken = section(brief_about(person("a", bio=told)), "Who")
        shared = section(brief_about(person("a", bio=f"Amina Yusuf, born in Cork. {ours}")), "Who")

        assert told in shown
        assert "In their words" not in shown
        assert spoken == f'In their words: "{told}"'
        assert f'In their words: "{ours}"' in shared

    def test_names_the_topics_of_a_bio_that_only_speaks_of_rank(self) -> None:
        """A title and a career say nothing of what to talk about; what they led to may."""
        bio = "Senior director and award winner who specialises in tidal power for small islands."

        text = section(brief_about(person("a", bio=bio)), "Who")

        assert text == "Amina's bio speaks of tidal power for small islands."

    def test_shows_a_bio_in_another_language_as_it_stands(self) -> None:
        """Nothing is known about such a sentence, except that its writer chose it."""
        bio = "Trabajo con equipos de pescadores para cuidar los manglares."

        assert bio in section(brief_about(person("a", bio=bio)), "Who")

    def test_says_plainly_that_there_is_nothing(self) -> None:
        """An invented line is worse than an empty profile."""
        text = section(brief_about(person("a")), "Who")

        assert text == "Amina has not written a bio or any interests yet."

    @pytest.mark.parametrize("title", ["Grand Vizier", "Designer", "Chief Kite Officer (interim)"])
    def test_never_shows_the_title(self, title: str) -> None:
        """Nobody is to be read as a position; not even where their own bio says it."""
        amina = person(
            "a",
            title=title,
            company="Tidewell",
            interests=(title, "kites"),
            bio=f"Amina is {title} at Tidewell, a {title} house. She loves kites as {title}. "
            f"I am passionate about {title} things.",
        )

        brief = brief_about(amina, introduction=introduction(("common_ground", "kites", "sails")))

        assert not [text for text in every_text(brief) if title.casefold() in text.casefold()]


class TestWhatTheyShare:
    def test_says_one_phrase_once(self) -> None:
        """The same phrase shown twice reads like a machine's table."""
        reason = ("common_ground", "Kites", "kites")
        brief = brief_about(person("a", interests=("Kites",)), introduction=introduction(reason))

        assert section(brief, "What you share") == "You both care about Kites."

    def test_shows_both_where_the_words_differ(self) -> None:
        """The recipient has to see why a machine thought that these two belong together."""
        brief = brief_about(
            person("a", interests=("regenerative farming",)),
            person("b", interests=("soil carbon",)),
            introduction=introduction(("common_ground", "regenerative farming", "soil carbon")),
        )

        assert section(brief, "What you share") == (
            'You: "soil carbon"; Amina: "regenerative farming".'
        )

    def test_of_a_bio_that_names_no_topic_is_said_to_come_close(self) -> None:
        """A whole bio is nobody's phrase, and two empty ones are not the same words."""
        long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen."
        amina, ben = person("a", bio=long), person("b", interests=("soil carbon",))
        mine, theirs = ("common_ground", long, "soil carbon"), ("common_ground", long, long)

        about_amina = section(brief_about(amina, ben, introduction=introduction(mine)), "What you")
        about_ben = section(brief_about(ben, amina, introduction=introduction(mine)), "What you")
        both = section(brief_about(amina, amina, introduction=introduction(theirs)), "What you")

        assert about_amina == 'Amina\'s bio comes close to what you call "soil carbon".'
        assert about_ben == 'Your bio comes close to what Ben calls "soil carbon".'
        assert both == "Your two bios come close in what they speak of."

    def test_names_no_phrase_twice_on_either_side(self) -> None:
        """What one of them said once is not what they say of everything."""
        amina = person("a", interests=("kites", "boats", "maps"))
        ben = person("b", interests=("gliders", "ships", "charts"))
        reasons = (
            ("common_ground", "kites", "gliders"),
            ("common_ground", "kites", "ships"),
            ("common_ground", "boats", "gliders"),
            ("common_ground", "boats", "ships"),
        )

        for about, reading in ((amina, ben), (ben, amina)):
            brief = brief_about(about, reading, introduction=introduction(*reasons))
            lines = section(brief, "What you share")
            assert [lines.count(f'"{word}"') for word in ("kites", "gliders")] == [1, 1]
            assert [lines.count(f'"{word}"') for word in ("boats", "ships")] == [1, 1]

    def test_is_turned_round_for_the_other_one(self) -> None:
        """Both get a brief from one introduction, each from their own side."""
        proposed = introduction(("a_helps_b", "lab access", "soil tests"))
        amina, ben = person("a", offers=("lab access",)), person("b", needs=("soil tests",))

        for_ben = section(brief_about(amina, ben, introduction=proposed), "Where")
        for_amina = section(brief_about(ben, amina, introduction=proposed), "Where")

        assert "Amina offers lab access; you look for help with soil tests" in for_ben
        assert "Ben would welcome help with soil tests. You offer lab access." in for_amina

    def test_says_once_what_both_have_in_one_word(self) -> None:
        """The same phrase twice in two sentences reads like a machine's table."""
        proposed = introduction(("a_helps_b", "soil tests", "Soil tests"))
        amina, ben = person("a", offers=("soil tests",)), person("b", needs=("Soil tests",))

        for_amina = section(brief_about(ben, amina, introduction=proposed), "Where")
        for_ben = section(brief_about(amina, ben, introduction=proposed), "Where")

        assert for_amina.startswith(
            "Ben would welcome help with soil tests. That is what you offer."
        )
        assert "Amina offers what you look for: soil tests." in for_ben

    def test_opens_with_the_concern_of_the_other(self) -> None:
        """Never first what there is to get."""
        brief = brief_about(
            person("a", needs=("soil tests",), offers=("boats",)),
            person("b", needs=("boats",)),
            introduction=introduction(("a_helps_b", "boats", "boats")),
        )

        assert section(brief, "Where").startswith("Amina would welcome help with soil tests.")

    def test_says_so_when_nothing_was_stated(self) -> None:
        """An empty list would leave the recipient guessing whether something broke."""
        assert "Amina has not said what would help" in section(brief_about(person("a")), "Where")


class TestTheCompany:
    def test_shows_two_sourced_facts_at_most(self) -> None:
        """Two lines are read, ten are not."""
        facts = collect(Fact("Tidewell Ltd.", f"fact {n}", "https://x.example") for n in "123")
        brief = brief_about(person("a", company="TIDEWELL"), facts=facts)
        (found,) = (s for s in brief.sections if s.heading == "The company")

        assert [line.text for line in found.lines] == ["fact 1.", "fact 2."]
        assert found.lines[0].source == "the organiser's facts file, https://x.example"

    def test_says_that_nothing_was_found(self) -> None:
        """A guess about a company embarrasses the one who repeats it."""
        brief = brief_about(person("a", company="Tidewell"))

        assert section(brief, "The company") == (
            "Nothing found about Tidewell beyond its name in the roster."
        )

    def test_takes_what_the_bio_says_about_it(self) -> None:
        """People often describe their company in passing; that is a source."""
        bio = "Amina works at Tidewell, a cooperative that repairs wooden boats. She loves kites."

        assert '"a cooperative that repairs wooden boats"' in section(
            brief_about(person("a", company="Tidewell", bio=bio)), "The company"
        )


class TestHowToMeet:
    @pytest.mark.parametrize(
        ("recipient", "counterpart", "expected"),
        [
            (("phone", "video"), ("video", "in_person"), "video"),
            ((), ("phone",), "phone"),
            (("phone",), (), "phone"),
            ((), (), "in_person"),
            (("phone",), ("video",), None),
        ],
    )
    def test_suits_both(
        self, recipient: tuple[Format, ...], counterpart: tuple[Format, ...], expected: str | None
    ) -> None:
        """Not every meeting is a coffee; who wants a call gets a call."""
        assert shared_format(recipient, counterpart) == expected
        assert shared_format(counterpart, recipient) == expected

    def test_speaks_for_both_only_where_both_have_spoken(self) -> None:
        """Who has not said what suits them is not told that it does."""
        phone, silent = ("phone",), ()
        told = {
            (mine, theirs): section(
                brief_about(person("a", formats=theirs), person("b", formats=mine)), "How"
            )
            for mine in (phone, silent)
            for theirs in (phone, silent)
        }
        assert told[phone, phone].startswith("Meeting by phone suits you both: ")
        assert told[silent, phone].startswith("Meeting by phone suits Amina, and you have not")
        assert told[phone, silent].startswith("Meeting by phone suits you; ask whether it suits")
        assert told[silent, silent].startswith("Neither of you has said what suits you.")

    def test_proposes_to_agree_when_nothing_suits_both(self) -> None:
        """A format forced on one of them is how a meeting falls through."""
        brief = brief_about(person("a", formats=("video",)), person("b", formats=("phone",)))

        assert "Nothing suits both" in section(brief, "How to meet")
        assert brief.format is None


class TestHonesty:
    def test_says_of_whom_little_is_known_where_it_is_neither_alone(self) -> None:
        """Both have filled in a little; whose little it was does not matter."""
        amina, ben = person("a", interests=("kites",)), person("b", interests=("maps",))
        brief = brief_about(amina, ben, introduction=introduction(last_resort=True))
        assert section(brief, "Who").startswith("One of you has given us little to go by, so")

    def test_marks_a_last_resort(self) -> None:
        """Who comes with high hopes to a long shot is disappointed by Rapport, not by Amina."""
        brief = brief_about(person("a"), introduction=introduction(last_resort=True))

        assert section(brief, "Who").startswith("Neither of you has filled in much")

    def test_says_once_that_there_is_nothing_to_go_on(self) -> None:
        """Who reads the same lack three times thinks little of Amina, who only skipped a form."""
        ben = person("b", interests=("boats",))

        brief = brief_about(person("a"), ben, introduction=introduction(last_resort=True))

        assert section(brief, "Who") == (
            "Amina has not filled in much, so this introduction is a long shot: come curious."
        )

    def test_asks_a_reader_without_a_profile_to_speak_up(self) -> None:
        """Amina has nothing to read about Ben; only Ben can change that."""
        amina = person("a", interests=("boats",))

        brief = brief_about(amina, person("b"), introduction=introduction(last_resort=True))

        assert "tell Amina early what you care about" in section(brief, "Who")

    def test_claims_no_different_fields_where_one_is_unknown(self) -> None:
        """Unknown is no field, and need not be a different one."""
        unknown = introduction().model_copy(update={"industry_a": "Unknown"})

        brief = brief_about(person("a"), introduction=unknown)

        assert "different" not in section(brief, "What you share")

    def test_names_the_language_to_expect(self) -> None:
        """A German quote comes as no surprise, and two who write German may just speak it."""
        amina, ben = person("a", language="German"), person("b", language="German")
        carla = person("b", language="Spanish")

        assert section(brief_about(amina), "Who").endswith("Amina's profile is written in German.")
        assert section(brief_about(amina, carla), "Who").endswith("is written in German.")
        assert "written in German, as yours is." in section(brief_about(amina, ben), "Who")
        assert "written in" not in section(brief_about(person("a", bio=BIO), ben), "Who")

    def test_warns_against_this_readers_own_pitch(self) -> None:
        """General advice is skipped; their own offer in quotes is not."""
        brief = brief_about(person("a", needs=("boats",)), person("b", offers=("rope supplies",)))

        assert section(brief, "What not to do") == (
            'Don\'t open with what you offer ("rope supplies"). Ask first about boats.'
        )

    def test_gives_a_source_for_every_line(self) -> None:
        """Nothing is invented, and the recipient can see that."""
        brief = brief_about(person("a", bio=BIO, company="Tidewell", needs=("boats",)))

        assert all(line.source for s in brief.sections for line in s.lines)


PHRASE = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["I", "want", "to", "build", "boats,", "and", "the", '"sea"', "for", "LIFE", "(now)."]
        )
    ).map(" ".join),
)
PHRASES = st.lists(PHRASE, max_size=4).map(tuple)
SIDE = st.fixed_dictionaries(
    {
        "interests": PHRASES,
        "offers": PHRASES,
        "needs": PHRASES,
        "bio": st.lists(PHRASE, max_size=5).map(". ".join),
        "name": st.one_of(st.just("Amina Yusuf"), st.text(max_size=40)),
        "company": PHRASE,
        "title": PHRASE,
    }
)


@given(SIDE, SIDE, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4))
@settings(max_examples=40)
def test_quotes_only_what_was_stated_and_fits_on_a_page(
    a: dict[str, Any], b: dict[str, Any], picks: list[tuple[int, int]]
) -> None:
    """Whatever people type, the brief stays short, true and whole."""
    pools = [[*side["interests"], *side["needs"], side["bio"]] for side in (a, b)]
    kinds = ("common_ground", "a_helps_b", "b_helps_a")
    reasons = [
        (kinds[i % 3], pools[0][i % len(pools[0])], pools[1][j % len(pools[1])]) for i, j in picks
    ]
    amina, ben = person("a", **a), person("b", **b)
    inputs = [
        v for side in (a, b) for x in side.values() for v in ([x] if isinstance(x, str) else x)
    ]
    stated = " | ".join(clean(text).replace('"', "'") for text in inputs)

    brief = brief_about(amina, ben, introduction=introduction(*reasons))

    texts = every_text(brief)
    for quote in (quote for text in texts for quote in re.findall(r'"([^"]*)"', text)):
        assert quote.removesuffix(" ...") in stated
    assert sum(len(text.split()) for text in texts[: len(texts) // 2 + 1]) <= 300
    assert len(brief.sections) == 7
    assert all(s.lines for s in brief.sections)
    assert brief == brief_about(amina, ben, introduction=introduction(*reasons))
