"""Another version of a service starts on the data of the one before, and nobody is mailed twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pytest

from services.notifier import views
from services.notifier.channels.file import FileMailer
from services.notifier.domain.company import Facts
from services.notifier.domain.letter_ids import delivery_id
from services.notifier.handlers import Notifier
from services.notifier.ports import Outcome
from services.notifier.sending import BY_SERVER
from services.operations.upgrade import NewerViews, bring_up_to_date
from shared import topics
from shared.adapters.factory import open_log, open_stores
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_versions import SqliteVersions
from shared.consume import run_worker
from shared.errors import Refused
from shared.messages import (
    BriefDelivered,
    IntroductionProposed,
    LetterFailed,
    LetterSent,
    RoundReleased,
    decode,
    encode,
)
from shared.service import Service, assemble
from shared.settings import Settings
from tests.integration.conftest import House, build, run_until_idle

READ = (topics.EVENTS, topics.PROFILES, topics.CONTACTS, topics.INTRODUCTIONS, topics.DELIVERIES)


class Release:
    """One version of the notifier, which writes down what it sends, on a data folder."""

    def __init__(self, folder: Path, version: int, *, seconds_a_mail: float = 0.0) -> None:
        settings = Settings.read(data_dir=folder)
        self.log = open_log(settings)
        self.sent: list[str] = []
        self.now = 0.0
        self._seconds_a_mail = seconds_a_mail
        self._files = FileMailer(folder / "mail")
        stores = open_stores(
            settings, "notifier", version=version, views=views.COLLECTIONS, bookkeeping={}
        )
        notifier = Notifier(
            self.log, stores.views, compose=lambda _mail, _now: b"hello", mailer=self,
            facts=Facts(), pace=BY_SERVER,
        )  # fmt: skip
        self.service: Service = assemble(
            "notifier", self.log, stores, topics=READ, work=notifier.work, blueprints=(),
            apply=lambda message, _offset: notifier.apply(message), clock=lambda: self.now,
        )  # fmt: skip
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def send(self, letter: str, mail: bytes) -> Outcome:
        time.sleep(self._seconds_a_mail)
        self.sent.append(letter)
        return self._files.send(letter, mail)

    def forget(self, letter: str) -> None:
        self._files.forget(letter)

    def trouble(self) -> str:
        return self._files.trouble()

    def _run(self) -> None:
        run_worker(self.service.worker, self.log, stop=self._stop, poll_s=0.01)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.service.close()
        self.log.close()


def wait_until(is_so: Callable[[], bool], patience_s: float = 30.0) -> None:
    deadline = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def matched(tmp_path: Path, small_roster: bytes) -> Iterator[House]:
    """A house with introductions that are released, and nobody has been written to."""
    house = build(tmp_path)
    event = house.open_event()
    house.upload(event, small_roster)
    for name in ("intake", "matcher"):
        run_until_idle(service_of(house, name), house.embedded.log)
    rounds = {made.round for made in proposed(house)}
    said = [RoundReleased(event=event, round=name, at=datetime.now(UTC)) for name in rounds]
    house.embedded.log.append(encode(said))
    yield house
    house.embedded.close()


def service_of(house: House, name: str) -> Service:
    return next(one for one in house.embedded.services if one.name == name)


def proposed(house: House) -> list[IntroductionProposed]:
    found = map(decode, house.embedded.log.scan([topics.INTRODUCTIONS]))
    return [one for one in found if isinstance(one, IntroductionProposed)]


def settled(house: House) -> list[str]:
    """Name every letter that ended, repeats included."""
    found = map(decode, house.embedded.log.scan([topics.DELIVERIES]))
    return [one.letter for one in found if isinstance(one, LetterSent | LetterFailed)]


def expected(house: House) -> int:
    """Count the people who are introduced, to each of whom a letter goes."""
    return len({side for made in proposed(house) for side in made.attendees})


class TestARollingUpdate:
    def test_mails_everybody_once(self, matched: House) -> None:
        """Two versions run side by side for a while, with letters due to forty people."""
        with Release(matched.folder, views.VERSION, seconds_a_mail=0.02) as older:
            wait_until(lambda: len(older.sent) > 10)
            with Release(matched.folder, views.VERSION + 1) as newer:
                wait_until(lambda: len(settled(matched)) >= expected(matched))
                time.sleep(0.2)  # for what comes twice
        sent = older.sent + newer.sent
        assert older.sent
        assert newer.sent
        assert len(sent) == len(set(sent))
        assert len(settled(matched)) == len(set(settled(matched))) == expected(matched)

    def test_leaves_no_documents_of_the_older_one(self, matched: House) -> None:
        """Nobody would ever erase a person from them."""
        with Release(matched.folder, views.VERSION + 1) as newer:
            newer.now += 1000
            wait_until(lambda: len(settled(matched)) >= expected(matched))
            newer.now += 1000
            older = matched.folder / f"notifier-{views.VERSION}.sqlite"
            wait_until(lambda: not older.exists())


def deliver_briefs(house: House) -> None:
    """Do what the first release did: a mail about each introduction to each of the two."""
    files = FileMailer(house.folder / "mail")
    for made in proposed(house):
        for side in made.attendees:
            delivery = delivery_id(made.introduction, side)
            files.send(delivery, b"a brief")
            said = BriefDelivered(
                event=made.event, delivery=delivery, introduction=made.introduction,
                attendee=side, channel="email", at=datetime.now(UTC),
            )  # fmt: skip
            house.embedded.log.append(encode([said]))


@pytest.fixture
def first_release(tmp_path: Path, small_roster: bytes) -> Path:
    """A folder as the first release left it: a log, documents under other names, mails."""
    house = build(tmp_path)
    event = house.open_event()
    house.upload(event, small_roster)
    house.settle()
    deliver_briefs(house)
    house.embedded.close()
    for service in house.embedded.services:
        for path in tmp_path.glob(f"{service.name}-*.sqlite*"):
            path.unlink()
        SqliteStore(tmp_path / f"{service.name}.sqlite", {"profiles": ()}).close()
    return tmp_path


class TestAFolderOfTheFirstRelease:
    def test_opens_with_everything_and_mails_nobody_again(self, first_release: Path) -> None:
        """Whoever pulls the new version has promised their guests one letter, not two."""
        mails = {path: path.read_bytes() for path in (first_release / "mail").iterdir()}
        house = build(first_release)
        unread = house.client.get("/api/v1/events", headers=house.headers())
        assert (unread.status_code, unread.headers["Retry-After"]) == (503, "5")

        bring_up_to_date(house.embedded.services, house.embedded.log)
        house.settle()

        assert [event["settings"]["name"] for event in house.get("/api/v1/events")["events"]] == [
            "Harbour Day"
        ]
        (event,) = house.get("/api/v1/events")["events"]
        house.release(event["event"])
        assert mails
        assert {path: path.read_bytes() for path in (first_release / "mail").iterdir()} == mails
        assert not (first_release / "notifier.sqlite").exists()
        house.embedded.close()

    def test_is_not_ready_before(self, first_release: Path) -> None:
        """A proxy sends requests to the older version until then."""
        house = build(first_release)
        told = house.client.get("/readyz")
        assert told.status_code == 503
        assert "brought up to date" in told.json["notifier"]
        bring_up_to_date(house.embedded.services, house.embedded.log)
        assert house.client.get("/readyz").status_code == 200
        house.embedded.close()

    def test_is_left_alone_while_the_first_release_runs(self, first_release: Path) -> None:
        """Its worker would go on mailing beside ours."""
        house = build(first_release)
        group = SqliteVersions(first_release, "intake", 3).first_reader()
        assert group is not None
        with house.embedded.log.subscribe(group, READ) as reader:
            reader.poll(limit=1, timeout_s=0.0)
            with pytest.raises(Refused, match="stop it"):
                bring_up_to_date(house.embedded.services, house.embedded.log)
        house.embedded.close()


class TestAFolderOfANewerRelease:
    def test_is_not_touched_before_somebody_says_so(self, matched: House) -> None:
        """What the newer one wrote may be beyond what this one can read."""
        with Release(matched.folder, views.VERSION + 1) as newer:
            wait_until(lambda: newer.service.cutover.state() == "current")
        services, log = matched.embedded.services, matched.embedded.log
        with pytest.raises(NewerViews, match="rapport upgrade --back"):
            bring_up_to_date(services, log)
        bring_up_to_date(services, log, back=True)
        matched.settle()
        assert len(matched.mails()) == expected(matched)
        assert matched.client.get("/readyz").status_code == 200
