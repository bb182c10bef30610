"""Sessions of bulk signing as those who count see them: how many papers, how they went; never who signed."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="signing_sessions",
    words="Một dòng là một phiên ký loạt",
    columns={
        "session": "BIGINT", "agency": "BIGINT", "kind": "VARCHAR", "state": "VARCHAR", "papers": "INTEGER",
        "papers_done": "INTEGER", "papers_refused": "INTEGER", "opened_at": "TIMESTAMP", "confirmed_at": "TIMESTAMP",
        "ended_at": "TIMESTAMP",
    },
    table="bulk_signing_signingsession",
    begun="opened_at",
    rows="""
WITH chosen AS (SELECT * FROM bulk_signing_signingsession WHERE %(which)s), papers AS (
    SELECT i.session_id, count(*) AS many, count(*) FILTER (WHERE i.state = 'DONE') AS done,
        count(*) FILTER (WHERE i.state = 'REFUSED') AS refused
    FROM bulk_signing_signingitem i JOIN chosen ON chosen.id = i.session_id GROUP BY 1
)
SELECT s.id, s.agency_id, s.kind, s.state, coalesce(papers.many, 0), coalesce(papers.done, 0),
    coalesce(papers.refused, 0), s.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    s.confirmed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', s.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen s LEFT JOIN papers ON papers.session_id = s.id
""",
    subject="signing_session:",
)  # fmt: skip
