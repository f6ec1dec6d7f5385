"""Which partitions a member of a consumer group has, and which of them it has read to the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kafka import ConsumerRebalanceListener, TopicPartition

from shared.adapters.kafka_connection import partition_of


class KafkaPartitions(ConsumerRebalanceListener):  # type: ignore[misc]  # the library has no types
    """Listens to where partitions move.

    All topics have the same number of partitions, and an event has the same one in each. So what
    a reader owns is a set of numbers: it has the partition of that number in every topic.
    """

    def __init__(self, topics: Collection[str]) -> None:
        """Have nothing yet.

        Args:
            topics: what is read, as the cluster names it.
        """
        self._topics = frozenset(topics)
        self._numbers: frozenset[int] = frozenset()
        self._read: set[int] = set()
        self.partitions = 0
        self.is_moving = False
        self.is_known = False

    @property
    def is_settled(self) -> bool:
        """Tell whether it is known what is ours, and nothing moves."""
        return self.is_known and not self.is_moving

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:  # noqa: ARG002 - all
        """Wait for what comes; until then, no other member has what was ours."""
        self.is_moving = self.is_known

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Keep in mind what stayed, as nobody else had it meanwhile."""
        topics: dict[int, set[str]] = {}
        for topic, number in assigned:
            topics.setdefault(number, set()).add(topic)
        self._numbers = frozenset(n for n, found in topics.items() if found == self._topics)
        self._read &= self._numbers
        self.is_moving = False
        self.is_known = True

    def on_partitions_lost(self, lost: Iterable[TopicPartition]) -> None:  # noqa: ARG002 - all
        """Forget everything: somebody else has had it since."""
        self._numbers = frozenset()
        self._read.clear()
        self.is_moving = False
        self.is_known = False

    def forget_read(self) -> None:
        """Take everything as unread."""
        self._read.clear()

    def unread(self) -> list[TopicPartition]:
        """List the partitions that were not yet read to their end."""
        left = sorted(self._numbers - self._read)
        return [TopicPartition(topic, number) for number in left for topic in sorted(self._topics)]

    def note_read(self, left: Mapping[TopicPartition, int]) -> None:
        """Take in how many records of each unread partition are left."""
        behind = {place.partition for place, count in left.items() if count > 0}
        self._read |= {place.partition for place in left} - behind

    def is_ours(self, event: str) -> bool:
        """Tell whether an event is ours, and all its records were read."""
        return self.is_settled and partition_of(event, self.partitions) in self._read

    def is_read(self) -> bool:
        """Tell whether it is known what is ours, and every partition of it was read to its end."""
        return self.is_settled and self._read == self._numbers
