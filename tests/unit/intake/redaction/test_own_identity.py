"""A person's own name, company and addresses never leave intake; brackets mark what goes."""

from __future__ import annotations

import pytest

from services.intake.redaction.contacts import without_contacts
from services.intake.redaction.own_identity import OwnIdentity, acronyms, first_words, own_spans
from tests.unit.shared.titles.marked import marked, sentence


def assert_found(wanted: str, *, name: str = "", company: str = "", email: str = "") -> None:
    tokens = sentence(wanted)
    own = acronyms(tokens, OwnIdentity.of(name=name, company=company, email=email))

    assert marked(tokens, own_spans(tokens, own)) == wanted


class TestName:
    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("Mira Okonjo", "[Mira Okonjo] bakes, and [Okonjo] sings with [Mira]."),
            ("Mira Okonjo", "[M. Okonjo] and [J. R. Okonjo] bake; R [Okonjo]."),
            ("Mira Okonjo", "hi, [mira] here"),
            ("Mira Okonjo", "Dr. [Okonjo] bakes by the [Okonjo]-kelp law"),
            ("Ann-K Bo", "[Ann] bakes with K"),
            ("\u2013 Bo", "a \u2013 b, [Bo]"),
            ("Wei C. Lo", "C. bakes with [Lo]"),
            ("Bo O'Neil", "Neil bakes with [O'Neil]"),
            ("Mira Okonjo-Vale", "[Okonjo] and [Vale], or [Okonjo-Vale]"),
            ("Mira O'Okonjo", "[O\u2019Okonjo] bakes"),
            ("Mira Vale Okonjo", "[Mira-Vale] and [Vale-Mira-Okonjo] bake"),
            ("O'Neil Bo", "[O'Neil] and [Bo] bake; bo stays"),
            ("Maria de la Cruz", "[Cruz] of De la Salle, [Maria de la Cruz]"),
            ("De Ping", "[De] bakes"),
            ("Ping Le", "[Le] bakes"),
            ("\u660e Fisher", "[\u660e] bakes"),
            ("Wei C", "[C] bakes c"),
            ("Wei C. Lo", "C bakes with [Lo]"),
            ("A I", "A day, I bake"),
            ('"Bo" (Ann), Lo', "[Ann] and [Bo] bake"),
            ("- Bo", "a - b, [Bo]"),
            ("", "nobody bakes"),
        ],
    )
    def test_its_parts_go_where_they_stand_alone(self, name: str, wanted: str) -> None:
        """People call themselves by any part of their names."""
        assert_found(wanted, name=name)

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("Rowan Field", "[Field] runs field trials"),
            ("May Field", "[May] bakes; in May, since May, May 2019, May of kelp"),
            ("May Field", "part of [May's] life, sung by [May]; the walk is in may"),
            ("Grace Field", "in [Grace], [Grace] 2019"),
            ("Ann Young", "Ernst & Young, Young & Sons, [Young] and sons"),
            ("Ann Young", "Ernst and Young, Dean and [Young]"),
            ("Dean Bo", "Dean of Arts, on the Dean's List; [Dean] lists"),
            ("Art Bo", "the Kelp School of Art, the love of [Art]"),
            ("Art Bo", "of [Art] Kelp"),
            ("Art Bo", "[Art] Kelp"),
            ("Bo World", "The World Bank"),
            ("Bo Brown", "Brown University, [Brown] Kelp, [Brown] bank"),
            ("Bo Rowe", "[Rowe] University"),
            ("Bo World", "the World Bank, the Kelp World, Kelp [World]"),
            ("Bo World", "the kelp [World]"),
        ],
    )
    def test_a_name_that_is_a_word_stays_where_it_is_a_word(self, name: str, wanted: str) -> None:
        """Mr Field may still work on field trials, and Ms May go to sea in May."""
        assert_found(wanted, name=name)


class TestCompany:
    @pytest.mark.parametrize(
        ("company", "wanted"),
        [
            ("Blue Heron Labs Ltd", "at [Blue Heron Labs], [Blue Heron Labs Ltd.], I bake"),
            ("Blue Heron Labs", "[Blue Heron Labs, Inc] bakes, [Blue Heron Labs] & co"),
            ("Blue Heron Labs", "[Blue Heron Labs Co. Ltd]."),
            ("Blue Heron Labs", "[blue heron labs] bakes at Labs"),
            ("Acme", "[Acme] mends acme lamps"),
            ("acme", "[acme] and [Acme] bake"),
            ("Acme (Leeds)", "[Acme] bakes with [Leeds]"),
            ("Acme", "[Acme] And Kelp, [Acme]. Kelp"),
            ("Acme (Leeds", "Acme bakes with Leeds"),
            ("Acme", "[Acme-Kelp] and [Acme]-backed [Acme] - Kelp, [Acme]- Kelp, [Acme] -Kelp"),
            ("Blue Heron Labs", "[Blue Heron Labs] ([BHL]) mends; [BHL] bakes"),
            ("Blue Heron Labs", "[Blue Heron Labs] (Bhl) mends; Bhl bakes"),
            ("Blue Heron Labs", "[Blue Heron Labs] (BHL, a lab); BHL bakes"),
            ("Blue Heron Labs", "[Blue Heron Labs] BHL) mends"),
            ("Blue Heron Labs", "[Blue Heron Labs] (ABCDEFGHIJKLM) mends"),
        ],
    )
    def test_goes_with_its_legal_form_and_its_acronym(self, company: str, wanted: str) -> None:
        """`Ltd.` alone is a stump, and an acronym names the company as well."""
        assert_found(wanted, company=company)

    @pytest.mark.parametrize(
        ("company", "wanted"),
        [
            (
                "Zorblax Widgets GmbH",
                "With [Zorblax] since May, I mend zorblax lamps, Zorblax lamps",
            ),
            ("Zorblax Widgets", "at [Zorblax Kelp Lab] He bakes at zorblax"),
            ("Bank of Kelp", "a walk from Bank to sea"),
            ("Zor Widgets", "at Zor"),
            ("Independent", "Independent films at [Independent]"),
            ("Freelance Baker", "a Freelance Baker at [Freelance Baker]"),
            ("Kelp Baker", "a Kelp Baker at [Kelp Baker], or at Kelp"),
        ],
    )
    def test_goes_by_its_short_name_where_somebody_works(self, company: str, wanted: str) -> None:
        """People say where they work by the first word of its name."""
        assert_found(wanted, company=company)


class TestMailbox:
    @pytest.mark.parametrize(
        ("email", "wanted"),
        [
            ("mira.okonjo@x.example", "write to [mira.okonjo]"),
            ("mira@x.example", "mira bakes"),
            ("info@x.example", "info on lamps"),
        ],
    )
    def test_goes_where_it_names_the_person(self, email: str, wanted: str) -> None:
        """`info` and `mira` are words; `mira.okonjo` is an address."""
        assert_found(wanted, email=email)

    @pytest.mark.parametrize(
        ("email", "wanted"),
        [
            ("mira.okonjo@x.example", "[MIRA] bakes, mira stays, [Okonjo] too"),
            ("M.Okonjo_Vale-7@x.example", "[Okonjo] and [Vale] bake, M bakes"),
            ("mira.okonjo-vale@x.example", "[Okonjo-Vale] bakes"),
            ("mira.bin.okonjo@x.example", "[Bin] bakes, ich bin"),
            ("okonjo.77@x.example", "Okonjo bakes"),
            ("okonjo7@x.example", "Okonjo bakes"),
            ("m.okonjo@x.example", "Okonjo bakes"),
            ("kelp.team@x.example", "Kelp bakes"),
            ("kelp.marketing@x.example", "[Kelp] bakes for Marketing"),
            ("mira.the.okonjo@x.example", "The [Okonjo] bakes"),
            ("may.okonjo@x.example", "[May] bakes since May"),
        ],
    )
    def test_gives_names_that_the_column_lacks(self, email: str, wanted: str) -> None:
        """The column may hold initials, or the name of before a wedding."""
        assert_found(wanted, email=email)


@pytest.mark.parametrize(
    ("company", "wanted"),
    [
        ("Okonjo Kelp Lab Ltd", "[Mira Kelp Lab Ltd.], founded by [Vale Kelp Lab]"),
        ("Okonjo Vale Kelp", "[Mira Kelp] and kelp"),
        ("Blue Okonjo Kelp", "[Mira] Kelp"),
        ("Okonjo", "[Okonjo] and [Mira]"),
        ("Okonjo ()", "[Okonjo] and [Mira]"),
        ("Kelp", "[Mira Kelp] and [Mira] kelp"),
    ],
)
def test_a_company_of_somebodys_name_goes_by_another_name_of_theirs(
    company: str, wanted: str
) -> None:
    """`Kelp Lab Ltd.` behind a name that went would be a stump that tells whose it is."""
    assert_found(wanted, name="Mira Vale Okonjo", company=company)


@pytest.mark.parametrize(
    ("name", "company", "email"),
    [
        ("Mira Okonjo", "", ""), ("", "Blue Heron Labs", ""), ("", "", "mira.okonjo@x.example"),
        ("", "Independent", ""), ("O'Neil", "", ""), ("", "", "vale.mira@x.example"),
    ],
)  # fmt: skip
def test_a_text_without_the_first_words_holds_no_identity(
    name: str, company: str, email: str
) -> None:
    """What many wrote is masked once for all who have none of its words."""
    words = first_words(name=name, company=company, email=email)

    assert {"mira", "blue", "independent", "o"} & words
    assert "" not in words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to mira@x.example or mailto:bo@y.example.", "write to _ or _."),
        ("I am @mira on it", "I am _ on it"),
        ("see https://x.example/a?b, or www.kelp.example.", "see _, or _."),
        ("see kelp.org/bread, or kelp.co.uk and x.io/y", "see _, or _ and _"),
        ("kelp.orgs and e.g. this", "kelp.orgs and e.g. this"),
        ("call +44 20 7946 0000, (020) 7946 or 555-123-4567", "call _, _ or _"),
        (
            "from 2015-2018, 2015 - 2018, 10 000 000 lamps",
            "from 2015-2018, 2015 - 2018, 10 000 000 lamps",
        ),
        ("on 12-34-567 or 1234567 lamps", "on 12-34-567 or 1234567 lamps"),
        ("ring 12-34-5678", "ring _"),
        ("ring 012 345 or 012 3456", "ring 012 345 or _"),
        ("ring 1234567890", "ring _"),
    ],
)
def test_addresses_and_numbers_go(text: str, left: str) -> None:
    """Whoever reads a profile reaches nobody past their briefs."""
    assert without_contacts(text).replace("\ue000", "_") == left
