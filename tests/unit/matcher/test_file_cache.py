"""What is kept is whole and current, or it is made again."""

from __future__ import annotations

from pathlib import Path

from services.matcher.file_cache import read_or_make


class Maker:
    """Makes the same thing, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return b"dear to make"


class TestReadOrMake:
    def test_makes_a_thing_once(self, tmp_path: Path) -> None:
        """That is the whole point."""
        make = Maker()

        found = [read_or_make("thing-1", make, [tmp_path]) for _ in range(3)]

        assert set(found) == {b"dear to make"}
        assert make.times == 1

    def test_makes_a_damaged_thing_again(self, tmp_path: Path) -> None:
        """Nobody would suspect a file that they never heard of."""
        make = Maker()
        read_or_make("thing-1", make, [tmp_path])
        for damaged in (b"", b"short", (tmp_path / "thing-1").read_bytes()[:-1] + b"?"):
            (tmp_path / "thing-1").write_bytes(damaged)

            assert read_or_make("thing-1", make, [tmp_path]) == b"dear to make"
        assert make.times == 4

    def test_keeps_under_another_name_apart(self, tmp_path: Path) -> None:
        """A new version must not read what an older one made."""
        make = Maker()

        for name in ("thing-1", "thing-2"):
            read_or_make(name, make, [tmp_path])

        assert make.times == 2
        assert {path.name for path in tmp_path.iterdir()} == {"thing-1", "thing-2"}

    def test_writes_where_it_can(self, tmp_path: Path) -> None:
        """Packages are often installed by somebody else, who alone may write there."""
        make = Maker()
        (tmp_path / "a file").write_text("no folder")

        for _ in range(2):
            read_or_make("thing-1", make, [tmp_path / "a file", tmp_path / "cache"])

        assert make.times == 1
        assert (tmp_path / "cache" / "thing-1").is_file()

    def test_gives_the_thing_even_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        """A read-only container is slower to start, and works."""
        (tmp_path / "a file").write_text("no folder")

        assert read_or_make("thing-1", Maker(), [tmp_path / "a file"]) == b"dear to make"
