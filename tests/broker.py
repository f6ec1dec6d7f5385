"""A server that speaks Kafka's protocol, in a process of its own and a temporary folder."""

from __future__ import annotations

import socket
import subprocess
import time
from importlib.resources import files
from pathlib import Path

from tests.processes import free_port

_PATIENCE_S = 20.0


class Broker:
    """Starts, ends and kills one server; it keeps its port and its folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        program = Path(str(files("noida_db"))) / "noida-db"
        program.chmod(0o755)
        self._process = subprocess.Popen(
            [
                program, "start", "--data-dir", self._folder, "--host", "127.0.0.1",
                "--only", "kafka", "--kafka-port", str(self.port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError("the broker does not listen")

    def stop(self) -> None:
        """End it in good order: what it was given is on its disk."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE_S)

    def kill(self) -> None:
        """End it as a power cut would; it may lose what it was given in the last second."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE_S)
