"""A dossier that ends before its result: withdrawn by the applicant, or stopped by the agency."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tinhso.engines.workflow.actions import pause_clock, resume_clock, stop_clock
from tinhso.engines.workflow.models import Clock
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.papers_out import issue_paper
from tinhso.government.dossiers.events import DossierMoved
from tinhso.government.dossiers.lifecycle import DossierState
from tinhso.government.dossiers.models import Consultation, Dossier, SupplementRequest
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.ground.base.actors import Actor
from tinhso.ground.journal.actions import record


@transaction.atomic
def withdraw(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Withdraw the dossier, or ask for it once someone works on it (NĐ 45/2020 Điều 12)."""
    reason = rules.reason_given(reason)
    was_paused = dossier.is_paused
    dossier = begin(actor, dossier, "withdraw", expected_version=expected_version)
    actor = queries.speaking(actor, dossier)
    SupplementRequest.objects.filter(dossier=dossier, answered_at=None, closed_at=None).update(closed_at=now)
    Consultation.objects.filter(dossier=dossier, answered_at=None, cancelled_at=None).update(cancelled_at=now)
    if dossier.state == DossierState.WITHDRAWN:
        dossier.finished_at = now
        settle(actor, dossier, now=now, changed=["finished_at"], note=f"Rút hồ sơ: {reason}")
        stop_clock_of(dossier, now=now)
        tell(dossier, "withdrawn", now=now)
    else:
        settle(actor, dossier, now=now, note=f"Xin rút hồ sơ: {reason}")
        if dossier.clock and not was_paused:
            pause_clock(queries.SYSTEM, dossier.clock, reason="chờ giải quyết yêu cầu rút hồ sơ", now=now)
    record(actor, DossierMoved(dossier.pk, "withdraw", dossier.state, reason), at=now)
    return dossier


@transaction.atomic
def approve_withdrawal(
    actor: Actor, dossier: Dossier, *, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Agree that the dossier is withdrawn."""
    dossier = begin(actor, dossier, "approve_withdrawal", expected_version=expected_version)
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note="Đồng ý cho rút hồ sơ")
    stop_clock_of(dossier, now=now)
    tell(dossier, "withdrawn", now=now)
    record(actor, DossierMoved(dossier.pk, "approve_withdrawal", dossier.state), at=now)
    return dossier


@transaction.atomic
def deny_withdrawal(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Go on with the dossier, with the reason; the time of asking is not counted."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "deny_withdrawal", expected_version=expected_version)
    changed = resume(dossier, now=now)
    settle(actor, dossier, now=now, changed=changed, note=f"Không đồng ý cho rút: {reason}")
    record(actor, DossierMoved(dossier.pk, "deny_withdrawal", dossier.state, reason), at=now)
    return dossier


@transaction.atomic
def propose_stop(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Propose to the leader that the dossier be stopped, with the ground."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "propose_stop", expected_version=expected_version)
    Consultation.objects.filter(dossier=dossier, answered_at=None, cancelled_at=None).update(cancelled_at=now)
    settle(actor, dossier, now=now, note=f"Đề nghị dừng: {reason}")
    record(actor, DossierMoved(dossier.pk, "propose_stop", dossier.state, reason), at=now)
    return dossier


@transaction.atomic
def stop(actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime) -> Dossier:
    """Stop the dossier and tell the applicant why (mẫu 05 of 2025)."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "stop", expected_version=expected_version)
    dossier.finished_at = now
    settle(actor, dossier, now=now, changed=["finished_at"], note=f"Dừng giải quyết: {reason}")
    stop_clock_of(dossier, now=now)
    issue_paper(
        actor, dossier, PaperForm.STOP, agency=dossier.resolving_agency, now=now,
        reason=reason, stage="Đang giải quyết",
    )  # fmt: skip
    tell(dossier, "stopped", now=now, reason=reason)
    record(actor, DossierMoved(dossier.pk, "stop", dossier.state, reason), at=now)
    return dossier


@transaction.atomic
def deny_stop(
    actor: Actor, dossier: Dossier, *, reason: str, expected_version: int | None = None, now: datetime
) -> Dossier:
    """Go on with the dossier; the officer learns why."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "deny_stop", expected_version=expected_version)
    settle(actor, dossier, now=now, note=f"Không dừng: {reason}")
    record(actor, DossierMoved(dossier.pk, "deny_stop", dossier.state, reason), at=now)
    return dossier


def resume(dossier: Dossier, *, now: datetime) -> list[str]:
    """Let the clock run on, and copy its promise; the columns that changed."""
    if dossier.clock is None:
        return []
    clock: Clock = resume_clock(queries.SYSTEM, dossier.clock, now=now)
    dossier.due_at, dossier.due_sentence = clock.due_at, clock.due_sentence
    return ["due_at", "due_sentence"]


def stop_clock_of(dossier: Dossier, *, now: datetime) -> None:
    """Stop the clock, where one has begun."""
    if dossier.clock:
        stop_clock(queries.SYSTEM, dossier.clock, now=now)
