"""Backwards: a citizen takes back what is not done yet; a leader undoes what was done on a wrong root."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.government.life_events import queries, rules
from tinhso.government.life_events.actions.moving import advance, cancel_part, move_part
from tinhso.government.life_events.lifecycle import AT_PARTNER, LEADER, PartState
from tinhso.government.life_events.models import Case, CasePart
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.people.persons import Person


@transaction.atomic
def withdraw_pending(actor: Person, case: Case, *, reason: str, now: datetime) -> Case:
    """Take back the parts that other agencies have not finished. Refused when there are none.

    The root is withdrawn like any dossier, and only until its result is signed.
    """
    if not reason.strip():
        raise Refused("reason-missing", "Hãy cho biết lý do rút.", field="reason")
    case, parts = queries.locked(case.pk)
    pending = [part for part in parts if part.state in AT_PARTNER or _waits_for_partner(part)]
    if not pending:
        raise Refused("nothing-pending", "Không còn bước nào đang chờ để rút.")
    for part in pending:
        was_sent = part.state in AT_PARTNER
        part.reason = reason.strip()[:2000]
        move_part(actor, case, part, "withdraw", roles=actor.roles, note=part.reason, now=now)
        if was_sent:
            cancel_part(case, part, reason=part.reason, now=now)
    advance(case, parts, now=now)
    return case


def _waits_for_partner(part: CasePart) -> bool:
    return part.state == PartState.WAITING and not part.ends_all


@transaction.atomic
def undo_parts(actor: Person, case: Case, *, reason: str, now: datetime) -> Case:
    """Undo what other agencies did or are doing on a root that turned out wrong, the last first.

    For a leader of the agency that did the root. Each part is undone when its agency says so.
    """
    case, parts = queries.locked(case.pk)
    roles = actor.roles_at(case.agency_id)
    if LEADER not in roles:
        raise NotAllowed("wrong-role", "Chỉ lãnh đạo cơ quan giải quyết bước đầu mới được huỷ kết quả liên thông.")
    if not reason.strip():
        raise Refused("reason-missing", "Hãy ghi lý do huỷ.", field="reason")
    undone = rules.to_undo(parts)
    if not undone:
        raise Refused("nothing-to-undo", "Không có bước nào để huỷ.")
    for part in undone:
        part.reason = reason.strip()[:2000]
        move_part(actor, case, part, "undo", roles=roles, note=part.reason, now=now)
        cancel_part(case, part, reason=part.reason, now=now)
    advance(case, parts, now=now)
    return case
