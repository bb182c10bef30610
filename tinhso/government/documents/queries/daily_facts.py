"""Documents as those who count see them: which kind, whose, when; never what they say or who wrote them.

Papers of dossiers are counted with their dossiers, so a line of the book that one of them holds is none here.
"""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

# A document counts in the month in which it was first drafted, or came.
ROWS = """
WITH chosen AS (
    SELECT * FROM documents_document WHERE %(which)s AND origin = ''
), sent AS (
    SELECT r.document_id, count(*) AS recipients, count(*) FILTER (WHERE r.agency_id IS NULL) AS outside,
        count(*) FILTER (WHERE r.state IN ('03', '04', '05', '06')) AS registered,
        count(*) FILTER (WHERE r.state = '06') AS done
    FROM documents_recipient r JOIN chosen ON chosen.id = r.document_id GROUP BY r.document_id
), given AS (
    SELECT t.document_id, count(*) AS tasks, count(*) FILTER (WHERE t.state = 'DONE') AS tasks_done,
        count(*) FILTER (WHERE t.state = 'DONE' AND t.ended_at <= c.due_at) AS tasks_in_time
    FROM documents_task t JOIN chosen ON chosen.id = t.document_id LEFT JOIN workflow_clock c ON c.id = t.clock_id
    GROUP BY t.document_id
)
SELECT d.id, d.agency_id, a.kind, d.direction, coalesce(k.code, ''), d.urgency, d.state, d.delivery_id IS NOT NULL,
    d.begun_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.signed_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    d.released_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh', d.paper_code <> '', coalesce(sent.recipients, 0),
    coalesce(sent.outside, 0), coalesce(sent.registered, 0), coalesce(sent.done, 0), coalesce(given.tasks, 0),
    coalesce(given.tasks_done, 0), coalesce(given.tasks_in_time, 0)
FROM chosen d
JOIN people_agency a ON a.id = d.agency_id
LEFT JOIN documents_documentkind k ON k.id = d.kind_id
LEFT JOIN sent ON sent.document_id = d.id
LEFT JOIN given ON given.document_id = d.id
ORDER BY d.agency_id, d.begun_at
"""

DAILY_FACTS = Facts(
    name="documents",
    words="Một dòng là một văn bản điều hành ở một cơ quan",
    columns={
        "document": "BIGINT", "agency": "BIGINT", "agency_kind": "VARCHAR", "direction": "VARCHAR", "kind": "VARCHAR",
        "urgency": "INTEGER", "state": "VARCHAR", "from_inside": "BOOLEAN", "begun_at": "TIMESTAMP",
        "signed_at": "TIMESTAMP", "released_at": "TIMESTAMP", "registered_at": "TIMESTAMP", "ended_at": "TIMESTAMP",
        "has_e_paper": "BOOLEAN", "recipients": "INTEGER", "recipients_outside": "INTEGER",
        "recipients_registered": "INTEGER", "recipients_done": "INTEGER", "tasks": "INTEGER", "tasks_done": "INTEGER",
        "tasks_in_time": "INTEGER",
    },
    table="documents_document",
    begun="begun_at",
    rows=ROWS,
    subject="document:",
)  # fmt: skip

TASKS = Facts(
    name="tasks",
    words="Một dòng là một nhiệm vụ giao từ văn bản đến",
    columns={
        "document": "BIGINT", "task": "BIGINT", "agency": "BIGINT", "agency_kind": "VARCHAR", "urgency": "INTEGER",
        "state": "VARCHAR", "given_at": "TIMESTAMP", "due_at": "TIMESTAMP", "promised_at": "TIMESTAMP",
        "ended_at": "TIMESTAMP",
    },
    table="documents_task",
    begun="given_at",
    rows="""
WITH chosen AS (SELECT * FROM documents_task WHERE %(which)s)
SELECT t.document_id, t.id, d.agency_id, a.kind, d.urgency, t.state, t.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    c.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh', c.original_due_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    t.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen t
JOIN documents_document d ON d.id = t.document_id
JOIN people_agency a ON a.id = d.agency_id
LEFT JOIN workflow_clock c ON c.id = t.clock_id
""",
    by_ids="document_id = ANY(%(ids)s)",
    subject="document:",
)  # fmt: skip
