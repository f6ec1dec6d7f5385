"""A person's own name, company and mailbox among words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from shared.text import company_words, employer_hint, is_legal_form, without_legal_form
from shared.titles import find, tokenise
from shared.titles.lexicon import PRONOUNS, sections
from shared.titles.tokens import Phrasebook, Span, Tokens, is_initial, merged, spellings

_WORDS = frozenset(
    sections((files(__package__) / "names.txt").read_text(encoding="utf-8"))["words"]
)
_SHORTEST_SAFE = 4
_LONGEST_ACRONYM = 12
_GENERIC_BOXES = frozenset("info contact mail office hello team admin data design research".split())  # noqa: SIM905  # a list of bare words reads better
_AT_WORK = frozenset({"at", "with", "for", "joined", "joining", "from", "of", "@", "bei", "chez"})
_LETTERS = frozenset({("a",), ("i",)})
_MONTHS = frozenset({"april", "may", "june", "august"})
_BEFORE_MONTHS = frozenset({"in", "since", "until", "by", "of", "from", "early", "mid", "late"})
_FORM_MARKS = frozenset({"&", "and", ",", ".", "-"})


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """What of one person is looked for in the person's own text, spelled for comparison.

    `phrases` go in any case, `capitals` where they begin with a capital letter, `names` where
    they are no other word, and `employer`, by which people call the company, behind an "at".
    """

    phrases: Phrasebook
    capitals: Phrasebook
    names: Phrasebook
    employer: Phrasebook
    first_words: frozenset[str]


def first_words(*, name: str, company: str, email: str) -> frozenset[str]:
    """Prepare a quick look for what identifies a person.

    Args:
        name: as the roster has it.
        company: as the roster has it.
        email: as the roster has it.

    Returns:
        Words, spelled for comparison; in a text without any of them nothing is the person's own.
    """
    parts = (part[0] for part in _name_parts(name))
    return _firsts_of_company(company).union(spellings(name)[:1], _mailbox(email)[:1], parts)


@lru_cache(maxsize=1 << 12)
def _firsts_of_company(company: str) -> frozenset[str]:
    firsts = {spellings(form)[:1] for form in _company_forms(company)}
    return frozenset(chain(_short_name(company)[:1], *firsts))


def own_identity(*, name: str, company: str, email: str) -> OwnIdentity:
    """Prepare what identifies a person for a search.

    Args:
        name: as the roster has it.
        company: as the roster has it; a placeholder is nobody's name.
        email: as the roster has it.
    """
    parts = _name_parts(name)
    forms = {spellings(form): form[:1].isupper() for form in _company_forms(company)}
    single = {form for form, capital in forms.items() if len(form) == 1 and capital}
    return OwnIdentity(
        phrases=Phrasebook([spellings(name), _mailbox(email), *(forms.keys() - single)]),
        capitals=Phrasebook(single),
        names=Phrasebook(parts),
        employer=Phrasebook([_short_name(company)]),
        first_words=first_words(name=name, company=company, email=email),
    )


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
    return spellings(box) if box not in _GENERIC_BOXES and not box.isalpha() else ()


def acronyms(tokens: Tokens, own: OwnIdentity) -> OwnIdentity:
    """Look also for what a person calls the company for short: `Blue Heron Labs (BHL)`.

    Args:
        tokens: a line of the person's text.
        own: what identifies the person.

    Returns:
        The same, with the short forms that the line gives.
    """
    found = [(tokens.lows[end + 1],) for _, end in _company(tokens, own) if _acronym(tokens, end)]
    if not found:
        return own
    return replace(
        own,
        capitals=own.capitals.with_phrases(found),
        first_words=own.first_words.union(*found),
    )


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
    if own.first_words.isdisjoint(tokens.lows):
        return []
    names = own.names.find(tokens)
    spans = [*_company(tokens, own), *_employer(tokens, own)]
    spans += [_with_initials(tokens, name) for name in names if _is_name(tokens, name)]
    return merged(spans)


def _company(tokens: Tokens, own: OwnIdentity) -> list[Span]:
    capitals = (span for span in own.capitals.find(tokens) if tokens.capital(span.start))
    found = [*own.phrases.find(tokens), *capitals]
    return [Span(start, _behind_form(tokens, end)) for start, end in found]


def _is_name(tokens: Tokens, span: Span) -> bool:
    """Tell a name from the word that it is, and from that word in another's name."""
    word = tokens.lows[span.start]
    if word in _WORDS:
        return tokens.capital(span.start) and not _is_a_word(tokens, span)
    return tokens.capital(span.start) or len(word) >= _SHORTEST_SAFE or not word.isascii()


def _is_a_word(tokens: Tokens, span: Span) -> bool:
    """Tell `in May`, `May 2019`, `Dean of Arts`, `Ernst & Young`, `the World Bank` from names."""
    at, before, behind = span.start, tokens.low(span.start - 1), tokens.low(span.end)
    if tokens.lows[at] in _MONTHS and (before in _BEFORE_MONTHS or behind.isdigit()):
        return True
    while tokens.low(at - 1).isalpha() and tokens.capital(at - 1) and tokens.low(at - 1) != "the":
        at -= 1
    return behind in {"of", "&"} or before == "&" or tokens.low(at - 1) == "the"


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


def _with_initials(tokens: Tokens, span: Span) -> Span:
    """Take along the initials before a name."""
    start = span.start
    while tokens.low(start - 1) == "." and is_initial(tokens.low(start - 2)):
        start -= 2
    return Span(start, span.end)
