"""Taking files in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tinhso.ground.acts import act, add_now
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.files import disk, queries, scanner
from tinhso.ground.files.events import FileScanned, FilesForgotten, FileStored
from tinhso.ground.files.models import ScanState, StoredFile
from tinhso.ground.files.sniffing import DOCUMENTS, Kind, checked_kind, cleaned_name, sniff
from tinhso.ground.files.uploading import RefusedUpload, StreamedUpload
from tinhso.ground.journal.actions import record

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PAPER_BYTES = 200 * 1024 * 1024
PLAIN_BYTES = "application/octet-stream"


def store_upload(
    actor: Actor,
    upload: UploadedFile[bytes],
    *,
    now: datetime,
    accept: tuple[Kind, ...] = DOCUMENTS,
    max_bytes: int = MAX_FILE_BYTES,
) -> StoredFile:
    """Take in a file that somebody sent.

    The content decides what it is. Refused: file-empty, file-too-large, file-kind, file-lies (says it is
    something else), file-infected (and it is not kept), disk-full. After a refusal nothing is left on disk.
    """
    incoming = _received(upload, max_bytes)
    try:
        name = upload.name or ""
        if incoming.size_bytes == 0:
            raise Refused("file-empty", f"Tệp “{cleaned_name(name)}” rỗng, không có nội dung. Hãy chọn lại tệp.")
        if incoming.size_bytes > max_bytes:
            raise disk.too_large(max_bytes)
        kind = checked_kind(incoming.path, name=name, claimed_mime=upload.content_type or "", accept=accept)
        scan_state = scanner.verdict(incoming.path)
        if scan_state is ScanState.INFECTED:
            raise Refused(
                "file-infected",
                f"Tệp “{cleaned_name(name)}” có mã độc nên không được nhận. Hãy quét máy tính, rồi gửi tệp khác.",
            )
        incoming.keep()
    finally:
        incoming.discard()
    return _write_down(actor, incoming, cleaned_name(name, kind), kind.mime, scan_state=scan_state, now=now)


def store_bytes(actor: Actor, content: bytes, *, name: str, mime: str, now: datetime) -> StoredFile:
    """Keep a paper that the house itself made. Refused: file-empty, disk-full."""
    if not content:
        raise Refused("file-empty", "Không có nội dung để lưu.")
    incoming = disk.Incoming.of([content], max_bytes=MAX_PAPER_BYTES)
    try:
        scan_state = scanner.verdict(incoming.path)
        incoming.keep()
    finally:
        incoming.discard()
    return _write_down(actor, incoming, cleaned_name(name), mime, scan_state=scan_state, now=now)


def store_stream(
    actor: Actor, chunks: Iterable[bytes], *, name: str, mime: str, max_bytes: int, now: datetime
) -> StoredFile:
    """Keep a large file that the house itself made, piece by piece. Refused: file-too-large, disk-full."""
    incoming = disk.Incoming.of(chunks, max_bytes=max_bytes)
    try:
        incoming.keep()
    finally:
        incoming.discard()
    return _write_down(actor, incoming, cleaned_name(name), mime, scan_state=ScanState.CLEAN, now=now)


def store_arrived(
    actor: Actor, chunks: Iterable[bytes], *, name: str, mime: str = "", max_bytes: int, now: datetime
) -> StoredFile:
    """Keep what a partner's system sent, piece by piece and whatever it is: whoever opens it decides what he takes.

    mime: '' = what the content shows it to be, plain bytes where it shows nothing that we know. Refused: file-empty,
    file-too-large, file-infected, disk-full; then nothing is left on disk.
    """
    incoming = disk.Incoming.of(chunks, max_bytes=max_bytes)
    try:
        if incoming.size_bytes == 0:
            raise Refused("file-empty", "Không có nội dung để lưu.")
        scan_state = scanner.verdict(incoming.path)
        if scan_state is ScanState.INFECTED:
            raise Refused("file-infected", f"Tệp “{cleaned_name(name)}” có mã độc nên không được nhận.")
        found = None if mime else sniff(incoming.path)
        incoming.keep()
    finally:
        incoming.discard()
    shown = found.mime if found else mime or PLAIN_BYTES
    return _write_down(actor, incoming, cleaned_name(name, found), shown, scan_state=scan_state, now=now)


@transaction.atomic
def forget_uploads(
    actor: Actor,
    *,
    spared: Collection[str],
    sent_by: str = "",
    between: tuple[datetime, datetime] | None = None,
    now: datetime,
    limit: int = 1000,
) -> int:
    """Delete uploads of people that no row points at, contents too; how many went.

    sent_by: of this sender alone. between: only those that came in this span. spared: keys to which somebody still
    points by JSON, such as drafts. A content goes with its last row.
    """
    unheld = queries.pointed_at_by_nobody().exclude(key__in=list(spared))
    if sent_by:
        unheld = unheld.filter(uploaded_by_ref=sent_by)
    else:
        unheld = unheld.filter(uploaded_by_ref__regex="^(citizen|official):")
    if between:
        unheld = unheld.filter(created_at__gte=between[0], created_at__lt=between[1])
    gone = dict(unheld.order_by("pk").values_list("pk", "sha256")[:limit])
    if gone:
        StoredFile.objects.filter(pk__in=list(gone)).delete()
        record(actor, FilesForgotten(sent_by or actor.ref, sorted(gone)), at=now)
        transaction.on_commit(partial(_let_contents_go, frozenset(gone.values())))
    return len(gone)


@transaction.atomic
def forget_file(actor: Actor, file: StoredFile, *, now: datetime) -> None:
    """Delete one file that the house made and to which nobody points any more, such as a copy past its term."""
    file_id, sha256 = file.pk, file.sha256
    file.delete()
    record(actor, FilesForgotten(actor.ref, [file_id]), at=now)
    transaction.on_commit(partial(_let_contents_go, frozenset({sha256})))


def _let_contents_go(hashes: frozenset[str]) -> None:
    """After the commit: contents that no row names. Who dies before this leaves an orphan, which verify_files names."""
    named = set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for sha256 in hashes - named:
        disk.let_go(sha256)


def scan_waiting(actor: Actor, *, now: datetime, limit: int = 200) -> Iterator[StoredFile]:
    """Ask the scanner again about files that it has not judged, oldest first; gives those that it did judge.

    A file that it cannot read (too large for it) is passed over and asked about again next time.
    """
    if not scanner.is_there():
        return
    for file in StoredFile.objects.filter(scan_state=ScanState.NOT_SCANNED).order_by("created_at")[:limit]:
        scan_state = scanner.verdict(disk.place_of(file.sha256))
        if scan_state is ScanState.NOT_SCANNED:
            continue
        with transaction.atomic():
            file.scan_state = scan_state
            file.save(update_fields=["scan_state"])
            record(actor, FileScanned(file.pk, str(scan_state)), at=now)
        yield file


def sweep(*, older_than_seconds: float = 86_400) -> int:
    """Remove what killed processes left half-written; how many were removed."""
    removed = 0
    for path in disk.left_behind(older_than_seconds=older_than_seconds):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def _received(upload: UploadedFile[bytes], max_bytes: int) -> disk.Incoming:
    if isinstance(upload, RefusedUpload):
        raise upload.refusal
    if isinstance(upload, StreamedUpload):
        return upload.incoming
    return disk.Incoming.of(upload.chunks(), max_bytes=max_bytes)


def _write_down(
    actor: Actor, incoming: disk.Incoming, name: str, mime: str, *, scan_state: ScanState, now: datetime
) -> StoredFile:
    with act():
        file = StoredFile(
            sha256=incoming.sha256,
            size_bytes=incoming.size_bytes,
            mime=mime,
            name=name,
            scan_state=str(scan_state),
            uploaded_by_ref=actor.ref,
            created_at=now,
        )
        add_now(file)
        record(actor, FileStored(file.pk, file.sha256, file.size_bytes, str(scan_state)), at=now)
    return file
