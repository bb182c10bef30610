"""Inside a restored province: bring its files back and prove that it is whole."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connection

from tinhso.config.backup import contents
from tinhso.config.backup.events import DrillMarked
from tinhso.front.evidence.queries import journal_verdict, verdict_against
from tinhso.government.dossiers.queries import newest_arrival
from tinhso.ground.files.queries import faults, hashes_since
from tinhso.ground.journal.queries import entries_about, first_disagreement, heads

WORDS = {"missing": "mất nội dung", "wrong-size": "sai dung lượng", "altered": "nội dung đã bị sửa"}
SHOWN = 20  # files with a fault that are named; the rest is counted
CHURNING = ("procrastinate_", "django_session")  # rows come and go by the second: their number proves nothing


def prove(mirror: Path, moment: datetime | None, stated: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    """Faults (one sentence each), and what there is: files brought back, heads, drill marks, rows, newest dossier.

    mirror: contents of the backup. stated: journal heads (chain, place, hash) that must all still be said.
    """
    copied = contents.copy(hashes_since(None), mirror, settings.FILES_DIR)
    found = [*_journal_faults(stated), *_file_faults(), *_province_faults()]
    newest = newest_arrival()
    if newest and moment and newest > moment:
        found.append(f"Có hồ sơ tạo lúc {newest.isoformat()}, sau thời điểm khôi phục.")
    return {
        "faults": found,
        "files": copied.new,
        "file_bytes": copied.bytes,
        "heads": standing_heads(),
        "marks": [[entry.facts["drill"], entry.facts["side"]] for entry in _marks()],
        "counts": counts(),
        "newest_dossier": newest.isoformat() if newest else None,
        "invariants": "verify_province" in get_commands(),
    }


def standing_heads() -> list[tuple[int, int, str]]:
    """Where every chain of the journal stands."""
    return [(head.chain, head.seq, head.digest) for head in heads()]


def counts() -> dict[str, int]:
    """How many rows each table has, those of queues and sessions left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1"
        )
        names = [name for (name,) in cursor.fetchall() if not name.startswith(CHURNING)]
        counted = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - from the catalogue
            counted[name] = cursor.fetchone()[0]
    return counted


def _marks() -> Any:
    return entries_about(DrillMarked.about).filter(kind=DrillMarked.kind)


def _journal_faults(stated: Sequence[tuple[int, int, str]]) -> list[str]:
    ledger = settings.JOURNAL_HEADS
    verdict = verdict_against(ledger) if ledger.exists() and ledger.stat().st_size else journal_verdict()
    found = [verdict.problem] if verdict.problem else []
    lost = first_disagreement(stated) if stated else None
    if lost:
        found.append(f"Nhật ký không còn như lúc sao lưu: chuỗi {lost[0]}, dòng {lost[1]}.")
    return found


def _file_faults() -> list[str]:
    bad = [fault for fault in faults() if fault.what in WORDS]
    named = [f"Tệp {WORDS[fault.what]}: {fault.sha256} {fault.name}" for fault in bad[:SHOWN]]
    return [*named, f"… và {len(bad) - SHOWN} tệp nữa."] if len(bad) > SHOWN else named


def _province_faults() -> list[str]:
    """What the province's own invariants say, where the command that checks them is there."""
    if "verify_province" not in get_commands():
        return []
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            call_command("verify_province", stdout=said)
    except CommandError as broken:
        return [f"verify_province: {broken}"]
    except SystemExit as ended:
        return [f"verify_province: {said.getvalue().strip()[-2000:]}"] if ended.code else []
    return []
