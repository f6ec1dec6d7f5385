"""What the notifier does: write briefs, send each letter once, take answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Lock

from services.notifier.domain.brief import Brief, write_brief
from services.notifier.domain.company import Facts
from services.notifier.letter_states import LetterState, letter_states
from services.notifier.outgoing import preview_of
from services.notifier.ports import Compose, Mailer, Outcome, Outgoing
from services.notifier.sending import BY_FILE, Pace, Sending
from services.notifier.views import NotifierView
from shared.consume import Stop
from shared.errors import NotFound, Refused
from shared.events import Event
from shared.log import Log, OwnedPartitions
from shared.messages import (
    IntroductionAnswered,
    IntroductionProposed,
    Message,
    Unsubscribed,
    encode,
)
from shared.store import Store

Clock = Callable[[], datetime]


class Notifier:
    """The use cases of the notifier."""

    def __init__(  # noqa: PLR0913 - one argument a port
        self,
        log: Log,
        store: Store,
        *,
        compose: Compose,
        mailer: Mailer,
        facts: Facts,
        pace: Pace = BY_FILE,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        """Take the ports.

        Args:
            log: where it is said how letters ended, and what was answered.
            store: declares `views.COLLECTIONS`.
            compose: writes the mails.
            mailer: carries them.
            facts: what is known about companies.
            pace: how many letters go before that is said.
            clock: tells the time.
        """
        self._log = log
        self._store = store
        self._compose = compose
        self._mailer = mailer
        self._facts = facts
        self._clock = clock
        self._one_at_a_time = Lock()
        self.view = NotifierView(store)
        self._sending = Sending(self.view, self._send, self._record, pace, clock)

    def apply(self, message: Message) -> None:
        """Take in a message of the log; mails of the erased go first, as the view finds them.

        Raises:
            TransientError: a mail could not be removed just now.
        """
        for letter in self.view.mails_to_forget(message):
            self._mailer.forget(letter)
        self.view.apply(message)
        self._sending.hear(message)

    def brief(self, introduction: str, recipient: str) -> Brief:
        """Write what one of the two reads about the other, once they may.

        Raises:
            NotFound: no such introduction, not yet, not any more, or they have no part in it.
        """
        return self._write_brief(self.view.introduction_of(introduction, recipient), recipient)

    def brief_at_gate(self, introduction: str, recipient: str) -> Brief:
        """Write what one of the two would read, for the organiser, before it is released.

        Raises:
            NotFound: no such introduction, or the recipient has no part in it.
        """
        return self._write_brief(self.view.introduction(introduction), recipient)

    def _write_brief(self, made: IntroductionProposed, recipient: str) -> Brief:
        counterpart = _counterpart(made, recipient)
        people = self.view.people(made.attendees)
        if people.keys() != {recipient, counterpart}:
            raise NotFound("one of the two is not known, or not yet")
        event = self.view.events.get(made.event)
        settings = event.settings if event else None
        return write_brief(people[recipient], people[counterpart], made, self._facts, settings)

    def answer(self, introduction: str, attendee: str, answer: IntroductionAnswered) -> None:
        """Record what one of the two says to an introduction; the last answer counts.

        Raises:
            NotFound: no such introduction, not yet, not any more, or they have no part in it.
        """
        self.view.introduction_of(introduction, attendee)
        self._record([answer])

    def now(self) -> datetime:
        """Tell the time."""
        return self._clock()

    def unsubscribe(self, event: str, attendee: str) -> None:
        """Send this attendee no more mail."""
        said = Unsubscribed(event=event, attendee=attendee, at=self._clock(), by="attendee")
        self._record([said])

    def mail(self, name: str, mail: bytes) -> Outcome:
        """Hand a mail over, a letter or one that somebody asks for now; one at a time leaves.

        Raises:
            RapportError: it can't be sent.
        """
        with self._one_at_a_time:
            return self._mailer.send(name, mail)

    def letters(self, event: Event) -> list[LetterState]:
        """Tell what became of each letter of an event, and who gets none."""
        ended = self.view.ended_letters(event.id)
        return letter_states(self.view.known(event), ended, self._clock())

    def preview(self, event: Event, attendee: str) -> Outgoing:
        """Write the letter that somebody would get if all that waits were released now.

        Raises:
            NotFound: nobody of that id is at the event.
        """
        return preview_of(self.view, event, attendee)

    def send_preview(self, event: Event, attendee: str) -> None:
        """Send the organiser the letter as somebody would get it; its links are nobody's.

        Raises:
            NotFound: nobody of that id is at the event.
            Refused: the event names no address of its organiser.
            NoAddress: nor is what it names one.
            TransientError: it can't be sent just now.
        """
        if not event.settings.organiser_email:
            raise Refused("say in the event's settings where its organiser gets mail")
        self._send(self.preview(event, attendee))

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Send every letter that is due, for the events that are ours.

        Raises:
            TransientError: a letter may be sent a moment later; it still waits.
        """
        for erased in self.view.pending_erasures():
            if partitions.owns(erased.event):
                self._record([erased])
        for event in self.view.events.all():
            self._sending.work(event, partitions, stop)

    def _send(self, outgoing: Outgoing) -> Outcome:
        """Write a letter, and hand it over."""
        return self.mail(outgoing.id, self._compose(outgoing, self._clock()))

    def _record(self, messages: Sequence[Message]) -> None:
        self._log.append(encode(messages))
        with self._store.batch():
            for message in messages:
                self.apply(message)


def _counterpart(made: IntroductionProposed, attendee: str) -> str:
    sides = {made.attendee_a: made.attendee_b, made.attendee_b: made.attendee_a}
    if attendee not in sides:
        raise NotFound("there is no such introduction")
    return sides[attendee]
