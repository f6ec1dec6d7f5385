"""The organiser's facts file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain.company import Problem
from services.notifier.facts import read_facts

HEADING = "Company,Fact,Source\n"


class TestReadFacts:
    @pytest.mark.parametrize(
        "content",
        [
            "\ufeffCompany,Fact,Source\nTidewell Ltd,It repairs boats,https://t.example\n",
            "source;company;fact\r\nhttps://t.example;Tidewell;It repairs boats\r\n",
            '[{"company": "TideWell", "fact": "It repairs boats", "source": "https://t.example"}]',
        ],
    )
    def test_reads_what_spreadsheets_and_scripts_write(self, content: str) -> None:
        """Organisers export from whatever they have."""
        facts = read_facts(content.encode())

        (fact,) = facts.about("Tidewell, Inc.")
        assert (fact.text, fact.source) == ("It repairs boats", "https://t.example")
        assert facts.problems == ()

    @pytest.mark.parametrize(
        "company", ["Ørsted A/S", "ORSTED", "株式会社Ørsted", "Orsted Holdings"]
    )
    def test_finds_a_company_under_any_of_its_spellings(self, company: str) -> None:
        """The organiser and the attendees write it as each is used to."""
        facts = read_facts(f"{HEADING}Orsted s.r.o.,It repairs boats,a brochure\n".encode())

        assert len(facts.about(company)) == 1

    def test_knows_nothing_of_people_without_a_company(self) -> None:
        """What is said of one freelancer is not true of the next."""
        facts = read_facts(f"{HEADING}Freelance,It repairs boats,a brochure\n".encode())

        assert facts.problems == (Problem(2, "company", "name the company as the roster does"),)
        assert facts.about("self-employed") == facts.about("") == ()

    def test_names_row_column_and_cure(self) -> None:
        """A fact without a source is left out, and the organiser can mend it."""
        facts = read_facts(f"{HEADING}Tidewell,It repairs boats,\n,x,y\n".encode())

        assert facts.problems == (
            Problem(2, "source", "say where the fact can be checked, such as a web address"),
            Problem(3, "company", "name the company as the roster does"),
        )
        assert facts.about("Tidewell") == ()

    def test_keeps_the_good_rows_beside_bad_ones(self) -> None:
        """One slip must not cost all facts."""
        content = f"{HEADING}Tidewell,,\nNorth Quay,It grows kelp,its brochure\n"

        assert len(read_facts(content.encode()).about("north quay")) == 1

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe",
            b"company,fact\nx,y\n",
            b"[1]",
            b'{"a": 1}',
            b"[",
            HEADING.encode() + b'"a',
        ],
    )
    def test_reports_a_file_that_it_cannot_read(self, content: bytes) -> None:
        """Silence would look like a file without facts."""
        assert read_facts(content).problems

    @given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (HEADING + t).encode()))
    def test_survives_any_file(self, content: bytes) -> None:
        """The file is uploaded by people."""
        read_facts(content)
