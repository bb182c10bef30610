"""The root follows its dossier: whatever was heard, what counts is where the dossier stands now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.engines.workflow.actions import lengthen_clock, pause_clock, restart_clock, resume_clock, start_clock
from tinhso.engines.workflow.lifecycle import ClockState
from tinhso.engines.workflow.limits import LimitUnit
from tinhso.government.dossiers import queries as dossiers
from tinhso.government.dossiers.lifecycle import FACTS, ClockMode
from tinhso.government.dossiers.lifecycle import DossierState as S
from tinhso.government.dossiers.models import Dossier
from tinhso.government.life_events import queries
from tinhso.government.life_events.actions.moving import advance, move_part
from tinhso.government.life_events.events import LifeEventPromised
from tinhso.government.life_events.lifecycle import PartState
from tinhso.government.life_events.models import Case
from tinhso.ground.journal.actions import record

HAS_RESULT = frozenset({S.RESULT_READY, S.RETURNED})
HAS_ENDED = {
    S.REFUSED_AT_RECEPTION: "refuse",
    S.CLOSED_BEFORE_ACCEPTANCE: "refuse",
    S.REFUSED_AFTER_EXAMINATION: "refuse",
    S.STOPPED: "refuse",
    S.CLOSED: "refuse",
    S.WITHDRAWN: "withdraw",
}


@transaction.atomic
def follow_dossier(dossier_id: int, *, now: datetime) -> None:
    """Bring a case up to where its root's dossier stands; safe to repeat, and nothing for other dossiers."""
    known = queries.part_of_dossier(dossier_id)
    if known is None:
        return
    case, parts = queries.locked(known.case_id)
    part = next(part for part in parts if part.pk == known.pk)
    dossier = part.dossier
    if dossier is None or part.state != PartState.WITH_US:
        return
    _promise(case, dossier, now=now)
    _pause_or_go_on(case, dossier, now=now)
    state = S(dossier.state)
    if state in HAS_RESULT and dossier.outcome != "REFUSED":
        result = getattr(dossier, "result", None)
        part.result = {"so": result.number, "ten": result.title} if result else {}
        move_part(queries.SYSTEM, case, part, "finish", roles=queries.SYSTEM.roles, now=now)
    elif verb := HAS_ENDED.get(state) or ("refuse" if state in HAS_RESULT else ""):
        part.reason = state.label
        move_part(queries.SYSTEM, case, part, verb, roles=queries.SYSTEM.roles, note=state.label, now=now)
    advance(case, parts, now=now)


def _promise(case: Case, dossier: Dossier, *, now: datetime) -> None:
    """Start the clock of the whole when the root was accepted; give it the longer limit once something is verified."""
    limit = case.bundle.limit
    if limit is None or dossier.received_at is None:
        return
    if case.clock is None:
        case.clock = start_clock(
            queries.SYSTEM, case.subject, received_at=dossiers.complete_at(dossier), limit=limit,
            scope=dossiers.scope_of(dossier), now=now,
        )  # fmt: skip
    elif not _must_be_longer(case, dossier):
        return
    else:
        more = (case.bundle.verified_value or 0) - (case.bundle.limit_value or 0)
        why = f"phải xác minh ({case.bundle.limit_basis})"
        case.clock = lengthen_clock(queries.SYSTEM, case.clock, more=more, reason=why, now=now)
    case.save(update_fields=["clock"])
    record(queries.SYSTEM, LifeEventPromised(case.pk, case.clock.due_at, case.clock.due_sentence), at=now)


def _must_be_longer(case: Case, dossier: Dossier) -> bool:
    """Whether the root is being verified while the promise still counts the shorter limit."""
    clock, longer = case.clock, case.bundle.verified_value
    if clock is None or not longer or clock.limit.unit != LimitUnit(case.bundle.limit_unit):
        return False
    return dossier.state == S.VERIFYING and clock.limit.value < longer


def _pause_or_go_on(case: Case, dossier: Dossier, *, now: datetime) -> None:
    """The promise of the whole stands still while the root waits for its applicant, as the root's own does.

    A supplement makes the limit count anew from the day on which the dossier became complete (onestop §10.4).
    """
    clock, mode = case.clock, FACTS[S(dossier.state)].clock
    if clock is None:
        return
    if mode is ClockMode.PAUSED and clock.state == ClockState.RUNNING:
        pause_clock(queries.SYSTEM, clock, reason=S(dossier.state).label, now=now)
    elif mode is ClockMode.RUNNING and clock.state == ClockState.PAUSED:
        complete_at = dossiers.complete_at(dossier)
        if complete_at > clock.received_at:
            why = "đã bổ sung đủ hồ sơ"
            clock = restart_clock(queries.SYSTEM, clock, received_at=complete_at, reason=why, now=now)
        else:
            clock = resume_clock(queries.SYSTEM, clock, now=now)
        case.clock = clock
        record(queries.SYSTEM, LifeEventPromised(case.pk, clock.due_at, clock.due_sentence), at=now)
