"""What a backup says of itself: moments, versions, journal heads, and the checksum of each part."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tinhso.config.backup import sealing
from tinhso.config.backup.places import write_safely
from tinhso.config.backup.wal import segment_name
from tinhso.ground.base.refused import Refused

NAME, MARK = "manifest.json", "manifest.hmac"
FORMAT = 1
Head = tuple[int, int, str]  # chain, place, SHA-256 in hex


@dataclass(frozen=True)
class Manifest:
    """One base backup. begun, ended: ISO moments; wal_start, wal_end: LSN; superuser: the cluster's first role.

    heads: where the journal stood before the copy began, so every restore from this backup must still say them.
    contents: how many files the province had, their bytes, and the hashes that were wrong at the source already.
    parts: name → [bytes, SHA-256].
    """

    name: str
    begun: str
    ended: str
    system_identifier: str
    database: str
    superuser: str
    server_version: str
    timeline: int
    segment_bytes: int
    wal_start: str
    wal_end: str
    heads: list[Head]
    contents: dict[str, Any]
    tools: dict[str, str]
    parts: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def ended_at(self) -> datetime:
        """From when on a restore from this backup may stop."""
        return datetime.fromisoformat(self.ended)

    @property
    def major(self) -> str:
        """The PostgreSQL that can read it."""
        return self.server_version.split(".")[0]

    @property
    def first_segment(self) -> str:
        """The first WAL segment that a restore from this backup needs."""
        return segment_name(self.timeline, self.wal_start, self.segment_bytes)

    @property
    def size_bytes(self) -> int:
        """All parts together."""
        return sum(size for size, _ in self.parts.values())


def write(folder: Path, manifest: Manifest, secret: str) -> None:
    """Write the manifest and its mark as the last files of a backup."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    write_safely(folder / NAME, content)
    write_safely(folder / MARK, sealing.mark(secret, content).encode())


def read(folder: Path, secret: str) -> Manifest:
    """The manifest, if it is ours and unchanged. Refused: manifest-missing, manifest-altered, backup-too-new."""
    try:
        content, marked = (folder / NAME).read_bytes(), (folder / MARK).read_text()
    except OSError as missing:
        raise Refused("manifest-missing", f"Bản sao lưu {folder.name} thiếu tờ khai (manifest).") from missing
    if not hmac.compare_digest(sealing.mark(secret, content), marked.strip()):
        raise Refused(
            "manifest-altered",
            f"Tờ khai của bản sao lưu {folder.name} đã bị sửa, hoặc khóa sao lưu (TINHSO_SECRET_BACKUP) không đúng.",
        )
    facts = json.loads(content)
    if facts["format"] != FORMAT:
        raise Refused("backup-too-new", f"Bản sao lưu {folder.name} có dạng mới hơn chương trình này.")
    facts["heads"] = [(chain, seq, digest) for chain, seq, digest in facts["heads"]]
    facts["parts"] = {name: (size, digest) for name, (size, digest) in facts["parts"].items()}
    return Manifest(**facts)


def parts_of(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file of a backup but the manifest."""
    return {
        path.name: (path.stat().st_size, sha256_of(path))
        for path in sorted(folder.iterdir())
        if path.name not in {NAME, MARK}
    }


def faults(folder: Path, manifest: Manifest) -> list[str]:
    """What no longer is as it was written, one sentence each."""
    found = []
    for name, (size, digest) in manifest.parts.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{folder.name}: mất phần {name}.")
        elif path.stat().st_size != size or sha256_of(path) != digest:
            found.append(f"{folder.name}: phần {name} đã bị sửa hoặc hỏng.")
    return found


def sha256_of(path: Path) -> str:
    """SHA-256 in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
