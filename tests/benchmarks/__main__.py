"""Every figure that the README claims: `make bench`."""

from __future__ import annotations

from tests.benchmarks.main_line import main

main()
