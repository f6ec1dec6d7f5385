"""The language of a text is told by its own words, or not at all."""

# ruff: noqa: RUF001 - people write in their own letters
from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.languages import ENGLISH, foreign_language, language_of

SENTENCES = (
    ("German", "Ich helfe kleinen Betrieben dabei, ihre Werkstatt mit weniger Energie zu führen."),
    ("German", "Suche Partner für Holzbau und Sanierung, biete Erfahrung mit Genossenschaften"),
    ("French", "Je travaille sur la restauration des zones humides avec des communes rurales."),
    ("French", "agriculture urbaine; gestion de l'eau; appui aux jeunes; éducation au numérique"),
    ("Spanish", "Busco socios para una cooperativa de pesca sostenible en la costa."),
    ("Portuguese", "Ajudo pequenas empresas a vender pela internet e a organizar as suas contas."),
    ("Italian", "Aiuto le piccole imprese a trovare nuovi mercati e a raccontare i loro prodotti."),
    ("Dutch", "Wij zoeken mensen die met ons een werkplaats voor fietsen willen openen."),
    ("Swedish", "Jag hjälper kommuner att bygga skolor av trä och söker nya samarbeten."),
    ("Danish", "Jeg hjælper små virksomheder med at spare energi og søger nye samarbejder."),
    ("Norwegian", "Vi jobber med havbruk og ønsker å møte folk som kan noe om logistikk."),
    ("Polish", "Pomagam małym firmom w oszczędzaniu energii i szukam partnerów do projektów."),
    ("Czech", "Pomáhám malým firmám s úsporami energie a hledám partnery pro nové projekty."),
    ("Hungarian", "Kis cégeknek segítek energiát megtakarítani, és új partnereket keresek."),
    ("Romanian", "Ajut firmele mici să economisească energie și caut parteneri pentru școli."),
    ("Turkish", "Çocuklar için doğa eğitimi veren bir ekip ile birlikte çalışmak istiyorum."),
    ("Indonesian or Malay", "Saya membantu petani menjual panen dan mencari mitra baru."),
    ("Finnish", "Olen metsistä kiinnostunut ja haluan tavata ihmisiä, jotka tekevät taloja."),
    ("Vietnamese", "Tôi giúp các doanh nghiệp nhỏ tiết kiệm năng lượng và tìm đối tác mới."),
    ("Japanese", "AIを使ったB2BマーケティングとSaaSの海外展開"),
    ("Chinese", "人工智能；供应链；可持续发展"),
    ("Korean", "작은 기업의 에너지 절약을 돕고 새로운 협력자를 찾습니다."),
    ("Russian", "Помогаю небольшим компаниям экономить энергию и ищу новых партнёров."),
    ("Ukrainian", "Допомагаю малим підприємствам економити енергію у її галузі."),
    ("Cyrillic script", "Помагам на малките фирми да пестят"),
    ("Arabic", "أساعد الشركات الصغيرة على توفير الطاقة"),
    ("Persian", "به شرکت‌های کوچک کمک می‌کنم و دنبال همکار می‌گردم"),
    ("Greek", "Βοηθώ μικρές επιχειρήσεις να εξοικονομούν ενέργεια"),
    ("Hebrew", "אני עוזר לעסקים קטנים לחסוך באנרגיה"),
    ("Devanagari script", "मैं छोटे व्यवसायों को ऊर्जा बचाने में मदद करता हूँ"),
    ("Thai", "ช่วยธุรกิจขนาดเล็กประหยัดพลังงาน"),
)  # fmt: skip


class TestLanguages:
    @pytest.mark.parametrize(("language", "text"), SENTENCES)
    def test_are_told_by_a_sentence(self, language: str, text: str) -> None:
        """One sentence or a handful of phrases is all that most people write."""
        assert foreign_language([text]) == language

    @pytest.mark.parametrize(
        "text",
        [
            "I help small firms save energy and look for partners in construction.",
            "Brought up between Den Haag and Las Palmas, I run a bakery in La Paz with my sister.",
            "Read Die Zeit, Le Monde, El País and La Repubblica; curious about how they run.",
            "She was at the Universidad de los Andes and the Pontificia Universidad de la Plata.",
            "K-pop (한국), anime (アニメ), board games, cooking and travelling far with the family",
            "Worked for Banco do Brasil, Crédit Agricole and Deutsche Bank; now on her own.",
        ],
    )
    def test_of_names_and_places_are_not_the_writers(self, text: str) -> None:
        """Whoever is called van der Berg and writes English reads English."""
        assert language_of(text) == ENGLISH

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Künstliche Intelligenz",
            "Wärmepumpen, Solarthermie",
            "北京 office",
            "машина",
            "de la rosa van den berg",
            "Universidad de los Andes; Pontificia Universidad de Chile; Universidad de La Plata",
            "São Paulo, Rio de Janeiro, Belo Horizonte, Foz do Iguaçu, Santos, Recife",
        ],
    )
    def test_are_not_guessed_from_too_little(self, text: str) -> None:
        """Better to say nothing than to call somebody's trade or school a language."""
        assert language_of(text) is None

    def test_that_look_the_same_are_both_named(self) -> None:
        """A wrong language would make the whole line look wrong."""
        text = "apicultura, literatura infantil, conservas caseras, huertos escolares"

        assert language_of(text) == "Portuguese or Spanish"

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("German", "Nachhaltigkeit; Kreislaufwirtschaft; Lebensmittelhandel"),
            ("Dutch", "Waterbeheer, dijken, bodemdaling, landschapsarchitectuur"),
            ("Danish", "Vindmøller, fjernvarme, energifællesskaber"),
            ("Polish", "Garncarstwo, tkactwo, warsztaty dla dzieci, muzea"),
            ("Hungarian", "Méhészet, gyümölcsösök, helyi piacok, lekvárfőzés"),
            ("Turkish", "Arıcılık, meyve bahçeleri, yerel pazarlar, reçel"),
        ],
    )
    def test_are_told_by_bare_nouns(self, language: str, text: str) -> None:
        """Most interests are lists without one small word."""
        assert foreign_language(text.split("; ")) == language

    @pytest.mark.parametrize(
        "text",
        [
            "Jürgen Großmann-Ödegaard, Universität Quuxheim, polymer chemistry, membranes",
            "PhD student at Wageningse Hogeschool voor Landbouw; soil fungi; root exudates",
            "Anneke van der Meulen runs the Stadswerkplaats in Quuxhaven and teaches carpentry.",
            "Proteomics; Genomics; Molecular biology; Bioinformatics; Neuroscience",
            "Computational statistics; quantitative modelling of cell metabolism",
            "Salsa, capoeira, flamenco, yoga, pilates, karaoke",
            "Worked for Stadtwerke Quuxheim and Fraunhofer before starting a heat pump firm",
        ],
    )
    def test_are_not_those_of_terms_and_names(self, text: str) -> None:
        """Who is told that their English is Catalan stops reading the report."""
        assert foreign_language([text]) == ""

    def test_are_not_those_of_a_bio_behind_english_interests(self) -> None:
        """There is English enough to match on, so that nobody need be asked for more."""
        interests = ("machine learning", "the care of old trees", "open science", "soil carbon")
        bio = "Ich helfe kleinen Betrieben dabei, ihre Werkstatt mit weniger Energie zu führen."

        assert foreign_language([*interests, bio * 3]) == ""
        assert foreign_language([bio * 3]) == "German"

    def test_may_be_english_without_its_small_words(self) -> None:
        """A list of terms of the trade is English as far as anybody can tell."""
        text = "machine learning; data science; climate adaptation; supply chains; gardens"

        assert language_of(text) == ENGLISH

    def test_load_nothing_for_plain_english(self) -> None:
        """The models cost memory, and most rosters need none."""
        code = (
            "import sys; from shared.languages import foreign_language as f; "
            "assert not f(['I help small firms save energy and look for partners with ideas.']); "
            "sys.exit('lingua' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

    @given(st.text(max_size=300))
    def test_are_known_ones_whatever_is_typed(self, text: str) -> None:
        """A form holds anything; reading it must not fail."""
        assert language_of(text) != ""

    def test_take_no_longer_for_endless_texts(self) -> None:
        """A pasted book must not hold up the list: its beginning is enough."""
        english = "I help small firms save energy and look for partners who build schools. "

        assert language_of(english * 20 + "und der die das nicht mit für " * 10**5) == ENGLISH
