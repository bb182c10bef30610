"""Moving the province from one front to the other: a dated row; nothing that was filed moves or ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tinhso.government.portal_sync import queries
from tinhso.government.portal_sync.events import PortalModeSet
from tinhso.government.portal_sync.models import Mode, PortalMode
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import format_moment, nfc
from tinhso.ground.journal.actions import record

SAME_MOMENT = "Đã có một quyết định chuyển chế độ cho đúng thời điểm này."


@transaction.atomic
def set_mode(
    actor: Actor, *, mode: str, from_at: datetime, instrument: str, decided_by: str, grace_days: int, now: datetime
) -> PortalMode:
    """Write down where citizens file from a moment on, never backwards: what was taken under a mode stays so.

    grace_days: for how many days drafts begun here may still be sent after a move to the national portal.
    Refused: mode-unknown, mode-past, mode-order, mode-same, instrument-missing, grace-wrong.
    """
    if mode not in Mode._value2member_map_:
        raise Refused("mode-unknown", "Không có chế độ tiếp nhận này.", field="mode")
    if not nfc(instrument) or not nfc(decided_by):
        raise Refused("instrument-missing", "Hãy ghi văn bản và người quyết định.", field="instrument")
    if not 0 <= grace_days <= 365:
        raise Refused("grace-wrong", "Số ngày gia hạn phải từ 0 đến 365.", field="grace_days")
    if from_at < now:
        raise Refused("mode-past", "Không chuyển chế độ cho thời điểm đã qua.", field="from_at")
    last = queries.last_mode()
    if last and from_at <= last.from_at:
        at = format_moment(last.from_at)
        raise Refused("mode-order", f"Đã có quyết định chuyển chế độ từ {at}; hãy chọn thời điểm sau đó.")
    if mode == (last.mode if last else Mode.OWN):
        raise Refused("mode-same", "Khi đó hệ thống đã ở chế độ này rồi.", field="mode")
    row = PortalMode(
        mode=str(Mode(mode)), from_at=from_at, instrument=nfc(instrument)[:300], decided_by=nfc(decided_by)[:200],
        grace_until=from_at + timedelta(days=grace_days) if mode == Mode.NATIONAL else None,
        entered_by_ref=actor.ref, entered_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise Refused("mode-order", SAME_MOMENT) from twice
    facts = PortalModeSet(row.pk, row.mode, row.from_at, row.grace_until, row.instrument, row.decided_by)
    record(actor, facts, at=now)
    return row
