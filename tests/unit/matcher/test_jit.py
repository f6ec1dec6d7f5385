"""Machine code is kept where only the version that it was made of finds it."""

from __future__ import annotations

from pathlib import Path

from services.matcher.jit import machine_code_folder

_COMPILED = "from services.matcher.jit import compiled\n"


def sources(folder: Path, **modules: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)
    return folder


class TestMachineCode:
    def test_is_another_once_anything_compiled_changes(self, tmp_path: Path) -> None:
        """A loop that was built into another file's code would live on, and so would its fault."""
        before = machine_code_folder(
            sources(tmp_path / "domain", outer=_COMPILED, inner=_COMPILED), [tmp_path]
        )
        after = machine_code_folder(
            sources(tmp_path / "domain", inner=f"{_COMPILED}MORE = 1\n"), [tmp_path]
        )

        assert before is not None
        assert after is not None
        assert before != after

    def test_stays_where_nothing_compiled_changes(self, tmp_path: Path) -> None:
        """Compiling takes half a minute, and words in other modules do not need it."""
        domain = sources(tmp_path / "domain", loop=_COMPILED, rules="LEAST = 3\n")
        before = machine_code_folder(domain, [tmp_path])
        sources(domain, rules="LEAST = 4\n")

        assert machine_code_folder(domain, [tmp_path]) == before

    def test_is_kept_where_it_can_be(self, tmp_path: Path) -> None:
        """An installation may be read-only, and then the user's cache is not."""
        (tmp_path / "closed").write_text("no folder")
        domain = sources(tmp_path / "domain", loop=_COMPILED)

        found = machine_code_folder(domain, [tmp_path / "closed", tmp_path / "open"])

        assert found is not None
        assert found.parent == tmp_path / "open"
        assert machine_code_folder(domain, [tmp_path / "closed"]) is None
