"""Processes of one machine: started with their logs, killed as a power cut kills them, all gone at the end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class Processes:
    """What runs on one machine, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], *, at: Path) -> None:
        """Start one in a session of its own; its words go to <name>.log in the machine's folder."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                command, env=dict(environment), cwd=at, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def runs(self, name: str) -> bool:
        """Whether it was started and has not ended."""
        return name in self._running and self._running[name].poll() is None

    def pid(self, name: str) -> int:
        """Its process."""
        return self._running[name].pid

    def kill(self, *names: str) -> None:
        """End these by kill -9, or all, and every child of theirs, daemons of PostgreSQL included."""
        for name in names or tuple(self._running):
            process = self._running.pop(name, None)
            if process:
                kill_tree(process.pid)
                process.wait()


def kill_tree(pid: int) -> None:
    """End by kill -9 a process and all that it started, the youngest last: nobody is told anything."""
    family = [pid]
    for one in family:
        family += _children(one)
    for one in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
