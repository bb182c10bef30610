"""Reading files. Who may see one is decided by the room that points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError

from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files import disk
from tinhso.ground.files.models import ScanState, StoredFile


def file_by_key(key: UUID | str) -> StoredFile:
    """The file with this key; NotVisible when there is none. The caller has already asked who may see it."""
    try:
        return StoredFile.objects.get(key=key)
    except (StoredFile.DoesNotExist, ValidationError) as missing:
        raise NotVisible("no-file", "Không tìm thấy tệp này.") from missing


def files_by_keys(keys: Iterable[UUID | str]) -> list[StoredFile]:
    """The files with these keys, oldest first; unknown keys are left out."""
    return list(StoredFile.objects.filter(key__in=list(keys)).order_by("pk"))


def open_content(file: StoredFile) -> BinaryIO:
    """The content, open for reading. Refused `file-infected` when the scanner has locked it since."""
    if file.scan_state == ScanState.INFECTED:
        raise Refused("file-infected", f"Tệp “{file.name}” đã bị khoá vì có mã độc.")
    return disk.place_of(file.sha256).open("rb")


def content(file: StoredFile) -> bytes:
    """The whole content in memory: for papers of ours and small uploads."""
    with open_content(file) as opened:
        return opened.read()


@dataclass(frozen=True)
class Fault:
    """One thing wrong between rows and disk: `missing`, `altered`, `wrong-size` or `orphan`."""

    what: str
    sha256: str
    name: str


def file_count() -> int:
    """How many rows of files there are."""
    return StoredFile.objects.count()


def faults(*, hashing: bool = True, orphans: bool = True) -> Iterator[Fault]:
    """Every row whose content is missing or altered, then every content that no row names.

    hashing=False looks at sizes alone, which costs no reading; orphans=False leaves the contents without a row out.
    """
    known: set[str] = set()
    rows = StoredFile.objects.order_by("sha256", "pk").values_list("sha256", "size_bytes", "name")
    for sha256, size_bytes, name in rows.iterator(chunk_size=2000):
        if sha256 in known:
            continue
        known.add(sha256)
        place = disk.place_of(sha256)
        if not place.exists():
            yield Fault("missing", sha256, name)
        elif place.stat().st_size != size_bytes:
            yield Fault("wrong-size", sha256, name)
        elif hashing and disk.hash_of(place) != sha256:
            yield Fault("altered", sha256, name)
    for path in disk.contents_on_disk() if orphans else ():
        if path.name not in known:
            yield Fault("orphan", path.name, "")
