"""What the notifier does: write briefs, deliver each of them once, take answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from services.notifier.domain.brief import Brief, write_brief
from services.notifier.domain.company import Facts
from services.notifier.domain.people import Person
from services.notifier.domain.schedule import address_mark, due_at
from services.notifier.ports import Compose, Mailer, NoAddress, Outgoing, Postponed
from services.notifier.views import NotifierView
from shared.consume import Stop
from shared.errors import NotAllowed, NotFound, RapportError, TransientError
from shared.events import Event
from shared.log import Log, OwnedPartitions
from shared.messages import (
    BriefDelivered,
    BriefFailed,
    IntroductionAnswered,
    IntroductionProposed,
    Message,
    Unsubscribed,
    encode,
)
from shared.metrics import DELIVERIES
from shared.store import Document, Store

CHANNEL = "email"
_AT_ONCE = 500  # then it is time to read what has come meanwhile
POSTPONED_FOR = timedelta(minutes=5)

Clock = Callable[[], datetime]

_logger = structlog.get_logger()


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
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        """Take the ports.

        Args:
            log: where deliveries and answers go.
            store: declares `views.COLLECTIONS`.
            compose: writes the mails.
            mailer: carries them.
            facts: what is known about companies.
            clock: tells the time.
        """
        self._log = log
        self._store = store
        self._compose = compose
        self._mailer = mailer
        self._facts = facts
        self._clock = clock
        self._not_before: dict[str, datetime] = {}
        self._untold: dict[str, BriefDelivered | BriefFailed] = {}
        self.view = NotifierView(store)

    def apply(self, message: Message) -> None:
        """Take in a message of the log; mails of the erased go first, as the view finds them.

        Raises:
            TransientError: a mail could not be removed just now.
        """
        for delivery in self.view.mails_to_forget(message):
            self._mailer.forget(delivery)
        self.view.apply(message)

    def brief(self, introduction: str, recipient: str) -> Brief:
        """Write what one of the two reads about the other.

        Raises:
            NotFound: no such introduction, or the recipient has no part in it.
        """
        made = self.view.introduction(introduction)
        counterpart = _counterpart(made, recipient)
        people = self.view.people(made.attendees)
        if people.keys() != {recipient, counterpart}:
            raise NotFound("one of the two is not known, or not yet")
        event = self.view.events.get(made.event)
        settings = event.settings if event else None
        return write_brief(people[recipient], people[counterpart], made, self._facts, settings)

    def answer(self, introduction: str, attendee: str, answer: IntroductionAnswered) -> None:
        """Record what one of the two says to an introduction; the last answer counts."""
        _counterpart(self.view.introduction(introduction), attendee)
        self._record(answer)

    def now(self) -> datetime:
        """Tell the time."""
        return self._clock()

    def unsubscribe(self, event: str, attendee: str) -> None:
        """Send this attendee no more mail."""
        self._record(Unsubscribed(event=event, attendee=attendee, at=self._clock()))

    def work(self, partitions: OwnedPartitions, stop: Stop) -> None:
        """Deliver every brief that is due, for the events that are ours.

        Raises:
            TransientError: a delivery may work a moment later; it still waits.
        """
        for erased in self.view.pending_erasures():
            if partitions.owns(erased.event):
                self._record(erased)
        for event in self.view.events.all():
            due = due_at(event.settings, now := self._clock())
            if not event.cancelled and due is not None and due <= now and partitions.owns(event.id):
                self._deliver_waiting(event, partitions, stop)

    def _deliver_waiting(self, event: Event, partitions: OwnedPartitions, stop: Stop) -> None:
        """Deliver what waits, so many at most that what comes meanwhile is read soon."""
        left = _AT_ONCE
        for delivery in self.view.waiting(event.id):
            with partitions.fence(event.id) as is_ours:
                if stop.is_set() or not is_ours or not left:
                    return
                if self._may_go_out(delivery):
                    self._deliver(event, delivery)
                    left -= 1

    def _may_go_out(self, delivery: Document) -> bool:
        name = delivery["_id"]
        now = self._clock()
        if now < self._not_before.get(name, now) or not self.view.is_waiting(name):
            return False
        return name in self._untold or self.view.may_go_out(delivery["introduction"])

    def _deliver(self, event: Event, delivery: Document) -> None:
        """Send, then say so; what was sent and could not be said is not sent again for that.

        A crash in between sends again, to the same file.
        """
        name = delivery["_id"]
        outcome = self._untold.get(name) or self._attempt(event, delivery)
        if outcome is None:
            self._not_before[name] = self._clock() + POSTPONED_FOR
            DELIVERIES.labels("postponed").inc()
            return
        self._untold[name] = outcome
        self._record(outcome)
        del self._untold[name]
        self._not_before.pop(name, None)
        is_delivered = isinstance(outcome, BriefDelivered)
        DELIVERIES.labels("delivered" if is_delivered else "failed").inc()

    def _attempt(self, event: Event, delivery: Document) -> BriefDelivered | BriefFailed | None:
        """Send, and tell what became of it; None where it is to be tried later."""
        recipient = self.view.person(delivery["attendee"])
        mark, why = "", ""
        try:
            self._send(event, delivery, recipient)
        except Postponed:
            return None
        except TransientError:
            raise
        except NoAddress as error:
            mark = address_mark(delivery["_id"], recipient.contact.email)
            why = str(error)
        except RapportError as error:
            why = str(error) or type(error).__name__
        except Exception as error:  # noqa: BLE001 - whatever it is, the other briefs can do without
            why = type(error).__name__
            _logger.warning("brief failed", delivery_id=delivery["_id"], failed=why)
        outcome = {
            "event": event.id,
            "delivery": delivery["_id"],
            "introduction": delivery["introduction"],
            "attendee": delivery["attendee"],
            "channel": CHANNEL,
            "at": self._clock(),
        }
        if why:
            return BriefFailed(**outcome, why=why, permanent=True, address_mark=mark)
        return BriefDelivered(**outcome)

    def _send(self, event: Event, delivery: Document, recipient: Person) -> None:
        if not recipient.contact.email:
            raise NoAddress("the roster has no e-mail address for this person")
        if self.view.is_unsubscribed(delivery["attendee"]):
            raise NotAllowed("this person wants no more mail")
        brief = self.brief(delivery["introduction"], delivery["attendee"])
        outgoing = Outgoing(delivery["_id"], recipient, brief, event)
        self._mailer.send(outgoing.delivery, self._compose(outgoing, self._clock()))

    def _record(self, message: Message) -> None:
        self._log.append(encode([message]))
        with self._store.batch():
            self.apply(message)


def _counterpart(made: IntroductionProposed, attendee: str) -> str:
    sides = {made.attendee_a: made.attendee_b, made.attendee_b: made.attendee_a}
    if attendee not in sides:
        raise NotFound("there is no such introduction")
    return sides[attendee]
