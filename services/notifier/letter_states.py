"""What became of each letter of an event, and who gets none, for its organiser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.notifier.domain.letters import Addressee, Known, plan_letters
from shared.store import Document

State = Literal["waiting", "sent", "in doubt", "failed", "bounced", "no letter"]


@dataclass(frozen=True, slots=True)
class LetterState:
    """One letter, or somebody who gets none.

    Attributes:
        attendee: to whom it goes.
        occasion: what it is about; empty where there is none to send.
        state: in doubt where a server may not have taken it; bounced where it came back.
        why: it failed, or there is none; empty otherwise.
        at: when it ended; None while it waits.
    """

    attendee: str
    occasion: str
    state: State
    why: str = ""
    at: datetime | None = None


def letter_states(known: Known, ended: Iterable[Document], now: datetime) -> list[LetterState]:
    """Tell what became of each letter of an event, what did not work first.

    Args:
        known: of the event.
        ended: how its letters ended.
        now: letters wait that could go out now.
    """
    due = plan_letters(known, now)
    waiting = {letter.id for letter in due}
    states = [LetterState(letter.attendee, letter.occasion, "waiting") for letter in due]
    states += [_ended(letter) for letter in ended if letter["_id"] not in waiting]
    states += _without(known)
    order: tuple[State, ...] = ("failed", "bounced", "in doubt", "no letter", "waiting", "sent")
    return sorted(states, key=lambda one: (order.index(one.state), one.attendee, one.occasion))


def _ended(letter: Document) -> LetterState:
    sent, failed = letter["sent"], letter["failed"]
    whose = letter["attendee"], letter["occasion"]
    if failed and (not sent or _at(failed) > _at(sent)):
        return LetterState(*whose, "bounced" if sent else "failed", failed["why"], _at(failed))
    return LetterState(*whose, "in doubt" if sent["in_doubt"] else "sent", "", _at(sent))


def _without(known: Known) -> Iterator[LetterState]:
    """List who comes, and can't be written to."""
    for one in known.addressees.values():
        if one.attending and (why := why_none(one)):
            yield LetterState(one.attendee, "", "no letter", why)


def why_none(one: Addressee) -> str:
    """Say why somebody gets no letter; empty where they do."""
    if not one.has_address:
        return "the list has no address" + (": print it" if one.on_paper else "")
    if one.unsubscribed:
        return "wants no more mail"
    if one.hidden:
        return "wants to be introduced to nobody"
    return "the address does not take mail" if one.bounced else ""


def _at(ended: Document) -> datetime:
    return datetime.fromisoformat(ended["at"])
