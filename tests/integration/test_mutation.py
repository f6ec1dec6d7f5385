"""Changed code is tried on a small project: what its tests notice is known."""

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = """from functools import lru_cache


@lru_cache
def is_cheap(price: int) -> bool:
    return price < 5


def is_dear(price: int) -> bool:
    return price < 9


def is_free(price: int) -> bool:
    return price < 1


def wait(price: int) -> None:
    while price > 0:
        price -= 1
"""
TESTS = """from services.shop.domain.price import is_cheap, is_dear, wait


def test_cheap_ends_at_five():
    assert [is_cheap(price) for price in (4, 5, 6)] == [True, False, False]


def test_dear_is_called():
    is_dear(3)


def test_waits():
    wait(4)
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("project")
    for path, text in {
        "services/__init__.py": "",
        "services/shop/domain/price.py": SOURCE,
        "tests/unit/test_price.py": TESTS,
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    command = [sys.executable, "-m", "tests.mutation", "--root", str(root), "--slack", "2"]
    return subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, text=True).stdout


def test_tells_what_tests_notice_from_what_they_only_run(printed: str) -> None:
    """That a line runs in a test means little."""
    assert "price.py:10 survived\n    - return price < 9\n    + return price <= 9" in printed
    assert "price <= 5" not in printed


def test_lists_what_no_test_runs(printed: str) -> None:
    """Such a change survives like any other."""
    assert "price.py:14 survived\n    - return price < 1\n    + return price <= 1" in printed


def test_ends_what_would_never_end(printed: str) -> None:
    """One change in a hundred makes a loop endless."""
    assert "price.py:19 timed out\n" in printed


def test_says_which_share_survives_and_with_which_seed(printed: str) -> None:
    """A figure without its seed is an anecdote."""
    assert "of 11 survive (seed 1)" in printed
