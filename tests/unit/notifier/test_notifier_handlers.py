"""Letters: to whom they go, what stops one of them, and what is left of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.notifier.channels.file import FileMailer
from services.notifier.domain.company import Facts
from services.notifier.domain.letter_ids import delivery_id, letter_id
from services.notifier.domain.letters import plan_letters
from services.notifier.handlers import Notifier
from services.notifier.letter_composer import LetterComposer
from services.notifier.outgoing import fill
from services.notifier.ports import NoAddress, Outcome, Outgoing, Postponed, ServerAway
from services.notifier.sending import BY_FILE, BY_SERVER, POSTPONED_FOR, Pace
from services.notifier.settings import NotifierSettings
from services.notifier.views import COLLECTIONS
from shared.errors import NotFound, RapportError, Refused, TransientError
from shared.messages import (
    BriefDelivered,
    ContactErased,
    ContactStated,
    EventCancelled,
    EventOpened,
    EventSettings,
    IntroductionAnswered,
    IntroductionProposed,
    IntroductionWithdrawn,
    LetterFailed,
    LetterSent,
    Message,
    ProfileErased,
    ProfileStated,
    RoundHeld,
    RoundReleased,
    Unsubscribed,
    decode,
)
from shared.store import Document
from shared.web.purpose_tokens import PurposeTokens
from tests.fakes import AllOwned, MemoryLog, MemoryStore

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
EVENT = "spring"
OCCASION = "introductions:first"


def opened(**settings: Any) -> EventOpened:
    given = {
        "name": "Spring", "starts_at": NOON + timedelta(days=2),
        "organiser_email": "ines@spring.example", **settings,
    }  # fmt: skip
    return EventOpened(event=EVENT, organiser="ines", settings=EventSettings.model_validate(given))


OPENED = opened()


def profile(name: str, **fields: Any) -> ProfileStated:
    stated = {"reach": f"r-{name}", "interests": ("tides",), **fields}
    return ProfileStated.model_validate({"event": EVENT, "attendee": name, "roster": "r", **stated})


def contact(name: str, email: str) -> ContactStated:
    return ContactStated(event=EVENT, attendee=name, roster="r", name=name, email=email)


def proposed(a: str, b: str, **fields: Any) -> IntroductionProposed:
    said = {"round": "first", "score": 0.5, **fields}
    return IntroductionProposed.model_validate(
        {
            "event": EVENT, "introduction": f"{a}-{b}", "attendee_a": a, "attendee_b": b,
            "industry_a": "Farming", "industry_b": "Shipping", "common_ground": 0.5,
            "help_a_to_b": 0.5, "help_b_to_a": 0.5, **said,
        }
    )  # fmt: skip


MADE, OTHER = proposed("ada", "ben"), proposed("ben", "cat")
PEOPLE = [fact for n in ("ada", "ben", "cat") for fact in (profile(n), contact(n, f"{n}@x.ex"))]
RELEASED = RoundReleased(event=EVENT, round="first", at=NOON)
FACTS = [OPENED, *PEOPLE, MADE, OTHER, RELEASED]
ALL = {"ada": {"ben"}, "ben": {"ada", "cat"}, "cat": {"ben"}}


def compose(outgoing: Outgoing, _now: datetime) -> bytes:
    """Write to whom a letter goes, and of whom it tells."""
    others = (other.contact.attendee for _, other in outgoing.introductions)
    return " ".join((outgoing.recipient.contact.attendee, *others)).encode()


class NotingMailer:
    """Notes which letters go to whom, and fails where it was told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, set[str]]] = []
        self.failures: dict[str, Exception] = {}
        self.in_doubt: set[str] = set()

    def send(self, letter: str, mail: bytes) -> Outcome:  # noqa: ARG002 - as every mailer
        recipient, *others = mail.decode().split()
        if recipient in self.failures:
            raise self.failures[recipient]
        self.sent.append((recipient, set(others)))
        return Outcome.IN_DOUBT if recipient in self.in_doubt else Outcome.TAKEN

    def forget(self, letter: str) -> None:
        """Keep nothing, and so forget nothing."""

    def trouble(self) -> str:
        """Have none."""
        return ""


class CountingStore(MemoryStore):
    """Counts what is read."""

    reads = 0

    def get(self, collection: str, document_id: str) -> Document | None:
        self.reads += 1
        return super().get(collection, document_id)

    def get_many(self, collection: str, document_ids: Iterable[str]) -> Any:
        before = self.reads
        found = list(super().get_many(collection, document_ids))
        self.reads = before + 1  # however often this store looks for them itself
        return iter(found)

    def find(self, collection: str, *args: Any, **more: Any) -> Any:
        self.reads += 1
        return super().find(collection, *args, **more)


class Desk:
    """A notifier that has heard of three people and two introductions that are released."""

    def __init__(self, *more: Message, pace: Pace = BY_FILE) -> None:
        self.now = NOON
        self.mailer = NotingMailer()
        self.log = MemoryLog()
        self.store = CountingStore(COLLECTIONS)
        self.notifier = Notifier(
            self.log, self.store, compose=compose, mailer=self.mailer,
            facts=Facts(), pace=pace, clock=lambda: self.now,
        )  # fmt: skip
        self.apply(*FACTS, *more)

    def apply(self, *messages: Message) -> None:
        for message in messages:
            self.notifier.apply(message)

    def work(self) -> dict[str, set[str]]:
        self.notifier.work(AllOwned(), threading.Event())
        return dict(self.mailer.sent)

    def said(self) -> list[Message]:
        return [decode(record) for record in self.log.records]

    def failed(self) -> list[LetterFailed]:
        return [message for message in self.said() if isinstance(message, LetterFailed)]

    def letters(self) -> list[LetterSent]:
        return [message for message in self.said() if isinstance(message, LetterSent)]


def without(*names: str) -> dict[str, set[str]]:
    return {name: others for name, others in ALL.items() if name not in names}


@pytest.mark.parametrize("pace", [BY_FILE, BY_SERVER], ids=["files", "server"])
class TestWork:
    def test_sends_each_letter_once(self, pace: Pace) -> None:
        """A second look finds everything done, and a view that is rebuilt does, too."""
        desk = Desk(pace=pace)
        assert desk.work() == ALL
        desk.work()
        again = Desk(*desk.said(), pace=pace)
        assert again.work() == {}
        assert len(desk.mailer.sent) == len(ALL)

    def test_says_what_each_letter_told(self, pace: Pace) -> None:
        """By this every service knows who was told of whom."""
        desk = Desk(pace=pace)
        desk.work()
        ada = next(sent for sent in desk.letters() if sent.attendee == "ada")
        assert ada.letter == letter_id("ada", OCCASION)
        assert (ada.occasion, ada.introductions) == (OCCASION, (MADE.introduction,))
        assert (ada.by, ada.in_doubt) == ("rapport", False)
        assert ada.revision

    @pytest.mark.parametrize(
        ("failure", "why"),
        [(ValueError("Ada's name"), "ValueError"), (RapportError("a full box"), "a full box")],
    )
    def test_stops_no_letter_for_one_that_fails(
        self, pace: Pace, failure: Exception, why: str
    ) -> None:
        """Whatever is odd about one person, all others get their letters."""
        desk = Desk(pace=pace)
        desk.mailer.failures["ada"] = failure

        assert desk.work() == without("ada")
        assert desk.work() == without("ada")

        (failed,) = desk.failed()
        assert (failed.attendee, failed.why, failed.permanent) == ("ada", why, True)
        assert (failed.reach, failed.by) == ("", "rapport")

    def test_keeps_what_may_work_a_moment_later(self, pace: Pace) -> None:
        """A full disk is no reason to give up a letter."""
        desk = Desk(pace=pace)
        desk.mailer.failures["ben"] = TransientError("busy")
        with pytest.raises(TransientError):
            desk.work()
        assert [sent.attendee for sent in desk.letters()] == ["ada"]
        desk.mailer.failures.clear()
        assert desk.work() == ALL
        assert len(desk.mailer.sent) == len(ALL)

    def test_waits_for_a_server_that_is_away(self, pace: Pace) -> None:
        """It says itself when to try again; the worker has other things to do."""
        desk = Desk(pace=pace)
        desk.mailer.failures["ben"] = ServerAway("down", retry_in_s=60.0)
        assert desk.work() == {"ada": {"ben"}}
        desk.mailer.failures.clear()
        assert desk.work() == ALL
        assert desk.failed() == []

    def test_holds_up_nobody_for_one_full_box(self, pace: Pace) -> None:
        """A mailbox that is full for days must not stop the letters of everybody else."""
        desk = Desk(pace=pace)
        desk.mailer.failures["ben"] = Postponed("not now")
        assert desk.work() == without("ben")
        desk.mailer.failures.clear()
        assert desk.work() == without("ben")
        desk.now += POSTPONED_FOR
        assert desk.work() == ALL
        assert desk.failed() == []

    def test_waits_as_long_as_the_channel_says(self, pace: Pace) -> None:
        """It knows how fast letters may leave."""
        desk = Desk(pace=pace)
        desk.mailer.failures["ada"] = Postponed("too fast", retry_in_s=0.5)
        assert desk.work() == {}
        desk.mailer.failures.clear()
        desk.now += timedelta(seconds=0.5)
        assert desk.work() == ALL

    def test_sends_nothing_again_for_a_log_that_was_busy(self, pace: Pace) -> None:
        """We know that the mail went out, so to say so late is all that is left to do."""
        desk = Desk(pace=pace)
        desk.log.failures = 2
        for _ in range(2):
            with pytest.raises(TransientError):
                desk.work()
        assert desk.work() == ALL
        assert len(desk.mailer.sent) == len(ALL)
        assert {sent.attendee for sent in desk.letters()} == ALL.keys()

    def test_says_what_is_in_doubt(self, pace: Pace) -> None:
        """The organiser may ask that one person."""
        desk = Desk(pace=pace)
        desk.mailer.in_doubt.add("ada")
        desk.work()
        assert [sent.attendee for sent in desk.letters() if sent.in_doubt] == ["ada"]

    def test_leaves_the_events_of_others_alone(self, pace: Pace) -> None:
        """What another worker sends must not be sent twice."""
        desk = Desk(pace=pace)
        desk.notifier.work(AllOwned(OPENED.event), threading.Event())
        assert desk.mailer.sent == []

    @pytest.mark.parametrize("side", ["ada", "ben"])
    def test_leaves_a_declined_introduction_until_a_mind_changes(
        self, pace: Pace, side: str
    ) -> None:
        """Nobody prepares for a meeting that was refused."""
        no = IntroductionAnswered(
            event=EVENT, introduction=MADE.introduction, attendee=side, at=NOON, answer="decline"
        )
        assert Desk(no, pace=pace).work() == {"ben": {"cat"}, "cat": {"ben"}}
        yes = no.model_copy(update={"answer": "accept"})
        assert Desk(no, yes, pace=pace).work() == ALL

    def test_waits_for_whoever_does_not_attend(self, pace: Pace) -> None:
        """A letter to or about somebody who stays at home helps nobody."""
        desk = Desk(profile("ada", attending=False), pace=pace)
        assert desk.work() == {"ben": {"cat"}, "cat": {"ben"}}
        assert desk.failed() == []

    def test_sends_nothing_about_a_withdrawn_introduction(self, pace: Pace) -> None:
        """Its people will not be introduced."""
        gone = IntroductionWithdrawn(
            event=EVENT, introduction=MADE.introduction, round="second", why="a test"
        )
        assert Desk(gone, pace=pace).work() == {"ben": {"cat"}, "cat": {"ben"}}

    def test_is_dropped_at_once_where_somebody_asks_to_stop(self, pace: Pace) -> None:
        """A restart waits for one batch, and not for a thousand letters."""
        desk, stop = Desk(pace=pace), threading.Event()
        stop.set()
        desk.notifier.work(AllOwned(), stop)
        assert desk.mailer.sent == []

    @pytest.mark.parametrize(
        "event",
        [
            EventCancelled(event=EVENT, organiser="ines", settings=OPENED.settings),
            opened(starts_at=NOON - timedelta(days=2)),
            RoundHeld(event=EVENT, round="first", at=NOON),
        ],
        ids=["cancelled", "over", "held"],
    )
    def test_sends_nothing_without_a_reason(self, pace: Pace, event: Message) -> None:
        """A letter helps before the event, and never without it, or against the organiser."""
        assert Desk(event, pace=pace).work() == {}

    def test_hears_of_a_hold_between_two_passes(self, pace: Pace) -> None:
        """What is in hand leaves; the rest stays."""
        crowd = many(2 * pace.at_once)
        desk = Desk(*crowd, pace=pace)
        desk.work()
        assert len(desk.mailer.sent) == pace.at_once
        desk.apply(RoundHeld(event=EVENT, round="first", at=NOON))
        desk.work()
        assert len(desk.mailer.sent) == pace.at_once


def reads_for(letters: int) -> list[int]:
    """Count what is read to plan so many letters, and to fill them."""
    desk = Desk(*many(letters))
    view = desk.notifier.view
    event = view.events.owned(EVENT, "ines")
    counted = []
    desk.store.reads = 0
    due = plan_letters(view.known(event), NOON)
    counted.append(desk.store.reads)
    desk.store.reads = 0
    assert len(fill(view, event, due)) >= letters
    return [*counted, desk.store.reads]


class TestReads:
    def test_are_as_many_for_a_thousand_letters_as_for_ten(self) -> None:
        """They leave in a minute only if none of them reads on its own."""
        assert reads_for(1000) == reads_for(10)


def many(letters: int) -> list[Message]:
    """Introduce so many people more, each to one other."""
    made = [proposed(f"guest{2 * n}", f"guest{2 * n + 1}") for n in range(letters // 2 + 1)]
    names = [side for one in made for side in one.attendees]
    people = [fact for n in names for fact in (profile(n), contact(n, f"{n}@x.ex"))]
    return [*people, *made]


class TestFilling:
    def test_leaves_out_who_was_forgotten_since_the_plan(self) -> None:
        """A letter about nobody is none."""
        desk = Desk()
        view = desk.notifier.view
        event = view.events.owned(EVENT, "ines")
        due = plan_letters(view.known(event), NOON)
        desk.apply(ProfileErased(event=EVENT, attendee="ada"))
        told = {one.letter.attendee: one.introductions for one in fill(view, event, due)}
        assert told.keys() == {"ben", "cat"}
        assert [made for made, _ in told["ben"]] == [OTHER]
        desk.apply(ProfileErased(event=EVENT, attendee="ben"))
        assert fill(view, event, due) == []


class TestBounces:
    def test_name_the_address_and_are_tried_once(self) -> None:
        """A server that refuses an address again and again takes us for a nuisance."""
        desk = Desk()
        desk.mailer.failures["ada"] = NoAddress("nobody there")
        desk.work()
        desk.mailer.failures.clear()
        desk.work()
        (failed,) = desk.failed()
        assert (failed.reach, failed.permanent) == ("r-ada", True)
        assert "ada" not in dict(desk.mailer.sent)
        desk.apply(profile("ada", reach="another"))
        assert desk.work()["ada"] == {"ben"}

    def test_take_the_card_from_letters_that_have_not_left(self) -> None:
        """Who was refused will not hear of the other one."""
        desk = Desk(pace=BY_SERVER)
        desk.mailer.failures["ada"] = NoAddress("nobody there")
        assert desk.work() == {"ben": {"cat"}, "cat": {"ben"}}


class TestUnsubscribed:
    def test_get_no_more_mail(self) -> None:
        """They said so; what they are introduced to they still see on their page."""
        desk = Desk()
        desk.work()
        desk.notifier.unsubscribe(EVENT, "ada")
        said = Unsubscribed(event=EVENT, attendee="ada", at=NOON, by="attendee")
        assert desk.said()[-1] == said
        desk.apply(proposed("ada", "cat", round="second"))
        desk.apply(RoundReleased(event=EVENT, round="second", at=NOON))
        before = len(desk.mailer.sent)
        desk.work()
        assert len(desk.mailer.sent) == before
        assert desk.notifier.brief(MADE.introduction, "ada").counterpart == "ben"


class TestAnswers:
    def test_are_recorded_for_who_is_part_of_it(self) -> None:
        """The next round keeps to it."""
        desk = Desk()
        yes = IntroductionAnswered(
            event=EVENT, introduction=MADE.introduction, attendee="ada", at=NOON, answer="accept"
        )
        desk.notifier.answer(MADE.introduction, "ada", yes)
        assert desk.said() == [yes]
        assert desk.notifier.view.answers(MADE.introduction) == {"ada": "accept"}

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

    def test_wait_for_the_release(self) -> None:
        """Before it there is nothing that one of the two could have been asked."""
        desk = Desk(RoundHeld(event=EVENT, round="first", at=NOON))
        with pytest.raises(NotFound):
            desk.notifier.brief(MADE.introduction, "ada")
        assert desk.notifier.brief_at_gate(MADE.introduction, "ada").counterpart == "ben"


class TestPreviews:
    def test_show_the_letter_before_it_is_released(self) -> None:
        """The organiser looks before saying yes."""
        desk = Desk(RoundHeld(event=EVENT, round="first", at=NOON), proposed("ada", "cat", score=0))
        event = desk.notifier.view.events.owned(EVENT, "ines")
        outgoing = desk.notifier.preview(event, "ada")
        assert outgoing.as_preview
        assert [made for made, _ in outgoing.introductions] == [MADE]

    def test_go_to_the_organiser_and_count_as_nothing(self, tmp_path: Path) -> None:
        """Ada gets her own letter later, and her rights are in no other mail."""
        office = Office(tmp_path)
        office.take(*FACTS, RoundHeld(event=EVENT, round="first", at=NOON))
        event = office.notifier.view.events.owned(EVENT, "ines")
        office.notifier.send_preview(event, "ada")
        (name,) = office.mails()
        mail = (tmp_path / "mail" / f"{name}.eml").read_text()
        assert "To: ines@spring.example" in mail
        assert "List-Unsubscribe" not in mail
        assert "/c/" not in mail
        assert office.log.records == []

        office.take(ProfileErased(event=EVENT, attendee="ben"))
        assert office.mails() == set()

    def test_need_somebody_to_go_to(self) -> None:
        """An event may not say who its organiser is."""
        desk = Desk(opened(organiser_email=""))
        event = desk.notifier.view.events.owned(EVENT, "ines")
        with pytest.raises(Refused):
            desk.notifier.send_preview(event, "ada")
        with pytest.raises(NotFound):
            desk.notifier.preview(event, "nobody")


class DyingLog(MemoryLog):
    """A log whose process is killed when it is to hear how letters ended."""

    def append(self, entries: Any) -> list[int]:  # noqa: ARG002 - as every log
        raise KeyboardInterrupt


class Office:
    """A notifier that writes its mails to a folder, on a log that outlives its view."""

    def __init__(self, folder: Path) -> None:
        self.log = MemoryLog()
        self._settings = NotifierSettings.read(data_dir=folder)
        self._folder = folder / "mail"
        self.notifier = self.start()

    def start(self, log: MemoryLog | None = None) -> Notifier:
        return Notifier(
            log or self.log,
            MemoryStore(COLLECTIONS),
            compose=LetterComposer(self._settings, PurposeTokens(self._settings.secret)).compose,
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


def letters_of(*names: str) -> set[str]:
    return {letter_id(name, OCCASION) for name in names}


class TestAddresses:
    @pytest.mark.parametrize("email", ["", "ada at home"])
    def test_that_are_mended_get_the_letter(self, tmp_path: Path, email: str) -> None:
        """The organiser corrects the list, and expects the letter to go out."""
        office = Office(tmp_path)
        office.take(*FACTS[:-1], profile("ada", reach=email), contact("ada", email), RELEASED)
        office.take()
        assert letters_of("ada").isdisjoint(office.mails())

        office.take(profile("ada"), contact("ada", "ada@x.example"))
        assert letters_of("ada") <= office.mails()


class TestKills:
    def test_between_writing_and_saying_so_write_the_same_files_again(self, tmp_path: Path) -> None:
        """A file has its letter's name, so that nobody gets two."""
        office = Office(tmp_path)
        office.notifier = office.start(DyingLog())
        with pytest.raises(KeyboardInterrupt):
            office.take(*FACTS)
        assert office.mails() == letters_of(*ALL)
        office.notifier = office.start()
        office.take(*FACTS)
        assert office.mails() == letters_of(*ALL)
        assert len(office.log.records) == len(ALL)


class TestErasure:
    @pytest.mark.parametrize("gone", [ProfileErased, ContactErased])
    def test_removes_the_letters_to_and_about_a_person(
        self, tmp_path: Path, gone: type[ProfileErased | ContactErased]
    ) -> None:
        """A forgotten person's name must not lie about in a folder."""
        office = Office(tmp_path)
        office.take(*FACTS)
        assert office.mails() == letters_of(*ALL)

        for _ in range(2):  # at least once
            office.take(gone(event=EVENT, attendee="ada"))

        assert office.mails() == letters_of("cat")

    def test_removes_what_earlier_releases_wrote(self, tmp_path: Path) -> None:
        """Their files are called after the brief that is in them."""
        office = Office(tmp_path)
        FileMailer(tmp_path / "mail").send(delivery_id(MADE.introduction, "ben"), b"about ada")
        old = BriefDelivered(
            event=EVENT, delivery=delivery_id(MADE.introduction, "ben"), attendee="ben",
            introduction=MADE.introduction, channel="email", at=NOON,
        )  # fmt: skip
        office.take(*FACTS[:-1], old, ProfileErased(event=EVENT, attendee="ada"))
        assert office.mails() == set()

    def test_removes_what_was_written_and_never_said(self, tmp_path: Path) -> None:
        """The process died in between, and the release was taken back."""
        office = Office(tmp_path)
        office.notifier = office.start(DyingLog())
        with pytest.raises(KeyboardInterrupt):
            office.take(*FACTS)
        office.notifier = office.start()
        held = RoundHeld(event=EVENT, round="first", at=NOON)
        office.take(*FACTS, held, ProfileErased(event=EVENT, attendee="ada"))
        assert office.mails() == letters_of("cat")

    def test_is_made_good_by_a_view_that_is_rebuilt(self, tmp_path: Path) -> None:
        """It may hear of the erasure before it hears of the letters."""
        office = Office(tmp_path)
        office.take(*FACTS)
        office.notifier = office.start()

        gone = ProfileErased(event=EVENT, attendee="ada")
        office.take(OPENED, *PEOPLE, gone, MADE, OTHER, *map(decode, office.log.records))

        assert office.mails() == letters_of("cat")

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
