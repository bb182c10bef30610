"""Restoring a province into a new state folder, beside whatever lives, and having it prove itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tinhso.config.backup import recovering, sealing
from tinhso.config.backup.manifest import Manifest
from tinhso.config.backup.places import Store, write_safely
from tinhso.config.backup.recovering import Took
from tinhso.config.backup.saying import steps
from tinhso.config.backup.taking import LEDGER, SEALED
from tinhso.config.launch import state
from tinhso.config.launch.postgres import SETTINGS, Server
from tinhso.front.evidence.ledger import statements
from tinhso.ground.base.refused import Refused

PROVEN = "restored.json"
# What would lead the proof to the living province, or to none.
NOT_OURS = ("TINHSO_STATE", "TINHSO_DATABASE", "TINHSO_JOURNAL_HEADS", "TINHSO_BACKUP", "TINHSO_POOL", "PYTEST")
# A statement says where the journal stood a moment after the moment that it names.
SIGNING = timedelta(seconds=10)


@dataclass(frozen=True)
class Restored:
    """What came back: folder, backup, how long each step took, size, and the proof (proving.prove)."""

    folder: Path
    chosen: Manifest
    took: Took
    bytes: int
    proof: dict[str, Any]

    @property
    def faults(self) -> list[str]:
        """One sentence each; none: it is whole."""
        return list(self.proof["faults"])


def key() -> str:
    """The key of the backups, given or kept; never made anew here. Refused: no-backup-key."""
    if os.environ.get("TINHSO_SECRET_BACKUP") or (state.folder() / sealing.OWN).exists():
        return state.secret("backup")
    raise Refused("no-backup-key", "Thiếu khóa sao lưu: hãy đặt TINHSO_SECRET_BACKUP (khóa cất trong két).")


def refuse_living(folder: Path) -> None:
    """Only a new folder will do. Refused: folder-lives, folder-not-empty."""
    living = state.folder()
    if folder == living or folder in living.parents:
        raise Refused("folder-lives", f"{folder} chứa hệ thống đang sống: chỉ khôi phục vào thư mục mới.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("folder-not-empty", f"{folder} đã có nội dung: chỉ khôi phục vào thư mục mới.")


def restore(
    store: Store, folder: Path, *, at: datetime | None, say: Callable[[str], None], also: Sequence[Any] = ()
) -> Restored:
    """Bring back the province of a moment; the folder is then a state folder, and its server is stopped.

    also: further journal heads that must be there. When it cannot be brought back nothing is left; when it came back
    but does not prove itself, the folder stays for who looks into it. Refused: as recovering.recover, refuse_living.
    """
    refuse_living(folder)
    secret, took = key(), Took()
    with store.reading():
        chosen = recovering.choose(store, secret, at)
        server = Server(folder / "pg", SETTINGS)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with took.step("keys"):
                _lay_state(store, chosen, folder, secret, at)
            recovering.recover(store, chosen, server, at=at, took=took)
            say(f"Cơ sở dữ liệu từ bản {chosen.name}, chạy WAL xong: {steps(took.seconds)}.")
        except BaseException:
            recovering.remove(server, folder)
            raise
        try:
            with took.step("prove"):
                asked = {
                    "mirror": str(store.contents),
                    "moment": at.isoformat() if at else None,
                    "heads": [*chosen.heads, *also],
                }
                proof = _proof(folder, server.url(chosen.database), asked)
        finally:
            server.stop()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    write_safely(folder / PROVEN, json.dumps({
        "backup": chosen.name, "at": at.isoformat() if at else None, "restored": datetime.now(UTC).isoformat(),
        "seconds": took.seconds, "faults": proof["faults"], "newest_dossier": proof["newest_dossier"],
    }, ensure_ascii=False, indent=1).encode())  # fmt: skip
    return Restored(folder, chosen, took, size, proof)


def _lay_state(store: Store, chosen: Manifest, folder: Path, secret: str, at: datetime | None) -> None:
    """Keys and secrets as they are newest (old ones are never taken out), and the heads published until the moment."""
    newest, of_the_set = (next((p for p in (store.now / name, store.sets / chosen.name / name) if p.exists()), None)
                          for name in (SEALED, LEDGER))  # fmt: skip
    if newest:
        sealing.unseal(newest.read_bytes(), secret, folder)
    write_safely(folder / sealing.OWN, secret.encode())
    if of_the_set:
        lines = [one.line for one in statements(of_the_set) if at is None or one.at <= at - SIGNING]
        write_safely(heads_file(folder, chosen.database), "".join(f"{line}\n" for line in lines).encode(), mode=0o644)


def heads_file(folder: Path, database: str) -> Path:
    """Where a state folder keeps the published heads."""
    return folder / f"journal-heads-{database}.jsonl"


def _proof(folder: Path, address: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Run the proof in the copy's own surroundings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    environment |= {"TINHSO_STATE": str(folder), "DATABASE_URL": address}
    ran = subprocess.run(
        [sys.executable, "manage.py", "prove_restored"], cwd=state.REPOSITORY, env=environment,
        input=json.dumps(asked), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        return {"faults": [f"Kiểm chứng không chạy được: {ran.stderr.strip()[-1500:]}"], "newest_dossier": None}
    proof: dict[str, Any] = json.loads(ran.stdout)
    return proof
