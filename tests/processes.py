"""Rapport as processes: started, measured, killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

RAPPORT = (sys.executable, "-m", "services.cli")


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Measured:
    """What a finished command took."""

    seconds: float
    peak_mb: float
    output: str


def measure(*arguments: str) -> Measured:
    """Run `rapport` and take its time and its peak memory."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*RAPPORT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, output
    return Measured(time.perf_counter() - started, usage.ru_maxrss / 1024, output)


def peak_mb(pid: int) -> float:
    """Read the peak memory of a running process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start `rapport` in a session of its own, quietly."""
    return subprocess.Popen(
        [*RAPPORT, *arguments],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
