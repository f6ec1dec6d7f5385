"""The `rapport` command, as somebody types it."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from rich.console import Console

from services.cli import main
from services.offline.attendees import read_attendees
from services.offline.commands import open_questions
from shared.adapters.progress_bars import Bars
from tests.integration.test_offline import as_csv, introductions, rows_of
from tests.processes import free_port, kill, start

RAPPORT = str(Path(sys.executable).with_name("rapport"))


class TestBars:
    def test_show_a_stage_once_however_often_it_is_entered(self) -> None:
        """Three bars of one name look like two that hang."""
        shown = io.StringIO()
        with Bars(Console(file=shown)) as bars:
            for _ in range(3):
                with bars("assignment", 2) as advance:
                    advance(1)
        (line,) = [line for line in shown.getvalue().splitlines() if "assignment" in line]
        assert "6/6" in line


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes hear Ctrl-C though tests run in the background, where shells ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class TestCommand:
    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [RAPPORT, *arguments], capture_output=True, text=True, timeout=300, check=False
        )

    def test_matches_scores_and_explains_with_the_real_model(
        self, tmp_path: Path, small_roster: bytes
    ) -> None:
        """The whole command, as a newcomer types it."""
        roster = tmp_path / "roster.csv"
        roster.write_bytes(small_roster)

        done = self.run("match", str(roster), "--out", str(tmp_path / "out"), "--capacity", "2")
        assert done.returncode == 0, done.stderr
        report = json.loads((tmp_path / "out" / "report.json").read_text())
        assert report["share_at_minimum"] > 0.9  # of the two that a capacity of two leaves room for
        assert f"{report['share_unknown_industry']:.1%}" in done.stdout
        made = rows_of(introductions(tmp_path / "out"))
        assert all(row["reasons"] for row in made[:20])

        pairs = tmp_path / "pairs.csv"
        stranger = {"email_a": "nobody@nowhere.example", "email_b": made[0]["email_b"]}
        pairs.write_bytes(
            as_csv([{name: made[0][name] for name in ("email_a", "email_b")}, stranger])
        )
        done = self.run("score", str(roster), str(pairs), "--out", str(tmp_path / "scores.csv"))
        assert done.returncode == 0, done.stderr
        scores = rows_of((tmp_path / "scores.csv").read_bytes())
        assert float(scores[0]["score"]) == pytest.approx(float(made[0]["score"]), abs=1e-3)
        assert scores[1]["score"] == ""

        done = self.run("explain", str(roster), made[0]["email_a"], made[0]["email_b"])
        assert "no rule keeps them apart" in done.stdout

    def test_resolves_industries(self, tmp_path: Path) -> None:
        """Every label gets an answer, in its row."""
        labels = tmp_path / "labels.csv"
        labels.write_text("label\nFintech\nn/a\nFinancial Services\n", encoding="utf-8")
        done = self.run("industries", str(labels), "--out", str(tmp_path / "out.csv"))
        assert done.returncode == 0, done.stderr
        found = rows_of((tmp_path / "out.csv").read_bytes())
        assert [row["label"] for row in found] == ["Fintech", "n/a", "Financial Services"]
        assert found[0]["industry"] == found[2]["industry"]
        assert found[1]["industry"] == "Unknown"

    @pytest.mark.parametrize(
        ("content", "word"),
        [
            (b"", "empty"),
            (b"<!doctype html><html><body>Sign in</body></html>", "web page"),
            (b'{"attendees": []}', "JSON"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
            (b"name,email,company\n", "row"),
        ],
    )
    def test_refuses_what_is_no_roster_in_one_line(
        self, tmp_path: Path, content: bytes, word: str
    ) -> None:
        """A traceback tells an organiser nothing."""
        roster = tmp_path / "list.csv"
        roster.write_bytes(content)
        done = self.run("match", str(roster), "--out", str(tmp_path / "out"))
        assert done.returncode == 2
        (line,) = [line for line in done.stderr.splitlines() if line.startswith("rapport:")]
        assert word in line
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        ("command", "word"),
        [
            ("match roster.csv --out labels.csv", "labels.csv: is a file"),
            ("match roster.csv --out labels.csv/out", "labels.csv/out"),
            ("match roster.csv --out /proc/nowhere", "/proc/nowhere"),
            ("score roster.csv pairs.csv --out folder", "folder: is a folder"),
            ("score roster.csv pairs.csv --out labels.csv/out", "labels.csv/out"),
            ("score roster.csv folder --out out.csv", "folder"),
            ("score roster.csv nowhere.csv --out out.csv", "nowhere.csv"),
            ("score roster.csv pairs.csv --out out.csv", "pairs.csv, after line 1: field larger"),
            ("industries labels.csv --out folder", "folder: is a folder"),
            ("industries labels.csv --out nowhere/out.csv", "no folder nowhere"),
            ("industries folder --out out.csv", "folder"),
            ("industries nowhere.csv --out out.csv", "nowhere.csv"),
            ("industries labels.csv --out out.csv", "labels.csv, after line 1: field larger"),
            ("industries zeros.csv --out out.csv", "zeros.csv: no column 'label'"),
        ],
    )
    def test_refuses_files_that_it_cannot_use_in_one_line(
        self,
        folder_of_files: Path,
        capsys: pytest.CaptureFixture[str],
        command: str,
        word: str,
    ) -> None:
        """What is wrong with a path or a table is no bug of ours to trace back."""
        before = sorted(folder_of_files.iterdir())
        with pytest.raises(SystemExit) as ended:
            main(command.split())
        assert ended.value.code == 2
        lines = capsys.readouterr().err.splitlines()
        (line,) = [line for line in lines if line.startswith("rapport: ")]
        assert word in line
        assert sorted(folder_of_files.iterdir()) == before

    @pytest.fixture
    def folder_of_files(
        self, tmp_path: Path, small_roster: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> Path:
        """Stand in a folder with a roster, and with files that no command can use."""
        monkeypatch.chdir(tmp_path)
        (tmp_path / "folder").mkdir()
        (tmp_path / "roster.csv").write_bytes(small_roster)
        (tmp_path / "labels.csv").write_text("label\n" + "x" * 131_073 + "\n")
        (tmp_path / "pairs.csv").write_text("email_a,email_b\na," + "x" * 131_073 + "\n")
        (tmp_path / "zeros.csv").write_bytes(bytes(300))
        return tmp_path

    @pytest.mark.usefixtures("interruptible")
    def test_ends_quietly_when_interrupted(self, tmp_path: Path) -> None:
        """Whoever presses Ctrl-C wants no lecture, and scripts want the usual status."""
        roster = tmp_path / "roster.csv"
        os.mkfifo(roster)
        command = [RAPPORT, "match", str(roster), "--out", str(tmp_path / "out")]
        with (
            subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process,
            roster.open("wb"),  # opens as soon as the command reads
        ):
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Abort" not in told
        assert "Traceback" not in told

    def test_says_how_to_settle_what_a_column_is(self, tmp_path: Path) -> None:
        """A question without the way to answer it stays open."""
        roster = tmp_path / "roster.csv"
        rows = "".join(f"Ada Falk {n},a{n}@falk.example,Harbour Day\n" for n in range(5))
        roster.write_text(f"Full name,Email,What's the topic [x]?\n{rows}", encoding="utf-8")
        columns = read_attendees(roster).roster.columns
        assert [column.header for column in columns if column.question]
        hint = open_questions(columns)
        assert '"\'"' in hint
        assert "[x]?=FIELD'" in hint
        assert open_questions(columns[:2]) == ""

    def test_does_not_serve_without_the_roster_that_it_was_given(self, tmp_path: Path) -> None:
        """Whoever mistyped a path should not look for their people in an empty house."""
        missing = str(tmp_path / "nowhere.csv")
        done = self.run("serve", "--roster", missing, "--data-dir", str(tmp_path / "data"))
        assert done.returncode == 2
        assert "nowhere.csv" in done.stderr

    def test_says_that_there_is_no_such_file(self, tmp_path: Path) -> None:
        """The commonest mistake of all."""
        done = self.run("match", str(tmp_path / "nowhere.csv"), "--out", str(tmp_path / "out"))
        assert done.returncode == 2
        assert "nowhere.csv" in done.stderr


class TestSignIn:
    def opens(self, folder: Path) -> bool:
        """Follow the link that the command prints for a data folder."""
        done = subprocess.run(
            [RAPPORT, "sign-in", "--data-dir", str(folder)],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        link = done.stdout.splitlines()[0].removeprefix("link:").strip()
        try:
            with build_opener(HTTPCookieProcessor).open(link, timeout=20) as page:
                return bool(page.status == 200)
        except URLError:
            return False

    def wait_for(self, port: int) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz") as page:
                assert page.status == 200
                return
            time.sleep(0.1)
        pytest.fail("nothing listens")

    def test_prints_a_link_that_opens_wherever_rapport_listens(self, tmp_path: Path) -> None:
        """The port is the choice of whoever started it, and was killed, and started it again."""
        for end in (kill, subprocess.Popen.terminate):
            port = free_port()
            serving = start("serve", "--data-dir", str(tmp_path), "--port", str(port))
            try:
                self.wait_for(port)
                assert self.opens(tmp_path)
            finally:
                end(serving)
                serving.wait()

        assert not self.opens(tmp_path)
        assert not (tmp_path / "address").exists()


class TestOneSide:
    @pytest.mark.parametrize("side", ["web", "worker"])
    def test_listens_where_it_is_told_to(self, tmp_path: Path, side: str) -> None:
        """A second one on the same machine needs a place of its own, and no variable for it."""
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            done = subprocess.run(
                [RAPPORT, "insights", side, "--data-dir", str(tmp_path), "--port", port],
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert f"127.0.0.1:{port}" in done.stderr
        assert "--port or RAPPORT_PORT" in done.stderr
        assert any(tmp_path.glob("insights-[0-9]*.sqlite"))
