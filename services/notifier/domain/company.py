"""What a brief says about a company: sourced facts, or plainly that there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.notifier.domain.lines import Line
from services.notifier.domain.people import Person, once
from services.notifier.domain.wording import bare, clean, clip, key, label, quoted
from shared.text import company_key

_ROLE = re.compile(r"\b(?:role|position|job|post|where (?:he|she|they|I))\b", re.IGNORECASE)
_FACTS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about a company, and where it can be checked."""

    company: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of a facts file that was left out, and what would cure it."""

    row: int
    column: str
    cure: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Sourced facts by company, and what of the file could not be used."""

    by_company: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def about(self, company: str) -> tuple[Fact, ...]:
        """Look a company up, whatever its spelling and legal form.

        Args:
            company: as in the roster.

        Returns:
            Its facts in the file's order; none when it is not there.
        """
        named = company_key(company)
        return self.by_company.get(named, ()) if named else ()


def collect(facts: Iterable[Fact], problems: Iterable[Problem] = ()) -> Facts:
    """Sort facts by company.

    Args:
        facts: in the order in which they are to be shown.
        problems: what was left out.
    """
    by_company: dict[str, tuple[Fact, ...]] = {}
    for fact in facts:
        place = company_key(fact.company)
        by_company[place] = (*by_company.get(place, ()), fact)
    return Facts(by_company, tuple(problems))


def company_lines(person: Person, name: str, facts: Facts) -> tuple[Line, ...]:
    """Write what is known about somebody's company, in two lines at most.

    Args:
        person: whose company it is.
        name: what the brief calls the person.
        facts: the organiser's.

    Returns:
        One or two lines, never none.
    """
    company = label(person.contact.company)
    if not company:
        return (Line(f"The roster names no company for {name}.", "the roster: company"),)
    known = [
        Line(
            _sentence(fact.text), f"the organiser's facts file, {clip(clean(fact.source), 12, 120)}"
        )
        for fact in facts.about(person.contact.company)[:_FACTS_SHOWN]
    ]
    return tuple(known) or _from_the_roster(person, name, company)


def _sentence(text: str) -> str:
    plain = clip(clean(text), 24, 180)
    return plain if plain[-1:] in {".", "!", "?"} else f"{plain}."


def _from_the_roster(person: Person, name: str, company: str) -> tuple[Line, ...]:
    description = _described(person)
    website = clip(clean(person.contact.website), 1, 100)
    if description:
        text = f"{company}, according to {name}'s bio: {quoted(description, 24)}."
        return (Line(text, f"{name}'s bio"),)
    if website:
        return (
            Line(
                f"Nothing found about {company} beyond its name and website.", "the roster: company"
            ),
            Line(f"Have a look at {website}", "the roster: website"),
        )
    return (
        Line(
            f"Nothing found about {company} beyond its name in the roster.", "the roster: company"
        ),
    )


@once
def _described(person: Person) -> str:
    """Find "a ..." after a company's name in a bio, unless it describes the person's role."""
    bio, company, title = person.bio, person.contact.company, person.contact.title
    if not company.strip() or "," not in bio:
        return ""
    pattern = rf"{re.escape(clean(company))}(?: \([^)]*\))?, ((?:an?|the|one of) [^.;]{{15,220}})"
    match = re.search(pattern, clean(bio[:6000]), re.IGNORECASE)
    text = bare(match.group(1)) if match else ""
    names_role = _ROLE.search(text) or (key(title) and key(title) in key(text))
    return "" if names_role else text
