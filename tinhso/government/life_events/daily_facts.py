"""Interlinked cases as those who count see them: which bundle, what was promised, how it ended; never whose."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="life_events",
    words="Một dòng là một hồ sơ liên thông",
    columns={
        "life_event": "BIGINT", "agency": "BIGINT", "bundle": "VARCHAR", "state": "VARCHAR", "parts": "INTEGER",
        "filed_at": "TIMESTAMP", "due_at": "TIMESTAMP", "ended_at": "TIMESTAMP",
    },
    table="life_events_case",
    begun="filed_at",
    rows="""
WITH chosen AS (SELECT * FROM life_events_case WHERE %(which)s), parts AS (
    SELECT p.case_id, count(*) AS many FROM life_events_casepart p JOIN chosen ON chosen.id = p.case_id GROUP BY 1
)
SELECT l.id, l.agency_id, b.code, l.state, coalesce(parts.many, 0), l.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    c.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh', l.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen l
JOIN life_events_bundle b ON b.id = l.bundle_id
LEFT JOIN workflow_clock c ON c.id = l.clock_id
LEFT JOIN parts ON parts.case_id = l.id
""",
    subject="life_event:",
)  # fmt: skip
