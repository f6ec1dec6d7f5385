"""`rapport match` and its siblings: from a file to files."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path
from uuid import uuid4

import pytest

from services.intake.domain.profile_texts import mask_in_turn, mask_person
from services.notifier.domain.company import Facts
from services.offline.attendees import match, read_attendees
from services.offline.briefs import remove_briefs, write_briefs
from services.offline.outputs import (
    ATTENDEE_COLUMNS,
    INTRODUCTION_COLUMNS,
    Outcome,
    write_report,
    write_tables,
)
from services.offline.parallel import spread
from shared.adapters.progress_bars import in_steps
from shared.progress import silent
from tests.fakes import HashEmbed

Rows = list[dict[str, str]]


def play(folder: Path, content: bytes) -> Path:
    """Match a roster with a model of hashes, and write everything."""
    folder.mkdir()
    roster = folder / "roster.csv"
    roster.write_bytes(content)
    attendees = read_attendees(roster)
    result = match(attendees, capacity=5, minimum=3, embed=HashEmbed(), stages=silent)
    outcome = Outcome(attendees, result, 3)
    write_tables(outcome, folder, silent)
    write_briefs(outcome, folder / "briefs", Facts(), silent)
    write_report(outcome, folder / "report.json", {"total": 1.0})
    return folder


def rows_of(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def with_other_titles(rows: Rows, seed: int) -> Rows:
    """Give everyone somebody else's title, in the column and wherever the bio says it."""
    titles = [row["Job Title"] for row in rows]
    random.Random(seed).shuffle(titles)
    swapped = []
    for row, title in zip(rows, titles, strict=True):
        bio = row["About you"]
        if row["Job Title"]:
            bio = re.sub(re.escape(row["Job Title"]), title, bio, flags=re.IGNORECASE)
        swapped.append(row | {"Job Title": title, "About you": bio})
    return swapped


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, sample_roster: bytes) -> Path:
    return play(tmp_path_factory.mktemp("sample") / "out", sample_roster)


def introductions(folder: Path) -> bytes:
    return (folder / "introductions.csv").read_bytes()


class TestMatch:
    def test_writes_every_file_that_others_rely_on(self, played: Path) -> None:
        """The columns are an interface."""
        made = rows_of(introductions(played))
        assert tuple(made[0]) == INTRODUCTION_COLUMNS
        people = rows_of((played / "attendees.csv").read_bytes())
        assert tuple(people[0]) == ATTENDEE_COLUMNS
        assert len(people) == 200
        assert {person["language"] for person in people} == {""}
        briefs = {path.stem for path in (played / "briefs").glob("*.html")}
        assert briefs == {person["attendee"] for person in people}

    def test_says_why_a_row_is_not_used(self, played: Path) -> None:
        """Nothing that an organiser uploads disappears without a word."""
        rejected = rows_of((played / "rejected.csv").read_bytes())
        assert len(rejected) == 8
        assert all(row["row"] and row["reason"] and row["cure"] for row in rejected)
        assert not any(row["Ticket code"] for row in rejected)

    def test_reports_its_figures(self, played: Path) -> None:
        """A round that can't be judged can't be trusted."""
        report = json.loads((played / "report.json").read_text())
        assert report["attendees"] == 200
        assert report["share_at_minimum"] == 0.995  # one profile has nothing to match on
        assert report["round"]["too_little_known"] == 3
        assert report["share_crossing_industries"] == 1.0
        assert 0.9 < report["round"]["share_of_bound"] <= 1.0
        assert {"executive", "junior"} <= set(report["parity"])

    def test_never_pairs_an_industry_or_a_company_with_itself(self, played: Path) -> None:
        """It is the hard rule, checked on what an organiser sees."""
        for made in rows_of(introductions(played)):
            assert made["industry_a"] != made["industry_b"]
            assert (
                made["company_a"].casefold() != made["company_b"].casefold()
                or not made["company_a"]
            )

    def test_is_the_same_whatever_the_order_of_rows(
        self, played: Path, sample_roster: bytes, tmp_path: Path
    ) -> None:
        """To the byte: an organiser who sorts the list gets no other event."""
        rows = rows_of(sample_roster)
        twice = self._twice(rows)
        # of the one person who is there twice the later row counts, so these keep their order
        kept = [row for row in rows if row["Email"] == twice]
        rest = [row for row in rows if row["Email"] != twice]
        random.Random(1).shuffle(rest)
        again = play(tmp_path / "out", as_csv([*rest, *kept]))
        assert introductions(again) == introductions(played)

    def _twice(self, rows: Rows) -> str:
        """Find the e-mail of the person who is on the list twice under one name."""
        seen = set()
        for row in rows:
            person = (row["Email"], row["Last Name"])
            if person in seen:
                return row["Email"]
            seen.add(person)
        raise AssertionError("nobody is there twice")

    @pytest.mark.parametrize("seed", [1, 2])
    def test_never_weighs_a_title(
        self, played: Path, sample_roster: bytes, tmp_path: Path, seed: int
    ) -> None:
        """Swap all titles, in the column and in the bios: not a byte changes."""
        swapped = as_csv(with_other_titles(rows_of(sample_roster), seed))
        assert introductions(play(tmp_path / "out", swapped)) == introductions(played)

    def test_keeps_a_spreadsheet_from_running_what_somebody_wrote(
        self, tmp_path: Path, small_roster: bytes
    ) -> None:
        """A formula in a name is executed by whoever opens the file."""
        rows = rows_of(small_roster)
        rows[0]["First Name"] = '=HYPERLINK("http://evil.example")'
        folder = play(tmp_path / "out", as_csv(rows))
        people = rows_of((folder / "attendees.csv").read_bytes())
        assert not any(person["name"].startswith("=") for person in people)


def test_pages_of_an_earlier_run_go_and_nothing_else(tmp_path: Path) -> None:
    """Without briefs, yesterday's pages would be taken for today's."""
    page, note = tmp_path / f"{uuid4()}.html", tmp_path / "notes.html"
    for path in (page, note):
        path.write_text("")

    remove_briefs(tmp_path)
    remove_briefs(tmp_path / "nowhere")

    assert [path.name for path in tmp_path.iterdir()] == [note.name]


def test_several_processes_state_what_one_does(small_roster: bytes, tmp_path: Path) -> None:
    """A list with many bios is masked on all cores; it must be the same list."""
    (tmp_path / "roster.csv").write_bytes(small_roster)
    people = read_attendees(tmp_path / "roster.csv").people

    assert list(spread(mask_person, people)) == list(mask_in_turn(people))


def test_progress_is_told_in_steps() -> None:
    """A bar that moves for every one of 100,000 rows costs more than the rows."""
    told: list[int] = []
    advance = in_steps(told.append, 3)

    for _ in range(7):
        advance(1)

    assert told == [3, 3]
