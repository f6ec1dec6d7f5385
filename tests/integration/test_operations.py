"""What whoever runs Rapport does: rebuild a service's documents, settle dead letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.operations.rebuild import Content, content_of, rebuild
from shared import topics
from shared.log import Entry
from shared.service import Service
from tests.integration.conftest import House, build, run_until_idle

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def settled(tmp_path: Path, small_roster: bytes) -> Iterator[House]:
    """A house in which a round was run and released, letters sent, answers given and one erased."""
    house = build(tmp_path)
    event = house.open_event()
    house.upload(event, small_roster)
    house.settle()
    house.release(event)
    page = house.get(f"/api/v1/events/{event}/introductions?limit=5")["introductions"]
    house.answer(event, page[0], "accept", "glad to meet")
    house.answer(event, page[1], "decline")
    house.settle()
    erased = page[0]["attendee_b"]
    path = f"/api/v1/events/{event}/attendees/{erased}"
    assert house.client.delete(path, headers=house.headers()).status_code == 204
    house.settle()
    house.upload(event, small_roster)
    house.settle()
    yield replace(house, event=event)
    house.embedded.close()


def contents(house: House) -> dict[str, Content]:
    return {service.name: content_of(service) for service in house.embedded.services}


def service_of(house: House, name: str) -> Service:
    return next(one for one in house.embedded.services if one.name == name)


class TestRebuild:
    @pytest.mark.parametrize("name", ["intake", "matcher", "notifier", "insights"])
    def test_gives_the_same_content(self, settled: House, name: str) -> None:
        """The log is the truth, so a dropped view must come back to the letter."""
        before = contents(settled)[name]
        assert before.documents > 0

        rebuild(service_of(settled, name), settled.embedded.log)

        assert contents(settled)[name] == before

    def test_brings_nobody_back_who_was_erased(self, settled: House) -> None:
        """Erased stays erased, in whatever year a view is built anew."""
        for service in settled.embedded.services:
            rebuild(service, settled.embedded.log)
        erased = {
            document["_id"] for document in service_of(settled, "intake").views.find("erased")
        }
        assert erased
        for name, collection in (("intake", "profiles"), ("matcher", "profiles")):
            store = service_of(settled, name).views
            assert not erased & {document["_id"] for document in store.find(collection)}

    def test_delivers_nothing_again(self, settled: House) -> None:
        """A rebuilt notifier must know what is in people's mailboxes already."""
        written = [path.stat().st_mtime_ns for path in settled.mails()]
        assert written
        rebuild(service_of(settled, "notifier"), settled.embedded.log)
        run_until_idle(service_of(settled, "notifier"), settled.embedded.log)
        assert [path.stat().st_mtime_ns for path in settled.mails()] == written


class TestErasure:
    def test_takes_the_words_of_the_erased_out_of_the_log(self, settled: House) -> None:
        """What was a reason of an introduction is a person's words, too."""
        log = settled.embedded.log
        erased = {record.key for record in log.scan([topics.PROFILES]) if record.value is None}
        assert erased
        told = [record.value or b"" for record in log.scan([topics.INTRODUCTIONS, topics.ANSWERS])]
        assert not [value for value in told if b"IntroductionProposed" in value
                    and any(name.encode() in value for name in erased)]  # fmt: skip
        assert not [value for value in told if b"glad to meet" in value]


class TestDeadLetters:
    def test_leave_the_good_records_alone(self, settled: House) -> None:
        """One bad record must cost one dead letter, and nothing else."""
        log, before = settled.embedded.log, contents(settled)
        log.append([Entry(topics.PROFILES, settled.event, "x", b"not json")])
        log.append([Entry(topic, "", topics.SWEEP, None) for topic in topics.ALL])
        settled.settle()
        letters = [one for one in log.scan([topics.DEAD_LETTERS]) if one.value is not None]
        assert {record.key.partition("/")[0] for record in letters} == set(before)
        assert contents(settled) == before


class TestCommands:
    """What is typed, on the embedded log; the same commands run over brokers."""

    @pytest.fixture
    def typed(self, settled: House) -> Typed:
        def run(*arguments: str, folder: Path = settled.folder) -> tuple[int, str, str]:
            ended = subprocess.run(
                [sys.executable, "-m", "services.cli", *arguments],
                env=os.environ | {"RAPPORT_DATA_DIR": str(folder)},
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            return ended.returncode, ended.stdout, ended.stderr

        return run

    def test_rebuild_says_that_the_content_is_the_same(self, typed: Typed) -> None:
        """Whoever throws a database away wants to see that nothing is lost."""
        code, out, err = typed("rebuild", "insights")
        before, after = out.splitlines()
        assert code == 0
        assert before.removeprefix("before: ") == after.removeprefix("after:  ")
        assert "records read" in err

    def test_rebuild_says_so_where_it_is_not(self, settled: House, typed: Typed) -> None:
        """A view that somebody changed by hand must not go unnoticed."""
        store = service_of(settled, "insights").views
        store.put("members", [{"_id": "ghost", "event": "e", "capacity": 1, "attending": True}])
        code, _, err = typed("rebuild", "insights")
        assert code == 1
        assert "not what it was before" in err

    def test_rebuild_refuses_to_drop_what_a_worker_writes(
        self, settled: House, typed: Typed
    ) -> None:
        """Half of it would be written by the one, half by the other."""
        worker = service_of(settled, "insights").worker
        with settled.embedded.log.subscribe(worker.group, worker.topics) as reader:
            reader.poll(limit=1, timeout_s=0.0)
            code, _, err = typed("rebuild", "insights")
        assert code == 2
        assert "stop it" in err

    def test_dead_letters_are_listed_shown_and_replayed(self, settled: House, typed: Typed) -> None:
        """What no service could read is somebody's profile, and waits for a person to look."""
        settled.embedded.log.append([Entry(topics.PROFILES, settled.event, "x", b"bees: Ada's")])
        settled.settle()
        code, out, err = typed("dead-letters", "list")
        name = out.split("\t")[0]
        assert (code, len(out.splitlines())) == (0, 4)
        assert "4 dead letters wait" in err

        code, shown, _ = typed("dead-letters", "show", name)
        assert json.loads(shown)["still in the log"]
        assert "Ada" not in shown
        assert "Ada" in typed("dead-letters", "show", name, "--value")[1]

        assert typed("dead-letters", "replay", name)[1] == f"{name}: appended again\n"
        assert len(typed("dead-letters", "list")[1].splitlines()) == 3
        assert typed("dead-letters", "replay")[0] == 2
        assert typed("dead-letters", "replay", "--all")[0] == 0
        assert typed("dead-letters", "list")[1] == ""

    def test_topics_want_to_know_where_the_brokers_are(self, typed: Typed) -> None:
        """The cure is one variable, and must be named."""
        code, _, err = typed("topics")
        assert code == 2
        assert "RAPPORT_KAFKA_BOOTSTRAP_SERVERS" in err

    def test_topics_make_no_secret_key(self, typed: Typed, tmp_path: Path) -> None:
        """Topics are signed by nobody: a key would only lie about where the command was typed."""
        typed("topics", folder=tmp_path / "data")
        assert not (tmp_path / "data").exists()
