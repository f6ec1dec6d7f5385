"""What no service could read waits, is listed, and is read again without setting anything back."""

from __future__ import annotations

import pytest

from shared import dead_letters, topics
from shared.dead_letters import NoSuchDeadLetter, dead_letter
from shared.errors import InvalidMessage
from shared.log import Entry
from shared.messages import IntroductionWithdrawn, encode
from tests.fakes import MemoryLog


def broken(key: str, value: bytes | None = b"{}") -> Entry:
    return Entry(topics.PROFILES, "spring", key, value)


@pytest.fixture
def log() -> MemoryLog:
    """Two records, ada's and bob's, that two services could not read."""
    log = MemoryLog()
    log.append([broken("ada"), broken("bob")])
    for record in list(log.records):
        for service in ("matcher", "notifier"):
            log.append([dead_letter(service, record, InvalidMessage("kind: missing"))])
    return log


def names(log: MemoryLog) -> list[str]:
    return [letter.name for letter in dead_letters.waiting(log)]


def values(log: MemoryLog, key: str) -> list[bytes | None]:
    return [record.value for record in log.scan([topics.PROFILES]) if record.key == key]


class TestWaiting:
    def test_names_each_record_once_for_each_service(self, log: MemoryLog) -> None:
        """A worker that died between the letter and the commit writes the letter again."""
        record = log.records[0]
        log.append([dead_letter("matcher", record, InvalidMessage("kind: missing"))])
        assert len(names(log)) == len(set(names(log))) == 4
        assert "matcher/rapport.profiles.v1/0@1" in names(log)

    def test_passes_over_what_is_no_letter(self, log: MemoryLog) -> None:
        """Garbage among the dead letters must not hide the rest."""
        log.append([Entry(topics.DEAD_LETTERS, "spring", "x", b"garbage")])
        assert len(names(log)) == 4


class TestReplay:
    def test_appends_a_record_once_for_all_services(self, log: MemoryLog) -> None:
        """Every service reads the topic; one copy serves all."""
        settled = list(dead_letters.replay(log, dead_letters.waiting(log)))
        assert {outcome for _, outcome in settled} == {"appended again"}
        assert values(log, "ada") == [b"{}", b"{}"]
        assert names(log) == []

    def test_sets_nothing_back_that_was_said_later(self, log: MemoryLog) -> None:
        """An old profile must not overwrite the correction that came after it."""
        log.append([broken("ada", b"newer"), broken("bob", None)])
        settled = list(dead_letters.replay(log, dead_letters.waiting(log)))
        assert {outcome for _, outcome in settled} == {"superseded"}
        assert values(log, "ada") == [b"{}", b"newer"]
        assert values(log, "bob")[-1] is None

    def test_brings_no_introduction_back_that_was_withdrawn(self, log: MemoryLog) -> None:
        """Its briefs would go out after all."""
        log.append([Entry(topics.INTRODUCTIONS, "spring", "ada+bob", b"{}")])
        record = log.records[-1]
        log.append([dead_letter("insights", record, InvalidMessage("score: missing"))])
        withdrawn = IntroductionWithdrawn(
            event="spring", introduction="ada+bob", round="r", why="w"
        )
        log.append(encode([withdrawn]))
        letters = [one for one in dead_letters.waiting(log) if one.service == "insights"]
        assert [outcome for _, outcome in dead_letters.replay(log, letters)] == ["superseded"]

    def test_settles_only_the_letters_that_were_named(self, log: MemoryLog) -> None:
        """Whoever replays one record has looked at that one."""
        wanted = "matcher/rapport.profiles.v1/0@2"
        list(dead_letters.replay(log, dead_letters.named(log, [wanted])))
        assert len(names(log)) == 3
        assert values(log, "ada") == [b"{}"]

    def test_says_so_where_a_record_is_gone(self, log: MemoryLog) -> None:
        """A person may have been erased since."""
        del log.records[0]
        letters = [one for one in dead_letters.waiting(log) if one.offset == 1]
        assert {outcome for _, outcome in dead_letters.replay(log, letters)} == {"gone"}

    def test_knows_no_letter_that_does_not_wait(self, log: MemoryLog) -> None:
        """A typo must not look like a success."""
        with pytest.raises(NoSuchDeadLetter, match="dead-letters list"):
            dead_letters.named(log, ["matcher/nowhere/0@1"])


class TestOriginal:
    def test_is_found_by_its_place(self, log: MemoryLog) -> None:
        """To judge a record, one has to see which it is."""
        letter = dead_letters.waiting(log)[0]
        record = dead_letters.original(log, letter)
        assert record is not None
        assert record.key == "ada"
