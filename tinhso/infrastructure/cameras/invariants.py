"""What must always be true of cameras: two people, a right behind every look, one state at a time."""

from __future__ import annotations

from tinhso.ground.invariants.checking import checked
from tinhso.ground.invariants.verdicts import Invariant, Verdict

ALONE = """
SELECT 'camera ' || code || ' đang dùng theo lời một người hoặc không có https, căn cứ' FROM cameras_camera
WHERE state = 'IN_USE' AND (approved_by_ref IN ('', proposed_by_ref) OR link NOT LIKE 'https://%%' OR legal_ground = '')
ORDER BY code
"""
UNFOUNDED = """
SELECT 'lượt mở camera ' || l.id || ' không theo quyền nào lúc đó' FROM cameras_cameralook l
JOIN cameras_openingright r ON r.id = l.right_id JOIN cameras_camera c ON c.id = l.camera_id
WHERE l.reason = '' OR r.official_ref <> l.official_ref OR r.owner_id <> c.owner_id
    OR r.purpose NOT IN ('', c.purpose)
    OR (l.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date NOT BETWEEN r.valid_from AND r.valid_to OR l.at > r.ended_at
ORDER BY l.id
"""
OVERLAPPING = """
SELECT 'tình trạng ' || s.id || ' của camera ' || s.camera_id || ' chồng lên tình trạng khác' FROM cameras_healthspan s
WHERE s.ended_at < s.began_at OR EXISTS (SELECT FROM cameras_healthspan o WHERE o.camera_id = s.camera_id
    AND o.id <> s.id AND o.began_at < coalesce(s.ended_at, 'infinity')
    AND coalesce(o.ended_at, 'infinity') > s.began_at) ORDER BY s.id
"""


def by_two() -> Verdict:
    """A camera in use was entered by one and approved by another, with a ground and an https address."""
    return checked("cameras_camera", ALONE)


def looks() -> Verdict:
    """Every look stands on a right of that official, that agency, that purpose and that day."""
    return checked("cameras_cameralook", UNFOUNDED)


def spans() -> Verdict:
    """A camera is in one state at a time."""
    return checked("cameras_healthspan", OVERLAPPING)


INVARIANTS = (
    Invariant("cameras.two_people", "Mọi camera đang dùng theo lời hai người, có căn cứ, có https", by_two),
    Invariant("cameras.looks", "Mọi lượt mở camera theo một quyền có hiệu lực lúc đó", looks),
    Invariant("cameras.spans", "Mỗi camera mỗi lúc một tình trạng", spans),
)
