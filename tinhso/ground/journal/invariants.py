"""What must always be true of the journal."""

from __future__ import annotations

from django.db import connection

from tinhso.ground.invariants.verdicts import Invariant, Verdict
from tinhso.ground.journal.queries import Break, first_break

WHY = {
    "altered": "nội dung đã bị sửa (altered)",
    "missing": "thiếu dòng (missing)",
    "unlinked": "không nối với dòng trước (unlinked)",
}


def words_of(found: Break) -> str:
    """Where a chain breaks and how, in Vietnamese."""
    return f"Nhật ký hỏng ở chuỗi {found.chain}, dòng {found.seq} (id {found.entry_id}): {WHY[found.why]}"


def chains() -> Verdict:
    """Every row fits the one before it, and the head of every chain is its last row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        (rows,) = cursor.fetchone()
    found = first_break()
    return Verdict(rows, 1, (words_of(found),)) if found else Verdict(rows)


INVARIANTS = (Invariant("journal.chains", "Mọi chuỗi nhật ký đều nguyên vẹn", chains),)
