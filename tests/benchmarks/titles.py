"""Measures whether titles and names move introductions, and what masking takes besides.

`python -m tests.benchmarks.titles [ROSTER.csv] [--people 300] [--seed 1]`, of the sample roster
by default. It prints, of the people drawn by the seed:

- *titles left*: of the distinct titles, each put before its holder's bio ("{title} at
  {company}. ..."), how many change what is left of the bio;
- *words lost*: of the content words of bios, how many go that are of no title found, nor of the
  person's own name or company; and how many of those are in no topic either;
- *names changed*: how many masked profiles differ if everyone has another name, in column and
  texts alike, and how many introductions;
- titles swapped in bios and in the column: how many profiles and introductions change.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from services.intake.domain.statements import state
from services.intake.redaction import Mask
from services.intake.redaction.contacts import without_contacts
from services.intake.rosters import Person
from services.matcher.domain.ports import Embed, Floats
from services.matcher.main import build_embed
from services.offline.attendees import EVENT, ROSTER, Attendees, match, read_attendees
from services.operations import sample
from shared.messages import ProfileStated
from shared.progress import Advance, silent, unheard
from shared.titles import find, tokenise
from shared.titles.lexicon import SCAFFOLD
from tests.benchmarks.command import read_arguments
from tests.benchmarks.renaming import renamed

MOST_BIOS = 300
CAPACITY, MINIMUM = 5, 3
FEWEST_LETTERS = 2
NO_COMPANY = "Blue Heron Labs"
RAISED: dict[str, str] = {
    "phd student": "professor", "phd candidate": "distinguished professor",
    "doctoral student": "dean", "research assistant": "research director",
    "postdoctoral researcher": "principal investigator", "assistant professor": "full professor",
    "assistant manager": "managing director", "assistant director": "executive director",
    "junior analyst": "chief analyst", "junior developer": "chief technology officer",
    "business analyst": "chief executive officer", "project manager": "president",
    "software engineer": "vice president of engineering", "data scientist": "chief data officer",
    "account manager": "managing partner", "product manager": "chief product officer",
    "junior": "senior", "intern": "vice president", "trainee": "senior partner",
    "apprentice": "general manager", "assistant": "director", "coordinator": "executive director",
    "analyst": "chief analyst", "engineer": "chief engineer", "developer": "head of engineering",
    "consultant": "managing partner", "project officer": "chief executive", "lecturer": "dean",
    "researcher": "head of research", "specialist": "senior vice president",
    "manager": "managing director",
}  # fmt: skip
"""A junior title, or one in the middle, and the senior one that takes its place."""
LOWERED: dict[str, str] = {
    "chief executive officer": "junior analyst", "managing director": "assistant manager",
    "executive director": "project coordinator", "vice president": "trainee",
    "senior manager": "junior manager", "senior associate": "graduate trainee",
    "general manager": "office assistant", "managing partner": "junior consultant",
    "chief of staff": "administrative assistant", "co-founder": "intern", "founder": "apprentice",
    "ceo": "intern", "cto": "junior developer", "president": "assistant", "director": "assistant",
    "professor": "phd student", "dean": "research assistant", "senior": "junior",
    "team lead": "trainee", "chairman": "clerk", "chairperson": "clerk",
}  # fmt: skip
"""A senior title, and the junior one that takes its place."""

Retell = Callable[[Person], Person]
Pairs = frozenset[tuple[str, str]]


class Remembered:
    """Embeds each text once, whatever rosters it stands in."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, Floats] = {}

    def __call__(self, texts: Sequence[str], advance: Advance = unheard, /) -> Floats:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known |= dict(zip(new, self._embed(new, advance), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._embed(texts)


def swapped(text: str, table: Mapping[str, str]) -> str:
    """Put another title in the place of each that a table knows, as whole words.

    A school of the type that is called a junior college stays what it is.
    """
    titles = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    known = re.compile(rf"(?<![\w-])({titles})(?![\w-]| colleges?\b)", re.IGNORECASE)
    return known.sub(lambda found: _cased(table[found[0].lower()], found[0]), text)


def _cased(title: str, model: str) -> str:
    return title.title() if model[:1].isupper() else title


def in_bios(people: Sequence[Person], table: Mapping[str, str], seed: int) -> Retell:
    """Choose bios that hold a title of the table, and swap it there."""
    holding = [person for person in people if swapped(person.about, table) != person.about]
    random.Random(seed).shuffle(holding)
    chosen = {person.row for person in holding[:MOST_BIOS]}
    return lambda person: (
        replace(person, about=swapped(person.about, table)) if person.row in chosen else person
    )


def in_column(people: Sequence[Person], seed: int) -> Retell:
    """Deal out the titles of the column anew, among all."""
    titles = [person.title for person in people]
    random.Random(seed).shuffle(titles)
    dealt = dict(zip((person.row for person in people), titles, strict=True))
    return lambda person: replace(person, title=dealt[person.row])


def stated(attendees: Attendees, people: Sequence[Person]) -> Attendees:
    """State the same people anew, with other titles or names."""
    statements = state(people, event=EVENT, roster=ROSTER, secret=b"of no use")
    profiles, contacts = zip(*statements, strict=True)
    return Attendees(attendees.roster, tuple(people), profiles, contacts)


def differs(one: ProfileStated, other: ProfileStated) -> bool:
    """Tell whether two profiles say different things, whoever has them."""
    same = {"excluded": (), "person_key": ""}
    return one.model_copy(update=same) != other.model_copy(update=same)


def introductions(attendees: Attendees, embed: Embed) -> Pairs:
    """Run a round."""
    result = match(attendees, capacity=CAPACITY, minimum=MINIMUM, embed=embed, stages=silent)
    return frozenset((made.attendee_a, made.attendee_b) for made in result.introductions)


def titles_left(people: Sequence[Person]) -> tuple[int, int]:
    """Count the distinct titles before bios, and those of which something stays."""
    holders = {person.title: person for person in people if person.title}
    left = 0
    for title, holder in holders.items():
        company = holder.company or NO_COMPANY
        mask = Mask(name=holder.name, company=company, email=holder.email)
        left += mask.text(f"{title} at {company}. {holder.about}") != mask.text(holder.about)
    return len(holders), left


def words_lost(people: Sequence[Person]) -> tuple[int, int, int]:
    """Count the content words of bios, those that go without being of a title, and unfound."""
    content = lost = unfound = 0
    for person in people:
        own = _words(f"{person.name} {person.company} {person.email}")
        stated = Mask(name=person.name, company=person.company, email=person.email)
        text, topics = stated.text(person.about), stated.topics(person.about)
        said = _words(without_contacts(person.about))
        said = Counter({word: n for word, n in said.items() if word not in own})
        gone = said - _words(text) - _title_words(person.about)
        content, lost = content + said.total(), lost + gone.total()
        unfound += (gone - _words(" ".join(topics))).total()
    return content, lost, unfound


def _words(text: str) -> Counter[str]:
    words = (low for low in tokenise(text).lows if low.isalpha() and len(low) >= FEWEST_LETTERS)
    return Counter(word for word in words if word not in SCAFFOLD)


def _title_words(text: str) -> Counter[str]:
    sentences = list(tokenise(" ".join(text.split())).sentences())
    spans = [(tokens, span) for tokens in sentences for span in find(tokens)]
    return sum((_words("".join(t.pieces[s.start : s.end])) for t, s in spans), Counter())


def drawn(people: Sequence[Person], size: int, seed: int) -> list[Person]:
    """Draw so many people, in the roster's order."""
    chosen = set(random.Random(seed).sample(range(len(people)), min(size, len(people))))
    return [person for place, person in enumerate(people) if place in chosen]


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("roster", type=Path, nargs="?", default=Path(str(sample.ROSTER)))
    parser.add_argument("--people", type=int, default=300, help="how many are drawn")
    parser.add_argument("--seed", type=int, default=1)
    return read_arguments(parser, "--people", "20")


def print_masking(people: Sequence[Person]) -> None:
    """Print what titles leave, and what masking takes besides."""
    titles, left = titles_left(people)
    content, lost, unfound = words_lost(people)
    print(f"titles left: {left} of {titles}")
    print(f"words lost: {lost} of {content}, {unfound} of them in no topic either")


def main() -> None:
    """Print what masking leaves and takes, and how many introductions titles and names move."""
    given = parse()
    embed = Remembered(build_embed())
    roster = read_attendees(given.roster)
    people = drawn(roster.people, given.people, given.seed)
    attendees = stated(replace(roster, people=tuple(people)), people)
    before = introductions(attendees, embed)
    print(f"{len(people)} people, {len(before)} introductions")
    print_masking(people)
    ways = {
        "names changed": renamed(people, given.seed),
        "bios, junior to senior": list(map(in_bios(people, RAISED, given.seed), people)),
        "bios, senior to junior": list(map(in_bios(people, LOWERED, given.seed), people)),
        "the column, at random": list(map(in_column(people, given.seed), people)),
    }
    for name, others in ways.items():
        other = stated(attendees, others)
        told = sum(a != b for a, b in zip(people, others, strict=True))
        moved = sum(map(differs, attendees.profiles, other.profiles))
        changed = len(before - introductions(other, embed)) / max(1, len(before))
        print(f"{name}: {told} people retold, {moved} profiles and {changed:.2%} of the "
              "introductions changed", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
