"""What must always be true of documents: numbers without gaps, deliveries with their arrivals."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict

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


def numbers() -> Verdict:
    """Each book holds exactly the numbers that it gave."""
    return checked("documents_numberbook", NUMBERS)


def deliveries() -> Verdict:
    """What was released lies at each recipient of the province, and nothing else does."""
    return checked("documents_recipient", DELIVERIES)


INVARIANTS = (
    Invariant("documents.numbers", "Sổ văn bản đi, đến không hụt số, không trùng số", numbers),
    Invariant("documents.deliveries", "Văn bản đã phát hành đều đến nơi nhận trong tỉnh", deliveries),
)
