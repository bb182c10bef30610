"""A personal register with two people in it, for everybody's tests."""

from __future__ import annotations

from datetime import datetime

from tinhso.engines.registers import actions
from tinhso.engines.registers.models import RegisterSchema
from tinhso.ground.base.actors import System
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.people.models import Agency

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM)
LIBRARIAN = System("kiểm thử")
SCHEMA = {
    "type": "object",
    "properties": {
        "number": {"type": "string", "title": "Số định danh", "primaryKey": True, "minLength": 12},
        "name": {"type": "string", "title": "Họ và tên"},
        "allowance": {"type": "integer", "title": "Mức trợ cấp", "minimum": 0},
    },
    "required": ["number", "name"],
    "additionalProperties": False,
}
PEOPLE = (
    {"number": "000912345678", "name": "Đoàn Thị Điểm", "allowance": 2_055_000},
    {"number": "000912345679", "name": "Lý Thường Kiệt"},
)


def make_register(keeper: Agency, *, code: str = "nguoi-co-cong", **facts: object) -> RegisterSchema:
    """A register of people with merit, kept by an agency."""
    shape = actions.create_register(
        LIBRARIAN,
        **{
            "code": code, "name": "Người có công với cách mạng", "keeper": keeper, "version": "1.0", "schema": SCHEMA,
            "legal_basis": "Pháp lệnh 02/2020/UBTVQH14", "subject_field": "number", "now": NOON,
        } | facts,
    )  # fmt: skip
    for content in PEOPLE:
        actions.create_record(LIBRARIAN, shape, content, now=NOON)
    return shape
