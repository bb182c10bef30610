"""One kept HTTP connection of a client that must cost little: it shares the processors with what it measures.

Python's own client spends a quarter of a millisecond on an answer, mostly on headers that nobody reads here; this
one reads the status and the length. It speaks the part of HTTP/1.1 that our server answers with.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field

TIMEOUT_S = 30
AT_ONCE = 1 << 18
END = b"\r\n\r\n"


@dataclass(frozen=True)
class Call:
    """One HTTP request and the status that counts as done."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expect: int = 200


def raw(port: int, call: Call) -> bytes:
    """The request as it goes over the wire."""
    given = {"Host": f"127.0.0.1:{port}", **call.headers}
    if call.body or call.method != "GET":
        given["Content-Length"] = str(len(call.body))
    lines = [f"{call.method} {call.path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
    return "\r\n".join(lines).encode() + END + call.body


class Line:
    """Opened at the first question, kept, and opened anew when the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and content of the answer. OSError when none came."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), TIMEOUT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._socket.sendall(request)
            return self._answer()
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def _answer(self) -> tuple[int, bytes]:
        seen = self._more(b"")
        while (end := seen.find(END)) < 0:
            seen = self._more(seen)
        head, content = seen[:end].lower() + b"\r\n", seen[end + len(END) :]
        length = field_of(head, b"content-length")
        if length:
            while len(content) < int(length):
                content = self._more(content)
        elif b"chunked" in field_of(head, b"transfer-encoding"):
            while not content.endswith(b"0" + END):
                content = self._more(content)
        if b"close" in field_of(head, b"connection"):
            self.close()
        return int(head[9:12]), content

    def _more(self, seen: bytes) -> bytes:
        came = self._socket.recv(AT_ONCE) if self._socket else b""
        if not came:
            raise ConnectionResetError("the server hung up in the middle of an answer")
        return seen + came


def field_of(head: bytes, name: bytes) -> bytes:
    """The value of a header in a head in small letters; empty when there is none."""
    _, found, rest = head.partition(b"\r\n" + name + b":")
    return rest.partition(b"\r\n")[0].strip() if found else b""
