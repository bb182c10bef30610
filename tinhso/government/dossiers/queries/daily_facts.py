"""Dossiers as those who count see them: when, where, how; never whose.

What QĐ 766/QĐ-TTg asks a one-stop system to record of each dossier: its moments, its channel, what was paid and how,
where its parts came from, whether its result is electronic, how the applicant rated it.
"""

from __future__ import annotations

from tinhso.government.dossiers.models.parts import ELECTRONIC_FORM
from tinhso.ground.base.facts import Facts

# Literals, for COPY takes no parameters of its own: both are constants of this room.
ROWS = f"""
WITH chosen AS (
    SELECT * FROM dossiers_dossier WHERE %(which)s
), parts AS (
    SELECT p.dossier_id, count(*) AS parts, count(*) FILTER (WHERE p.state = 'REUSED') AS reused,
        count(*) FILTER (WHERE p.state = 'FROM_DATA') AS from_data,
        count(*) FILTER (WHERE p.state = 'SUBMITTED' AND p.stored_paper_id IS NOT NULL) AS digitised,
        count(*) FILTER (WHERE p.state = 'SUBMITTED' AND p.stored_paper_id IS NULL AND p.file_id IS NULL) AS on_paper
    FROM dossiers_dossierpart p JOIN chosen ON chosen.id = p.dossier_id
    WHERE p.place = 0 AND p.state <> 'MISSING' AND p.note <> '{ELECTRONIC_FORM}' AND p.source <> '{ELECTRONIC_FORM}'
    GROUP BY p.dossier_id
), asked AS (
    SELECT s.dossier_id, count(*) AS times,
        sum(extract(epoch FROM coalesce(s.answered_at, s.closed_at) - s.asked_at))::bigint AS waited
    FROM dossiers_supplementrequest s JOIN chosen ON chosen.id = s.dossier_id GROUP BY s.dossier_id
), paid AS (
    SELECT c.subject, sum(c.amount_vnd) FILTER (WHERE c.state IN ('PAID', 'REFUNDED')) AS paid,
        max(a.provider) AS provider
    FROM payments_charge c LEFT JOIN payments_attempt a ON a.charge_id = c.id AND a.state = 'SETTLED'
    WHERE c.subject IN (SELECT 'dossier:' || id FROM chosen) GROUP BY c.subject
), known AS (
    SELECT DISTINCT r.dossier_id FROM dossiers_retrieved r JOIN chosen ON chosen.id = r.dossier_id
    WHERE r.outcome IN ('FOUND', 'DIFFERS', 'VERIFIED')
)
SELECT d.id, procedure.code, v.field_slug, v.service_level, d.receiving_agency_id, d.resolving_agency_id,
    d.commune_code, d.channel, d.is_assisted, d.delivery, d.state, d.outcome,
    d.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.original_due_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    d.finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.returned_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    d.apologised_at IS NOT NULL, d.fee_vnd, coalesce(paid.paid, 0), coalesce(paid.provider, ''),
    coalesce(asked.times, 0), coalesce(asked.waited, 0), coalesce(parts.parts, 0), coalesce(parts.reused, 0),
    coalesce(parts.from_data, 0), coalesce(parts.digitised, 0), coalesce(parts.on_paper, 0),
    coalesce(result.paper_code, '') <> '', known.dossier_id IS NOT NULL, rating.score
FROM chosen d
JOIN procedures_procedureversion v ON v.id = d.procedure_version_id
JOIN procedures_procedure procedure ON procedure.id = v.procedure_id
LEFT JOIN parts ON parts.dossier_id = d.id
LEFT JOIN asked ON asked.dossier_id = d.id
LEFT JOIN paid ON paid.subject = 'dossier:' || d.id
LEFT JOIN known ON known.dossier_id = d.id
LEFT JOIN dossiers_result result ON result.dossier_id = d.id AND result.issued_at IS NOT NULL
LEFT JOIN dossiers_rating rating ON rating.dossier_id = d.id
ORDER BY d.resolving_agency_id, d.filed_at
"""  # noqa: S608 - our own words

DAILY_FACTS = Facts(
    name="dossiers",
    words="Một dòng là một hồ sơ thủ tục hành chính",
    columns={
        "dossier": "BIGINT", "procedure": "VARCHAR", "field": "VARCHAR", "service_level": "VARCHAR",
        "receiving_agency": "BIGINT", "agency": "BIGINT", "commune": "VARCHAR", "channel": "VARCHAR",
        "is_assisted": "BOOLEAN", "delivery": "VARCHAR", "state": "VARCHAR", "outcome": "VARCHAR",
        "filed_at": "TIMESTAMP", "received_at": "TIMESTAMP", "due_at": "TIMESTAMP", "promised_at": "TIMESTAMP",
        "finished_at": "TIMESTAMP", "returned_at": "TIMESTAMP", "apologised": "BOOLEAN", "fee_vnd": "BIGINT",
        "paid_vnd": "BIGINT", "paid_by": "VARCHAR", "supplements": "INTEGER", "supplement_seconds": "BIGINT",
        "parts": "INTEGER", "parts_reused": "INTEGER", "parts_from_data": "INTEGER", "parts_digitised": "INTEGER",
        "parts_on_paper": "INTEGER", "has_e_result": "BOOLEAN", "population_asked": "BOOLEAN", "rating": "INTEGER",
    },
    table="dossiers_dossier",
    begun="filed_at",
    rows=ROWS,
    subject="dossier:",
)  # fmt: skip
