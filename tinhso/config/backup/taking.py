"""Taking a backup: database, contents, keys; whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from heapq import merge
from pathlib import Path
from typing import TextIO

import psycopg
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from tinhso.config.backup import cluster, contents, manifest, places, retention, sealing, wal
from tinhso.config.backup.events import BackupTaken
from tinhso.config.backup.manifest import Manifest
from tinhso.config.backup.places import Store
from tinhso.config.backup.saying import megabytes, seconds
from tinhso.config.launch import state
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.queries import hashes_since
from tinhso.ground.journal.actions import record
from tinhso.ground.journal.queries import heads

logger = logging.getLogger(__name__)
SEALED, LEDGER, LISTED = "sealed.bin", "journal-heads.jsonl", "contents.txt.gz"
Say = Callable[[str], None]


def own_store() -> Store:
    """The store of the cluster that this province runs on, made if need be."""
    store = Store(settings.BACKUP_DIR / cluster.describe(cluster.address()).system_identifier)
    store.make()
    return store


def take(actor: Actor, store: Store, *, now: datetime, say: Say, show_progress: bool = False) -> Manifest:
    """One backup, told step by step. Refused: backup-running, base-backup-failed, tablespaces. OSError: the disk.

    It is made under another name and gets its own when all is on disk. Database before contents: a file written in
    between is then there, and a row that came later finds its file when WAL is played on.
    """
    with store.writing():
        begun = time.monotonic()
        name = store.free_name(now)
        half = store.sets / f"{name}{places.UNFINISHED}"
        half.mkdir(mode=0o700)
        try:
            made = _fill(half, store, name, now=now, say=say, show_progress=show_progress)
            manifest.write(half, made, state.secret("backup"))
            half.rename(store.sets / name)
            places.sync_folder(store.sets)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
        removed = throw_away(store)
    say(f"5/5 Giữ {len(store.names())} bản, bỏ {removed} bản cũ; xong sau {seconds(time.monotonic() - begun)}.")
    new, wrong = made.contents["new"], len(made.contents["wrong"])
    record(actor, BackupTaken(name, made.size_bytes, round(time.monotonic() - begun, 1), new, wrong), at=now)
    return made


def _fill(half: Path, store: Store, name: str, *, now: datetime, say: Say, show_progress: bool) -> Manifest:
    url = cluster.address()
    about = cluster.describe(url)
    stand = [(head.chain, head.seq, head.digest) for head in heads()]
    started = time.monotonic()
    cluster.base_backup(url, half, show_progress=show_progress)
    ended = cluster.clock(url)
    size = sum(path.stat().st_size for path in half.iterdir())
    say(f"1/5 Cơ sở dữ liệu: {megabytes(size)} đã nén, {seconds(time.monotonic() - started)}.")

    started = time.monotonic()
    with gzip.open(half / LISTED, "wt", compresslevel=1) as listing:
        copied = contents.copy(
            _written(contents.hashes_in(settings.FILES_DIR), listing), settings.FILES_DIR, store.contents
        )
    spent = time.monotonic() - started
    say(f"2/5 Tệp: {copied.new} tệp mới ({megabytes(copied.bytes)}), cả thảy {copied.seen}; {seconds(spent)}.")
    for sha256 in copied.wrong:
        say(f"    Hỏng tại nguồn, không sao được: {sha256}")

    mirror_state(store)
    for kept in (SEALED, LEDGER):
        if (store.now / kept).exists():
            shutil.copyfile(store.now / kept, half / kept)
    say("3/5 Khóa và bí mật (mã hóa bằng khóa sao lưu), các bản công bố đầu chuỗi nhật ký.")

    told = json.loads((half / "backup_manifest").read_text())["WAL-Ranges"][-1]
    parts = manifest.parts_of(half)
    for path in half.iterdir():
        _sync(path)
    whole = sum(size for size, _ in parts.values())
    say(f"4/5 Tờ khai: {len(parts)} phần, {megabytes(whole)}, {len(stand)} đầu chuỗi nhật ký.")
    return Manifest(
        name=name, begun=now.isoformat(), ended=ended.isoformat(), system_identifier=about.system_identifier,
        database=about.database, superuser=about.superuser, server_version=about.server_version,
        timeline=told["Timeline"], segment_bytes=about.segment_bytes, wal_start=told["Start-LSN"],
        wal_end=told["End-LSN"], heads=stand, tools={**cluster.versions(), "tinhso": _revision()}, parts=parts,
        contents={"count": copied.seen, "new": copied.new, "wrong": copied.wrong},
    )  # fmt: skip


def copy_new_contents(store: Store, *, now: datetime) -> contents.Copied:
    """Between backups: copy contents whose rows came since the last time, and what stands outside the database.

    A quarter of an hour is looked at twice: a row may commit long after its moment, and clocks of machines differ.
    """
    marker = store.now / "copied-until"
    last = datetime.fromisoformat(marker.read_text()) if marker.exists() else None
    since = last - timedelta(minutes=15) if last else None
    copied = contents.copy(hashes_since(since), settings.FILES_DIR, store.contents)
    mirror_state(store)
    places.write_safely(marker, now.isoformat().encode())
    return copied


def keep_copying(stopping: threading.Event) -> None:
    """Copy what was just stored, every two seconds until told to stop: a lost machine costs files no more than that.

    A thread of each worker; whatever happens to the disk of the backups, it says so and goes on, and the job of each
    minute makes up for it.
    """
    store: Store | None = None
    while not stopping.wait(2):
        try:
            store = store or own_store()
            contents.copy(hashes_since(timezone.now() - timedelta(seconds=60)), settings.FILES_DIR, store.contents)
        except (OSError, DatabaseError, psycopg.Error, Refused):
            logger.exception("Không chép được tệp mới vào kho sao lưu")
            stopping.wait(30)
        finally:
            close_old_connections()


def mirror_state(store: Store) -> None:
    """Renew the newest keys, secrets and journal heads in the store, where they changed."""
    heads_file = settings.JOURNAL_HEADS
    if heads_file.exists():
        content = heads_file.read_bytes()
        if not _same(store.now / LEDGER, hashlib.sha256(content).hexdigest()):
            places.write_safely(store.now / LEDGER, content)
    secret = state.secret("backup")
    changed = sealing.mark(secret, sealing.fingerprint(settings.STATE_DIR).encode())
    marker = store.now / "sealed.of"
    if not (store.now / SEALED).exists() or not marker.exists() or marker.read_text() != changed:
        places.write_safely(store.now / SEALED, sealing.seal(settings.STATE_DIR, secret))
        places.write_safely(marker, changed.encode())


def throw_away(store: Store) -> int:
    """Remove what retention lets go: backups, then WAL and contents that none of the others needs; how many backups."""
    moments = {places.moment_of(name): name for name in store.names()}
    stay = retention.kept(list(moments), days=settings.BACKUP_DAYS, weeks=settings.BACKUP_WEEKS)
    old = [name for at, name in moments.items() if at not in stay]
    for name in old:
        dying = store.sets / f"{name}{places.UNFINISHED}"  # no half backup that looks whole, on the way out either
        (store.sets / name).rename(dying)
        shutil.rmtree(dying)
    secret = state.secret("backup")
    newest_days = min(retention.daily(list(moments), settings.BACKUP_DAYS))
    first_daily = manifest.read(store.sets / moments[newest_days], secret)
    wal.prune(store, before_segment=first_daily.first_segment)
    wal.compress(store)
    needed = merge(contents.hashes_in(settings.FILES_DIR), *(listed(store.sets / name) for name in store.names()))
    contents.prune(store.contents, needed, younger_than=(min(stay) - timedelta(minutes=10)).timestamp())
    return len(old)


def listed(folder: Path) -> Iterator[str]:
    """The contents that a backup needs, in order of hash."""
    with gzip.open(folder / LISTED, "rt") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _written(hashes: Iterable[str], listing: TextIO) -> Iterator[str]:
    """Pass on what is written down on the way: a province's files are too many for the memory."""
    for sha256 in hashes:
        listing.write(f"{sha256}\n")
        yield sha256


def _same(path: Path, digest: str) -> bool:
    return path.exists() and manifest.sha256_of(path) == digest


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _revision() -> str:
    """Which program wrote it, where a checkout can tell: the same one should read it."""
    said = subprocess.run(
        ["git", "-C", str(settings.ROOT), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip()
