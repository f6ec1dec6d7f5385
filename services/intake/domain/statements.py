"""Turns people of a roster into facts: what each cares about, and apart from it who that is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypedDict

from services.intake.domain.identity import (
    attendee_id,
    keyed_hash,
    mailbox_identity,
    without_email,
)
from services.intake.redaction import Mask
from services.intake.rosters.roster import Person
from shared.messages import ContactStated, ProfileStated
from shared.text import company_key, employer_hint, normal_email, words

LONGEST_ABOUT = 5_000
LONGEST_PHRASE = 300
MOST_PHRASES = 100
_LONGEST_READ = 4 * LONGEST_ABOUT
_SENTENCE_ENDS = (". ", "! ", "? ", "\n")


class Masked(NamedTuple):
    """What a person says, without titles and identity."""

    interests: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    about: str
    industry: str


MaskAll = Callable[[Sequence[Person]], Iterable[Masked]]
"""Masks people, in order; in other processes, perhaps."""


def mask_person(person: Person) -> Masked:
    """Mask everything that a profile shows of a person."""
    words = Mask(name=person.name, company=person.company, email=person.email)
    return Masked(
        interests=_phrases(words.phrases(person.interests)),
        offers=_phrases(words.phrases(person.offers)),
        needs=_phrases(words.phrases(person.needs)),
        about=_cut(words.text(person.about[:_LONGEST_READ]), LONGEST_ABOUT),
        industry=words.text(person.industry),
    )


def mask_in_turn(people: Sequence[Person]) -> Iterable[Masked]:
    """Mask people one after the other."""
    return map(mask_person, people)


def state(
    people: Sequence[Person],
    *,
    event: str,
    roster: str,
    secret: bytes,
    mask_all: MaskAll = mask_in_turn,
) -> Iterator[tuple[ProfileStated, ContactStated]]:
    """State each person twice: a profile without identity, and a contact.

    Args:
        people: the people of one roster, each once.
        event: the event's id.
        roster: the roster's id.
        secret: the key of the hashes for companies and people.
        mask_all: gives what `mask_in_turn` gives.

    Yields:
        A profile and a contact a person, in order.
    """
    mailboxes = Counter(normal_email(person.email) for person in people)
    ids = [_id(person, event, mailboxes) for person in people]
    known = _by_spelling(people, ids)
    for person, attendee, masked in zip(people, ids, mask_all(people), strict=True):
        who = _Pseudonyms(
            event=event,
            roster=roster,
            attendee=attendee,
            company_key=keyed_hash(secret, "company", company_key(person.company)),
            person_key=_person_key(person, mailboxes, secret),
            excluded=_resolved(person, attendee, known, event),
        )
        yield _profile(person, masked, who), _contact(person, event, roster, attendee)


class _Pseudonyms(TypedDict):
    """What names a person on a profile without saying who that is."""

    event: str
    roster: str
    attendee: str
    company_key: str
    person_key: str
    excluded: tuple[str, ...]


def _shared(person: Person, mailboxes: Counter[str]) -> bool:
    return mailboxes[normal_email(person.email)] > 1


def _id(person: Person, event: str, mailboxes: Counter[str]) -> str:
    return attendee_id(
        event,
        person.email,
        person.name,
        otherwise=without_email(
            person.name, external_id=person.external_id, company=person.company
        ),
        shared_mailbox=_shared(person, mailboxes),
    )


def _person_key(person: Person, mailboxes: Counter[str], secret: bytes) -> str:
    """Hash what recognises a person at another event; without an e-mail nothing does."""
    shared = _shared(person, mailboxes)
    return keyed_hash(secret, "person", mailbox_identity(person.email, person.name, shared=shared))


def _profile(person: Person, masked: Masked, who: _Pseudonyms) -> ProfileStated:
    return ProfileStated(
        **who,
        attending=person.attending,
        interests=masked.interests,
        offers=masked.offers,
        needs=masked.needs,
        about=masked.about,
        industry=masked.industry,
        employer_hint=employer_hint(person.company),
        formats=person.formats,
        capacity=person.capacity,
    )


def _contact(person: Person, event: str, roster: str, attendee: str) -> ContactStated:
    return ContactStated(
        event=event,
        attendee=attendee,
        roster=roster,
        name=person.name,
        email=person.email,
        company=person.company,
        title=person.title,
        website=person.website,
        country=person.country,
        bio=person.about,
    )


def _phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_cut(phrase, LONGEST_PHRASE) for phrase in phrases[:MOST_PHRASES])


def _cut(text: str, longest: int) -> str:
    """Cut a text to a length, at a sentence's end if there is one, else between words."""
    if len(text) <= longest:
        return text
    window = text[: longest + 1]
    end = max(window.rfind(mark) for mark in _SENTENCE_ENDS)
    if end > longest // 2:
        return window[: end + 1].rstrip()
    return window.rpartition(" ")[0][:longest].rstrip() or text[:longest]


def _by_spelling(people: Sequence[Person], ids: Sequence[str]) -> dict[str, set[str]]:
    """Map e-mails, external ids and names to the attendees who have them."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for person, attendee in zip(people, ids, strict=True):
        for spelling in (
            normal_email(person.email),
            _external(person.external_id),
            _name(person.name),
        ):
            if spelling:
                known[spelling].add(attendee)
    return dict(known)


def _external(written: str) -> str:
    return f"external\n{written.strip().casefold()}" if written.strip() else ""


def _name(written: str) -> str:
    return " ".join(words(written))


def _resolved(
    person: Person, attendee: str, known: dict[str, set[str]], event: str
) -> tuple[str, ...]:
    """Find whom a person excludes: whom they name, and namesakes, who may be the same person.

    Whoever is named by an e-mail may also come with a later roster.
    """
    found = known.get(_name(person.name), set()).copy()
    for written in person.excluded:
        if "@" in written:
            found.add(attendee_id(event, written, ""))
        for spelling in (normal_email(written), _external(written), _name(written)):
            found |= known.get(spelling, set())
    return tuple(sorted(found - {attendee}))
