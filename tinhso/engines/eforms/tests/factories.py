"""People and forms for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tinhso.engines.eforms import actions, rules
from tinhso.engines.eforms.models import FormVersion
from tinhso.ground.base.actors import System
from tinhso.ground.people.persons import Person

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LAN = Person(name="Trần Thị Lan", account_id=901, citizen_id=901)
HUNG = Person(name="Vũ Văn Hùng", account_id=902, citizen_id=902)


def var(name: str) -> dict[str, str]:
    return {"var": name}


def lunch_schema() -> dict[str, Any]:
    """A small form with everything: steps, a condition, a repeated group, calculations, checks."""
    return rules.expanded(
        {
            "type": "object",
            "title": "Phiếu đặt cơm trưa",
            "x-steps": [
                {"code": "nguoi-dat", "title": "Người đặt", "sections": [{"fields": ["name", "phone", "birth_date"]}]},
                {
                    "code": "mon-an",
                    "title": "Món ăn",
                    "sections": [
                        {"fields": ["dishes", "total_vnd"]},
                        {"title": "Giao hàng", "fields": ["delivered", "address", "meal_date"]},
                    ],
                },
                {
                    "code": "hoa-don",
                    "title": "Hoá đơn",
                    "x-show-if": {">=": [var("total_vnd"), 200000]},
                    "sections": [{"fields": ["tax_name", "agreed"]}],
                },
            ],
            "properties": {
                "name": {"type": "string", "title": "Họ và tên", "x-prefill": "full_name", "minLength": 2},
                "phone": {"type": "string", "title": "Số điện thoại", "x-widget": "phone", "x-prefill": "phone"},
                "birth_date": {"type": "string", "format": "date", "title": "Ngày sinh", "x-prefill": "birth_date"},
                "dishes": {
                    "type": "array",
                    "title": "Các món",
                    "x-row": "Món",
                    "minItems": 1,
                    "maxItems": 50,
                    "items": {
                        "type": "object",
                        "required": ["dish", "count", "price_vnd"],
                        "properties": {
                            "dish": {
                                "type": "string",
                                "title": "Tên món",
                                "enum": ["RICE", "NOODLES"],
                                "x-labels": {"RICE": "Cơm tấm", "NOODLES": "Phở bò"},
                            },
                            "count": {"type": "integer", "title": "Số suất", "minimum": 1, "maximum": 99},
                            "price_vnd": {"type": "integer", "x-widget": "money", "title": "Đơn giá"},
                            "line_vnd": {
                                "type": "integer",
                                "x-widget": "money",
                                "title": "Thành tiền",
                                "x-calculate": {"*": [var("count"), var("price_vnd")]},
                            },
                        },
                        "x-checks": [
                            {
                                "field": "count",
                                "rule": {"or": [{"!=": [var("dish"), "NOODLES"]}, {"<=": [var("count"), 10]}]},
                                "sentence": "Mỗi lần chỉ đặt tối đa 10 suất phở.",
                            }
                        ],
                    },
                },
                "total_vnd": {
                    "type": "integer",
                    "x-widget": "money",
                    "title": "Tổng tiền",
                    "x-calculate": {"sum": "dishes.line_vnd"},
                },
                "delivered": {"type": "boolean", "title": "Giao tận nơi"},
                "address": {
                    "type": "string",
                    "title": "Địa chỉ giao",
                    "x-show-if": {"==": [var("delivered"), True]},
                },
                "meal_date": {"type": "string", "format": "date", "title": "Ngày giao"},
                "tax_name": {"type": "string", "title": "Tên trên hoá đơn"},
                "agreed": {
                    "type": "boolean",
                    "const": True,
                    "x-widget": "checkbox",
                    "title": "Tôi đồng ý xuất hoá đơn",
                },
            },
            "required": ["name", "phone", "dishes", "delivered", "address", "meal_date", "tax_name", "agreed"],
            "x-checks": [
                {
                    "field": "meal_date",
                    "rule": {">=": [var("meal_date"), var("today")]},
                    "sentence": "Ngày giao phải từ hôm nay trở đi.",
                }
            ],
        },
        {},
    )


def publish_lunch(**changes: Any) -> FormVersion:
    return actions.publish_form(
        System("tests"), "lunch", lunch_schema() | changes, source="", valid_from=date(2026, 1, 1), now=NOON
    )
