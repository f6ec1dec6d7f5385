"""What letters are called, so that each is written once however often it is planned."""

from __future__ import annotations

from uuid import UUID, uuid5

from shared.messages import IntroductionProposed

INVITE = "invite"
PREVIEW = "preview"
OPEN = "open"
"""A mail that somebody asks for, with the way to their own page."""
BRIEF = "brief"
"""What a mail of earlier releases was about: one introduction."""

_LETTERS = UUID("c3b0cc04-6b2a-5b1f-9a59-0e5a0a2f4d7e")
_DELIVERIES = UUID("5f0c1c5e-2f4b-5a53-9a47-6d0f3a1e7c21")


def introductions_of(round_id: str) -> str:
    """Name the occasion that a round is released."""
    return f"introductions:{round_id}"


def change_to(revision: str, earlier: int = 0) -> str:
    """Name the occasion that an event moved or was called off.

    Args:
        revision: what is told of when and where it is.
        earlier: how many letters told this before something else was told.
    """
    return f"change:{revision}" + (f".{earlier + 1}" if earlier else "")


def letter_id(attendee: str, occasion: str) -> str:
    """Name one letter: to somebody, about an occasion."""
    return str(uuid5(_LETTERS, f"{attendee}/{occasion}"))


def delivery_id(introduction: str, attendee: str) -> str:
    """Name what earlier releases sent: a brief about one introduction."""
    return str(uuid5(_DELIVERIES, f"{introduction}/{attendee}"))


def letters_about(made: IntroductionProposed) -> set[str]:
    """Name every letter that was written, told of or not, because of an introduction."""
    occasions = (introductions_of(made.round), PREVIEW)
    letters = {letter_id(side, occasion) for side in made.attendees for occasion in occasions}
    return letters | {delivery_id(made.introduction, side) for side in made.attendees}


def letters_to(attendee: str) -> set[str]:
    """Name the letters to somebody that are about no introduction of theirs."""
    return {letter_id(attendee, occasion) for occasion in (INVITE, PREVIEW, OPEN)}
