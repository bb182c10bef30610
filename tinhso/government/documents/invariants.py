"""What must always be true of documents: numbers without gaps and with their papers, deliveries with their arrivals."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils import timezone

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict, together, verdict_of
from tinhso.ground.reference.queries import calendar_for

# A number is raised in the transaction that uses it (Nghị định 30/2020/NĐ-CP, Điều 15): all that were given are there.
NUMBERS = """
SELECT a.name || ', sổ ' || b.direction || ' ' || b.series || ' năm ' || b.year || ': đã cấp ' || b.last_number
    || ' số, có ' || count(d.id) || ' văn bản'
FROM documents_numberbook b JOIN people_agency a ON a.id = b.agency_id
LEFT JOIN documents_document d ON d.book_id = b.id
GROUP BY b.id, a.name HAVING count(d.id) <> b.last_number OR coalesce(max(d.number), 0) <> b.last_number
ORDER BY b.id
"""
DELIVERIES = """
SELECT 'văn bản ' || d.notation || ', nơi nhận ' || r.name || ': ' || CASE
    WHEN i.id IS NULL THEN 'đã phát hành mà chưa đến' ELSE 'chưa phát hành mà đã đến' END
FROM documents_recipient r JOIN documents_document d ON d.id = r.document_id
LEFT JOIN documents_document i ON i.delivery_id = r.id
WHERE r.agency_id IS NOT NULL AND (d.released_at IS NULL) <> (i.id IS NULL)
ORDER BY r.id
"""
# What went out under a number is the paper that was sealed with it.
SEALED = """
SELECT 'văn bản ' || d.notation || ' của ' || a.name || ': ' || CASE
    WHEN s.id IS NULL THEN 'đã phát hành mà không có bản ký số'
    WHEN s.state <> 'SEALED' THEN 'đã phát hành mà chưa đóng dấu'
    ELSE 'bản đóng dấu mang số ' || s.number END
FROM documents_document d JOIN people_agency a ON a.id = d.agency_id
LEFT JOIN signing_signedpaper s ON s.code = d.paper_code
WHERE d.direction <> 'IN' AND d.number IS NOT NULL AND d.state IN ('RELEASED', 'REPLACED', 'RECALLED')
    AND d.origin = '' AND (s.id IS NULL OR s.state <> 'SEALED' OR s.number <> d.notation)
ORDER BY d.id
"""
WAITING = """
SELECT d.issued_on, 'văn bản ' || d.notation || ' của ' || a.name || ': đã cấp số ngày '
    || to_char(d.issued_on, 'DD/MM/YYYY') || ', chưa đóng dấu'
FROM documents_document d JOIN people_agency a ON a.id = d.agency_id
WHERE d.direction <> 'IN' AND d.number IS NOT NULL AND d.state IN ('NUMBERED', 'SIGNED') AND d.issued_on < %s
ORDER BY d.id
"""


def numbers() -> Verdict:
    """Each book holds exactly the numbers that it gave."""
    return checked("documents_numberbook", NUMBERS)


def deliveries() -> Verdict:
    """What was released lies at each recipient of the province, and nothing else does."""
    return checked("documents_recipient", DELIVERIES)


def papers() -> Verdict:
    """Each number has its sealed paper, or waits for its seal no longer than the law leaves (`overdue`)."""
    return together(checked("documents_document", SEALED), overdue(timezone.localdate()))


def overdue(today: date) -> Verdict:
    """Numbers whose seal failed and was not asked for again by the next working day (Điều 18 khoản 1)."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [today])
        waiting = cursor.fetchall()
    calendar = calendar_for()
    return verdict_of(len(waiting), (what for on, what in waiting if calendar.next_working_day(on) < today))


INVARIANTS = (
    Invariant("documents.numbers", "Sổ văn bản đi, đến không hụt số, không trùng số", numbers),
    Invariant("documents.papers", "Số đã cấp đều có văn bản đóng dấu, hoặc đóng dấu kịp ngày làm việc sau", papers),
    Invariant("documents.deliveries", "Văn bản đã phát hành đều đến nơi nhận trong tỉnh", deliveries),
)
