"""WAL as it is written: pg_receivewal behind a slot, so that nothing is missed and the last second is there too."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import psycopg
from psycopg.rows import dict_row

from tinhso.config.backup.cluster import address, describe, program
from tinhso.config.backup.places import STAMP, Store
from tinhso.config.launch import state
from tinhso.ground.base.refused import Refused

SLOT = "tinhso_backup"
BEAT_SECONDS = 30  # a commit at least so often: without one after it, no moment can be aimed at


class Receiver:
    """pg_receivewal for one cluster. Start and stop; what it wrote stays."""

    def __init__(self, url: str, store: Store) -> None:
        self.url, self.store = url, store
        self.process: subprocess.Popen[str] | None = None
        self.made_slot = False

    def start(self) -> None:
        """Begin to receive. Refused: wal-receiver-running, when another already does."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            slot = slot_of(connection)
            if slot and slot["active"]:
                raise Refused("wal-receiver-running", "Đã có một tiến trình khác đang nhận WAL của cụm này.")
            if slot and slot["wal_status"] == "lost":
                connection.execute("SELECT pg_drop_replication_slot(%s)", [SLOT])
                slot = None
            if slot is None:
                connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
                self.made_slot = True
        run = self._run_folder(fresh=slot is None)
        command, environment = program("pg_receivewal", self.url, "-D", str(run), "-S", SLOT, "-s", "1", "--no-loop")
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)

    def _run_folder(self, *, fresh: bool) -> Path:
        """A new slot means a gap: what comes now must not be taken for the sequel of what lies there."""
        runs = sorted(one for one in self.store.wal.iterdir() if one.is_dir())
        run = self.store.wal / datetime.now(UTC).strftime(STAMP) if fresh or not runs else runs[-1]
        run.mkdir(mode=0o700, exist_ok=True)
        return run

    def wait_for(self, lsn: str, *, seconds: float = 60) -> None:
        """Until everything up to this place is received. Refused: wal-behind."""
        until = time.monotonic() + seconds
        with psycopg.connect(self.url, autocommit=True) as connection:
            while time.monotonic() < until:
                if received(connection, lsn):
                    return
                time.sleep(0.1)
        raise Refused("wal-behind", f"Sau {seconds:.0f} giây vẫn chưa nhận được WAL đến {lsn}.")

    def wait(self, seconds: float, *, unless: Callable[[], bool]) -> None:
        """While it runs, at most so long."""
        _sleep(seconds, lambda: unless() or self.process is None or self.process.poll() is not None)

    def problem(self) -> str:
        """Why it ended; '' while it runs."""
        if self.process is None or self.process.poll() is None:
            return ""
        _, said = self.process.communicate()
        return said.strip()[-400:] or "ended"

    def stop(self, *, drop_slot: bool = False) -> None:
        """Stop receiving; drop_slot: nobody will come back, so the server need not keep WAL for us."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.communicate()
        if drop_slot:
            drop(self.url)


def slot_of(connection: psycopg.Connection) -> dict[str, object] | None:
    """Our slot: active, wal_status, and how many bytes of WAL the receiver has not taken yet; None without one."""
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            "SELECT active, wal_status, (SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(max(s.write_lsn),"
            " r.restart_lsn))::bigint FROM pg_stat_replication s WHERE s.pid = r.active_pid) AS behind_bytes"
            " FROM pg_replication_slots r WHERE slot_name = %s",
            [SLOT],
        )
        return cursor.fetchone()


def received(connection: psycopg.Connection, lsn: str) -> bool:
    """Whether the receiver has written everything up to this place."""
    row = connection.execute(
        "SELECT 1 FROM pg_stat_replication s JOIN pg_replication_slots r ON r.active_pid = s.pid"
        " WHERE r.slot_name = %s AND s.write_lsn >= %s::pg_lsn",
        [SLOT, lsn],
    ).fetchone()
    return row is not None


def drop(url: str) -> None:
    """Give the slot up, once its receiver is gone; without one nothing happens."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(50):
            slot = slot_of(connection)
            if slot is None:
                return
            if not slot["active"]:
                connection.execute("SELECT pg_drop_replication_slot(%s)", [SLOT])
                return
            time.sleep(0.1)
    raise Refused("wal-receiver-running", "Tiến trình nhận WAL vẫn đang chạy: hãy dừng nó trước.")


def keep_receiving() -> int:
    """Receive until SIGTERM; whatever happens to database or disk, say it and try again."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping:
        receiver = None
        try:
            store = Store(state.backups() / describe(address()).system_identifier)
            store.make()
            receiver = Receiver(address(), store)
            receiver.start()
            while not stopping and not receiver.problem():
                _beat(address())
                receiver.wait(BEAT_SECONDS, unless=lambda: stopping)
            trouble = receiver.problem()
        except (psycopg.Error, OSError, Refused) as error:
            trouble = error.sentence if isinstance(error, Refused) else str(error)
        finally:
            if receiver:
                receiver.stop()
        if not stopping:
            sys.stderr.write(f"Không nhận được WAL, thử lại sau 5 giây: {trouble}\n")
            _sleep(5, lambda: stopping)
    return 0


def _beat(url: str) -> None:
    """One tiny commit: PostgreSQL stops at the first commit after the moment, and a quiet night has none."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_logical_emit_message(true, 'tinhso', '')")


def _sleep(seconds: float, over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not over():
        time.sleep(0.2)
