"""Merger day: small steps, each a transaction of its own, so that an interruption costs nothing and repeats nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from tinhso.engines.payments.actions import move_unpaid_charges
from tinhso.engines.registers.actions import move_keepers
from tinhso.engines.signing.actions import end_seals
from tinhso.engines.workflow.actions import move_scopes
from tinhso.government.documents import actions as documents
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.life_events.actions import move_cases
from tinhso.government.reorganisation import queries
from tinhso.government.reorganisation.events import ReorganisationBegun, ReorganisationFinished
from tinhso.government.reorganisation.models import Reorganisation
from tinhso.government.webhooks import actions as webhooks
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.journal.actions import record
from tinhso.ground.mandates import actions as mandates
from tinhso.ground.people.actions import succeed_agencies

BATCH = 1000


def reorganise(actor: Actor, plan: queries.Plan, *, now: datetime, batch: int = BATCH) -> Iterator[Reorganisation]:
    """Carry out a plan, yielding how far it has come after each step; a finished one yields once and does nothing.

    Refused: orphans (an agency ends without successor and has open dossiers), lines-missing (no line of the table says
    where some open dossiers go), left-behind (somebody filed at an ended agency meanwhile: run it again).
    """
    if plan.orphans:
        listed = "; ".join(f"{name}: {count}" for name, count in sorted(plan.orphans.items()))
        raise Refused("orphans", f"Còn hồ sơ đang mở ở cơ quan kết thúc mà chưa có cơ quan kế thừa: {listed}.")
    if plan.missing:
        listed = "; ".join(f"{words}: {count}" for words, count in plan.missing.items())
        raise Refused("lines-missing", f"Bảng kế thừa chưa có dòng cho hồ sơ đang mở: {listed}.")
    if plan.heirless:
        names = ", ".join(plan.heirless)
        raise Refused("lines-missing", f"Bảng kế thừa chưa nói vị trí công tác, ứng dụng và sổ của {names} về đâu.")
    day = _opened(actor, plan, now=now)
    if day.finished_at:
        yield day
        return
    while True:
        with transaction.atomic():
            day = Reorganisation.objects.select_for_update().get(pk=day.pk)
            moved = dossiers.move_to_successors(actor, plan.succession, after=day.cursor, limit=batch, now=now)
            for (old, new), ids in moved.apart.items():
                _follow(actor, old, new, ids, now=now)
            day.cursor, day.moved = moved.last, day.moved + moved.count
            day.save(update_fields=["cursor", "moved"])
        yield day
        if not moved.count:
            break
    yield _finished(actor, plan, day, now=now)


def _follow(actor: Actor, old: int, new: int, ids: Sequence[int], *, now: datetime) -> None:
    """Unpaid charges, clocks and cases of dossiers that part from the body which they were at."""
    subjects = [f"dossier:{one}" for one in ids]
    move_unpaid_charges(actor, {old: new}, now=now, subjects=subjects)
    subjects += move_cases({old: new}, dossiers=ids)
    move_scopes(actor, {f"agency:{old}": f"agency:{new}"}, now=now, subjects=subjects)


@transaction.atomic
def _opened(actor: Actor, plan: queries.Plan, *, now: datetime) -> Reorganisation:
    """The row of this day: a new one with the totals of before, or the one that was interrupted."""
    day, is_new = Reorganisation.objects.get_or_create(
        instrument=plan.succession.instrument,
        effective_date=plan.effective_date,
        defaults={"started_at": now, "open_before": plan.total},
    )
    if is_new:
        event = ReorganisationBegun(
            day.pk, day.instrument, day.effective_date, len(plan.succession.successors), plan.to_move
        )
        record(actor, event, at=now)
    return day


@transaction.atomic
def _finished(actor: Actor, plan: queries.Plan, day: Reorganisation, *, now: datetime) -> Reorganisation:
    """Posts, programs, seals, charges and clocks follow; nothing may be left behind, or all of this is undone."""
    day = Reorganisation.objects.select_for_update().get(pk=day.pk)
    successors, on = plan.succession.successors, plan.effective_date
    day.posts, day.clients = succeed_agencies(actor, successors, on=on, now=now, staff=plan.succession.staff)
    day.seals = end_seals(actor, list(successors), now=now)
    move_unpaid_charges(actor, successors, now=now)
    move_scopes(actor, {f"agency:{old}": f"agency:{new}" for old, new in successors.items()}, now=now)
    dossiers.move_counter_entries(plan.succession)
    mandates.succeed_agencies(successors)
    webhooks.succeed_agencies(successors)
    documents.succeed_agencies(successors, now=now)
    move_cases(successors)
    move_keepers(successors)
    after = dossiers.open_by_agency(sorted(plan.everyone))
    if left := sum(count for agency, count in after.items() if agency in successors):
        raise Refused("left-behind", f"Còn {left} hồ sơ đang mở ở cơ quan đã kết thúc; hãy chạy lại lệnh.")
    day.open_after, day.finished_at = sum(after.values()), now
    day.save()
    record(actor, ReorganisationFinished(day.pk, day.moved, day.posts, day.clients, day.seals), at=now)
    return day
