"""Lateness with respect: apologise in time; move promises that a late decision moved; find the forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from tinhso.engines.workflow.actions import extend_clock
from tinhso.engines.workflow.models import Clock
from tinhso.government.dossiers import queries, rules
from tinhso.government.dossiers.actions.moving import begin, settle, tell
from tinhso.government.dossiers.actions.papers_out import issue_paper
from tinhso.government.dossiers.events import ApologySent, DossierFoundSilent, DueDateMoved
from tinhso.government.dossiers.models import Dossier, Extension, SilentAlert
from tinhso.government.dossiers.papers.forms import PaperForm
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record, record_all


@transaction.atomic
def extend_with_apology(
    actor: Actor,
    dossier: Dossier,
    *,
    new_due_at: datetime,
    reason: str,
    expected_version: int | None = None,
    now: datetime,
) -> Dossier:
    """Apologise and promise a later day: once, and only before the limit passes (NĐ 61/2018 Điều 19 khoản 9)."""
    reason = rules.reason_given(reason)
    dossier = begin(actor, dossier, "extend_with_apology", expected_version=expected_version)
    rules.check_apology(
        due_at=dossier.due_at, new_due_at=new_due_at, apologised_before=bool(dossier.apologised_at), now=now
    )
    if dossier.clock is None:
        raise Refused("no-limit", "Hồ sơ chưa có thời hạn giải quyết để hẹn lại.")
    old_due_at = dossier.due_at
    clock: Clock = extend_clock(queries.SYSTEM, dossier.clock, new_due_at=new_due_at, reason=reason, now=now)
    dossier.due_at, dossier.due_sentence, dossier.apologised_at = clock.due_at, clock.due_sentence, now
    Extension.objects.create(
        dossier=dossier,
        old_due_at=old_due_at,
        new_due_at=dossier.due_at,
        reason=reason,
        apologised_at=now,
        by_ref=actor.ref,
        by_name=actor.name,
    )
    desk = queries.desk_of(dossier)
    settle(
        actor, dossier, now=now, changed=["due_at", "due_sentence", "apologised_at"], desk=desk,
        note=f"Xin lỗi và hẹn lại: {reason}",
    )  # fmt: skip
    issue_paper(actor, dossier, PaperForm.APOLOGY, agency=dossier.resolving_agency, now=now, stage=dossier.state_label)
    tell(dossier, "apology", now=now, reason=reason, due_at=dossier.due_at)
    record(actor, ApologySent(dossier.pk, old_due_at, dossier.due_at, reason), at=now)
    return dossier


def hold_dossiers(subjects: Iterable[str]) -> None:
    """Lock these dossiers before their clocks are locked: every act of an officer comes in this order too."""
    queries.locked_many(int(subject.partition(":")[2]) for subject in subjects if subject.startswith("dossier:"))


@transaction.atomic
def move_due_dates(moved: Sequence[tuple[str, datetime, str]], *, reason: str, now: datetime) -> list[Dossier]:
    """Copy new promises onto their dossiers, in one statement a chunk; those that really moved.

    moved: (subject, new due moment, its sentence). Safe to repeat: a promise that is already copied stays.
    A paused dossier keeps waiting; its promise moves when it goes on.
    """
    promises = {int(subject.partition(":")[2]): (due_at, sentence) for subject, due_at, sentence in moved}
    changed, events = [], []
    for dossier in queries.locked_many(promises):
        due_at, sentence = promises[dossier.pk]
        if dossier.due_at != due_at:
            events.append(DueDateMoved(dossier.pk, dossier.due_at, due_at, reason))
            dossier.due_at, dossier.due_sentence = due_at, sentence
            changed.append(dossier)
    copy_promises(changed)
    if events:
        record_all(queries.SYSTEM, events, at=now)
    return changed


COPY = """
UPDATE dossiers_dossier d SET due_at = m.due_at, due_sentence = m.sentence, version = d.version + 1
FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[]) AS m (id, due_at, sentence) WHERE d.id = m.id
"""


def copy_promises(dossiers: Sequence[Dossier]) -> None:
    """Save the promises of many dossiers at once."""
    if dossiers:
        columns = zip(*((d.pk, d.due_at, d.due_sentence) for d in dossiers), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(COPY, [list(column) for column in columns])


@transaction.atomic
def tell_moved(dossier_id: int, *, reason: str, now: datetime) -> None:
    """Tell an applicant that a late decision moved the day; the same news is never told twice."""
    dossier = queries.locked(dossier_id)
    if dossier.is_open:
        tell(dossier, "due-date-moved", now=now, reason=reason, due_at=dossier.due_at,
             due_sentence=dossier.due_sentence)  # fmt: skip


@transaction.atomic
def move_reception_limits(*, now: datetime) -> int:
    """Count the reception's 8 working hours anew for all who wait for it, after a late decision; how many moved."""
    changed = []
    for dossier in queries.awaiting_reception():
        promise = queries.reception_due(queries.complete_at(dossier), agency_id=dossier.receiving_agency_id)
        if promise.at != dossier.due_at:
            dossier.due_at, dossier.due_sentence = promise.at, promise.sentence
            changed.append(dossier)
    copy_promises(changed)
    return len(changed)


@transaction.atomic
def raise_silent_alerts(*, now: datetime) -> tuple[int, int]:
    """Put every silent dossier on the board of its agency, and clear those that moved; how many of each."""
    silent = {found.dossier_id: found for found in queries.silent_dossiers(now)}
    shown = {alert.dossier_id: alert for alert in SilentAlert.objects.select_for_update().filter(cleared_at=None)}
    gone = [alert.pk for pk, alert in shown.items() if pk not in silent]
    SilentAlert.objects.filter(pk__in=gone).update(cleared_at=now)
    fresh = [found for pk, found in silent.items() if pk not in shown]
    SilentAlert.objects.bulk_create(
        SilentAlert(
            dossier_id=found.dossier_id, agency_id=found.agency_id, why=found.why, since=found.since, found_at=now
        )
        for found in fresh
    )
    if fresh:
        events: Iterable[DossierFoundSilent] = (
            DossierFoundSilent(found.dossier_id, found.why, found.since) for found in fresh
        )
        record_all(queries.SYSTEM, list(events), at=now)
    return len(fresh), len(gone)
