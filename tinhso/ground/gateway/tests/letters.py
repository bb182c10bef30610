"""Letters to linked agencies, as the tests of the exchange post them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tinhso.ground.base.actors import System
from tinhso.ground.gateway import actions
from tinhso.ground.people.tests.factories import NOON

US = System("life_events")
LANE = "life_event:1"


class Controller:
    """A person who runs the exchange."""

    ref, name, roles = "official:1", "Lê Thị Lụa", frozenset({"CONTROLLER"})


def letter(number: int = 1, **changed: Any) -> dict[str, Any]:
    """What a part of a linked procedure asks of a partner."""
    return {
        "maYeuCau": f"LT-{number}",
        "maHoSo": f"H42.134-261122-{number:04}",
        "maTTHC": "1.004222",
        "chuHoSo": {"hoTen": "Nguyễn Văn Bình", "soDinhDanh": "036196001234"},
        "goiLai": "http://127.0.0.1:9/truc-ket-noi/residence/su-kien/",
        "chuDe": f"life_event_part:{number}",
    } | changed


def post(
    number: int = 1, *, lane: str = LANE, partner: str = "residence", operation: str = "tiep-nhan", **changed: Any
) -> None:
    """Put a letter into a lane at noon."""
    actions.post(
        US, partner=partner, operation=operation, lane=lane, payload=letter(number, **changed),
        subject=f"life_event_part:{number}", purpose="Chuyển hồ sơ liên thông",
        legal_basis="Nghị định 63/2024/NĐ-CP", now=NOON,
    )  # fmt: skip


def deliver(*, minutes: float = 0.0, lane: str = LANE, partner: str = "residence") -> int:
    """Run the job of a lane, minutes after noon; how many letters arrived."""
    return actions.deliver(partner, lane, now=NOON + timedelta(minutes=minutes))
