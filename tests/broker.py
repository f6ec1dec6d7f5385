"""A server that speaks Kafka's protocol, in a process of its own and a temporary folder.

It differs from Apache Kafka in two ways that matter here. It keeps a dead reader in its group for
good, where Kafka ends its session after 10 seconds: `bury` stands in for that. And it writes to
its disk once a second, after it has acknowledged: a `kill` loses what came since.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterable
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove

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
        """End it in order; what it was given before that moment is on its disk."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE_S)

    def bury(self, pids: Iterable[int]) -> None:
        """End the sessions of processes that died."""
        dead = {f"rapport-{socket.gethostname()}-{pid}" for pid in pids}
        with closing(KafkaAdminClient(bootstrap_servers=self.address)) as admin:
            groups = [group["group_id"] for group in admin.list_groups()]
            for name, group in admin.describe_groups(groups).items() if groups else ():
                gone = [
                    MemberToRemove(member_id=member["member_id"])
                    for member in group["members"]
                    if member["client_id"] in dead
                ]
                if gone:
                    admin.remove_group_members(name, gone)

    def kill(self) -> None:
        """End it as a power cut would; it may lose what it was given in the last second."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE_S)
