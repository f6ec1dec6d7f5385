"""What all messages have in common."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

Format = Literal["in_person", "phone", "video"]
Fraction = Annotated[float, Field(ge=0.0, le=1.0)]


class Part(BaseModel):
    """A piece of a message; immutable, and tolerant of fields added later."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(Part):
    """A fact about one event; `topic` and `key` say where it is kept.

    `version` counts the forms that a kind has had: raise it where what was written before can't
    be read any more as it is, and say in `shared.messages.upcast` how it is read. `by` says who
    caused it: `organiser:<id>`, `attendee`, or `rapport` itself; empty where it was not asked for
    when it was written.
    """

    topic: ClassVar[str]
    version: ClassVar[int] = 1
    event: str
    by: str = ""

    @property
    def key(self) -> str:
        """Name the entity that this fact is about; the newest per key survives compaction."""
        return self.event


class Erased(Message):
    """What a tombstone means: what stood under its key is forgotten, everywhere.

    `named` is the field that holds the key.
    """

    named: ClassVar[str]

    @classmethod
    def at(cls, event: str, key: str) -> Self:
        """Read a tombstone's event and key."""
        return cls.model_validate({"event": event, cls.named: key})

    @property
    def key(self) -> str:
        """Name what is forgotten."""
        return str(getattr(self, self.named))


class Swept(Message):
    """Nothing about any event, appended so that brokers compact what came before it."""

    topic = ""
