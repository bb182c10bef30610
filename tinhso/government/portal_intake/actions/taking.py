"""Taking over what was filed at the portal: kept before we say that we have it, refused in words it understands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.engines.procedures.queries import version_for
from tinhso.government.portal_intake import queries, rules
from tinhso.government.portal_intake.actions.portal import LEGAL_BASIS, PORTAL, PURPOSE
from tinhso.government.portal_intake.events import ArrivalRefused, ArrivalTaken
from tinhso.government.portal_intake.lifecycle import LIFECYCLE, ArrivalState
from tinhso.government.portal_intake.models import Arrival
from tinhso.government.portal_intake.rules import Misshapen
from tinhso.government.portal_sync.queries import front_at
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.gateway.actions import logged
from tinhso.ground.gateway.errors import BadEvent
from tinhso.ground.gateway.partners.national_portal import PARTNER
from tinhso.ground.journal.actions import record
from tinhso.ground.watch.tracks import handed

SERVICE = "DongBoHoSoMC"
NOT_NATIONAL = "Tỉnh đang tự nhận hồ sơ, không nhận hồ sơ nộp tại Cổng quốc gia vào thời điểm này"


def hand_over(rows: Sequence[Any], *, now: datetime) -> int:
    """Take dossiers that were filed at the portal; how many were new to us. Each is filed by a job of its own.

    BadEvent for the first that nobody could file; it is kept as refused, where those who run the exchange see it. The
    others of the same call are kept: handing over again changes nothing.
    """
    taken, worst = 0, None
    for row in rows or [None]:
        code = row.get("MaHoSo") if isinstance(row, dict) else ""
        with logged(PARTNER, purpose=PURPOSE, legal_basis=LEGAL_BASIS, subject="", operation=SERVICE, now=now) as call:
            arrival, problem, is_new = _take(row, nfc(str(code or "")), now=now)
            call.subject, call.detail = arrival.subject, problem or ("mới" if is_new else "đã có")
        taken += is_new and not problem
        worst = worst or problem
    if worst:
        raise BadEvent("not-taken", worst)
    return taken


@transaction.atomic
def _take(row: Any, code: str, *, now: datetime) -> tuple[Arrival, str, bool]:
    """The arrival, why it is refused ('' when it is not), and whether it is new."""
    digest = hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    is_code = bool(rules.CODE.fullmatch(code))
    key = code if is_code else f"sha256:{digest}"
    told = {
        "code": code if is_code else "",
        "body": "" if row is None else row,
        "body_hash": digest,
        "arrived_at": now,
        "next_try_at": now,
    }
    _row, is_new = Arrival.objects.get_or_create(key=key, defaults=told)
    arrival = queries.locked(_row.pk)
    if not is_new:
        arrival.times += 1
        if arrival.state == ArrivalState.FILED or (arrival.state, arrival.body_hash) == (ArrivalState.WAITING, digest):
            return arrival, _known(arrival, digest), False
        if arrival.state == ArrivalState.REFUSED:
            arrival.state = str(LIFECYCLE.move(arrival.state, "hand_over", PORTAL.roles))
        arrival.body, arrival.body_hash = row, digest
    problem = problem_of(row, first_at=arrival.arrived_at, now=now)
    arrival.problem, arrival.next_try_at, arrival.tries = problem[:300], now, 0
    if problem:
        arrival.state = str(LIFECYCLE.move(arrival.state, "refuse", PORTAL.roles))
    arrival.save()
    if problem:
        record(PORTAL, ArrivalRefused(arrival.pk, arrival.code, arrival.problem), at=now)
    else:
        if is_new:
            record(PORTAL, ArrivalTaken(arrival.pk, arrival.code), at=now)
        app.configure_task("portal_intake.file", lock=arrival.subject).defer(arrival_id=arrival.pk, **handed())
    return arrival, problem, is_new


def _known(arrival: Arrival, digest: str) -> str:
    """'' for a repeat; for a change of what was filed, what is said of it: nothing changes behind an officer's back."""
    is_changed = digest != arrival.body_hash
    problem = "Hồ sơ đã được lập; thay đổi gửi sau khi nộp không được nhận qua đường này (MaHoSo)" if is_changed else ""
    arrival.problem = problem or arrival.problem
    arrival.save(update_fields=["times", "problem"])
    return problem


def problem_of(row: Any, *, first_at: datetime, now: datetime) -> str:
    """Why nobody can file this row, in words that name fields and nobody; '' when it can be.

    first_at: when it came first. A dossier that was filed there while that was right is taken, however late it comes.
    """
    try:
        filed = rules.read_row(row)
    except Misshapen as wrong:
        return f"Thiếu hoặc sai: {', '.join(wrong.names)}"
    if not front_at(min(filed.filed_at or first_at, first_at)).is_national:
        return NOT_NATIONAL
    try:
        version_for(filed.procedure_code, on=timezone.localdate(now))
    except NotVisible:
        return "Tỉnh không giải quyết thủ tục này (MaTTHC)"
    return ""
