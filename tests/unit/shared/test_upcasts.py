"""What earlier releases wrote is read as this one means it, and what later ones wrote waits."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from shared import topics
from shared.errors import InvalidMessage
from shared.log import Entry, Record
from shared.messages import Message, encode
from shared.messages.codec import Codec
from shared.messages.upcast import Fields, Upcasts

HUGE = 10**30


class StallOpened(Message):
    """Had one text for `keeper`, and then a `name`, split into two since the third version."""

    topic = topics.EVENTS
    version = 3
    kind: Literal["StallOpened"] = "StallOpened"
    first_name: str
    last_name: str = ""
    goods: tuple[str, ...] = ()


class StallShut(Message):
    """Was called `StallClosed` in its first version."""

    topic = topics.EVENTS
    version = 2
    kind: Literal["StallShut"] = "StallShut"
    why: str = ""


class StallMoved(Message):
    """Has never changed."""

    topic = topics.EVENTS
    kind: Literal["StallMoved"] = "StallMoved"
    place: str


AnyStall = Annotated[StallOpened | StallShut | StallMoved, Field(discriminator="kind")]


def rename_keeper(fields: Fields) -> Fields:
    fields["name"] = fields.pop("keeper")
    return fields


def split_name(fields: Fields) -> Fields:
    fields["first_name"], fields["last_name"] = fields.pop("name").split(" ")
    return fields


STALLS: Upcasts = {
    ("StallOpened", 1): rename_keeper,
    ("StallOpened", 2): split_name,
    ("StallClosed", 1): lambda fields: fields | {"kind": "StallShut"},
}
OPENED = StallOpened(event="fair", first_name="Ada", last_name="Marsh", goods=("pears",))
STATED = {"event": "fair", "goods": ["pears"], "kind": "StallOpened"}


def record(value: bytes) -> Record:
    return Record(topics.EVENTS, 0, 1, "fair", "fair", value)


def read(said: Any, upcasts: Upcasts = STALLS) -> Message:
    return Codec(AnyStall, upcasts).decode(record(json.dumps(said).encode()))


def written(message: Message) -> Entry:
    (entry,) = encode([message])
    return entry


class TestAnEarlierVersion:
    def test_is_read_over_all_steps_to_the_newest(self) -> None:
        """A log holds what the first release wrote, and no release rewrites it."""
        assert read(STATED | {"keeper": "Ada Marsh"}) == OPENED

    def test_is_read_from_the_step_that_it_has_reached(self) -> None:
        """A step that is taken twice would look for what is no longer there."""
        assert read(STATED | {"version": 2, "name": "Ada Marsh"}) == OPENED

    def test_of_a_renamed_kind_is_of_the_new_one(self) -> None:
        """Otherwise a fact would vanish from every view with the name that it had."""
        said = {"event": "fair", "kind": "StallClosed", "why": "rain"}

        assert read(said) == StallShut(event="fair", why="rain")

    def test_is_not_taken_for_the_newest_where_a_step_is_missing(self) -> None:
        """A field that the newest version gives a default would vanish silently."""
        with pytest.raises(InvalidMessage, match="nothing brings StallOpened of version 1 to"):
            read(STATED | {"first_name": "Ada"}, {})

    def test_is_found_wherever_the_kind_stands_in_the_record(self) -> None:
        """Field order and spaces are the writer's, and may be those of another tool."""
        first = read({"kind": "StallOpened", "keeper": "Ada Marsh"} | STATED)
        spaced = json.dumps(STATED | {"keeper": "Ada Marsh"}, indent=2).encode()

        assert first == OPENED
        assert Codec(AnyStall, STALLS).decode(record(spaced)) == OPENED

    @pytest.mark.parametrize("keeper", [None, 7, "Ada", "Ada Van Marsh", {"keeper": "x"}, HUGE])
    def test_that_no_step_can_take_is_a_bad_record(self, keeper: Any) -> None:
        """An error of a step would be told by its type alone, and what it says is a person's."""
        with pytest.raises(InvalidMessage, match="StallOpened of version 2 can't be") as caught:
            read(STATED | {"keeper": keeper})
        assert "Ada" not in str(caught.value)

    def test_without_what_a_step_wants_is_a_bad_record(self) -> None:
        """It is told which step it was."""
        with pytest.raises(InvalidMessage, match=r"of version 1 can't be .*: KeyError"):
            read(STATED)


class TestTheNewestVersion:
    @pytest.mark.parametrize(
        "message",
        [OPENED, StallShut(event="fair"), StallMoved(event="fair", place='the "version" gate')],
    )
    def test_comes_back_as_it_was(self, message: Message) -> None:
        """What was just written takes no step."""
        entry = written(message)

        assert Codec(AnyStall, STALLS).decode(record(entry.value or b"")) == message

    def test_is_written_beside_the_fields_from_the_second_on(self) -> None:
        """Without it, nobody could tell which fields to expect."""
        value = json.loads(written(OPENED).value or b"")

        assert value == {"version": 3} | OPENED.model_dump(mode="json")

    def test_goes_without_saying_while_it_is_the_first(self) -> None:
        """A message that never changed has the bytes that it always had."""
        entry = written(StallMoved(event="fair", place="gate"))

        assert entry.value == b'{"event":"fair","by":"","kind":"StallMoved","place":"gate"}'

    def test_may_be_said_where_it_is_the_first(self) -> None:
        """A tool that writes it is right."""
        said = {"event": "fair", "kind": "StallMoved", "place": "gate", "version": 1}

        assert read(said) == StallMoved(event="fair", place="gate")


class TestALaterVersion:
    @pytest.mark.parametrize("version", [2, HUGE])
    def test_waits_among_the_dead_letters_for_the_upgrade(self, version: int) -> None:
        """Read as far as it is understood, it would change what is known, and never be reread."""
        said = {"event": "fair", "kind": "StallMoved", "place": "gate", "version": version}

        with pytest.raises(InvalidMessage) as caught:
            read(said)

        assert str(caught.value) == (
            "written by a newer version of Rapport (this one reads StallMoved up to version 1);"
            " upgrade, then `rapport dead-letters replay`"
        )

    @pytest.mark.parametrize("more", [{}, {"version": 4}])
    def test_with_a_kind_of_its_own_waits_so_too(self, more: dict[str, int]) -> None:
        """A new kind is what most releases bring."""
        said = {"event": "fair", "kind": "StallPainted", "colour": "green"} | more

        with pytest.raises(InvalidMessage, match="if a newer one wrote it, upgrade") as caught:
            read(said)
        assert "green" not in str(caught.value)


class TestBadRecords:
    @pytest.mark.parametrize(
        "version", ["x", "1", "", -1, 0, -HUGE, 1.0, 1.5, True, None, [], [1], {}, {"version": 1}]
    )
    @pytest.mark.parametrize("kind", ["StallMoved", "StallOpened", "StallClosed", "Nothing"])
    def test_have_a_version_that_is_none(self, kind: str, version: Any) -> None:
        """A bad record is a dead letter; any other error would be told without its reason."""
        said = {"event": "fair", "kind": kind, "place": "gate", "version": version}

        with pytest.raises(InvalidMessage, match="version: no whole number"):
            read(said)

    @pytest.mark.parametrize("kind", [None, 1, [], ["StallMoved"], {"kind": "StallMoved"}, True])
    @pytest.mark.parametrize("more", [{}, {"version": 1}, {"version": HUGE}])
    def test_have_a_kind_that_is_none(self, kind: Any, more: dict[str, int]) -> None:
        """The same, where it is asked for its version and where it is not."""
        with pytest.raises(InvalidMessage):
            read({"event": "fair", "kind": kind, "place": "gate"} | more)
        with pytest.raises(InvalidMessage):
            read({"event": "fair", "place": "gate"} | more)

    @pytest.mark.parametrize(
        "value",
        [
            b'"version"',
            b'["version"]',
            b'{"version"',
            b'{"version":1}',
            b'{"version":1' + b"0" * 5_000 + b"}",
            b'{"version":' + b"[" * 100_000,
            b'{"kind":"StallMoved","version":NaN}',
            b'{"kind":"\xff","version":1}',
            b'{"kind":"\\ud800","version":1}',
            b'{"kind":"StallOpened","keeper":"\\ud800 x"}',
            b"\xff\xfe" + '{"version":1}'.encode("utf-16-le"),
        ],
    )
    def test_are_bytes_that_are_no_message(self, value: bytes) -> None:
        """Whoever can write to the log must not be able to stop its readers."""
        with pytest.raises(InvalidMessage):
            Codec(AnyStall, STALLS).decode(record(value))
