"""A stand-in for MongoDB that speaks its wire protocol, so that the real client talks to it.

It is a test double: a process of its own that several others can share, which keeps documents
in memory and does what our store asks of a standalone server of version 8, nothing more. That
a real one does the same is seen by running the tests with REAL_SERVERS=1 against the one
that RAPPORT_MONGODB_URI names.

    python -m tests.mongo_server PORT
"""

from __future__ import annotations

import socketserver
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from bson import decode, decode_all, encode
from pymongo import MongoClient

from tests.mongo_commands import Mongod
from tests.mongo_engine import Document
from tests.processes import free_port

_PATIENCE_S = 20.0
_HEADER = struct.Struct("<iiii")
_OP_REPLY, _OP_QUERY, _OP_MSG = 1, 2004, 2013
_CHECKSUM, _MORE_TO_COME = 1, 2


def _read_message(body: bytes) -> Document:
    """Put a command's sections together: itself, and lists that stand beside it."""
    end = len(body) - (4 if body[0] & _CHECKSUM else 0)
    at, command, lists = 4, {}, {}
    while at < end:
        size = int.from_bytes(body[at + 1 : at + 5], "little")
        section = body[at + 1 : at + 1 + size]
        if body[at] == 0:
            command = decode(section)
        else:
            name, documents = section[4:].split(b"\0", 1)
            lists[name.decode()] = decode_all(documents)
        at += 1 + size
    return command | lists


class _Conversation(socketserver.StreamRequestHandler):
    """One client's connection."""

    disable_nagle_algorithm = True
    server: _Listener

    def handle(self) -> None:
        with suppress(ConnectionError):
            while len(header := self.rfile.read(_HEADER.size)) == _HEADER.size:
                length, request, _, opcode = _HEADER.unpack(header)
                body = self.rfile.read(length - _HEADER.size)
                if opcode == _OP_MSG:
                    opcode, reply = _OP_MSG, self._to_message(body)
                elif opcode == _OP_QUERY:
                    opcode, reply = _OP_REPLY, self._to_query(body)
                else:
                    return
                if reply:
                    header = _HEADER.pack(_HEADER.size + len(reply), 0, request, opcode)
                    self.wfile.write(header + reply)

    def _to_message(self, body: bytes) -> bytes:
        reply = self.server.mongod.answer(_read_message(body))
        return b"" if body[0] & _MORE_TO_COME else bytes(5) + encode(reply)

    def _to_query(self, body: bytes) -> bytes:
        """Answer a client that does not know yet how new the server is."""
        question = body[body.index(b"\0", 4) + 9 :]
        return struct.pack("<iqii", 8, 0, 0, 1) + encode(
            self.server.mongod.answer(decode(question))
        )


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.mongod = Mongod()


class MongoServer:
    """Starts, ends and kills one server; it keeps its port, and loses its documents."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def uri(self) -> str:
        return f"mongodb://{self.address}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mongo_server", str(self.port)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        with self._process.stdout as output:
            if not output.readline():
                raise RuntimeError("the server does not listen")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_PATIENCE_S)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE_S)


def connect(uri: str, *, patience_s: float = 5.0) -> MongoClient[Document]:
    """Connect as the services do; wait so long for a server that is not there."""
    return MongoClient(
        uri,
        tz_aware=True,
        uuidRepresentation="standard",
        serverSelectionTimeoutMS=int(1000 * patience_s),
        socketTimeoutMS=20_000,
        w="majority",
        journal=True,
    )


if __name__ == "__main__":
    with _Listener(int(sys.argv[1])) as listener:
        print("listening", flush=True)
        listener.serve_forever()
