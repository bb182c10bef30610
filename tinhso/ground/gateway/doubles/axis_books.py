"""What a node of document exchange keeps: systems, their agencies, packets and how each stands with each receiver.

SQLite for the books and a file a packet, both on disk before anybody hears of them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from tinhso.ground.gateway.edxml.codes import canonical

SCHEMA = """
CREATE TABLE IF NOT EXISTS agency (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, code TEXT NOT NULL,
    pid TEXT NOT NULL, name TEXT NOT NULL, mail TEXT NOT NULL, system TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS packet (id TEXT PRIMARY KEY, kind TEXT NOT NULL, system TEXT NOT NULL, sender TEXT NOT NULL,
    sha256 TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, notation TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (system, kind, sha256));
CREATE TABLE IF NOT EXISTS delivery (id TEXT PRIMARY KEY, packet TEXT NOT NULL REFERENCES packet, key TEXT NOT NULL,
    receiver TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'initial', updated TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS delivery_of ON delivery (key, status);
"""
OPEN = ("initial", "processing")


class Books:
    """The books in a folder. Of a packet that a system sends again, the first stays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.rows = sqlite3.connect(folder / "axis.sqlite3", isolation_level=None)
        self.rows.row_factory = sqlite3.Row
        self.rows.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + SCHEMA)

    def systems(self) -> dict[str, str]:
        """Secrets by system, as systems.json says now: who runs the node adds one there."""
        path = self.folder / "systems.json"
        return dict(json.loads(path.read_text())) if path.exists() else {}

    def register(self, system: str, code: str, said: dict[str, Any]) -> bool:
        """A system speaks for an agency; False when another one does."""
        known = self.rows.execute("SELECT system FROM agency WHERE key = ?", [canonical(code)]).fetchone()
        if known and known["system"] != system:
            return False
        facts = [canonical(code), code, *(str(said.get(name) or "")[:300] for name in ("pid", "name", "mail")), system]
        self.rows.execute(
            "INSERT INTO agency (key, code, pid, name, mail, system) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) "
            "DO UPDATE SET code = excluded.code, pid = excluded.pid, name = excluded.name, mail = excluded.mail", facts
        )  # fmt: skip
        return True

    def drop(self, system: str, code: str) -> bool:
        """A system speaks for an agency no longer; False when it did not."""
        gone = self.rows.execute("DELETE FROM agency WHERE key = ? AND system = ?", [canonical(code), system])
        return gone.rowcount > 0

    def speaks_for(self, system: str, code: str) -> bool:
        """Whether this system sends for this agency."""
        found = self.rows.execute("SELECT 1 FROM agency WHERE key = ? AND system = ?", [canonical(code), system])
        return found.fetchone() is not None

    def agencies(self, system: str = "") -> list[dict[str, Any]]:
        """Agencies, of one system or all, in the words of the protocol."""
        rows = self.rows.execute(
            "SELECT id, pid, code, name, mail FROM agency WHERE system = ? OR ? = '' ORDER BY id", [system, system]
        )
        return [{name: str(row[name]) for name in row.keys()} for row in rows]  # noqa: SIM118 - a Row is no dict

    def room(self) -> tuple[int, Path]:
        """A file for what comes in, beside the books."""
        handle, path = tempfile.mkstemp(dir=self.folder, suffix=".part")
        return handle, Path(path)

    def keep(
        self, part: Path, *, system: str, kind: str, sender: str, sha256: str, receivers: Sequence[str],
        title: str, notation: str, now: datetime, twice: bool = False,
    ) -> str:  # fmt: skip
        """Keep a packet that has come whole, and lay it out for each receiver; its number."""
        known = self.rows.execute(
            "SELECT id FROM packet WHERE system = ? AND kind = ? AND sha256 = ?", [system, kind, sha256]
        ).fetchone()
        if known:
            part.unlink()
            return str(known["id"])
        number, at = str(uuid4()), now.isoformat()
        path = Path(f"{now:%Y}") / f"{now:%m}" / f"{number}.edxml"
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        part.replace(place)
        with closing(self.rows.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(
                "INSERT INTO packet VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [number, kind, system, sender, sha256, str(path), title, notation, at],
            )
            for receiver in [*receivers, *(receivers if twice else ())]:
                cursor.execute(
                    "INSERT INTO delivery (id, packet, key, receiver, updated) VALUES (?, ?, ?, ?, ?)",
                    [str(uuid4()), number, canonical(receiver), receiver, at],
                )
            cursor.execute("COMMIT")
        return number

    def waiting(self, system: str, kind: str) -> list[dict[str, Any]]:
        """Packets for agencies of a system that it has not finished with, oldest first."""
        rows = self.rows.execute(
            "SELECT d.id, p.kind, p.at, d.updated, p.sender, d.receiver, d.status FROM delivery d JOIN packet p "
            "ON p.id = d.packet JOIN agency a ON a.key = d.key WHERE a.system = ? AND p.kind = ? "
            "AND d.status IN (?, ?) ORDER BY p.at, d.rowid",
            [system, kind, *OPEN],
        )
        return [
            {"docId": row["id"], "serviceType": "eDoc", "messageType": row["kind"], "created_time": row["at"],
             "updated_time": row["updated"], "from": row["sender"], "to": row["receiver"], "status": row["status"],
             "status_desc": row["status"]}
            for row in rows
        ]  # fmt: skip

    def sent(self, system: str, kind: str) -> list[dict[str, Any]]:
        """Packets that a system sent, a row for each receiver, newest first."""
        rows = self.rows.execute(
            "SELECT p.id AS packet, d.id, p.sender, d.receiver, p.title, p.notation, p.at, d.updated, d.status, p.kind "
            "FROM packet p LEFT JOIN delivery d ON d.packet = p.id WHERE p.system = ? AND p.kind = ? "
            "ORDER BY p.rowid DESC LIMIT 1000",
            [system, kind],
        )
        return [
            {"senderDocId": row["packet"], "receiverDocId": row["id"], "fromCode": row["sender"],
             "toCode": row["receiver"], "title": row["title"], "notation": row["notation"], "sentTime": row["at"],
             "receivedTime": row["updated"], "sendStatus": "done", "sendStatusDesc": "done",
             "receiveStatus": row["status"], "receiveStatusDesc": row["status"], "serviceType": "eDoc",
             "messageType": row["kind"]}
            for row in rows
        ]  # fmt: skip

    def file_of(self, system: str, doc_id: str) -> Path | None:
        """The file of a packet that a system received or sent; None for another's."""
        row = self.rows.execute(
            "SELECT p.path FROM packet p LEFT JOIN delivery d ON d.packet = p.id LEFT JOIN agency a ON a.key = d.key "
            "WHERE (d.id = ? AND a.system = ?) OR (p.id = ? AND p.system = ?)",
            [doc_id, system, doc_id, system],
        ).fetchone()
        return self.folder / row["path"] if row else None

    def mark(self, system: str, doc_id: str, status: str, *, now: datetime) -> bool:
        """A receiver says how far it is; False for a packet that is not its own."""
        done = self.rows.execute(
            "UPDATE delivery SET status = ?, updated = ? WHERE id = ? "
            "AND key IN (SELECT key FROM agency WHERE system = ?)",
            [status, now.isoformat(), doc_id, system],
        )
        return done.rowcount > 0

    def forget(self) -> None:
        """No packets and no agencies; the files stay."""
        self.rows.executescript("DELETE FROM delivery; DELETE FROM packet; DELETE FROM agency;")


def settle(handle: int) -> None:
    """Bring a file to the platter and close it."""
    os.fsync(handle)
    os.close(handle)
