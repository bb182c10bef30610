"""What was registered is given to somebody, worked on, answered or filed (Nghị định 30/2020/NĐ-CP, Điều 23–24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tinhso.engines.workflow.actions import start_clock
from tinhso.engines.workflow.limits import Limit, LimitUnit
from tinhso.government.documents import queries
from tinhso.government.documents.actions.moving import begin, given, settle
from tinhso.government.documents.actions.tasks import end_task
from tinhso.government.documents.actions.telling_officials import tell_of_task
from tinhso.government.documents.events import TaskGiven
from tinhso.government.documents.lifecycle import OPEN_IN, DocumentState
from tinhso.government.documents.models import Document, Task
from tinhso.ground.acts import act, add_now, change
from tinhso.ground.base.actors import Actor
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.counter import posts_on
from tinhso.ground.people.models import Official
from tinhso.ground.people.persons import Person

LONGEST_DAYS = 250


@act()
def assign(
    actor: Person,
    document: Document,
    *,
    lead: Official,
    content: str,
    working_days: int,
    helpers: Sequence[Official] = (),
    expected_version: int | None = None,
    now: datetime,
) -> Task:
    """Give somebody of the agency something to do about a document, by the close of a working day.

    Refused: content-missing, days-wrong, not-a-colleague.
    """
    document = begin(actor, document, "assign", expected_version=expected_version)
    content = nfc(content)[:500]
    if not content:
        raise Refused("content-missing", "Hãy ghi việc cần làm.", field="content")
    if not 1 <= working_days <= LONGEST_DAYS:
        raise Refused("days-wrong", f"Thời hạn từ 1 đến {LONGEST_DAYS} ngày làm việc.", field="working_days")
    people = {one.pk for one in (lead, *helpers)}
    here = posts_on(timezone.localdate(now)).filter(agency=document.agency_id, official__in=people)
    if people - set(here.values_list("official_id", flat=True)):
        raise Refused("not-a-colleague", "Chỉ giao việc cho người đang công tác tại cơ quan.", field="lead")
    task = Task(document=document, content=content, lead=lead, given_by_ref=actor.ref, given_by_name=actor.name[:200],
                given_at=now)  # fmt: skip
    add_now(task)
    limit, scope = Limit(working_days, LimitUnit.WORKING_DAY), f"agency:{document.agency_id}"
    task.clock = start_clock(actor, task.clock_subject, received_at=now, limit=limit, scope=scope, now=now)
    change(task, ["clock"])
    task.helpers.set([one for one in helpers if one.pk != lead.pk])
    settle(actor, document, "assign", now=now)
    due_on = timezone.localdate(task.clock.due_at)
    record(actor, TaskGiven(document.pk, task.pk, lead.pk, due_on), at=now)
    tell_of_task(actor, document, task, "task-given", to=[lead, *helpers], now=now)
    return task


@act()
def begin_work(actor: Person, document: Document, *, expected_version: int | None = None, now: datetime) -> Document:
    """Who was given the task begins with it."""
    document = begin(actor, document, "begin", expected_version=expected_version)
    settle(actor, document, "begin", now=now)
    return document


@act()
def file_away(
    actor: Person, document: Document, *, reason: str, expected_version: int | None = None, now: datetime
) -> Document:
    """End a document that needs no answer, or whose work is done; open tasks end with it. Refused: reason-missing."""
    document = begin(actor, document, "file_away", expected_version=expected_version)
    reason = given(reason, "Hãy ghi kết quả giải quyết hoặc lý do lưu.")
    document.ended_at = now
    settle(actor, document, "file_away", reason=reason, changed=["ended_at"], now=now)
    for task in queries.open_task_of(document):
        end_task(actor, task, result=None, now=now)
    return document


def answered(actor: Actor, document: Document, *, by: Document, now: datetime) -> None:
    """A released document answers one that came in: it is settled, and its tasks end with that result."""
    standing = queries.locked(document)
    if standing.state not in OPEN_IN - {DocumentState.ARRIVED}:
        return
    moved = begin(actor, standing, "answer")
    moved.ended_at = now
    settle(actor, moved, "answer", reason=f"Trả lời bằng {by.notation}", changed=["ended_at"], now=now)
    for task in queries.open_task_of(moved):
        end_task(actor, task, result=by, now=now)
