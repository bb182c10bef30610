"""Where the parts of a backup lie, and who may work there."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tinhso.ground.base.refused import Refused

STAMP = "%Y%m%dT%H%M%SZ"
UNFINISHED = ".part"


@dataclass(frozen=True)
class Store:
    """The backups of one cluster: `<folder>/<its system identifier>`, so that two clusters never mix their WAL.

    sets: one folder a base backup, named by its moment. wal: what the receiver wrote, one folder a run without a gap.
    contents: files under their hash, as in FILES_DIR. now: keys, secrets and journal heads as they were a minute ago.
    """

    root: Path

    @property
    def sets(self) -> Path:
        """Base backups, one folder each."""
        return self.root / "sets"

    @property
    def wal(self) -> Path:
        """Received WAL."""
        return self.root / "wal"

    @property
    def contents(self) -> Path:
        """Contents of files under their hash."""
        return self.root / "contents"

    @property
    def now(self) -> Path:
        """The newest state outside the database."""
        return self.root / "now"

    def names(self) -> list[str]:
        """Whole backups, oldest first."""
        if not self.sets.exists():
            return []
        return sorted(one.name for one in self.sets.iterdir() if one.is_dir() and one.suffix != UNFINISHED)

    def free_name(self, now: datetime) -> str:
        """The name of a backup begun now; a second later when one is called so already."""
        while (self.sets / now.astimezone(UTC).strftime(STAMP)).exists():
            now += timedelta(seconds=1)
        return now.astimezone(UTC).strftime(STAMP)

    def make(self) -> None:
        """Make the folders, closed to others."""
        for folder in (self.root.parent, self.root, self.sets, self.wal, self.contents, self.now):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Only one backup at a time, and none while somebody restores. Refused: backup-running."""
        with self._lock(fcntl.LOCK_EX, "Đang có một lần sao lưu hoặc khôi phục khác trên kho này; hãy đợi nó xong."):
            for left in self.sets.glob(f"*{UNFINISHED}"):  # of one that was killed: we hold the lock, so it is dead
                shutil.rmtree(left)
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing is thrown away while somebody restores. Refused: backup-running."""
        if not os.access(self.root, os.W_OK):  # mounted for reading, on the day itself: nobody writes here
            yield
            return
        with self._lock(fcntl.LOCK_SH, "Đang có một lần sao lưu chạy trên kho này; hãy đợi nó xong rồi khôi phục."):
            yield

    @contextlib.contextmanager
    def _lock(self, kind: int, sentence: str) -> Iterator[None]:
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, kind | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise Refused("backup-running", sentence) from busy
            yield


def moment_of(name: str) -> datetime:
    """When a backup was begun, from its name."""
    return datetime.strptime(name, STAMP).replace(tzinfo=UTC)


def only_store(folder: Path) -> Store:
    """The store in a folder that holds those of one cluster. Refused: no-backup, several-clusters."""
    found = [Store(one) for one in sorted(folder.iterdir()) if (one / "sets").is_dir()] if folder.is_dir() else []
    whole = [one for one in found if one.names()]
    if not whole:
        raise Refused("no-backup", f"Thư mục {folder} không có bản sao lưu nào.")
    if len(whole) > 1:
        names = ", ".join(one.root.name for one in whole)
        raise Refused("several-clusters", f"{folder} có bản sao lưu của nhiều cụm ({names}): hãy chọn bằng --cluster.")
    return whole[0]


def write_safely(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write a file so that it is either the old one or the whole new one, on disk before this returns."""
    fresh = path.with_name(path.name + UNFINISHED)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
