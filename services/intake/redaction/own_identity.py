"""A person's own name, company and mailbox among words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from services.intake.redaction.detect import recognise
from services.intake.redaction.tokens import (
    IDENTITY,
    TITLE,
    Phrasebook,
    Tokens,
    spellings,
    tokenise,
)
from services.intake.redaction.words import PARTICLES, PRONOUNS, WORDLIKE
from shared.text import company_words, employer_hint, is_legal_form, without_legal_form

_SHORTEST_SAFE = 4
_LONGEST_ACRONYM = 12
_GENERIC_BOXES = frozenset("info contact mail office hello team admin data design research".split())  # noqa: SIM905  # a list of bare words reads better
_AT_WORK = frozenset({"at", "with", "for", "joined", "joining", "from", "of", "@", "bei", "chez"})
_FORM_MARKS = frozenset({"&", "and", ",", ".", "-"})


@dataclass(frozen=True, slots=True)
class Own:
    """What of one person is looked for in the person's own text, spelled for comparison."""

    phrases: Phrasebook
    capitals: Phrasebook
    parts: frozenset[str]
    capital_parts: frozenset[str]
    employer: str


def first_words(*, name: str, company: str, email: str) -> frozenset[str]:
    """Prepare a quick look for what identifies a person.

    Args:
        name: as the roster has it.
        company: as the roster has it.
        email: as the roster has it.

    Returns:
        Words, spelled for comparison; in a text without any of them `mark_own` marks nothing.
    """
    whole = spellings(name)
    return _firsts_of_company(company).union(whole[:1], _mailbox(email)[:1], _names(whole))


@lru_cache(maxsize=1 << 12)
def _firsts_of_company(company: str) -> frozenset[str]:
    firsts = {spellings(form)[:1] for form in _company_forms(company)}
    return frozenset(chain([_first_word(company)], *firsts)) - {""}


def _names(whole: tuple[str, ...]) -> set[str]:
    return {
        part for part in whole if part[:1].isalpha() and part not in PARTICLES and len(part) > 1
    }


def own(*, name: str, company: str, email: str) -> Own:
    """Prepare what identifies a person for a search.

    Args:
        name: as the roster has it.
        company: as the roster has it; a placeholder is nobody's name.
        email: as the roster has it.

    Returns:
        Their spellings.
    """
    whole = spellings(name)
    names = _names(whole)
    sure = {part for part in names if len(part) >= _SHORTEST_SAFE and part not in WORDLIKE}
    forms = {spellings(form): form[:1].isupper() for form in _company_forms(company)}
    single = {form for form, capital in forms.items() if len(form) == 1 and capital}
    return Own(
        phrases=Phrasebook([whole, _mailbox(email), *(forms.keys() - single)]),
        capitals=Phrasebook(single),
        parts=frozenset(sure),
        capital_parts=frozenset(names),
        employer=_first_word(company),
    )


def _first_word(company: str) -> str:
    """Give the word by which people call a company for short; "" if that is an everyday one."""
    first = next(iter(company_words(company)), "")
    return "" if len(first) < _SHORTEST_SAFE or employer_hint(first) else first


def _company_forms(company: str) -> Iterator[str]:
    if not company_words(company) or _is_title(company):
        return
    yield company
    plain = without_legal_form(company)
    yield plain
    outside, _, rest = plain.partition("(")
    inside, closed, behind = rest.partition(")")
    if closed:
        yield inside
        yield outside + behind
        yield without_legal_form(outside)


def _is_title(company: str) -> bool:
    """Tell whether a title fell into the company's column; a title it is, wherever it stands."""
    tokens = tokenise(company.strip())
    recognise(tokens)
    return tokens.fate.count(TITLE) == len(tokens)


def _mailbox(email: str) -> tuple[str, ...]:
    box = email.partition("@")[0]
    return spellings(box) if box not in _GENERIC_BOXES and not box.isalpha() else ()


def mark_own(tokens: Tokens, person: Own) -> None:
    """Mark a person's name and company as gone.

    Args:
        tokens: a line; its `fate` is changed.
        person: what to look for.
    """
    aliases: set[str] = set()
    for book, capital in ((person.phrases, False), (person.capitals, True)):
        for at in book.starts_in(tokens):
            end = book.end_at(tokens, at)
            if end > at and not tokens.fate[at] and (tokens.capital(at) or not capital):
                end = _behind_form(tokens, end)
                tokens.mark(at, end, IDENTITY)
                aliases |= _acronym(tokens, end)
    if person.employer:
        _mark_employer(tokens, person.employer)
    names = person.capital_parts | aliases
    for at in [at for at, low in enumerate(tokens.lows) if low in names]:
        if tokens.capital(at) or tokens.lows[at] in person.parts:
            tokens.mark(_initials(tokens, at), at + 1, IDENTITY)


def _mark_employer(tokens: Tokens, employer: str) -> None:
    """Mark a company's short name where somebody works there or comes from there."""
    for at in [at for at, low in enumerate(tokens.lows) if low == employer]:
        end = at + 1
        while (low := tokens.low(end)).isalpha() and tokens.capital(end) and low not in PRONOUNS:
            end += 1
        if tokens.capital(at) and tokens.low(at - 1) in _AT_WORK:
            tokens.mark(at, end, IDENTITY)


def _behind_form(tokens: Tokens, end: int) -> int:
    """Find where the legal form behind a company's name ends."""
    at = end
    while low := tokens.low(at):
        at += 1
        if is_legal_form(low) and tokens.capital(at - 1):
            end = at + (tokens.low(at) == "." and tokens.low(at + 1) != "")
        elif low not in _FORM_MARKS:
            break
    return end


def _acronym(tokens: Tokens, end: int) -> set[str]:
    inside = tokens.text(end + 1) if end + 1 < len(tokens) else ""
    given = tokens.low(end) == "(" and tokens.low(end + 2) == ")"
    short = 1 < len(inside) <= _LONGEST_ACRONYM and sum(map(str.isupper, inside)) > 1
    return {tokens.lows[end + 1]} if given and short else set()


def _initials(tokens: Tokens, start: int) -> int:
    """Find where the initials before a name begin."""
    while tokens.low(start - 1) == "." and _initial(tokens.low(start - 2)):
        start -= 2
    return start


def _initial(low: str) -> bool:
    return len(low) == 1 and low.isalpha()
