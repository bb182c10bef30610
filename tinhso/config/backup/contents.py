"""The contents of files: only new ones are copied, each is checked against its name on the way."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tinhso.config.backup.places import UNFINISHED


@dataclass
class Copied:
    """What a run of copying did; wrong: hashes whose content is missing or altered at the source."""

    seen: int = 0
    new: int = 0
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)


def place_in(root: Path, sha256: str) -> Path:
    """Where a content lies: as in FILES_DIR."""
    return root / sha256[:2] / sha256[2:4] / sha256


def hashes_in(root: Path) -> Iterator[str]:
    """Every content that lies there, in order of hash."""
    for first in sorted(root.glob("??")):
        for second in sorted(first.glob("??")):
            yield from sorted(one.name for one in second.iterdir() if len(one.name) == 64)


def copy(hashes: Iterable[str], source: Path, target: Path) -> Copied:
    """Copy those that are not there yet. A content that does not match its hash is never copied over a good one."""
    done = Copied()
    for sha256 in hashes:
        place = place_in(target, sha256)
        done.seen += 1
        if place.exists():
            continue
        size = _copy_one(place_in(source, sha256), place, sha256)
        if size is None:
            done.wrong.append(sha256)
        else:
            done.new += 1
            done.bytes += size
    return done


def _copy_one(source: Path, place: Path, sha256: str) -> int | None:
    """How many bytes; None when the source is missing or not what its name says."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{sha256}.{os.getpid()}{UNFINISHED}")
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as reading, fresh.open("wb") as writing:
            while chunk := reading.read(1 << 20):
                digest.update(chunk)
                size += writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
    except FileNotFoundError:
        fresh.unlink(missing_ok=True)
        return None
    if digest.hexdigest() != sha256:
        fresh.unlink()
        return None
    fresh.chmod(0o440)
    fresh.replace(place)
    return size


def rotten(root: Path) -> Iterator[str]:
    """Contents there that no longer are what their names say; reads everything."""
    for sha256 in hashes_in(root):
        with place_in(root, sha256).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
                yield sha256


def prune(target: Path, needed: Iterable[str], *, younger_than: float) -> int:
    """Remove what no kept backup lists and the province no longer has; younger contents (Unix seconds) stay.

    A content that came and went between two backups is in no list: its copy is young until the backup before it goes.
    needed comes in order of hash, so that millions cost no memory.
    """
    removed, wanted = 0, iter(needed)
    next_wanted = next(wanted, None)
    for sha256 in hashes_in(target):
        while next_wanted is not None and next_wanted < sha256:
            next_wanted = next(wanted, None)
        place = place_in(target, sha256)
        if sha256 != next_wanted and place.stat().st_mtime < younger_than:
            place.unlink()
            removed += 1
    for left in target.glob(f"??/??/*{UNFINISHED}"):  # of a process that was killed
        if left.stat().st_mtime < time.time() - 86400:
            left.unlink()
    return removed
