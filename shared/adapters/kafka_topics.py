"""The topics as they have to be on a cluster: made by `rapport topics`, checked at every start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import InvalidReplicationFactorError, KafkaError, TopicAlreadyExistsError

from shared import topics
from shared.adapters.kafka_connection import Client, KafkaConnection, translated
from shared.errors import RapportError, TransientError
from shared.log import MAX_ENTRY_BYTES

DAY_MS = 24 * 3600 * 1000
SEGMENT_MS = DAY_MS
_FOREVER_MS = 3650 * DAY_MS  # the longest that can be added to any clock without overflow
_READY_TIMEOUT_MS = 30_000


class WrongTopics(RapportError):
    """The cluster's topics are not as they have to be; the text says which, and the cure."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """How many partitions a topic has, and on how many brokers each of them is.

    An event is in one partition, so there is never work for more workers of a service than
    there are partitions; their number can't be changed later without moving events.
    """

    partitions: int
    replication: int


def config_of(topic: str, spec: TopicSpec) -> dict[str, str]:
    """Configure a topic.

    Facts are compacted: the newest of a key stays, the older are gone within 7 days, and so are
    the words of the erased: 5 days until they must be compacted, 2 for the cleaner to do it.
    Tombstones stay, as they hold no more than an id: whoever builds a view anew, in whatever
    year, learns who is never to come back. Dead letters go after 30 days.

    Args:
        topic: one of `topics.ALL`.
        spec: its partitions and replicas.
    """
    config = {
        "min.insync.replicas": str(max(1, spec.replication - 1)),
        "max.message.bytes": str(MAX_ENTRY_BYTES + 50_000),
        "unclean.leader.election.enable": "false",
    }
    if topic == topics.DEAD_LETTERS:
        return config | {"cleanup.policy": "compact,delete", "retention.ms": str(30 * DAY_MS)}
    return config | {
        "cleanup.policy": "compact",
        "max.compaction.lag.ms": str(5 * DAY_MS),
        "delete.retention.ms": str(_FOREVER_MS),
        "segment.ms": str(SEGMENT_MS),
    }


@dataclass(frozen=True, slots=True)
class Found:
    """A topic as it is on the cluster."""

    partitions: int
    replication: int
    config: Mapping[str, str]

    def faults(self, wanted: Mapping[str, str]) -> list[str]:
        """Name what is set otherwise than it has to be."""
        return [
            f"{name} is {self.config.get(name, 'not set')}, not {value}"
            for name, value in sorted(wanted.items())
            if not _is_same(self.config.get(name), value)
        ]


def _is_same(found: str | None, wanted: str) -> bool:
    return found is not None and set(found.split(",")) == set(wanted.split(","))


class KafkaTopics:
    """Makes, mends and checks the topics of one deployment."""

    def __init__(self, connection: KafkaConnection, spec: TopicSpec, names: Iterable[str]) -> None:
        """Take where they are and how they have to be.

        Args:
            connection: to the cluster.
            spec: for all topics.
            names: of `topics.ALL`, as we know them.
        """
        self.connection = connection
        self._spec = spec
        self._names = {connection.there(name): config_of(name, spec) for name in names}

    def check(self) -> None:
        """See that all topics are there and as they have to be.

        Raises:
            WrongTopics: some are not; all of them are named.
            TransientError: no broker answers.
        """
        with self._admin() as admin:
            found = self._find(admin)
        wrong = [f"{name} is missing" for name in self._names if name not in found]
        for name, topic in sorted(found.items()):
            wrong += [f"{name}: {fault}" for fault in topic.faults(self._names[name])]
        if wrong:
            raise WrongTopics(f"{'; '.join(wrong)}. To mend it: rapport topics")
        if misshapen := self._misshapen(found):
            raise WrongTopics("; ".join(misshapen))

    def make(self) -> Iterator[tuple[str, str]]:
        """Make what is missing and mend what is set otherwise.

        Yields:
            Each topic's name, and what was done.

        Raises:
            WrongTopics: a topic can't be made or mended; the text says why.
            TransientError: no broker answers.
        """
        with self._admin() as admin:
            found = self._find(admin)
            if misshapen := self._misshapen(found):
                raise WrongTopics("; ".join(misshapen))
            for name, config in self._names.items():
                yield name, self._make(admin, name, config, found.get(name))
            admin.wait_for_topics(list(self._names), timeout_ms=_READY_TIMEOUT_MS)

    def remove(self) -> None:
        """Remove the topics, with all that they hold."""
        with self._admin() as admin:
            admin.delete_topics(sorted(self._find(admin)))

    def _make(
        self,
        admin: Client,
        name: str,
        config: dict[str, str],
        found: Found | None,
    ) -> str:
        if found is None:
            return self._create(admin, name, config)
        faults = found.faults(config)
        if faults:
            admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, config)])
        return f"mended: {'; '.join(faults)}" if faults else "is as it has to be"

    def _create(self, admin: Client, name: str, config: dict[str, str]) -> str:
        spec = self._spec
        topic = NewTopic(name, spec.partitions, spec.replication, topic_configs=config)
        try:
            admin.create_topics([topic])
        except InvalidReplicationFactorError:
            raise WrongTopics(
                f"{name} can't have {spec.replication} replicas: there are fewer brokers;"
                " start more, or set RAPPORT_KAFKA_REPLICATION"
            ) from None
        except TopicAlreadyExistsError:
            return "was made by somebody else meanwhile"
        return f"made: {spec.partitions} partitions, {spec.replication} replicas"

    def _misshapen(self, found: Mapping[str, Found]) -> list[str]:
        """Name what can't be mended in place."""
        spec, wrong = self._spec, []
        counts = {name: topic.partitions for name, topic in sorted(found.items())}
        if set(counts.values()) - {spec.partitions}:
            wrong.append(
                f"not {spec.partitions} partitions everywhere ({_listed(counts)}): set"
                " RAPPORT_KAFKA_PARTITIONS to what there is, or move to a new RAPPORT_KAFKA_PREFIX"
            )
        fewer = {
            name: topic.replication
            for name, topic in sorted(found.items())
            if topic.replication < spec.replication
        }
        if fewer:
            wrong.append(
                f"not {spec.replication} replicas everywhere ({_listed(fewer)}): let the brokers'"
                " own tools reassign them, or set RAPPORT_KAFKA_REPLICATION"
            )
        return wrong

    def _find(self, admin: Client) -> dict[str, Found]:
        there = {topic["name"]: topic for topic in admin.describe_topics()}
        names = [name for name in self._names if name in there]
        if not names:
            return {}
        resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        configs = admin.describe_configs(resources, config_filter="all")["topic"]
        return {
            name: Found(
                partitions=len(there[name]["partitions"]),
                replication=len(there[name]["partitions"][0]["replica_nodes"]),
                config={key: entry["value"] for key, entry in configs[name].items()},
            )
            for name in names
        }

    @contextmanager
    def _admin(self) -> Iterator[Client]:
        servers = ", ".join(self.connection.bootstrap_servers)
        try:
            admin = KafkaAdminClient(**self.connection.options())
        except KafkaError as error:
            raise TransientError(
                f"no broker answers at {servers} ({type(error).__name__}); is it up, and are"
                " RAPPORT_KAFKA_BOOTSTRAP_SERVERS and the settings of the login right?"
            ) from error
        with translated(), closing(admin):
            yield admin


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in counts.items())
