"""What an organiser or attendee corrects, as the two statements that say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from services.intake.domain.identity import keyed_hash, mailbox_identity, reach
from services.intake.domain.profile_texts import ProfileTexts, mask_texts
from services.intake.domain.statements import Statement, of_company
from services.intake.rosters.cells.non_answers import is_non_answer, only_generic
from shared.messages import ContactStated, ProfileStated

_Stated = TypeVar("_Stated", ProfileStated, ContactStated)


def correct(
    profile: ProfileStated, contact: ContactStated, changes: Mapping[str, Any], *, secret: bytes
) -> Statement:
    """State somebody anew with some fields changed, who stays the same attendee.

    All texts are masked again: a new name, company or e-mail must not stay in any of them.

    Args:
        profile: as stated.
        contact: as stated.
        changes: fields of either statement to values; the bio is the contact's.
        secret: the key of the hashes for companies and people.

    Returns:
        What a roster with these values would have stated, but for what earlier masking took
        out of the phrases, and for whom the person excludes.
    """
    said = _said(profile, contact, changes)
    corrected = _revised(contact, {**changes, "bio": said.about})
    masked = mask_texts(said, name=corrected.name, company=corrected.company, email=corrected.email)
    corrected = _revised(corrected, {"language": masked.language})
    update = {**changes, **masked._asdict(), **of_company(corrected.company, secret)}
    update["reach"] = reach(secret, corrected.email)
    if corrected.email != contact.email:
        mailbox = mailbox_identity(corrected.email, corrected.name)
        update["person_key"] = keyed_hash(secret, "person", mailbox)
    return _revised(profile, update), corrected


def _said(
    profile: ProfileStated, contact: ContactStated, changes: Mapping[str, Any]
) -> ProfileTexts:
    """Put together what somebody says after a correction; nothing, if it is all generic."""
    bio = changes.get("bio", contact.bio)
    said = ProfileTexts(
        interests=changes.get("interests", profile.interests),
        offers=changes.get("offers", profile.offers),
        needs=changes.get("needs", profile.needs),
        about="" if is_non_answer(bio) else bio,
        industry=changes.get("industry", profile.industry),
    )
    if only_generic((*said.interests, *said.offers, *said.needs, said.about)):
        return ProfileTexts((), (), (), "", said.industry)
    return said


def _revised(statement: _Stated, update: Mapping[str, Any]) -> _Stated:
    """Change what the statement has a field for; the other one has what is left."""
    return type(statement).model_validate({**dict(statement), **update})
