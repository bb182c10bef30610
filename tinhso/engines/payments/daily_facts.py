"""Charges as those who count see them: how much, when, by which way it was paid; never by whom."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="charges",
    words="Một dòng là một khoản phí, lệ phí phải nộp",
    columns={
        "charge": "BIGINT", "agency": "BIGINT", "state": "VARCHAR", "collect_at": "VARCHAR", "provider": "VARCHAR",
        "amount_vnd": "BIGINT", "created_at": "TIMESTAMP", "paid_at": "TIMESTAMP",
    },
    table="payments_charge",
    begun="created_at",
    rows="""
WITH chosen AS (SELECT * FROM payments_charge WHERE %(which)s)
SELECT c.id, c.agency_id, c.state, c.collect_at, coalesce(a.provider, ''), c.amount_vnd,
    c.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh', c.paid_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen c LEFT JOIN payments_attempt a ON a.charge_id = c.id AND a.state = 'SETTLED'
""",
    subject="charge:",
)  # fmt: skip
