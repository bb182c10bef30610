"""A paper that gave tasks is recalled or replaced: they are flagged, who gave them decides, nothing ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tinhso.government.documents.models import Document
from tinhso.government.documents.queries import Turned, turned_among
from tinhso.ground.acts import act
from tinhso.ground.base.actors import Actor, System
from tinhso.ground.base.refused import Refused
from tinhso.ground.base.vietnamese import nfc
from tinhso.ground.people.persons import Person
from tinhso.insight.plans import queries
from tinhso.insight.plans.actions.moving import settle
from tinhso.insight.plans.actions.telling import ask_givers_later, tell_later
from tinhso.insight.plans.lifecycle import FLAG, TASK, FlagState
from tinhso.insight.plans.models import Directive, PlanTask, TaskFlag

SYSTEM = System("plans")
NO_PAPER = "Hãy chọn văn bản mới. Văn bản chưa có trong danh mục thì đưa vào danh mục trước."


def flag_tasks(*, now: datetime) -> int:
    """Look which papers of open tasks were recalled or replaced since; how many tasks were flagged. Safe to repeat."""
    papers = queries.papers_of_open_tasks()
    return sum(_flag(turned, papers[turned.document.pk], now=now) for turned in turned_among(papers))


@act()
def _flag(turned: Turned, tasks: Sequence[int], *, now: datetime) -> int:
    document = turned.document
    asked = queries.to_flag(document.pk, tasks)
    TaskFlag.objects.bulk_create(
        TaskFlag(
            task=task, document=document, replacement=turned.by, reason=turned.reason[:500], turned_at=turned.at,
            raised_at=now,
        )
        for task in asked
    )  # fmt: skip
    for task in asked:
        settle(SYSTEM, task, "flag", text=_what_happened(turned), now=now)
    if asked:
        tell_later(asked, "plan-task-paper")
        ask_givers_later(document)
    return len(asked)


def _what_happened(turned: Turned) -> str:
    """In plain words, with what follows from it."""
    named = f"Văn bản {turned.document}"
    what = f"{named} đã bị thu hồi: {turned.reason}" if turned.is_recalled else f"{named} đã được thay thế"
    by = f" bằng {turned.by}" if turned.by else ""
    return f"{what}{by}. Nhiệm vụ chưa kết thúc; nơi giao sẽ quyết định."[:2000]


@dataclass(frozen=True)
class Decision:
    """What becomes of tasks. verb: keep, move or end. text: why. onto: the directive to which they are moved."""

    verb: str
    text: str
    onto: Directive | None = None


@act()
def decide_on_paper(
    actor: Person, document: Document, tasks: Sequence[int], decision: Decision, *, now: datetime
) -> list[PlanTask]:
    """What becomes of tasks whose paper counts no more: they go on, move to another directive, or end; with the reason.

    Moved tasks keep their deadlines, reports and history; their open parts go with them, and end with them.
    Refused: text-missing, tasks-missing, onto-missing, onto-ended, decided-already; NotAllowed.
    """
    decision = _checked(document, tasks, decision)
    rows = queries.locked_tasks(tasks)
    flags = queries.locked_flags(document.pk, tasks)
    for task in rows:
        flag = flags.get(task.pk)
        if flag is None or not task.is_open:
            raise Refused("decided-already", f"Nhiệm vụ “{task.title}” của {task.lead.name} đã được quyết định.")
        state = FLAG.move(flag.state, decision.verb, queries.task_roles(actor, task))
        _carry_out(actor, task, decision, now=now)
        _decided(actor, flag, FlagState(state), decision.text, now=now)
    parts = [] if decision.verb == "keep" else _parts_too(actor, rows, document, decision, now=now)
    tell_later([*rows, *parts], "plan-task-decided")
    return rows


def _checked(document: Document, tasks: Sequence[int], decision: Decision) -> Decision:
    """The decision with its words in order; tasks move only to a directive that stands."""
    text, onto = nfc(decision.text)[:1000], decision.onto
    if not text:
        raise Refused("text-missing", "Hãy ghi lý do, để cơ quan chủ trì biết.", field="text")
    if not tasks:
        raise Refused("tasks-missing", "Hãy chọn ít nhất một nhiệm vụ.", field="tasks")
    if decision.verb == "move":
        if onto is None:
            raise Refused("onto-missing", NO_PAPER, field="onto")
        if onto.ended_on or onto.document_id == document.pk or (onto.document_id and turned_among([onto.document_id])):
            raise Refused("onto-ended", "Văn bản được chọn cũng đã hết hiệu lực.", field="onto")
    return Decision(decision.verb, text, onto)


def _carry_out(actor: Actor, task: PlanTask, decision: Decision, *, now: datetime) -> None:
    """One task, with a word to it from who gave it."""
    text, onto = decision.text, decision.onto
    task.feedback = text
    match decision.verb:
        case "end":
            task.state, task.ended_at = str(TASK.move(task.state, "withdraw", queries.task_roles(actor, task))), now
            settle(actor, task, "withdraw", ["feedback", "ended_at"], text=text, now=now)
        case "move":
            before, task.directive = task.directive, onto
            moved = f"Chuyển từ {before} sang {onto}" if before else f"Chuyển sang {onto}"
            said = f"{moved}, giữ nguyên hạn. {text}"[:2000]
            settle(actor, task, "move", ["feedback", "directive"], text=said, from_directive=before, now=now)
        case _:
            settle(actor, task, "keep", ["feedback"], text=text, now=now)


def _parts_too(
    actor: Person, rows: Sequence[PlanTask], document: Document, decision: Decision, *, now: datetime
) -> list[PlanTask]:
    """A part without its whole is nothing: it ends and moves with it."""
    chosen = {one.pk for one in rows}
    parts = [one for one in queries.open_parts_beneath(chosen) if one.pk not in chosen]
    flags = queries.locked_flags(document.pk, [one.pk for one in parts])
    theirs = Decision(decision.verb, f"Theo nhiệm vụ lớn: {decision.text}"[:1000], decision.onto)
    for part in parts:
        _carry_out(SYSTEM, part, theirs, now=now)
        if flag := flags.get(part.pk):
            state = FlagState.ENDED if decision.verb == "end" else FlagState.MOVED
            _decided(actor, flag, state, theirs.text, now=now)
    return parts


def _decided(actor: Person, flag: TaskFlag, state: FlagState, text: str, *, now: datetime) -> None:
    flag.state, flag.answer, flag.decided_at = str(state), text, now
    flag.decided_by_ref, flag.decided_by_name = actor.ref, actor.name[:200]
    flag.save(update_fields=["state", "answer", "decided_at", "decided_by_ref", "decided_by_name"])


def answer_by_replacement(
    actor: Person, tasks: Sequence[PlanTask], document: Document, text: str, *, now: datetime
) -> None:
    """Who writes down which paper replaces which has decided: these tasks go on there, whatever was asked of them."""
    flags = queries.locked_flags(document.pk, [one.pk for one in tasks])
    for flag in flags.values():
        _decided(actor, flag, FlagState.MOVED, text[:1000], now=now)
    TaskFlag.objects.bulk_create(
        TaskFlag(
            task=task, document=document, reason=text[:500], turned_at=now, raised_at=now, state=FlagState.MOVED,
            answer=text[:1000], decided_by_ref=actor.ref, decided_by_name=actor.name[:200], decided_at=now,
        )
        for task in tasks
        if task.pk not in flags
    )  # fmt: skip
