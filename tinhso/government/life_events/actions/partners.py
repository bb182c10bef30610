"""What partners tell, in whatever order it arrives: the newest counts, and what came too late changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.engines.workflow.actions import lengthen_clock
from tinhso.engines.workflow.limits import LimitUnit
from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.moving import FILE, UNDO, advance, move_part
from tinhso.government.life_events.events import PartnerToldTooLate, PartPromisedAnew, PartStuck
from tinhso.government.life_events.lifecycle import TOLD, VERB_OF_CODE, PartState
from tinhso.government.life_events.models import Case, CasePart
from tinhso.ground.journal.actions import record

Facts = Mapping[str, Any]


def _opened(subject: str) -> tuple[Case, list[CasePart], CasePart] | None:
    known = queries.part_by_subject(subject)
    if known is None:
        return None
    case, parts = queries.locked(known.case_id)
    return case, parts, next(part for part in parts if part.pk == known.pk)


@transaction.atomic
def hear_delivered(subject: str, operation: str, answer: Facts, *, now: datetime) -> None:
    """A partner took what we sent: our request with its own number, or the undoing of its dossier."""
    found = _opened(subject)
    if found is None:
        return
    case, parts, part = found
    part.is_stuck, part.heard_at = False, now
    if operation == FILE:
        part.external_code = part.external_code or str(answer.get("maHoSo", ""))[:60]
        if part.state == PartState.SENDING:
            move_part(
                queries.SYSTEM, case, part, "accept", roles=queries.SYSTEM.roles, note=part.external_code, now=now
            )
    elif operation == UNDO and part.state == PartState.UNDOING:
        move_part(queries.SYSTEM, case, part, "confirm_undone", roles=queries.SYSTEM.roles, note=part.reason, now=now)
    part.save()
    advance(case, parts, now=now)


@transaction.atomic
def hear_buried(subject: str, *, now: datetime) -> None:
    """What we sent is not tried again by itself: said openly, and the part keeps waiting for somebody to mend it."""
    found = _opened(subject)
    if found is None:
        return
    case, _parts, part = found
    part.is_stuck = True
    part.save(update_fields=["is_stuck"])
    record(queries.SYSTEM, PartStuck(case.pk, part.pk, part.plan.name, part.performer_label), at=now)


@transaction.atomic
def hear_event(partner: str, subject: str, data: Facts, *, now: datetime) -> None:
    """A partner tells where its dossier stands. data: maHoSo, soThuTu (grows), trangThai (1–10), lyDo, ketQua.

    xacMinh: true when it must verify something, which may give it more days [L]. A partner may speak of its own parts
    alone; a number that was overtaken by newer news is left aside.
    """
    found = _opened(subject)
    if found is None:
        return
    case, parts, part = found
    verb = VERB_OF_CODE.get(int(data.get("trangThai") or 0), "")
    number = int(data.get("soThuTu") or 0)
    if part.plan.performer != partner or not verb or number <= part.told:
        return
    part.told, part.heard_at = number, now
    if part.state not in TOLD:
        part.save(update_fields=["told", "heard_at"])
        told = PartnerToldTooLate(case.pk, part.pk, part.plan.name, part.performer_label, verb, part.state_label)
        record(queries.SYSTEM, told, at=now)
        return
    part.external_code = part.external_code or str(data.get("maHoSo", ""))[:60]
    part.reason = str(data.get("lyDo") or "")[:2000] if verb in {"refuse", "ask"} else ""
    part.result = dict(data.get("ketQua") or {}) if verb == "finish" else {}
    if verb == "accept" and data.get("xacMinh") is True:
        _promise_anew(case, part, now=now)
    if verb == "accept" and part.state == PartState.WITH_PARTNER:  # "được tiếp nhận", then "đang xử lý": no news
        part.save()
        return
    note = part.reason or queries.result_words(part.result)
    move_part(queries.SYSTEM, case, part, verb, roles=queries.SYSTEM.roles, note=note, now=now)
    advance(case, parts, now=now)


def _promise_anew(case: Case, part: CasePart, *, now: datetime) -> None:
    """The longer limit that the law gives where something is verified; once, and only where the bundle knows one."""
    clock, longer, unit = part.clock, part.plan.verified_value, part.plan.limit_unit
    if clock is None or not longer or clock.stopped_at or clock.limit.unit != LimitUnit(unit):
        return
    if clock.limit.value >= longer:
        return
    why = f"{part.performer_label} phải xác minh ({part.plan.limit_basis})"
    part.clock = lengthen_clock(queries.SYSTEM, clock, more=longer - clock.limit.value, reason=why, now=now)
    # A promise that begins anew may be broken anew.
    part.late_told_at = None
    part.save(update_fields=["clock", "late_told_at"])
    told = PartPromisedAnew(
        case.pk, part.pk, part.plan.name, part.performer_label, part.clock.due_at, part.clock.due_sentence
    )
    record(queries.SYSTEM, told, at=now)
