"""What every release wrote is read as what it said then, however messages change.

`tests/golden/examples.py` says what the records say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from shared.log import Record
from shared.messages import AnyMessage, Erased, Message, Swept, decode
from shared.messages.base import Part
from shared.messages.upcast import UPCASTS, Fields, upcast
from tests.golden import records
from tests.golden.examples import EXAMPLES, UNSAID, entries

KINDS: tuple[type[Message], ...] = get_args(get_args(AnyMessage)[0])
CURRENT = {kind.model_fields["kind"].default: kind.version for kind in KINDS}
CHANGED = (
    "what is written to the log is no more what {newest} wrote. A field more with a default: say it"
    " in tests/golden/examples.py, in EXAMPLES with a value, in UNSAID for the releases before."
    " Anything else: give the message its next `version`, and shared/messages/upcast.py a step"
    " that reads the one before. Then run `python -m tests.golden`"
)
ANOTHER = (
    "{release} wrote {kind} for {key}, and it is read as something that no example says: give the"
    " message its next `version`, and shared/messages/upcast.py a step; or, where it is a field"
    " that {release} did not have, name it in UNSAID of tests/golden/examples.py"
)
LOST = "{release} wrote {kind} for {key}, and {lost} of it is not read: shared/messages/upcast.py"
UNKEPT = "say it in EXAMPLES of tests/golden/examples.py, then run `python -m tests.golden`"
MISSING = "no records of {release} are kept: run `python -m tests.golden` before it is released"


def as_read(example: Message, release: str) -> Message:
    """Take from an example what a release could not say yet."""
    unsaid = UNSAID.get(release, {}).get(type(example).__name__, {})
    return type(example).model_validate(merged(example.model_dump(), unsaid))


def merged(fields: Fields, others: Any) -> Fields:
    return fields | {
        name: other if not isinstance(other, dict) else merged(fields[name], other)
        for name, other in others.items()
        if not isinstance(other, dict) or fields[name] is not None
    }


def told(record: Record) -> dict[str, str]:
    kind = json.loads(record.value)["kind"] if record.value else "a tombstone"
    return {"kind": kind, "key": record.key}


def losses(said: Any, read: Any, place: str = "") -> Iterator[str]:
    """Name what was said and is not read."""
    if isinstance(said, dict) and isinstance(read, dict):
        for name, value in said.items():
            yield from losses(value, read.get(name), f"{place}/{name}")
    elif isinstance(said, list) and isinstance(read, list) and len(said) == len(read):
        for one, another in zip(said, read, strict=True):
            yield from losses(one, another, place)
    elif said != read:
        yield place


def choices(part: Part) -> Iterator[tuple[str, bool]]:
    """Name each field that may be left out, here and in parts, and tell whether it says more."""
    unsaid = {"kind", "by"} if isinstance(part, Erased) else {"kind"}  # a tombstone is a key alone
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if not field.is_required() and name not in unsaid:
            yield f"{type(part).__name__}.{name}", value != field.default
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part):
                yield from choices(inner)


@pytest.mark.parametrize("release", records.kept())
class TestWhatAReleaseWrote:
    def test_is_read_as_what_it_said(self, release: str) -> None:
        """A renamed field that has a default would vanish, from every log there is."""
        expected = [as_read(example, release) for example in EXAMPLES]
        expected.append(Swept(event=""))

        for record in records.read(release):
            message = decode(record)
            assert message in expected, ANOTHER.format(release=release, **told(record))
            expected.remove(message)

    def test_loses_no_field(self, release: str) -> None:
        """A field that is dropped without a step is a fact that nobody decided to forget."""
        for record in records.read(release):
            if record.value is None:
                continue
            said = upcast(json.loads(record.value), CURRENT, UPCASTS)
            said.pop("version", None)
            lost = list(losses(said, decode(record).model_dump(mode="json")))
            assert not lost, LOST.format(release=release, lost=lost, **told(record))


class TestTheExamples:
    def test_are_what_the_newest_release_writes(self) -> None:
        """Whoever changes a message says how what was written before is read."""
        newest = records.kept()[-1]

        written = records.spell(entries())

        assert records.path_of(newest).read_text() == written, CHANGED.format(newest=newest)

    def test_are_of_every_kind(self) -> None:
        """A kind of which nothing is kept can be changed by mistake."""
        read = {type(decode(record)) for record in records.read(records.kept()[-1])}

        tombstones = {kind for part in Erased.__subclasses__() for kind in _leaves(part)}
        assert read == {*KINDS, *tombstones, Swept}, UNKEPT

    def test_say_every_field_and_leave_it_out(self) -> None:
        """A field that is never said, or always, is kept in one of the forms that it has."""
        seen: dict[str, set[bool]] = {}
        for example in EXAMPLES:
            for name, is_said in choices(example):
                seen.setdefault(name, set()).add(is_said)

        assert [name for name, forms in seen.items() if forms != {True, False}] == [], UNKEPT


def _leaves(kind: type[Erased]) -> set[type[Erased]]:
    return set().union(*map(_leaves, kind.__subclasses__())) or {kind}


class TestReleases:
    def test_all_keep_what_they_wrote(self) -> None:
        """The log of every release may be somebody's."""
        for release in {*records.releases(), records.current()}:
            assert release in records.kept(), MISSING.format(release=release)

    def test_that_are_kept_are_in_the_changelog(self) -> None:
        """The newest is the one at hand; another would be compared in its place."""
        assert set(records.kept()) == set(records.releases())
        assert records.kept()[-1] == records.current()

    def test_before_the_current_one_are_out(self) -> None:
        """Only what is out is safe from being written anew."""
        assert [
            release
            for release, is_out in records.releases().items()
            if not is_out and release != records.current()
        ] == []
