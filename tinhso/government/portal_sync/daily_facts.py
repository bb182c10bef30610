"""What the national portal was told of dossiers and said that it has, as those who count see it."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="portal",
    words="Một dòng là một hồ sơ đã báo lên Cổng Dịch vụ công quốc gia",
    columns={
        "dossier": "BIGINT", "agency": "BIGINT", "filed_at": "TIMESTAMP", "told_at": "TIMESTAMP",
        "confirmed_at": "TIMESTAMP", "result_confirmed_at": "TIMESTAMP",
    },
    table="dossiers_dossier",
    begun="filed_at",
    # A letter is confirmed when the portal answered that it has it; the result is, when that letter named one.
    rows="""
WITH chosen AS (SELECT * FROM dossiers_dossier WHERE %(which)s), letters AS (
    SELECT c.id, min(m.created_at) AS told, min(m.delivered_at) AS confirmed,
        min(m.delivered_at) FILTER (
            WHERE jsonb_array_length(m.payload #> '{data,0,DanhSachGiayToKetQua}') > 0) AS result
    FROM chosen c JOIN gateway_outboxmessage m ON m.subject = 'portal_dossier:' || c.id
    WHERE m.partner = 'national_portal' AND m.operation = 'dong-bo-ho-so' GROUP BY c.id
)
SELECT c.id, c.resolving_agency_id, c.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', l.told AT TIME ZONE 'Asia/Ho_Chi_Minh',
    l.confirmed AT TIME ZONE 'Asia/Ho_Chi_Minh', l.result AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen c JOIN letters l ON l.id = c.id
""",
    subject="portal_dossier:",
)  # fmt: skip
