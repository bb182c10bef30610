"""Facts of invented dossiers, and the worker's turn played once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.config.reactions import REACTIONS
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal_sync import actions
from tinhso.government.portal_sync.mappers import Facts
from tinhso.ground.base.vietnamese import VIETNAM
from tinhso.ground.gateway.actions import deliver
from tinhso.ground.gateway.models import OutboxMessage
from tinhso.ground.journal.models import Entry

FILED = datetime(2026, 11, 22, 9, 15, 7, tzinfo=VIETNAM)


def facts(**changed: Any) -> Facts:
    """A birth that waits for the clerk's desk."""
    return Facts(**(
        {
            "code": "H42.134-261122-0001", "procedure_code": "1.001193", "procedure_name": "Thủ tục đăng ký khai sinh",
            "sector_code": "G15-HT02", "sector_name": "Hộ tịch", "applicant_name": "Trần Thị Mai",
            "applicant_kind": "CITIZEN", "applicant_number": "999199000011", "phone": "0912345678", "email": "",
            "address": "12 Trần Hưng Đạo", "commune_code": "13669", "submitted_by": "Trần Thị Mai",
            "title": "Đăng ký khai sinh cho Nguyễn Minh An", "state": 4, "by_post": False,
            "delivery": "Tại Bộ phận Một cửa", "receiving_code": "H42.134", "agency_name": "UBND phường Nam Định",
            "filed_at": FILED, "received_at": FILED + timedelta(minutes=30), "due_at": FILED + timedelta(hours=7),
            "finished_at": None, "returned_at": None, "step_by": "Vũ Lan Phương", "step_at": FILED,
            "step_agency": "UBND phường Nam Định", "step_words": "Thụ lý hồ sơ", "step_due_at": None,
        } | changed
    ))  # fmt: skip


def work(dossier: Dossier, *, now: datetime, kinds: tuple[str, ...] = ()) -> None:
    """Hear what happened to a dossier, run the jobs that this made, deliver what they posted."""
    hear(dossier, kinds=kinds)
    for dossier_id in jobs():
        actions.sync(dossier_id, now=now)
    send(dossier, now=now)


def hear(dossier: Dossier, *, kinds: tuple[str, ...] = ()) -> None:
    """Every reaction of ours to what happened to a dossier."""
    for entry in Entry.objects.filter(subject=f"dossier:{dossier.pk}").order_by("id"):
        for reaction in REACTIONS.get(entry.kind, ()):
            if "portal_sync" in reaction.__module__ and (not kinds or entry.kind in kinds):
                reaction(entry)


def jobs() -> list[int]:
    """The dossiers for which a job waits."""
    waiting = ProcrastinateJob.objects.filter(task_name="portal_sync.sync", status="todo").order_by("id")
    return [job.args["dossier_id"] for job in waiting]


def send(dossier: Dossier, *, now: datetime) -> int:
    """Deliver what is due in the lane of a dossier."""
    return deliver("national_portal", dossier.code, now=now)


def letters(dossier: Dossier) -> list[tuple[str, str, str, str]]:
    """What was posted about a dossier: operation, isUpdating, state, and whether it arrived."""
    found = OutboxMessage.objects.filter(lane=dossier.code, partner="national_portal").order_by("id")
    return [(one.operation, one.payload.get("isUpdating", ""), one.payload["state"], one.state) for one in found]
