"""Turns people of a roster into facts: what each cares about, and apart from it who that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypedDict

from services.intake.domain.exclusions import by_spelling, excluded_ids
from services.intake.domain.identity import (
    attendee_id,
    keyed_hash,
    mailbox_identity,
    reach,
    without_email,
)
from services.intake.domain.profile_texts import MaskAll, ProfileTexts, mask_in_turn
from services.intake.rosters import Person
from shared.messages import ContactStated, ProfileStated
from shared.text import company_key, employer_hint, normal_email

Statement = tuple[ProfileStated, ContactStated]
"""What one person is stated by."""


def state(
    people: Sequence[Person],
    *,
    event: str,
    roster: str,
    secret: bytes,
    mask_all: MaskAll = mask_in_turn,
) -> Iterator[Statement]:
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
    known = by_spelling(people, ids)
    for person, attendee, masked in zip(people, ids, mask_all(people), strict=True):
        who = _Pseudonyms(
            event=event,
            roster=roster,
            attendee=attendee,
            person_key=_person_key(person, mailboxes, secret),
            reach=reach(secret, person.email),
            excluded=excluded_ids(person, attendee, known, event),
            **of_company(person.company, secret),
        )
        yield _profile(person, masked, who), _contact(person, masked, who)


class OfCompany(TypedDict):
    """What a profile may say about somebody's company."""

    company_key: str
    employer_hint: str


def of_company(company: str, secret: bytes) -> OfCompany:
    """Say of a company whose colleagues somebody has, and what sort of place it is."""
    return {
        "company_key": keyed_hash(secret, "company", company_key(company)),
        "employer_hint": employer_hint(company),
    }


class _Pseudonyms(OfCompany):
    """What names a person on a profile without saying who that is."""

    event: str
    roster: str
    attendee: str
    person_key: str
    reach: str
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


def _profile(person: Person, masked: ProfileTexts, who: _Pseudonyms) -> ProfileStated:
    return ProfileStated(
        **who,
        attending=person.attending,
        interests=masked.interests,
        offers=masked.offers,
        needs=masked.needs,
        about=masked.about,
        industry=masked.industry,
        formats=person.formats,
        capacity=person.capacity,
    )


def _contact(person: Person, masked: ProfileTexts, who: _Pseudonyms) -> ContactStated:
    return ContactStated(
        event=who["event"],
        attendee=who["attendee"],
        roster=who["roster"],
        name=person.name,
        email=person.email,
        company=person.company,
        title=person.title,
        website=person.website,
        country=person.country,
        language=masked.language,
        bio=person.about,
    )
