"""A partner is late: said to the citizen once, with whose delay it is, and never hidden behind our own clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.moving import tell
from tinhso.government.life_events.events import PartLate
from tinhso.government.life_events.lifecycle import PartState
from tinhso.ground.journal.actions import record

WAITED_FOR = frozenset({PartState.SENDING, PartState.WITH_PARTNER})


def tell_late(*, now: datetime) -> int:
    """Tell the citizens of all parts that are late since the last time; how many were told. Safe to repeat."""
    return sum(_tell(part.case_id, part.pk, now=now) for part in queries.late_parts(now))


@transaction.atomic
def _tell(case_id: int, part_id: int, *, now: datetime) -> bool:
    """Each in a transaction of its own; a part that ended or was promised anew meanwhile is not late."""
    case, parts = queries.locked(case_id)
    part = next(part for part in parts if part.pk == part_id)
    clock = part.clock
    if part.late_told_at or part.state not in WAITED_FOR or clock is None or clock.due_at >= now:
        return False
    part.late_told_at = now
    part.save(update_fields=["late_told_at"])
    record(queries.SYSTEM, PartLate(case.pk, part.pk, part.plan.name, part.performer_label, clock.due_at), at=now)
    tell(case, part, "late", note="", now=now)
    return True
