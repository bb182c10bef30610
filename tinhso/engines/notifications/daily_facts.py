"""Messages as those who count see them: those of an hour by channel, text and what came of them; never to whom."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

# Hours since 1970, by which a message was written; it belongs to no agency, for it may be about anything.
HOUR = "floor(extract(epoch FROM created_at) / 3600)::bigint"
OLDEST = "created_at >= to_timestamp((SELECT min(id) FROM unnest(%(ids)s) AS known (id)) * 3600)"
OF_HOURS = f"{OLDEST} AND {HOUR} = ANY(%(ids)s)"
DAILY_FACTS = Facts(
    name="messages",
    words="Một dòng là các thông báo của một giờ, theo kênh, mẫu, kết quả gửi",
    columns={
        "hour": "BIGINT", "agency": "BIGINT", "channel": "VARCHAR", "template": "VARCHAR", "state": "VARCHAR",
        "messages": "BIGINT", "tries": "BIGINT", "waited_seconds": "BIGINT", "created_at": "TIMESTAMP",
    },
    table="notifications_message",
    begun="created_at",
    rows=f"""
SELECT {HOUR}, 0, channel, template, state, count(*), sum(tries),
    coalesce(sum(extract(epoch FROM sent_at - created_at)), 0)::bigint,
    date_trunc('hour', created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')
FROM notifications_message WHERE %(which)s GROUP BY 1, 3, 4, 5, 9
""",  # noqa: S608 - our own words
    by_ids=OF_HOURS,
    # Nothing is tried for longer than a day (rules.reach), so what was given up is found among those.
    changed=f"""
SELECT DISTINCT {HOUR} FROM notifications_message
WHERE created_at >= %(since)s - interval '15 minutes' OR sent_at >= %(since)s - interval '15 minutes'
    OR (state = 'FAILED' AND created_at >= %(since)s - interval '1 day')
""",  # noqa: S608 - our own words
)  # fmt: skip
