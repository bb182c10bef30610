"""Reading files. Who may see one is decided by the room that points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, ManyToOneRel, OuterRef, QuerySet

from tinhso.ground.acts import read
from tinhso.ground.base.identifiers import first_uuid7
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files import disk
from tinhso.ground.files.models import ScanState, StoredFile


def file_by_key(key: UUID | str) -> StoredFile:
    """The file with this key; NotVisible when there is none. The caller has already asked who may see it."""
    try:
        return StoredFile.objects.get(key=key)
    except (StoredFile.DoesNotExist, ValidationError) as missing:
        raise NotVisible("no-file", "Không tìm thấy tệp này.") from missing


def file_by_id(file_id: int) -> StoredFile:
    """The file that a row of the caller points at."""
    (found,) = read(StoredFile, "FROM files_storedfile WHERE id = %s", [file_id])
    return found


def files_by_keys(keys: Iterable[UUID | str]) -> list[StoredFile]:
    """The files with these keys, oldest first; unknown keys are left out."""
    return list(StoredFile.objects.filter(key__in=list(keys)).order_by("pk"))


def pointed_at_by_nobody() -> QuerySet[StoredFile]:
    """Files to which no row of any table points; who points by key in JSON says so himself (`spared`).

    Which tables point here the models say themselves, so that a table of tomorrow is not forgotten.
    """
    rows = StoredFile.objects.all()
    for link in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(link, ManyToOneRel):
            held = link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")})
            rows = rows.filter(~Exists(held))
    return rows


def open_content(file: StoredFile) -> BinaryIO:
    """The content, open for reading. Refused `file-infected` when the scanner has locked it since."""
    if file.scan_state == ScanState.INFECTED:
        raise Refused("file-infected", f"Tệp “{file.name}” đã bị khoá vì có mã độc.")
    return disk.place_of(file.sha256).open("rb")


def content(file: StoredFile) -> bytes:
    """The whole content in memory: for papers of ours and small uploads."""
    with open_content(file) as opened:
        return opened.read()


def hashes_since(moment: datetime | None) -> Iterator[str]:
    """The contents of all files whose rows are not older, each once: what a backup copies, or a restore brings back."""
    # Keys begin with their moment, and are indexed; the moment of a row is not.
    rows = StoredFile.objects.filter(key__gte=first_uuid7(moment)) if moment else StoredFile.objects.all()
    yield from rows.order_by("sha256").values_list("sha256", flat=True).distinct().iterator(chunk_size=5000)


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
