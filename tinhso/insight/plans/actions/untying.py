"""Taking back what was said of two papers by mistake: what stood before stands again, what happened since stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.ground.acts import act
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.base.vietnamese import format_date, nfc
from tinhso.ground.journal.actions import record
from tinhso.ground.people.persons import Person
from tinhso.ground.reference.kinds import UnitLevel
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.directives import NOT_YOURS, check_issuer
from tinhso.insight.plans.actions.moving import settle
from tinhso.insight.plans.events import DirectivesUntied
from tinhso.insight.plans.lifecycle import Tie
from tinhso.insight.plans.models import Directive, DirectiveTie, PlanTask
from tinhso.insight.warehouse.rules import DISTRICTS_ENDED

LAST_DISTRICT_DAY = DISTRICTS_ENDED - timedelta(days=1)
NO_DISTRICTS = "Không còn cấp huyện từ 01/7/2025 (Luật 72/2025/QH15)"


@act()
def untie_directives(actor: Person, lower: Directive, upper: Directive, *, reason: str, now: datetime) -> DirectiveTie:
    """Take back that a later paper carries out, amends or replaces an earlier one; who may say it may take it back.

    Replaced: the earlier paper and the targets that ended with it stand again; every task that was handed on, and the
    parts cut from it since, returns, whatever state it is in by now, with its reports and deadline. Tasks given under
    the later paper since stay there, and so do those that somebody moved elsewhere. Both moves stay in the history.
    Refused: reason-missing, not-tied, replaced-since (the later paper was replaced, too: that goes first),
    other-issuer; NotAllowed.
    """
    if not (queries.may_keep(actor, lower.owner) and queries.may_keep(actor, upper.owner)):
        raise NotAllowed("wrong-role", NOT_YOURS)
    standing = {one.pk: one for one in queries.locked_directives(lower.pk, upper.pk)}
    lower, upper = standing[lower.pk], standing[upper.pk]
    tie = queries.standing_tie(lower, upper)
    if tie is None:
        raise Refused("not-tied", "Hai văn bản này không có quan hệ nào đang ghi.")
    check_issuer(actor, lower, upper, Tie(tie.tie))
    if not (reason := nfc(reason)[:300]):
        raise Refused("reason-missing", "Hãy ghi vì sao gỡ quan hệ này.", field="reason")
    tie.undone_at, tie.undone_by_name, tie.undone_reason = now, actor.name[:200], reason
    tie.save(update_fields=["undone_at", "undone_by_name", "undone_reason"])
    tasks = targets = 0
    match tie.tie:
        case Tie.REPLACES:
            _check_last(lower)
            targets = _stand_again(tie, upper)
            tasks = _return(actor, lower, upper, reason, now=now)
        case Tie.AMENDS:
            tasks = _forget_amendment(actor, lower, upper, reason, now=now)
    record(actor, DirectivesUntied(lower.code, upper.code, tie.tie, reason, tasks, targets), at=now)
    return tie


def _check_last(lower: Directive) -> None:
    """Mistakes are taken back from the newest on: tasks of a paper that was replaced, too, lie one further."""
    if further := queries.replaced_by(lower):
        raise Refused(
            "replaced-since", f"{lower} sau đó đã được thay thế bằng {further}; hãy gỡ việc thay thế đó trước."
        )


def _stand_again(tie: DirectiveTie, upper: Directive) -> int:
    """The paper and the targets that this tie ended run again; how many targets. Districts stay over."""
    if upper.ended_by_id == tie.pk:
        upper.ended_on, upper.end_reason, upper.ended_by = None, "", None
        upper.save(update_fields=["ended_on", "end_reason", "ended_by"])
    ended = queries.targets_ended_by(tie)
    over = ended.filter(level=UnitLevel.DISTRICT, due_on__gt=LAST_DISTRICT_DAY)
    over.update(ended_on=LAST_DISTRICT_DAY, end_reason=NO_DISTRICTS, ended_by=None)
    return ended.update(ended_on=None, end_reason="", ended_by=None)


def _return(actor: Person, lower: Directive, upper: Directive, reason: str, *, now: datetime) -> int:
    tasks = queries.locked_tasks(queries.carried_over(lower, upper))
    for task in tasks:
        task.directive = upper
        text = f"Gỡ việc thay thế ghi nhầm: trở lại {upper} từ {lower}. {_due(task)} Lý do: {reason}"
        settle(actor, task, "uncarry", ["directive"], text=text[:2000], from_directive=lower, now=now)
    return len(tasks)


def _due(task: PlanTask) -> str:
    return f"Hạn giữ nguyên {format_date(timezone.localdate(task.due_at))}."


def _forget_amendment(actor: Person, lower: Directive, upper: Directive, reason: str, *, now: datetime) -> int:
    tasks = queries.locked_tasks(queries.told_of_amendment(lower, upper))
    for task in tasks:
        text = f"Gỡ việc sửa đổi ghi nhầm: {upper} không do {lower} sửa đổi. Lý do: {reason}"
        settle(actor, task, "unamend", text=text[:2000], from_directive=lower, now=now)
    return len(tasks)
