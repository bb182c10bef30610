"""How cameras fare as those who count see it: up, down or silent from when to when; no place, no link, no picture."""

from __future__ import annotations

from tinhso.ground.base.facts import Facts

DAILY_FACTS = Facts(
    name="camera_spans",
    words="Một dòng là một khoảng thời gian camera hoạt động, không hoạt động hoặc im lặng",
    columns={
        "camera": "BIGINT", "agency": "BIGINT", "health": "VARCHAR", "began_at": "TIMESTAMP", "ended_at": "TIMESTAMP",
    },
    table="cameras_healthspan",
    begun="began_at",
    rows="""
WITH chosen AS (SELECT * FROM cameras_healthspan WHERE %(which)s)
SELECT s.camera_id, c.owner_id, s.health, s.began_at AT TIME ZONE 'Asia/Ho_Chi_Minh',
    s.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh'
FROM chosen s JOIN cameras_camera c ON c.id = s.camera_id
""",
    by_ids="camera_id = ANY(%(ids)s)",
    subject="camera:",
)  # fmt: skip
