"""Received WAL as files: which there are, which are still needed."""

from __future__ import annotations

import gzip
import shutil
import time
from pathlib import Path

from tinhso.config.backup.places import UNFINISHED, Store


def segments(store: Store) -> list[Path]:
    """Every received segment and history file, in the order of WAL; of one in two states the whole, then the newest."""
    found = [path for path in store.wal.glob("*/*") if len(name_of(path)) == 24 or name_of(path).endswith(".history")]
    found.sort(reverse=True)  # by run: a later one began anew at the start of the segment, so it has more of it
    return sorted(found, key=lambda path: (name_of(path)[8:], name_of(path), path.suffix == ".partial"))


def name_of(path: Path) -> str:
    """The segment's own name, however it is kept."""
    return path.name.removesuffix(".gz").removesuffix(".partial")


def compress(store: Store) -> int:
    """Pack segments that are full and an hour old; how many."""
    edge, packed = time.time() - 3600, 0
    for path in store.wal.glob("*/" + "[0-9A-F]" * 24):
        if path.stat().st_mtime < edge:
            fresh = path.with_name(path.name + UNFINISHED)
            with path.open("rb") as whole, gzip.open(fresh, "wb", compresslevel=1) as small:
                shutil.copyfileobj(whole, small, 1 << 20)
            fresh.replace(path.with_name(path.name + ".gz"))
            path.unlink()
            packed += 1
    return packed


def prune(store: Store, *, before_segment: str) -> int:
    """Remove segments that no kept daily backup needs; history files stay, they are small and tell the way."""
    old = [path for path in segments(store) if len(name_of(path)) == 24 and name_of(path)[8:] < before_segment[8:]]
    for path in old:
        path.unlink()
    return len(old)


def segment_name(timeline: int, lsn: str, segment_bytes: int) -> str:
    """The name of the segment that holds a place of the WAL."""
    high, low = (int(half, 16) for half in lsn.split("/"))
    return f"{timeline:08X}{high:08X}{low // segment_bytes:08X}"


def lay_out(store: Store, into: Path, *, from_segment: str, segment_bytes: int) -> int:
    """Copy what is needed from a segment on as PostgreSQL wants it: plain and of full size; how many.

    A segment that was still being received ends somewhere in the middle: zeros follow, and PostgreSQL stops there.
    """
    into.mkdir(mode=0o700)
    laid = 0
    for path in segments(store):
        name = name_of(path)
        target = into / name
        if target.exists() or (len(name) == 24 and name[8:] < from_segment[8:]):
            continue
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as source, target.open("wb") as plain:
            shutil.copyfileobj(source, plain, 1 << 20)
            if len(name) == 24:
                plain.truncate(segment_bytes)
        laid += 1
    return laid
