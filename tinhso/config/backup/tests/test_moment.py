"""A real small cluster: backed up, written on, brought back to a moment. The whole province: `make test-restore`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import psycopg
import pytest

from tinhso.config.backup import cluster, manifest, recovering, streaming
from tinhso.config.backup.manifest import Manifest
from tinhso.config.backup.places import Store
from tinhso.config.launch.postgres import UNSYNCED, Server
from tinhso.ground.base.refused import Refused


def test_what_was_before_the_moment_comes_back_and_nothing_after_it(tmp_path):
    living = Server(tmp_path / "living", UNSYNCED)
    living.start()
    url = living.url()
    about = cluster.describe(url)
    store = Store(tmp_path / "backups" / about.system_identifier)
    store.make()
    receiver = streaming.Receiver(url, store)
    try:
        receiver.start()
        with pytest.raises(Refused, match="wal-receiver-running"):
            _until_active(url)
            streaming.Receiver(url, store).start()
        folder = store.sets / "20261127T010000Z"
        folder.mkdir()
        cluster.base_backup(url, folder)
        ended = datetime.now(UTC)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE said (word text)")
            connection.execute("INSERT INTO said VALUES ('before')")
            moment = connection.execute("SELECT clock_timestamp()").fetchone()[0]
            connection.execute("INSERT INTO said VALUES ('after')")
            receiver.wait_for(connection.execute("SELECT pg_current_wal_lsn()::text").fetchone()[0])
        receiver.stop(drop_slot=True)
    finally:
        receiver.stop()
        living.stop()
    told = json.loads((folder / "backup_manifest").read_text())["WAL-Ranges"][-1]
    made = Manifest(
        folder.name, "", ended.isoformat(), about.system_identifier, about.database, about.superuser,
        about.server_version, told["Timeline"], about.segment_bytes, told["Start-LSN"], told["End-LSN"], [], {}, {},
        manifest.parts_of(folder),
    )  # fmt: skip

    back = Server(tmp_path / "back" / "pg", UNSYNCED)
    try:
        recovering.recover(store, made, back, at=moment, took=recovering.Took())
        with psycopg.connect(back.url()) as connection:
            assert connection.execute("SELECT word FROM said").fetchall() == [("before",)]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(back.url_of("tinhso", "guessed", "tinhso"))
    finally:
        recovering.remove(back, tmp_path / "back")


def _until_active(url: str) -> None:
    for _ in range(100):
        with psycopg.connect(url) as connection:
            slot = streaming.slot_of(connection)
        if slot and slot["active"]:
            return
