"""Reads what letters about an event depend on, in as many reads as there are collections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from services.notifier.domain.letters import Addressee, Known, KnownPair, PastLetter
from services.notifier.introduction_facts import IntroductionFacts
from shared.events import Event
from shared.store import Document, Store

_PHRASES = ("interests", "offers", "needs", "about")


def read_event(store: Store, event: Event) -> Known:
    """Read all that is known about an event; people of whom one topic is missing wait."""
    there = {"event": event.id}
    facts = IntroductionFacts.at(store, event.id)
    letters = list(store.find("letters", there))
    introductions = list(store.find("introductions", there))
    sent = [letter["sent"] for letter in letters if letter["sent"]]
    told = {introduction for one in sent for introduction in one["introductions"]}
    unknown = told - {one["_id"] for one in introductions}
    return Known(
        event=event,
        released={
            one["_id"]: frozenset(one["underserved"])
            for one in store.find("rounds", there)
            if facts.gates[one["_id"]].state == "released"
        },
        addressees={one.attendee: one for one in _addressees(store, event, letters)},
        pairs={one["_id"]: _pair(facts, one) for one in introductions},
        erased={one["_id"] for one in store.get_many("erased_introductions", unknown)},
        letters=tuple(map(_past, letters)),
    )


def _pair(facts: IntroductionFacts, introduction: Document) -> KnownPair:
    known = facts.known(introduction)
    declined_by = facts.declined_by(introduction["_id"])
    status, rounds = known.status, frozenset(introduction.get("rounds", ()))
    return KnownPair(known.proposed, status.standing, declined_by, status.waits, rounds)


def _addressees(store: Store, event: Event, letters: Iterable[Document]) -> Iterator[Addressee]:
    there = {"event": event.id}
    hidden = {one["_id"] for one in store.find("wishes", there) if one["hidden"]}
    unsubscribed = {one["_id"] for one in store.find("unsubscribed", there)}
    emails = {one["_id"]: one["email"].strip() for one in store.find("contacts", there)}
    bounced = _bounced(letters)
    for profile in store.find("profiles", there):
        attendee, reach = profile["_id"], profile["reach"]
        if attendee not in emails:
            continue
        yield Addressee(
            attendee,
            attending=profile["attending"],
            hidden=attendee in hidden,
            has_address=bool(emails[attendee]) and reach != "",
            bounced=bool(reach) and bounced.get(attendee) == reach,
            unsubscribed=attendee in unsubscribed,
            on_paper=event.settings.on_paper,
            has_something_to_match_on=any(profile[field] for field in _PHRASES),
        )


def _bounced(letters: Iterable[Document]) -> Mapping[str, str]:
    """Tell at which address of each person a letter failed for good last."""
    failed = [letter for letter in letters if letter["failed"] and letter["failed"]["reach"]]
    permanent = [letter for letter in failed if letter["failed"]["permanent"]]
    ordered = sorted(permanent, key=lambda letter: _at(letter["failed"]))
    return {letter["attendee"]: letter["failed"]["reach"] for letter in ordered}


def _past(letter: Document) -> PastLetter:
    """Read how a letter ended: a refusal that came after it was sent undoes that."""
    sent, failed = letter["sent"], letter["failed"]
    was_refused = bool(failed) and failed["permanent"] and (not sent or _at(failed) > _at(sent))
    told = sent or {"introductions": [], "ended": [], "revision": ""}
    return PastLetter(
        attendee=letter["attendee"],
        occasion=letter["occasion"],
        at=_at(sent or failed),
        introductions=tuple(told["introductions"]),
        ended=tuple(told["ended"]),
        revision=told["revision"],
        sent=bool(sent) and not was_refused,
        given_up=was_refused and not failed["reach"],
    )


def _at(ended: Document) -> datetime:
    return datetime.fromisoformat(ended["at"])
