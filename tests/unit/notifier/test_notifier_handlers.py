"""Briefs: to whom they go, what stops one of them, and what is left of them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.notifier.brief_composer import BriefComposer
from services.notifier.channels.file import FileMailer
from services.notifier.domain.company import Facts
from services.notifier.domain.schedule import delivery_id
from services.notifier.handlers import Notifier
from services.notifier.ports import Outgoing, Postponed
from services.notifier.settings import NotifierSettings
from services.notifier.views import COLLECTIONS
from shared.errors import NotFound, RapportError, TransientError
from shared.messages import (
    AnswerErased,
    BriefFailed,
    ContactErased,
    ContactStated,
    EventCancelled,
    EventOpened,
    EventSettings,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    Message,
    ProfileErased,
    ProfileStated,
    Unsubscribed,
    decode,
)
from shared.web.identity import Tokens
from tests.fakes import AllOwned, MemoryLog, MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
EVENT = "spring"


def opened(**settings: Any) -> EventOpened:
    given = {"name": "Spring", "starts_at": NOON + timedelta(days=2), **settings}
    return EventOpened(event=EVENT, organiser="ines", settings=EventSettings.model_validate(given))


OPENED = opened()


def profile(name: str, **fields: Any) -> ProfileStated:
    return ProfileStated(event=EVENT, attendee=name, roster="r", **fields)


def contact(name: str, email: str) -> ContactStated:
    return ContactStated(event=EVENT, attendee=name, roster="r", name=name, email=email)


def proposed(a: str, b: str) -> IntroductionProposed:
    return IntroductionProposed(
        event=EVENT, introduction=f"{a}-{b}", round="first", attendee_a=a, attendee_b=b,
        industry_a="Farming", industry_b="Shipping", score=0.5, common_ground=0.5,
        help_a_to_b=0.5, help_b_to_a=0.5,
    )  # fmt: skip


MADE, OTHER = proposed("ada", "ben"), proposed("ben", "cat")
PEOPLE = [fact for n in ("ada", "ben", "cat") for fact in (profile(n), contact(n, f"{n}@x.ex"))]
FACTS = [OPENED, *PEOPLE, MADE, OTHER]
ALL = {("ada", "ben"), ("ben", "ada"), ("ben", "cat"), ("cat", "ben")}


def compose(outgoing: Outgoing, _now: datetime) -> bytes:
    """Write to whom a brief goes, and about whom it is."""
    recipient = outgoing.recipient.contact.attendee
    (counterpart,) = set(outgoing.brief.introduction.split("-")) - {recipient}
    return f"{recipient} {counterpart}".encode()


class NotingMailer:
    """Notes which briefs go to whom, and fails where it was told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.failures: dict[str, Exception] = {}

    def send(self, delivery: str, mail: bytes) -> None:  # noqa: ARG002 - as every mailer
        recipient, counterpart = mail.decode().split()
        if recipient in self.failures:
            raise self.failures[recipient]
        self.sent.append((recipient, counterpart))

    def forget(self, delivery: str) -> None:
        """Keep nothing, and so forget nothing."""


class Desk:
    """A notifier that has heard of three people and two introductions."""

    def __init__(self, *more: Message) -> None:
        self.now = NOON
        self.mailer = NotingMailer()
        self.log = MemoryLog()
        self.notifier = Notifier(
            self.log, MemoryStore(COLLECTIONS), compose=compose, mailer=self.mailer,
            facts=Facts(), clock=lambda: self.now,
        )  # fmt: skip
        self.apply(*FACTS, *more)

    def apply(self, *messages: Message) -> None:
        for message in messages:
            self.notifier.apply(message)

    def work(self) -> set[tuple[str, str]]:
        self.notifier.work(AllOwned(), threading.Event())
        return set(self.mailer.sent)

    def failed(self) -> list[BriefFailed]:
        said = map(decode, self.log.records)
        return [message for message in said if isinstance(message, BriefFailed)]


class TestWork:
    def test_delivers_each_brief_once(self) -> None:
        """A second look finds everything done."""
        desk = Desk()
        assert desk.work() == ALL
        desk.work()
        assert len(desk.mailer.sent) == len(ALL)

    @pytest.mark.parametrize(
        ("failure", "why"),
        [(ValueError("Ada's name"), "ValueError"), (RapportError("a full box"), "a full box")],
    )
    def test_one_that_fails_stops_no_other(self, failure: Exception, why: str) -> None:
        """Whatever is odd about one person, all others get their briefs."""
        desk = Desk()
        desk.mailer.failures["ada"] = failure

        assert desk.work() == ALL - {("ada", "ben")}

        (failed,) = desk.failed()
        assert (failed.attendee, failed.why, failed.permanent) == ("ada", why, True)

    def test_what_may_work_a_moment_later_still_waits(self) -> None:
        """A full disk is no reason to give up a brief."""
        desk = Desk()
        desk.mailer.failures["ada"] = TransientError("busy")
        with pytest.raises(TransientError):
            desk.work()
        desk.mailer.failures.clear()
        assert desk.work() == ALL

    def test_that_one_box_is_full_holds_up_nobody_else(self) -> None:
        """A mailbox that is full for days must not stop the briefs of everybody else."""
        desk = Desk()
        desk.mailer.failures["ben"] = Postponed("not now")
        assert desk.work() == ALL - {("ben", "ada"), ("ben", "cat")}
        desk.mailer.failures.clear()
        assert desk.work() == ALL - {("ben", "ada"), ("ben", "cat")}
        desk.now += timedelta(minutes=4)
        assert desk.work() == ALL - {("ben", "ada"), ("ben", "cat")}
        desk.now += timedelta(minutes=1)
        assert desk.work() == ALL

    def test_sends_nothing_again_for_a_log_that_was_busy(self) -> None:
        """We know that the mail went out, so to say so late is all that is left to do."""
        desk = Desk()
        desk.log.failures = 2
        for _ in range(2):
            with pytest.raises(TransientError):
                desk.work()
        assert len(desk.mailer.sent) == 1
        assert desk.work() == ALL
        assert len(desk.mailer.sent) == len(ALL)

    def test_leaves_the_events_of_others_alone(self) -> None:
        """What another worker delivers must not be delivered twice."""
        desk = Desk()
        desk.notifier.work(AllOwned(OPENED.event), threading.Event())
        assert desk.mailer.sent == []

    @pytest.mark.parametrize("side", ["ada", "ben"])
    def test_leaves_a_declined_introduction_until_a_mind_changes(self, side: str) -> None:
        """Nobody prepares for a meeting that was refused."""
        no = IntroductionAnswered(
            event=EVENT, introduction=MADE.introduction, attendee=side, at=NOON, answer="decline"
        )
        desk = Desk(no)
        assert desk.work() == {("ben", "cat"), ("cat", "ben")}
        desk.apply(no.model_copy(update={"answer": "accept"}))
        assert desk.work() == ALL

    def test_waits_for_whoever_does_not_attend(self) -> None:
        """A brief to or about somebody who stays at home helps nobody; they may yet come."""
        desk = Desk(profile("ada", attending=False))
        assert desk.work() == {("ben", "cat"), ("cat", "ben")}
        assert desk.failed() == []
        desk.apply(profile("ada"))
        assert desk.work() == ALL

    def test_sends_nothing_about_a_withdrawn_introduction(self) -> None:
        """Its people will not be introduced."""
        gone = IntroductionWithdrawn(
            event=EVENT, introduction=MADE.introduction, round="second", why="a test"
        )
        assert Desk(gone).work() == {("ben", "cat"), ("cat", "ben")}

    def test_reads_on_after_five_hundred(self) -> None:
        """What was declined or withdrawn meanwhile is read before the rest goes out."""
        crowd = [proposed(f"guest{2 * n}", f"guest{2 * n + 1}") for n in range(260)]
        names = [side for made in crowd for side in made.attendees]
        people = [fact for n in names for fact in (profile(n), contact(n, f"{n}@x.ex"))]
        desk = Desk(*people, *crowd)
        assert len(desk.work()) == 500
        assert len(desk.work()) == 520 + len(ALL)

    def test_is_dropped_at_once_where_somebody_asks_to_stop(self) -> None:
        """A restart waits for one mail, and not for a thousand."""
        desk, stop = Desk(), threading.Event()
        stop.set()
        desk.notifier.work(AllOwned(), stop)
        assert desk.mailer.sent == []

    @pytest.mark.parametrize(
        "event",
        [
            EventCancelled(event=EVENT, organiser="ines", settings=OPENED.settings),
            opened(starts_at=NOON - timedelta(minutes=1)),
            opened(starts_at=NOON + timedelta(days=3), briefs_days_before=2),
        ],
        ids=["cancelled", "over", "later"],
    )
    def test_waits_for_the_day(self, event: Message) -> None:
        """A brief helps before the event, and not long before, and never without one."""
        assert Desk(event).work() == set()


class TestUnsubscribed:
    def test_get_no_more_mail(self) -> None:
        """They said so; what they are introduced to they still see on their page."""
        desk = Desk()
        desk.notifier.unsubscribe(EVENT, "ada")
        assert decode(desk.log.records[0]) == Unsubscribed(event=EVENT, attendee="ada", at=NOON)
        assert desk.work() == ALL - {("ada", "ben")}
        assert [failed.why for failed in desk.failed()] == ["this person wants no more mail"]
        assert desk.notifier.brief(MADE.introduction, "ada").counterpart == "ben"


class TestAnswers:
    def test_are_recorded_for_who_is_part_of_it(self) -> None:
        """The next round keeps to it."""
        desk = Desk()
        yes = IntroductionAnswered(
            event=EVENT, introduction=MADE.introduction, attendee="ada", at=NOON, answer="accept"
        )
        desk.notifier.answer(MADE.introduction, "ada", yes)
        assert [decode(record) for record in desk.log.records] == [yes]
        assert desk.notifier.view.answers(MADE.introduction) == {"ada": "accept"}

    def test_of_the_erased_are_taken_out_of_the_log_once_by_whose_event_it_is(self) -> None:
        """The log is kept, and what somebody answered is theirs."""
        desk = Desk()
        yes = IntroductionAnswered(
            event=EVENT, introduction=MADE.introduction, attendee="ada", at=NOON, answer="accept"
        )
        desk.apply(yes, ProfileErased(event=EVENT, attendee="ada"))

        desk.notifier.work(AllOwned(EVENT), threading.Event())
        assert desk.log.records == []

        for _ in range(2):
            desk.work()
        said = map(decode, desk.log.records)
        gone = [message for message in said if isinstance(message, AnswerErased)]
        assert gone == [AnswerErased.at(EVENT, yes.key)]

    @pytest.mark.parametrize(("introduction", "who"), [("ada-ben", "cat"), ("ada-cat", "ada")])
    def test_of_strangers_are_refused(self, introduction: str, who: str) -> None:
        """Nobody says yes in somebody else's name."""
        desk = Desk()
        yes = IntroductionAnswered(
            event=EVENT, introduction=introduction, attendee=who, at=NOON, answer="accept"
        )
        with pytest.raises(NotFound):
            desk.notifier.answer(introduction, who, yes)
        with pytest.raises(NotFound):
            desk.notifier.brief(introduction, who)
        assert desk.log.records == []


class Office:
    """A notifier that writes its mails to a folder, on a log that outlives its view."""

    def __init__(self, folder: Path) -> None:
        self.log = MemoryLog()
        self._settings = NotifierSettings.read(data_dir=folder)
        self._folder = folder / "mail"
        self.notifier = self.start()

    def start(self) -> Notifier:
        return Notifier(
            self.log,
            MemoryStore(COLLECTIONS),
            compose=BriefComposer(self._settings, Tokens(self._settings.secret)).compose,
            mailer=FileMailer(self._folder),
            facts=Facts(),
            clock=lambda: NOON,
        )

    def take(self, *messages: Message) -> None:
        for message in messages:
            self.notifier.apply(message)
        self.notifier.work(AllOwned(), threading.Event())

    def mails(self) -> set[str]:
        return {path.stem for path in self._folder.iterdir()}


class TestAddresses:
    @pytest.mark.parametrize("email", ["", "ada at home"])
    def test_that_are_mended_get_the_brief(self, tmp_path: Path, email: str) -> None:
        """The organiser corrects the list, and expects the brief to go out."""
        office = Office(tmp_path)
        delivery = delivery_id(MADE.introduction, "ada")
        office.take(*FACTS, contact("ada", email))
        office.take()
        assert delivery not in office.mails()
        assert len(office.log.records) == len(ALL)

        office.take(contact("ada", "ada@x.example"))
        assert delivery in office.mails()


class TestErasure:
    @pytest.mark.parametrize("gone", [ProfileErased, ContactErased])
    def test_removes_the_mails_to_and_about_a_person(
        self, tmp_path: Path, gone: type[ProfileErased | ContactErased]
    ) -> None:
        """A forgotten person's name must not lie about in a folder."""
        office = Office(tmp_path)
        office.take(*FACTS)
        assert len(office.mails()) == len(ALL)

        for _ in range(2):  # at least once
            office.take(gone(event=EVENT, attendee="ada"))

        assert office.mails() == {delivery_id(OTHER.introduction, side) for side in ("ben", "cat")}

    def test_is_made_good_by_a_view_that_is_rebuilt(self, tmp_path: Path) -> None:
        """It may hear of the erasure before it hears of the mails."""
        office = Office(tmp_path)
        office.take(*FACTS)
        office.notifier = office.start()

        gone = ProfileErased(event=EVENT, attendee="ada")
        office.take(OPENED, *PEOPLE, gone, MADE, OTHER, *map(decode, office.log.records))

        assert office.mails() == {delivery_id(OTHER.introduction, side) for side in ("ben", "cat")}

    def test_removes_what_a_killed_process_left(self, tmp_path: Path) -> None:
        """Half a mail names a person as well as a whole one."""
        mailer = FileMailer(tmp_path)
        mailer.send("d1", b"one")
        (tmp_path / ".d1-abcd_123.part").write_bytes(b"half")
        (tmp_path / ".d2-abcd_123.part").write_bytes(b"half")

        for delivery in ("d1", "d1", "../d1"):
            mailer.forget(delivery)

        assert [path.name for path in tmp_path.iterdir()] == [".d2-abcd_123.part"]

    def test_waits_for_a_folder_that_can_be_written(self, tmp_path: Path) -> None:
        """An erasure that gave up would be one that never happened."""
        (tmp_path / "d1.eml").mkdir()
        with pytest.raises(TransientError, match="could not be removed"):
            FileMailer(tmp_path).forget("d1")
