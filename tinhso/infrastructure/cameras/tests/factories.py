"""A camera in use, a right to open it: real rows, made quickly."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.ground.people.models import Official, Role
from tinhso.ground.people.persons import Person
from tinhso.ground.people.tests.factories import agency, make_official, person_of
from tinhso.infrastructure.cameras import actions
from tinhso.infrastructure.cameras.models import Camera, OpeningRight

WARD = "NB.C13669"


def keeper(slug: str = WARD, role: Role = Role.LEADER, name: str = "Phạm Mai Anh", *, now: datetime) -> Person:
    """An official of an agency."""
    return person_of(make_official(agency(slug), role, full_name=name), on=timezone.localdate(now), at=now)


def make_camera(by: Person, leader: Person, code: str = "ND-001", *, slug: str = WARD, now: datetime) -> Camera:
    """Entered by one and approved by another."""
    one = actions.enter_camera(
        by, owner=slug, code=code, name="Ngã tư Trần Hưng Đạo", address="Trần Hưng Đạo - Hàn Thuyên",
        unit_code="13669", purpose="TRAFFIC", legal_ground="15/QĐ-UBND, Điều 2",
        link=f"https://vms.example.vn/live/{code}", now=now,
    )  # fmt: skip
    return actions.move_camera(leader, one, "approve", now=now)


def make_right(leader: Person, official: Person, *, slug: str = WARD, purpose: str = "", now: datetime) -> OpeningRight:
    """For a month."""
    number = Official.objects.get(pk=official.official_id).staff_number
    today = timezone.localdate(now)
    return actions.give_right(
        leader, owner=slug, staff_number=number, purpose=purpose, reason="Trực giao thông", valid_from=today,
        valid_to=today + timedelta(days=30), now=now,
    )  # fmt: skip
