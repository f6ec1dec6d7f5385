"""What whoever runs Rapport does: rebuild a service's documents, settle dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.operating import Content, content_of, rebuild
from shared import topics
from shared.log import Entry
from shared.service import Service
from tests.integration.conftest import House, build, run_until_idle


@pytest.fixture
def settled(tmp_path: Path, small_roster: bytes) -> Iterator[House]:
    """A house in which a round was run, briefs delivered, answers given and one erased."""
    house = build(tmp_path)
    event = house.open_event()
    house.upload(event, small_roster)
    house.settle()
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
            document["_id"] for document in service_of(settled, "intake").store.find("erased")
        }
        assert erased
        for name, collection in (("intake", "profiles"), ("matcher", "profiles")):
            store = service_of(settled, name).store
            assert not erased & {document["_id"] for document in store.find(collection)}

    def test_delivers_nothing_again(self, settled: House) -> None:
        """A rebuilt notifier must know what is in people's mailboxes already."""
        written = [path.stat().st_mtime_ns for path in settled.mails()]
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
        settled.settle()
        letters = list(log.scan([topics.DEAD_LETTERS]))
        assert {record.key.partition("/")[0] for record in letters} == set(before)
        assert contents(settled) == before
