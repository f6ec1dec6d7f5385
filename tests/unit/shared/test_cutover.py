"""One version of a service's views works at a time, and nothing that one did is done again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import stamina

from shared import topics
from shared.consume import Stop, Worker, run_worker
from shared.cutover import COLLECTIONS, HANDOVER_S, Cutover
from shared.errors import TransientError
from shared.events import INDEXES, EventsView
from shared.log import OwnedPartitions
from shared.messages import EventCancelled, EventOpened, EventSettings, Message, encode
from tests.fakes import AllOwned, MemoryLog, MemoryStore

TOPICS = (topics.EVENTS,)


class Others:
    """Views of other versions, of whom the first release may have left some."""

    def __init__(self, first: str | None = None) -> None:
        self.first = first
        self.dropped = 0

    def first_reader(self) -> str | None:
        return self.first

    def drop(self) -> None:
        self.dropped += 1
        self.first = None


@dataclass
class Deployment:
    """A log, what all versions share, and what was done, by which version."""

    log: MemoryLog = field(default_factory=MemoryLog)
    bookkeeping: MemoryStore = field(default_factory=lambda: MemoryStore(COLLECTIONS))
    others: Others = field(default_factory=Others)
    now: float = 1000.0
    done: list[tuple[int, str]] = field(default_factory=list)

    def release(self, version: int, views: MemoryStore | None = None) -> Release:
        return Release(self, version, views or MemoryStore(INDEXES))

    def ask(self, *events: str) -> None:
        """Ask for something to be done once for each event."""
        settings = EventSettings(name="Bees", starts_at=datetime(2031, 5, 1, tzinfo=UTC))
        self.log.append(
            encode(EventOpened(event=one, organiser="ines", settings=settings) for one in events)
        )


class Passes:
    """Asks to stop after so many passes of the loop."""

    def __init__(self, count: int) -> None:
        self.left = count

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


class Release:
    """A version of a service that calls off every event that was opened, and writes that down."""

    def __init__(self, deployment: Deployment, version: int, views: MemoryStore) -> None:
        self.deployment, self.version = deployment, version
        self.events = EventsView(views)
        self.cutover = Cutover(
            "caller", version, TOPICS, log=deployment.log, views=views,
            bookkeeping=deployment.bookkeeping, others=deployment.others,
            clock=lambda: deployment.now,
        )  # fmt: skip
        self.worker = Worker(
            "caller", self.cutover.group, TOPICS, self.apply, views.batch, self.work, self.cutover
        )

    def apply(self, message: Message, _offset: int) -> None:
        self.events.apply(message)

    def work(self, partitions: OwnedPartitions, _stop: Stop) -> None:
        for event in list(self.events.all()):
            with partitions.fence(event.id) as is_ours:
                if is_ours and not event.cancelled:
                    self.call_off(event.id)

    def call_off(self, event: str) -> None:
        self.deployment.done.append((self.version, event))
        self.deployment.log.append(encode([EventCancelled(event=event, organiser="ines")]))

    def run(self, passes: int = 6) -> None:
        """Let a worker of this version live for some passes of its loop."""
        with stamina.set_testing(True, attempts=2):
            run_worker(self.worker, self.deployment.log, stop=Passes(passes), poll_s=0.0)


class TestTheFirstVersion:
    def test_serves_and_works_at_once(self) -> None:
        """On a fresh machine nobody waits for an upgrade."""
        deployment = Deployment()
        deployment.ask("spring")
        first = deployment.release(3)
        first.cutover.require()
        first.run()
        assert deployment.done == [(3, "spring")]

    def test_goes_on_after_a_restart(self) -> None:
        """The same store under the same version is no upgrade."""
        deployment, views = Deployment(), MemoryStore(INDEXES)
        deployment.release(3, views).run()
        deployment.ask("spring")
        again = deployment.release(3, views)
        again.cutover.require()
        again.run()
        assert deployment.done == [(3, "spring")]


class TestANewerVersion:
    def test_serves_nobody_before_it_has_read_everything(self) -> None:
        """Half a view says that somebody has no introductions who has three."""
        deployment = Deployment()
        deployment.release(3).run()
        deployment.ask("spring")
        newer = deployment.release(4)
        with pytest.raises(TransientError, match="brought up to date"):
            newer.cutover.require()
        newer.run()
        newer.cutover.require()

    def test_repeats_nothing_of_what_was_done(self) -> None:
        """Whoever has the letter must not get it again because of our upgrade."""
        deployment = Deployment()
        deployment.ask("spring", "summer")
        deployment.release(3).run()
        deployment.release(4).run()
        assert sorted(event for _, event in deployment.done) == ["spring", "summer"]

    def test_leaves_the_work_to_a_reader_of_the_older_one(self) -> None:
        """The older one may be in the middle of sending."""
        deployment = Deployment()
        older, newer = deployment.release(3), deployment.release(4)
        with deployment.log.subscribe(older.cutover.group, TOPICS) as reader:
            reader.poll(limit=1, timeout_s=0.0)
            deployment.ask("spring")
            newer.run()
            assert deployment.done == []
        newer.run()
        assert deployment.done == [(4, "spring")]

    def test_reads_what_the_older_one_did_last_before_it_works(self) -> None:
        """Between its last look at the log and the older one's end, something was sent."""
        deployment = Deployment()
        deployment.ask("spring")
        older, newer = deployment.release(3), deployment.release(4)
        log = deployment.log
        with (
            log.subscribe(newer.cutover.group, TOPICS) as reader,
            log.subscribe(older.cutover.group, TOPICS) as before,
        ):
            before.poll(limit=1, timeout_s=0.0)
            found = reader.poll(limit=10, timeout_s=0.0)
            reader.commit(found)
            assert not newer.cutover.may_work(reader)
            older.call_off("spring")
            before.close()
            assert not newer.cutover.may_work(reader)
            reader.commit(reader.poll(limit=10, timeout_s=0.0))
            assert newer.cutover.may_work(reader)

    def test_clears_the_older_views_away_once_nobody_uses_them(self) -> None:
        """An erasure does not reach a database that no worker follows any more."""
        deployment = Deployment()
        older, newer = deployment.release(3), deployment.release(4)
        newer.run()
        deployment.now += HANDOVER_S
        newer.run()
        assert deployment.others.dropped == 0
        deployment.now += HANDOVER_S + 1
        with deployment.log.subscribe(older.cutover.group, TOPICS) as reader:
            reader.poll(limit=1, timeout_s=0.0)
            newer.run()
            assert deployment.others.dropped == 0
        newer.run()
        newer.run()
        assert deployment.others.dropped == 1


class TestAnOlderVersion:
    def test_works_on_while_the_newer_one_reads(self) -> None:
        """A rebuild of hours must not hold up a letter that is due."""
        deployment = Deployment()
        older = deployment.release(3)
        deployment.release(4)
        deployment.ask("spring")
        older.run()
        assert deployment.done == [(3, "spring")]

    def test_stops_before_the_next_thing_that_it_does(self) -> None:
        """It may be in the middle of five hundred letters when it is taken over from."""
        deployment = Deployment()
        deployment.ask("spring", "summer", "winter")
        older = deployment.release(3)
        newer = deployment.release(4)
        called_off = older.call_off

        def taken_over_from(event: str) -> None:
            called_off(event)
            newer.cutover.take_over()

        older.call_off = taken_over_from  # type: ignore[method-assign]  # what happens meanwhile
        older.run()
        assert [version for version, _ in deployment.done] == [3]
        newer.run()
        assert sorted(event for _, event in deployment.done) == ["spring", "summer", "winter"]

    def test_owns_nothing_any_more(self) -> None:
        """A round that takes minutes is begun by the version that will publish it."""
        deployment = Deployment()
        older = deployment.release(3)
        guarded = older.cutover.guard(AllOwned("winter"))
        assert (guarded.owns("spring"), guarded.owns("winter")) == (True, False)
        deployment.release(4).run()
        assert not guarded.owns("spring")

    def test_reads_no_further(self) -> None:
        """The newer one begins only when it has ended."""
        deployment = Deployment()
        older = deployment.release(3)
        deployment.release(4).run()
        older.run()
        assert not deployment.log.has_reader(older.cutover.group)
        deployment.ask("spring")
        older.run()
        assert not deployment.log.has_settled(older.cutover.group, deployment.log.ends(TOPICS))
        assert deployment.done == []

    def test_answers_until_the_proxy_has_turned_to_the_newer_one(self) -> None:
        """For a moment requests reach both."""
        deployment = Deployment()
        older = deployment.release(3)
        older.cutover.require()
        deployment.release(4).run()
        deployment.now += HANDOVER_S - 1
        older.cutover.require()
        deployment.now += 2
        with pytest.raises(TransientError, match="taken over"):
            older.cutover.require()

    def test_answers_nobody_where_it_starts_too_late(self) -> None:
        """What it would read is no longer written, or gone."""
        deployment, views = Deployment(), MemoryStore(INDEXES)
        deployment.release(3, views)
        deployment.release(4).run()
        with pytest.raises(TransientError, match="taken over"):
            deployment.release(3, views).cutover.require()

    def test_takes_over_again_where_it_is_told_to(self) -> None:
        """A release that turns out to be broken is taken back."""
        deployment = Deployment()
        older, newer = deployment.release(3), deployment.release(4)
        newer.run()
        older.cutover.take_back()
        deployment.ask("spring")
        older.run()
        assert deployment.done == [(3, "spring")]


class TestAStoreMadeAnew:
    def test_is_built_before_it_serves_and_works(self) -> None:
        """Whoever deletes a damaged file of documents deletes nothing that was done."""
        deployment = Deployment()
        deployment.ask("spring")
        deployment.release(3).run()
        again = deployment.release(3, MemoryStore(INDEXES))
        with pytest.raises(TransientError, match="brought up to date"):
            again.cutover.require()
        again.run()
        again.cutover.require()
        assert deployment.done == [(3, "spring")]


class TestTheFirstRelease:
    def test_is_waited_for_though_it_knows_nothing_of_others(self) -> None:
        """Its workers go on until somebody stops them."""
        deployment = Deployment(others=Others("caller-first-2"))
        deployment.ask("spring")
        newer = deployment.release(3)
        with pytest.raises(TransientError, match="brought up to date"):
            newer.cutover.require()
        with deployment.log.subscribe("caller-first-2", TOPICS) as reader:
            reader.poll(limit=1, timeout_s=0.0)
            newer.run()
            assert deployment.done == []
        newer.run()
        assert deployment.done == [(3, "spring")]
