"""A citizen at the pages of the national portal, and the worker's turn at what arrived."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.api.filing import CHILD
from tinhso.government.dossiers.tests.factories import BIRTH, OneStop
from tinhso.government.portal_intake import actions, queries
from tinhso.government.portal_intake.models import Arrival
from tinhso.government.portal_sync.actions import set_mode
from tinhso.ground.base.actors import System
from tinhso.ground.gateway.tests.portal import PortalDouble


def switch(mode: str, *, at: datetime, grace_days: int = 15) -> None:
    """Move the province to a front from a moment on."""
    set_mode(System("manage"), mode=mode, from_at=at, instrument="Quyết định 1/QĐ-UBND", decided_by="Chủ tịch",
             grace_days=grace_days, now=at)  # fmt: skip


@dataclass(frozen=True)
class AtThePortal:
    """Files at the portal, at whose other end Django answers."""

    double: PortalDouble
    client: Client
    place: OneStop

    def row(self, **changed: Any) -> dict[str, Any]:
        """A birth, filed by the citizen of the place at her ward."""
        citizen = self.place.citizen
        return {
            "MaTTHC": BIRTH, "TenTTHC": "Đăng ký khai sinh", "ChuHoSo": citizen.full_name,
            "MaDoiTuong": citizen.personal_number, "DonViXuLy": self.place.agency.code or self.place.agency.name,
            "ThongTinKhac": json.dumps(CHILD, ensure_ascii=False), "SoDienThoai": "0912345678",
        } | changed  # fmt: skip

    def file(self, *, times: int = 2, works: bool = True, **changed: Any) -> Arrival | None:
        """File, answer so many calls of the portal, and let the worker have its turn; what arrived under its code."""
        code = self.double.file(self.client, times=times, **self.row(**changed))
        if works:
            work()
        return Arrival.objects.filter(code=code).first()


def make_arrival(state: str, *, problem: str = "") -> Arrival:
    """A row in some state, as pages show it."""
    now = timezone.now()
    return Arrival.objects.create(key=f"G22-{state}", code=f"G22-{state}", body={"MaHoSo": f"G22-{state}"},
                                  state=state, problem=problem, next_try_at=now, arrived_at=now)  # fmt: skip


def work(*, now: datetime | None = None) -> None:
    """What the jobs do with everything that waits."""
    now = now or timezone.now()
    for arrival in queries.due(now):
        actions.file_arrival(arrival.pk, now=now)
