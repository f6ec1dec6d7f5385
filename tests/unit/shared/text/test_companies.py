"""The spellings of one company are one, and companies that share words are two."""

# ruff: noqa: E501, RUF001 - wide letters count as two; companies write in their own letters
from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from shared.text import company_key, company_words, employer_hint, is_legal_form, without_legal_form
from shared.text.general_words import LISTS
from shared.text.legal_forms import pieces
from shared.text.word_file import read_sections

BEHIND = (
    "Inc.", "Inc", "Incorporated", "Corp.", "Corporation", "Co.", "Company", "Co., Ltd.", "& Co.",
    "Ltd", "Ltd.", "Limited", "LLC", "L.L.C.", "LLP", "PLC", "p.l.c.", "N.A.", "Pte Ltd", "(Pty) Ltd",
    "Pte. Ltd.", "Pty Ltd", "Pvt. Ltd.", "Sdn. Bhd.", "Tbk", "FZ-LLC", "WLL", "GmbH", "gGmbH", "AG",
    "GmbH & Co. KG", "GmbH and Co KG", "KGaA", "UG (haftungsbeschränkt)", "e.V.", "e. V.", "S.A.",
    "SA", "S A", "s. a.", "S/A", "SAS", "S.A.S.", "SARL", "Sàrl", "& Cie", "S.p.A.", "SpA", "S.r.l.",
    "Soc. Coop.", "S.L.", "S.L.U.", "Lda.", "Ltda", "S.A. de C.V.", "S. de R.L. de C.V.", "B.V.",
    "BV", "B V", "N.V.", "VOF", "A/S", "a/s", "ApS", "AS", "ASA", "AB", "AB (publ)", "Oy", "Oyj",
    "Oy Ab", "OÜ", "SIA", "UAB", "sp. z o.o.", "Sp. z o. o.", "sp.z.o.o.", "Spółka z o.o.",
    "sp. z o.o. sp. k.", "s.r.o.", "s. r. o.", "s r o", "spol. s r.o.", "a.s.", "Kft.", "Zrt.",
    "Nyrt", "S.R.L.", "d.o.o.", "d.d.", "EOOD", "ЕООД", "Α.Ε.", "OOO", "ООО", "A.Ş.", "Ltd. Şti.",
    "San. ve Tic. A.Ş.", 'בע"מ', "ש.מ.מ", "K.K.", "KK", "株式会社", "(株)", "有限会社", "股份有限公司",
    "有限公司", "集团有限公司", "주식회사", "จำกัด", "Group", "Holdings", "Holding AG", "Group Holdings plc",
    "Trust", "NHS Foundation Trust", "Foundation", "Stiftung", "Gruppe", "グループ", "(Norland) Inc.",
)  # fmt: skip
BEFORE = (
    "The", "PT", "ООО", "OOO", "ПАО", "UAB", "SIA", "OÜ", "SARL", "AB", "株式会社", "㈱", "주식회사",
    "Grupo", "Groupe", "Stiftung", "Fundación", "Công ty TNHH", "บริษัท",
)  # fmt: skip
ONE_COMPANY = (
    ("Ørsted A/S", "Orsted", "ØRSTED", "Ørsted"),
    ("Thistle & Rook", "Thistle and Rook", "Thistle + Rook", "Thistle und Rook GmbH", "THISTLE&ROOK",
     "Thistle et Rook SARL", "Thistle y Rook S.L.", "Thistle og Rook A/S", "thistle  and  rook llp"),
    ("Calder Vale Hospitals Trust", "Calder Vale Hospitals", "Calder Vale Hospitals NHS Trust"),
    ("ООО «Ромашка»", "Ромашка", "РОМАШКА, ООО", "Romashka OOO", "Romashka"),
    ("株式会社アクメ", "アクメ", "アクメ株式会社", "アクメ（株）", "㈱ｱｸﾒ", "アクメ グループ"),
    ("小米果集团有限公司", "小米果", "小米果公司"),
    ("Łódka sp. z o.o.", "Lodka", "ŁÓDKA"),
    ("Straßenquux AG", "Strassenquux"),
    ("Q.U.X.", "QUX", "Qux Corp", "Q. U. X. Ltd"),
    ("Open Quux", "OpenQuux", "Open-Quux", "open_quux"),
    ("O'Hara's", "Ohara\u2019s", "OHaras"),
    ("Quux\u2122 Ltd", "Quux\u2120 Ltd", "Quux\u00ae", "QUUX"),
    ("Plan B B.V.", "Plan B", "Plan B BV"),
    ("Quux, The", "The Quux Company"),
    ("Группа Ёж", "Группа Еж"),
)  # fmt: skip
DIFFERENT = (
    ("Trust Bank", "Bank", "Trust", "Bank Trust"),
    ("Group Nine", "Nine", "Group Ten"),
    ("Energy Group", "Energy Trust", "Energy Holdings", "Energy Foundation", "Energy"),
    ("First Group", "First Trust", "First Foundation"),
    ("National Trust", "National Group", "Royal Trust"),
    ("E Group", "E Foundation"),
    ("SAS Institute", "Institute"),
    ("Sia Partners", "Partners"),
    ("PT Clinic", "Clinic"),
    ("University of Quux", "Quux University"),
    ("Thistle & Rook", "Rook & Thistle", "Thistle Rook", "Thistle"),
    ("Acme Health", "Acme", "Acme Foods"),
    ("アクメ", "Acme"),
    ("バス", "ハス"),
    ("北京", "背景"),
    ("กิน", "กีน"),
    ("Quux", "Quuxcorp"),
    ("Quux Labs", "Quux Studio"),
    ("グループナイン", "ナイン"),
    ("J.Y.P.", "J&P"),
    ("Quux Gmb H", "Quux"),
)  # fmt: skip
NAMES = st.text(
    st.sampled_from("aAbcéØzß0. &+-',()公司株式会社трестبΣ") | st.characters(),
    min_size=1,
    max_size=30,
)
JOINED = st.lists(
    st.sampled_from((*BEHIND, *BEFORE, "Acme", "and", "Nine", "Energy", "Test", "freelance", "Σ")),
    min_size=1,
    max_size=6,
).map(" ".join)


def no_company() -> list[str]:
    return [entry for _, entry in LISTS["No company"]]


class TestCompanyKey:
    @pytest.mark.parametrize("form", BEHIND)
    def test_has_no_form_from_behind_a_name(self, form: str) -> None:
        """Colleagues rarely spell their company alike."""
        assert company_key(f"Acme {form}") == company_key(f"ACME, {form.upper()}") == "acme"

    @pytest.mark.parametrize("form", BEFORE)
    def test_has_no_form_from_before_a_name(self, form: str) -> None:
        """Indonesians and Russians say the form first."""
        assert company_key(f"{form} Acme") == company_key(f"{form.lower()} acme Inc.") == "acme"

    @pytest.mark.parametrize("spellings", ONE_COMPANY)
    def test_is_one_for_all_spellings(self, spellings: tuple[str, ...]) -> None:
        """Two people of one company never meet, and one fact is found for both."""
        assert len({company_key(name) for name in spellings}) == 1
        assert company_key(spellings[0])

    @pytest.mark.parametrize("names", DIFFERENT)
    def test_parts_companies_that_share_words(self, names: tuple[str, ...]) -> None:
        """A fact about one must not be told of another."""
        assert len({company_key(name) for name in names}) == len(names)

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Trust", "trust"), ("The Group", "group"), ("Group", "group"), ("Holding AG", "holding"),
            ("Ltd", "ltd"), ("S.p.A.", "spa"), ("株式会社", "株式会社"), ("The The", "the"), ("ь", "ь"),
            ("(Acme)", "acme"), ("Test GmbH", "testgmbh"), ("Home Inc.", "homeinc"), ("& Co", "and"),
        ],
    )  # fmt: skip
    def test_is_never_empty_for_a_name(self, name: str, key: str) -> None:
        """Some companies are called nothing but what others are called, too."""
        assert company_key(name) == key

    @pytest.mark.parametrize("name", [*no_company(), "N.A.", "n/a", "-", "", "  ", "Self-Employed"])
    def test_is_empty_where_there_is_no_company(self, name: str) -> None:
        """Two people without a company are no colleagues."""
        assert company_key(name) == company_key(name.upper()) == ""
        assert company_words(name) == ()

    @given(NAMES | JOINED)
    @example("Test Ltd")
    def test_is_its_own_key(self, name: str) -> None:
        """A normal form that changes again would part colleagues."""
        assert company_key(company_key(name)) == company_key(name)

    @given(NAMES | JOINED)
    def test_is_there_for_whatever_has_letters(self, name: str) -> None:
        """Whose company has no key may be introduced to colleagues."""
        known = {company_key(entry) for entry in no_company()}
        spelled = "".join(piece.word for piece in pieces(name))

        assert known == {""}
        assert (
            bool(company_key(name)) or company_key(spelled) == "" or not any(map(str.isalnum, name))
        )

    @given(JOINED, st.sampled_from(("  ", "\t", "\n", ", ")))
    def test_is_blind_to_case_and_spaces(self, name: str, space: str) -> None:
        """Forms are filled in in a hurry."""
        assume("株" not in name)  # full width, it has no capitals, and a comma parts it

        assert company_key(name.upper().replace(" ", space)) == company_key(name)

    def test_of_an_endless_name_is_that_of_its_beginning(self) -> None:
        """A bio that slipped into the column must not hold up a roster."""
        assert company_key("a" * 500 + " b" * 10**6) == "a" * 500


class TestCompanyWords:
    def test_are_a_names_own_as_it_spells_them(self) -> None:
        """They are looked for in a text of the same language."""
        assert company_words("ООО «Ромашка и Ёж» (Москва)") == ("ромашка", "и", "еж")
        assert company_words("The Thistle & Rook Company") == ("thistle", "and", "rook")

    @pytest.mark.parametrize(("word", "is_form"), [("gmbh", True), ("sro", True), ("acme", False)])
    def test_know_a_form(self, word: str, *, is_form: bool) -> None:
        """What stands behind a company's name in a text goes with it."""
        assert is_legal_form(word) == is_form


class TestWithoutLegalForm:
    @pytest.mark.parametrize(
        ("name", "short"),
        [
            ("Acme s.r.o.", "Acme"), ("Acme Sp. z o. o.", "Acme"), ("Müller & Co. KG", "Müller"),
            ("Quux (Norland) Pte Ltd", "Quux (Norland)"), ("ООО «Ромашка»", "Ромашка"),
            ("株式会社アクメ", "アクメ"), ("The Acme Group", "The Acme Group"), (" Acme ", "Acme"),
            ("Ltd", "Ltd"), ('"Acme" GmbH', "Acme"), ("PT Acme Quux Tbk", "Acme Quux"),
        ],
    )  # fmt: skip
    def test_writes_the_name_as_it_was(self, name: str, short: str) -> None:
        """People leave the form out when they write about themselves."""
        assert without_legal_form(name) == short


class TestEmployerHint:
    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("Universität Quuxheim", "university"), ("Zorblax Logistics Pte Ltd", "logistics"),
            ("Banco Wibble", "bank"), ("Hôpital Saint-Fnord", "hospital"), ("Wibble & Fnord", ""),
            ("Quuxkrankenhaus", "hospital"), ("Student", ""), ("Bank of the Quux Bank", "bank"),
            ("Fnord Institute of Technology", "institute technology"),
        ],
    )  # fmt: skip
    def test_says_what_sort_of_place_it_is_and_not_which(self, name: str, hint: str) -> None:
        """The industry can be guessed from it, the company can't."""
        assert employer_hint(name) == hint


class TestWordLists:
    @pytest.mark.parametrize(
        ("place", "form"), list(chain.from_iterable(read_sections("legal_forms.txt").values()))
    )
    def test_hold_forms_that_go(self, place: str, form: str) -> None:
        """Whoever adds a country's forms need not read the code to know that they count."""
        names = {
            "": [f"Acme {form}", f"ACME, {form.upper()}"],
            "before": [f"{form} Acme"],
            "attached": [f"{form}Acme", f"{form} Acme", f"Acme{form}", f"Acme {form}"],
            "attached behind": [f"Acme{form}", f"Acme {form}", f"Acme {form} Ltd"],
        }
        assert {company_key(name) for name in names[place]} == {"acme"}

    @pytest.mark.parametrize("name", ["legal_forms.txt", "company_words.txt"])
    def test_hold_no_entry_twice_and_none_that_is_empty(self, name: str) -> None:
        """Whoever reviews a section should see all there is to it."""
        for section, entries in read_sections(name).items():
            assert section
            assert all(entry for _, entry in entries)
            assert len(entries) == len(set(entries))
