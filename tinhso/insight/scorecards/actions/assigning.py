"""Saying who answers for which leaf until when, and reminding those who do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from tinhso.engines.notifications.actions import notify
from tinhso.engines.notifications.rules import Recipient
from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people import queries as people
from tinhso.ground.people.models import Agency, Official
from tinhso.ground.people.persons import Person
from tinhso.insight.scorecards import queries
from tinhso.insight.scorecards.events import DutyAssigned, LeavesReminded
from tinhso.insight.scorecards.models import Duty, IndexVersion, Reminder, When
from tinhso.insight.scorecards.queries.duties import Task

SYSTEM = System("scorecards")
FIRST_YEAR = 2016


@act()
def assign(
    actor: Person,
    version: IndexVersion,
    year: int,
    codes: Collection[str],
    *,
    agency: Agency | None,
    due_date: date | None,
    needs_file: bool,
    reason: str = "",
    now: datetime,
) -> int:
    """Say who answers for some leaves in a year; how many leaves. Each gets a new revision, what stood is kept.

    agency: None = each unit that is assessed. Refused: no-leaf, bad-year, reason-missing (something was said before),
    agency-ended; NotAllowed for anybody but the coordinating agency and who watches the province.
    """
    version = IndexVersion.objects.select_for_update(of=("self",)).select_related("family").get(pk=version.pk)
    today = timezone.localdate(now)
    if not queries.may_appraise(actor, version, queries.ids_of({version.family.owner}, today=today)):
        raise NotAllowed("wrong-role", "Việc này do cơ quan chủ trì bộ chỉ số hoặc cán bộ kiểm soát của tỉnh làm.")
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Refused("bad-year", "Năm đánh giá chưa đúng.", field="year")
    known = {node.code for node in queries.enterable(version)}
    chosen = [code for code in dict.fromkeys(codes) if code in known]
    if not chosen:
        raise Refused("no-leaf", "Hãy chọn ít nhất một chỉ số để phân công.", field="codes")
    if agency is not None and not people.stands_on(agency, today):
        raise Refused("agency-ended", "Cơ quan này không còn hoạt động.", field="agency")
    last = dict(
        Duty.objects.filter(version=version, year=year, node__in=chosen)
        .values_list("node")
        .annotate(last=Max("revision"))
    )
    if last and not nfc(reason):
        raise Refused("reason-missing", "Đã phân công trước đó; hãy ghi lý do thay đổi.", field="reason")
    Duty.objects.bulk_create(
        Duty(
            version=version, year=year, node=code, revision=last.get(code, 0) + 1, agency=agency, due_date=due_date,
            needs_file=needs_file, reason=nfc(reason)[:300], assigned_by=actor.ref, assigned_at=now,
        )
        for code in chosen
    )  # fmt: skip
    told = DutyAssigned(
        version.code, year, chosen, agency.slug if agency else "", due_date.isoformat() if due_date else "",
        needs_file, nfc(reason)[:300],
    )  # fmt: skip
    record(actor, told, at=now)
    return len(chosen)


def remind(*, now: datetime) -> int:
    """Remind each agency of its open leaves that fall due within a week or are late; how many leaves were named.

    Each leaf once before and once after its deadline, and again only where the deadline moved. Its leaders get one
    message an agency; who has no address sees the same on the page of his agency's leaves.
    """
    leaders: dict[int, list[Official]] = {}
    for post in people.leaders_on(timezone.localdate(now)):
        leaders.setdefault(post.agency_id, []).append(post.official)
    told = 0
    for agency, due in queries.due_reminders(now=now).items():
        told += _remind(SYSTEM, agency, due, leaders.get(agency.pk, []), now=now)
    return told


@act()
def _remind(
    actor: Actor, agency: Agency, due: list[tuple[Task, When]], leaders: list[Official], *, now: datetime
) -> int:  # fmt: skip
    leaves = list({_key(task): (task, when) for task, when in due}.values())  # once, for however many units
    rows = Reminder.objects.bulk_create(
        [
            Reminder(version=task.version, year=task.year, node=task.held.node.code, agency=agency,
                     due_date=task.held.due_date, when=when, said_at=now)
            for task, when in leaves
            if task.held.due_date
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    late = sum(when is When.LATE for _task, when in leaves)
    first = min(task.held.due_date for task, _when in leaves if task.held.due_date)
    facts = {"many": len(leaves), "late": late, "agency": agency.name, "first": first, "day": timezone.localdate(now)}
    for official in {one.pk: one for one in leaders}.values():
        if official.email or official.phone:
            to = Recipient(official.ref, official.full_name, official.phone, official.email)
            notify(actor, to=to, template="leaves-due", facts=facts, about=f"agency:{agency.pk}", now=now)
    record(actor, LeavesReminded(agency.pk, len(leaves) - late, late), at=now)
    return len(rows)


def _key(task: Task) -> tuple[int, int, str]:
    return task.version.pk, task.year, task.held.node.code
