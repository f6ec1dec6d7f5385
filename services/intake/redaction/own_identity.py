"""A person's own name, company and mailbox among words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from shared.text import company_words, employer_hint, fold, is_legal_form, without_legal_form
from shared.titles import find, tokenise
from shared.titles.lexicon import FUNCTIONS, PRONOUNS, sections
from shared.titles.tokens import Phrasebook, Span, Tokens, is_initial, merged, spellings

_LISTS = sections((files(__package__) / "names.txt").read_text(encoding="utf-8"))
_WORDS = frozenset(_LISTS["words"])
_OTHERS = Phrasebook(map(spellings, _LISTS["others"]))
_SHORTEST_SAFE = 4
_LONGEST_ACRONYM = 12
_GENERIC_BOXES = frozenset("info contact mail office hello team admin data design research".split())  # noqa: SIM905  # a list of bare words reads better
_AT_WORK = frozenset({"at", "with", "for", "joined", "joining", "from", "of", "@", "bei", "chez"})
_LETTERS = frozenset({("a",), ("i",)})
_MONTHS = frozenset({"april", "may", "june", "august"})
_BEFORE_MONTHS = frozenset({"in", "since", "until", "of", "from", "early", "mid", "late"})
_FORM_MARKS = frozenset({"&", "and", ",", ".", "-"})


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """What of one person is looked for in the person's own text, spelled for comparison.

    `phrases` go in any case, `capitals` where they begin with a capital letter, `names` where
    they are no other word, and so do those that only the `mailbox` gives, in capitals; `rest` is
    what follows a name in the company's, and `employer`, by which people call the company, goes
    behind an "at".
    """

    phrases: Phrasebook
    capitals: Phrasebook
    names: Phrasebook
    mailbox: Phrasebook
    rest: Phrasebook
    employer: Phrasebook

    @classmethod
    def of(cls, *, name: str, company: str, email: str) -> OwnIdentity:
        """Prepare what identifies a person for a search.

        Args:
            name: as the roster has it.
            company: as the roster has it; a placeholder is nobody's name.
            email: as the roster has it.
        """
        parts, mailbox = _name_parts(name), _mailbox_names(email)
        forms = {spellings(form): form[:1].isupper() for form in _company_forms(company)}
        single = {form for form, capital in forms.items() if len(form) == 1 and capital}
        return cls(
            phrases=Phrasebook([spellings(name), _mailbox(email), *(forms.keys() - single)]),
            capitals=Phrasebook(single),
            names=Phrasebook(parts),
            mailbox=Phrasebook(mailbox - parts),
            rest=Phrasebook(_behind_names(form, parts | mailbox) for form in forms),
            employer=Phrasebook([_short_name(company)]),
        )


def first_words(*, name: str, company: str, email: str) -> frozenset[str]:
    """Prepare a quick look for what identifies a person.

    Args:
        name: as the roster has it.
        company: as the roster has it.
        email: as the roster has it.

    Returns:
        Words, spelled for comparison; in a text without any of them nothing is the person's own.
    """
    parts = (part[0] for part in _name_parts(name) | _mailbox_names(email))
    return _firsts_of_company(company).union(spellings(name)[:1], _mailbox(email)[:1], parts)


@lru_cache(maxsize=1 << 12)
def _firsts_of_company(company: str) -> frozenset[str]:
    firsts = {spellings(form)[:1] for form in _company_forms(company)}
    return frozenset(chain(_short_name(company)[:1], *firsts))


@lru_cache(maxsize=1 << 12)
def _name_parts(name: str) -> frozenset[tuple[str, ...]]:
    """Give the parts of a name that stand alone, not `de la`, and those of its double names."""
    written = name.split()
    alone = {part for part in written[1:-1] if not part.islower()} | {*written[:1], *written[-1:]}
    whole = {spellings(part.strip(",;()\"'")) for part in alone if "." not in part} - {()}
    double = {(word,) for part in whole if "-" in part for word in part if len(word) > 1}
    return frozenset(part for part in whole | double if part[0].isalpha() and part not in _LETTERS)


@lru_cache(maxsize=1 << 12)
def _short_name(company: str) -> tuple[str, ...]:
    """Give what people call a company for short; nothing if that is an everyday word."""
    first = next(iter(company_words(company)), "")
    if not first or _is_title(company):
        return spellings(company)
    return () if len(first) < _SHORTEST_SAFE or employer_hint(first) else (first,)


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


@lru_cache(maxsize=1 << 12)
def _is_title(company: str) -> bool:
    """Tell whether a title fell into the company's column; a title it is, wherever it stands."""
    tokens = tokenise(company.strip())
    return find(tokens) == [Span(0, len(tokens))]


def _mailbox(email: str) -> tuple[str, ...]:
    box = email.partition("@")[0]
    return () if box.isalpha() else spellings(box)


@lru_cache(maxsize=1 << 12)
def _mailbox_names(email: str) -> frozenset[tuple[str, ...]]:
    """Give the names that a mailbox such as `mira.okonjo` is made of."""
    words = re.split(r"[._-]", fold(email.partition("@")[0]))
    names = {word for word in words if len(word) > 1 and word.isalpha()}
    named = len(names) > 1 and names.isdisjoint(_GENERIC_BOXES)
    return frozenset((word,) for word in names - PRONOUNS - FUNCTIONS) if named else frozenset()


def _behind_names(form: tuple[str, ...], names: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """Give what follows on somebody's names in the name of a company; nothing without any."""
    start = 0
    while start < len(form) - 1 and (form[start],) in names:
        start += 1
    return form[start:] if start else ()


def is_word(text: str) -> bool:
    """Tell whether a text is a single word that is a name as well: `art`."""
    return fold(text) in _WORDS


def acronyms(tokens: Tokens, own: OwnIdentity) -> OwnIdentity:
    """Look also for what a person calls the company for short: `Blue Heron Labs (BHL)`.

    Args:
        tokens: a line of the person's text.
        own: what identifies the person.

    Returns:
        The same, with the short forms that the line gives.
    """
    found = [(tokens.lows[end + 1],) for _, end in _company(tokens, own) if _acronym(tokens, end)]
    return replace(own, capitals=own.capitals.with_phrases(found)) if found else own


def _acronym(tokens: Tokens, end: int) -> bool:
    if tokens.low(end) != "(" or tokens.low(end + 2) != ")":
        return False
    inside = tokens.text(end + 1)
    return 1 < len(inside) <= _LONGEST_ACRONYM and sum(map(str.isupper, inside)) > 1


def own_spans(tokens: Tokens, own: OwnIdentity) -> list[Span]:
    """Find a person's name and company.

    Args:
        tokens: a sentence of the person's.
        own: what to look for.

    Returns:
        Spans in order.
    """
    spans = [*_company(tokens, own), *_employer(tokens, own)]
    return merged([*spans, *(_whole(tokens, name, own) for name in _names(tokens, own))])


def _company(tokens: Tokens, own: OwnIdentity) -> list[Span]:
    capitals = (span for span in own.capitals.find(tokens) if tokens.capital(span.start))
    found = [*own.phrases.find(tokens), *capitals]
    return [Span(start, _behind_form(tokens, _over_unit(tokens, end))) for start, end in found]


def _over_unit(tokens: Tokens, end: int) -> int:
    """Find where a part of the company ends that is called by its name: `Acme-Global`."""
    unit = tokens.low(end) == "-" and tokens.low(end + 1) and tokens.capital(end + 1)
    return end + 2 if unit and not tokens.spaced(end) and not tokens.spaced(end + 1) else end


def _names(tokens: Tokens, own: OwnIdentity) -> Iterator[Span]:
    """Find the names that are no words there, nor somebody else's."""
    for span in own.names.find(tokens):
        word, capital = tokens.lows[span.start], tokens.capital(span.start)
        safe = len(word) >= _SHORTEST_SAFE or not word.isascii()
        if (capital or (safe and word not in _WORDS)) and not _is_a_word(tokens, span.start):
            yield span
    for span in own.mailbox.find(tokens):
        if tokens.capital(span.start) and not _is_a_word(tokens, span.start):
            yield span


def _is_a_word(tokens: Tokens, at: int) -> bool:
    """Tell `in May`, `Dean of Arts`, `Brown University`, `the World Bank` from names."""
    return tokens.lows[at] in _WORDS and (
        _is_month(tokens, at) or _names_others(tokens, at) or _is_behind_the(tokens, at)
    )


def _is_month(tokens: Tokens, at: int) -> bool:
    if tokens.lows[at] not in _MONTHS or not tokens.text(at).isalpha():
        return False
    return tokens.low(at - 1) in _BEFORE_MONTHS or tokens.low(at + 1).isdigit()


def _names_others(tokens: Tokens, at: int) -> bool:
    """Tell `Ernst & Young`, `School of Art` and `Brown University` from names."""
    before, behind = tokens.low(at - 1), tokens.low(at + 1)
    if behind in {"of", "&"} or before == "&" or _in_others(tokens, at):
        return True
    if before == "of" and tokens.low(at - 2) and tokens.capital(at - 2):
        return True
    return bool(employer_hint(behind)) and tokens.capital(at + 1)


def _is_behind_the(tokens: Tokens, at: int) -> bool:
    while tokens.low(at - 1).isalpha() and tokens.capital(at - 1) and tokens.low(at - 1) != "the":
        at -= 1
    return tokens.low(at - 1) == "the"


def _in_others(tokens: Tokens, at: int) -> bool:
    return any(start <= at < end for start, end in _OTHERS.find(tokens))


def _may_be_name(low: str, own: OwnIdentity) -> bool:
    return own.names.begins(low) or own.mailbox.begins(low)


def _whole(tokens: Tokens, name: Span, own: OwnIdentity) -> Span:
    """Take along initials before a name, its other half, and a company that begins with it."""
    start, end = name
    while tokens.low(start - 1) in {".", "'"} and is_initial(tokens.low(start - 2)):
        start -= 2
    while tokens.low(end) == "-" and _may_be_name(tokens.low(end + 1), own):
        end += 2
    rest = own.rest.end(tokens, end) if end < len(tokens) else 0
    return Span(start, _behind_form(tokens, rest) if rest else end)


def _employer(tokens: Tokens, own: OwnIdentity) -> Iterator[Span]:
    """Find a company's short name where somebody works there or comes from there."""
    for at, end in own.employer.find(tokens):
        if tokens.capital(at) and tokens.low(at - 1) in _AT_WORK:
            yield Span(at, _over_capitals(tokens, end))


def _over_capitals(tokens: Tokens, end: int) -> int:
    while (low := tokens.low(end)).isalpha() and tokens.capital(end) and low not in PRONOUNS:
        end += 1
    return end


def _behind_form(tokens: Tokens, end: int) -> int:
    """Find where the legal form behind a company's name ends, with its full stop."""
    at = end
    while (low := tokens.low(at)) in _FORM_MARKS or is_legal_form(low):
        at += 1
        if is_legal_form(low) and tokens.capital(at - 1):
            end = at
    stop = is_legal_form(tokens.low(end - 1)) and tokens.low(end) == "."
    return end + (stop and tokens.low(end + 1) != "")
