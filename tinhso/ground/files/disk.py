"""Contents on disk: streamed in, hashed on the way, found again by their hash."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from django.conf import settings

from tinhso.ground.base.refused import Refused

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SENTENCE_FULL = "Máy chủ tạm hết chỗ lưu tệp nên chưa nhận được tệp này. Những gì bạn đã điền vẫn còn; hãy gửi lại sau."


@contextmanager
def room_on_disk() -> Iterator[None]:
    """Turns a full disk into Refused `disk-full`; any other trouble is left to crash loudly."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Refused("disk-full", SENTENCE_FULL) from error
        raise


def place_of(sha256: str) -> Path:
    """Where the content with this hash lives: two levels of folders, so that none grows large."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def incoming_folder() -> Path:
    """Where contents wait until they are whole; on the same file system, so that moving is a rename."""
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Incoming:
    """A content that is being written: `write` chunks, then `keep` or `discard`. Refused on a full disk."""

    def __init__(self) -> None:
        with room_on_disk():
            handle, path = tempfile.mkstemp(dir=incoming_folder())
        self.path = Path(path)
        self.size_bytes = 0
        self._file = os.fdopen(handle, "wb")
        self._digest = hashlib.sha256()

    @classmethod
    def of(cls, chunks: Iterable[bytes], *, max_bytes: int) -> Self:
        """A whole content read from chunks; Refused `file-too-large` beyond max_bytes, and nothing is left."""
        incoming = cls()
        try:
            for chunk in chunks:
                if incoming.size_bytes + len(chunk) > max_bytes:
                    raise too_large(max_bytes)
                incoming.write(chunk)
            incoming.finish()
        except BaseException:
            incoming.discard()
            raise
        return incoming

    @property
    def sha256(self) -> str:
        """The hash of what has been written, in hex."""
        return self._digest.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Append a chunk and take it into the hash."""
        with room_on_disk():
            self._file.write(chunk)
        self._digest.update(chunk)
        self.size_bytes += len(chunk)

    def finish(self) -> None:
        """Bring everything to the platter; nothing can be written afterwards."""
        if not self._file.closed:
            with room_on_disk():
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()

    def keep(self) -> None:
        """Move the content to its place; an equal content that is already there stays, made young again."""
        self.finish()
        place = place_of(self.sha256)
        with room_on_disk():
            if place.exists() and place.stat().st_size == self.size_bytes:
                os.utime(place)  # the sweeper spares young contents: a row may be on its way
                self.discard()
                return
            place.parent.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o440)
            self.path.replace(place)
            _fsync_folder(place.parent)

    def discard(self) -> None:
        """Throw away what was written, if it is not yet in its place."""
        try:
            self._file.close()
        except OSError as error:  # the unwritten rest of a full disk
            if error.errno not in FULL:
                raise
        self.path.unlink(missing_ok=True)


def too_large(max_bytes: int) -> Refused:
    """The refusal of a file beyond the limit."""
    return Refused("file-too-large", f"Tệp lớn hơn {max_bytes // (1024 * 1024)} MB. Hãy giảm dung lượng rồi gửi lại.")


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def let_go(sha256: str, *, idle_seconds: float = 60) -> bool:
    """Remove a content that no row names any more; False when it is young: somebody may just be sending the same."""
    place = place_of(sha256)
    if not place.exists() or time.time() - place.stat().st_mtime < idle_seconds:
        return False
    place.unlink(missing_ok=True)
    return True


def contents_on_disk() -> Iterator[Path]:
    """Every content in its place, in order of hash; what is still incoming is left out."""
    yield from sorted(p for p in Path(settings.FILES_DIR).glob("??/??/*") if p.is_file())


def left_behind(*, older_than_seconds: float) -> Iterator[Path]:
    """Incoming contents that nobody writes any more: what a killed worker leaves."""
    edge = time.time() - older_than_seconds
    yield from sorted(p for p in incoming_folder().iterdir() if p.stat().st_mtime < edge)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file in hex, read in pieces."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
