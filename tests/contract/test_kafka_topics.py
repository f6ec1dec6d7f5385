"""What `rapport topics` makes, and what every start refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from shared import topics
from shared.adapters.kafka_connection import KafkaConnection
from shared.adapters.kafka_topics import DAY_MS, KafkaTopics, TopicSpec, WrongTopics, config_of
from shared.errors import TransientError
from tests.conftest import SPEC


def topics_of(connection: KafkaConnection, spec: TopicSpec = SPEC) -> KafkaTopics:
    return KafkaTopics(connection, spec, topics.ALL)


class TestKafkaTopics:
    def test_are_as_they_have_to_be_once_they_are_made(self, kafka: KafkaConnection) -> None:
        """A start must not ask for what was just done."""
        topics_of(kafka).check()
        assert {done for _, done in topics_of(kafka).make()} == {"is as it has to be"}

    def test_are_missed_by_name(self, kafka: KafkaConnection) -> None:
        """A worker that starts before its topics must say so, and not wait in silence."""
        elsewhere = replace(kafka, prefix="nowhere.")
        with pytest.raises(WrongTopics, match=r"nowhere\.rapport\.events\.v1 is missing") as found:
            topics_of(elsewhere).check()
        assert "rapport topics" in str(found.value)

    def test_are_mended_where_somebody_set_them_otherwise(self, kafka: KafkaConnection) -> None:
        """A topic that is not compacted in time keeps the words of an erased person."""
        name = kafka.there(topics.PROFILES)
        admin = KafkaAdminClient(**kafka.options())
        wrong = {"max.compaction.lag.ms": "9223372036854775807"}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, wrong)])
        admin.close()

        with pytest.raises(WrongTopics, match=r"max\.compaction\.lag\.ms is 9223372036854775807"):
            topics_of(kafka).check()
        assert "mended" in dict(topics_of(kafka).make())[name]
        topics_of(kafka).check()

    def test_with_another_number_of_partitions_are_refused(self, kafka: KafkaConnection) -> None:
        """An event's messages must never be in two partitions."""
        more = replace(SPEC, partitions=SPEC.partitions + 1)
        for act in (topics_of(kafka, more).check, lambda: list(topics_of(kafka, more).make())):
            with pytest.raises(WrongTopics, match="RAPPORT_KAFKA_PARTITIONS"):
                act()

    def test_with_too_few_replicas_are_refused(self, kafka: KafkaConnection) -> None:
        """No append could ever be acknowledged by two of one replica."""
        with pytest.raises(WrongTopics, match="replicas"):
            list(topics_of(kafka, replace(SPEC, replication=3)).make())

    def test_need_as_many_brokers_as_replicas(self, kafka: KafkaConnection) -> None:
        """The cure for a laptop's single broker is one setting away."""
        elsewhere = replace(kafka, prefix=f"{kafka.prefix}more.")
        with pytest.raises(WrongTopics, match="RAPPORT_KAFKA_REPLICATION"):
            list(topics_of(elsewhere, TopicSpec(1, 99)).make())

    def test_are_asked_of_a_broker_that_is_there(self) -> None:
        """A wrong address must be told within seconds."""
        nowhere = KafkaConnection(("127.0.0.1:1",), patience_s=1.0)
        with pytest.raises(TransientError, match="RAPPORT_KAFKA_BOOTSTRAP_SERVERS"):
            topics_of(nowhere).check()


class TestConfigOf:
    def test_lets_the_erased_go_within_a_week(self) -> None:
        """The law gives a month, we promise 7 days."""
        for name in topics.ALL:
            config = config_of(name, SPEC)
            assert "compact" in config["cleanup.policy"]
            if name != topics.DEAD_LETTERS:
                assert int(config["max.compaction.lag.ms"]) <= 5 * DAY_MS
                assert int(config["segment.ms"]) <= DAY_MS

    def test_keeps_tombstones_for_whoever_builds_a_view_years_later(self) -> None:
        """An old list that is sent again must not bring back who was erased."""
        assert int(config_of(topics.PROFILES, SPEC)["delete.retention.ms"]) > 1000 * DAY_MS

    def test_wants_every_append_on_a_majority(self) -> None:
        """One broker's disk must not decide what is lost."""
        assert config_of(topics.EVENTS, TopicSpec(12, 3))["min.insync.replicas"] == "2"
        assert config_of(topics.EVENTS, TopicSpec(12, 1))["min.insync.replicas"] == "1"
