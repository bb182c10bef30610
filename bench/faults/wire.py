"""The wire between the house and its database: a relay of our own, so that it can be cut or held without being root."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from pathlib import Path

AT_ONCE = 1 << 16
RESET = struct.pack("ii", 1, 0)  # closing throws the connection away, as a firewall or a dead machine would


class Wire:
    """Relays TCP connections to a unix socket. `cut` breaks all and refuses new ones, `hold` lets nothing through."""

    def __init__(self, port: int, target: Path) -> None:
        self._target = target
        self._flows = threading.Event()
        self._flows.set()
        self._is_cut = False
        self._ends: set[socket.socket] = set()
        self._guard = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", port), backlog=256)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection at once and refuse new ones."""
        self._is_cut = True
        with self._guard:
            ends, self._ends = self._ends, set()
        for end in ends:
            _throw_away(end)

    def hold(self) -> None:
        """Keep connections and their bytes, and pass nothing on."""
        self._flows.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self._is_cut = False
        self._flows.set()

    def _accept(self) -> None:
        while True:
            near, _ = self._door.accept()
            if self._is_cut:
                _throw_away(near)
                continue
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self._target))
            except OSError:
                _throw_away(near)
                continue
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._guard:
                self._ends |= {near, far}
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while content := source.recv(AT_ONCE):
                self._flows.wait()
                sink.sendall(content)
        with self._guard:
            self._ends -= {source, sink}
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _throw_away(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        if end.family == socket.AF_INET:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        end.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        end.close()
