"""Facts about files, as the journal keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class FileStored:
    """A file was taken in (đã lưu tệp). Its name may name people, so it stands in the row alone."""

    kind: ClassVar[str] = "files.stored"
    about: ClassVar[str] = "file:{file_id}"
    file_id: int
    sha256: str
    size_bytes: int
    scan_state: str


@dataclass(frozen=True)
class FilesForgotten:
    """Uploads that no row points at were deleted: because their sender asked, or past their term (đã xoá tệp)."""

    kind: ClassVar[str] = "files.forgotten"
    about: ClassVar[str] = "{whose}"
    whose: str
    file_ids: list[int]


@dataclass(frozen=True)
class FileScanned:
    """A file that waited for the scanner got its verdict (đã quét mã độc)."""

    kind: ClassVar[str] = "files.scanned"
    about: ClassVar[str] = "file:{file_id}"
    file_id: int
    scan_state: str
