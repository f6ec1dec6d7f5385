"""Measures the gate: a release until its last letter lies there, and the page of the round."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from shared.settings import Settings
from shared.web.identity import Identity, Tokens
from tests.benchmarks.command import read_arguments
from tests.benchmarks.rosters import make_roster
from tests.processes import free_port, kill, start

CONNECTIONS = 8
PATIENCE_S = 900.0


class Organiser:
    """Talks to one `rapport serve`, as a program and in a browser."""

    def __init__(self, folder: Path, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"
        self._token = Tokens(Settings.read(data_dir=folder).secret).issue(
            Identity("organiser", "bench")
        )
        self.api = httpx.Client(
            base_url=f"{self._url}/api/v1",
            headers={"Authorization": f"Bearer {self._token}"},
            timeout=300,
        )
        self.event = ""

    def open(self, roster: bytes) -> None:
        """Open an event with a list."""
        settings = {"name": "Bench", "starts_at": "2099-01-01T09:00:00Z"}
        self.event = str(self.api.post("/events", json=settings).raise_for_status().json()["event"])
        files = {"file": ("roster.csv", roster)}
        self.api.post(f"/events/{self.event}/roster", files=files).raise_for_status()

    def rounds(self) -> list[dict[str, Any]]:
        """List the rounds that there are."""
        found = self.api.get(f"/events/{self.event}/rounds").raise_for_status().json()["rounds"]
        return list(found)

    def release(self) -> None:
        """Release the round that waits."""
        (waiting,) = (one["round"] for one in self.rounds() if one["gate"]["state"] == "waiting")
        path = f"/events/{self.event}/rounds/{waiting}/release"
        self.api.post(path, json={}).raise_for_status()

    def latencies(self, seconds: float) -> list[float]:
        """Open the page of the round over several connections for some time."""
        until = time.perf_counter() + seconds
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            taken = list(pool.map(lambda _: self._look(until), range(CONNECTIONS)))
        return [one for found in taken for one in found]

    def _look(self, until: float) -> list[float]:
        found = []
        with httpx.Client(base_url=self._url, timeout=60) as browser:
            headers = {"Origin": self._url}
            browser.post(f"/sign-in/{self._token}", headers=headers)
            while time.perf_counter() < until:
                started = time.perf_counter()
                browser.get(f"/events/{self.event}/round").raise_for_status()
                found.append(time.perf_counter() - started)
        return found


def wait_until(is_so: Callable[[], bool]) -> float:
    """Look again and again; tell how many seconds it took."""
    started = time.perf_counter()
    while not is_so():
        if time.perf_counter() - started > PATIENCE_S:
            raise TimeoutError("it never was so")
        time.sleep(0.05)
    return time.perf_counter() - started


def is_listening(port: int) -> bool:
    """Tell whether the server answers."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").is_success
    except httpx.TransportError:
        return False


def told(name: str, seconds: list[float]) -> None:
    """Print how long a page took."""
    hundredths = statistics.quantiles(seconds, n=100)
    print(
        f"the round's page, {name}: median {statistics.median(seconds) * 1000:.0f} ms,"
        f" p99 {hundredths[98] * 1000:.0f} ms, {len(seconds)} requests over"
        f" {CONNECTIONS} connections"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=15.0, help="of looking at the page")
    arguments = read_arguments(parser, "--people", "30", "--seconds", "1")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        process = start("serve", "--data-dir", str(folder), "--port", str(port))
        try:
            wait_until(lambda: is_listening(port))
            measure(Organiser(folder, port), folder, arguments.people, arguments.seconds)
        finally:
            kill(process)


def measure(organiser: Organiser, folder: Path, people: int, seconds: float) -> None:
    """Let a list be matched and released, and look at it before, meanwhile and after."""
    organiser.open(make_roster(people))
    wait_until(lambda: bool(organiser.rounds()) and organiser.rounds()[-1]["finished"])
    told("before the release", organiser.latencies(seconds))
    organiser.release()
    mails = folder / "mail"
    spent = wait_until(lambda: mails.exists() and len(list(mails.glob("*.eml"))) >= people)
    print(f"release of {people} people: {spent:.1f} s to the last letter")
    organiser.api.post(f"/events/{organiser.event}/rounds", json={}).raise_for_status()
    told("while a round runs", organiser.latencies(seconds))


if __name__ == "__main__":
    main()
