"""The file of statements: outside the database, only ever appended to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from tinhso.front.evidence.rules import Statement, read_line

TAIL_BYTES = 256 * 1024  # a line is some 6 kB: thirty-two heads and a signature


def statements(path: Path) -> Iterator[Statement]:
    """Every statement of a file, oldest first; torn lines are passed over."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = read_line(line.rstrip("\n"))
            if found:
                yield found


def newest(path: Path) -> Statement | None:
    """The last statement of a file; None when there is no file yet."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        lines = file.read().decode(errors="replace").split("\n")
    return next((found for line in reversed(lines) if (found := read_line(line))), None)


def append(path: Path, make: Callable[[Statement | None], str]) -> Statement:
    """Write one line behind the last, on disk before it returns; who comes at the same time waits.

    make: the new line from the last statement. Raises OSError when the disk refuses: then nothing was published.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        line = make(newest(path))
        file.write((_gap(file) + line + "\n").encode())
        os.fsync(file)
    written = read_line(line)
    if written is None:
        raise ValueError("a statement that cannot be read back")
    return written


def _gap(file: object) -> str:
    """A line end, when the last line was torn off before its own."""
    descriptor: int = file.fileno()  # type: ignore[attr-defined]
    size = os.fstat(descriptor).st_size
    return "\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else ""
