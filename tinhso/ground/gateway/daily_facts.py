"""Calls through our wall as those who count see them: how many an hour, with which partner, how they ended."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

# Hours since 1970; a call belongs to no agency of ours.
HOUR = "floor(extract(epoch FROM at) / 3600)::bigint"
DAILY_FACTS = Facts(
    name="calls",
    words="Một dòng là các lượt gọi qua trục kết nối trong một giờ, theo đối tác, thao tác, kết quả",
    columns={
        "hour": "BIGINT", "agency": "BIGINT", "partner": "VARCHAR", "operation": "VARCHAR", "outcome": "VARCHAR",
        "calls": "BIGINT", "milliseconds": "BIGINT", "longest_ms": "BIGINT", "at": "TIMESTAMP",
    },
    table="gateway_messagelog",
    begun="at",
    rows=f"""
SELECT {HOUR}, 0, partner, operation, outcome, count(*), sum(duration_ms), max(duration_ms),
    date_trunc('hour', at AT TIME ZONE 'Asia/Ho_Chi_Minh')
FROM gateway_messagelog WHERE %(which)s GROUP BY 1, 3, 4, 5, 9
""",  # noqa: S608 - our own words
    by_ids=f"at >= to_timestamp((SELECT min(id) FROM unnest(%(ids)s) AS known (id)) * 3600) AND {HOUR} = ANY(%(ids)s)",  # noqa: S608
    # A call is written down when it is over, a little after the moment at which it began.
    changed=f"SELECT DISTINCT {HOUR} FROM gateway_messagelog WHERE at >= %(since)s - interval '15 minutes'",  # noqa: S608
)  # fmt: skip
