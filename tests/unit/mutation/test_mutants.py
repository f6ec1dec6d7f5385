"""The changes that try the tests are the right ones, and can be had again."""

from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant, draw, find

PATH = "services/shop/domain/price.py"
SOURCE = '''"""Prices."""

LIMIT = 3
WORDS = ("one", "two")


def wrap(function):
    return function


class Price:
    """What is paid."""

    @property
    def whole(self) -> int:
        log.info("asked", price=self.paid + 1)
        return cast("int", self.paid * 100)


@wrap
def cheap(price: float, most: float = 5) -> bool:
    """Tell whether a price is below `most`."""
    return price < most
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(SOURCE, "utf-8")
    return tmp_path


def changed_lines(mutants: list[Mutant]) -> set[str]:
    before = SOURCE.splitlines()
    changed = (mutant.applied(SOURCE).splitlines() for mutant in mutants)
    return {new for after in changed for old, new in zip(before, after, strict=True) if old != new}


def test_decorated_functions_are_changed(root: Path) -> None:
    """Most of what decides is compiled, cached or a property."""
    lines = changed_lines(find(root))

    assert "    return price <= most" in lines
    assert "def cheap(price: float, most: float = 6) -> bool:" in lines


def test_limits_outside_functions_are_changed_and_words_are_not(root: Path) -> None:
    """A limit is a decision; to change thousands of words of a language would drown the rest."""
    lines = changed_lines(find(root))

    assert "LIMIT = 4" in lines
    assert not any("WORDS" in line for line in lines)


def test_what_is_there_for_types_readers_and_logs_alone_is_not_changed(root: Path) -> None:
    """Nothing could notice, and the share of what survives would mean little."""
    lines = changed_lines(find(root))

    assert not any(part in line for line in lines for part in ("log", "cast", '"""'))


def test_a_seed_draws_the_same_again(root: Path) -> None:
    """A figure is worth something if somebody else gets it, too."""
    found = find(root)

    assert draw(root, found, 3, seed=7) == draw(root, found, 3, seed=7)
    assert len({tuple(draw(root, found, 3, seed=seed)) for seed in range(5)}) > 1


def test_what_python_can_not_read_is_not_drawn(root: Path) -> None:
    """A change that can't even be imported would be noticed for nothing."""
    for mutant in draw(root, find(root), 100, seed=1):
        compile(mutant.applied(SOURCE), PATH, "exec")


def test_only_what_is_asked_for_is_changed(root: Path) -> None:
    """A developer tries the file at hand."""
    assert find(root, "services/shop")
    assert not find(root, "services/else")
