"""Tasks of an official's agencies: what is in charge, what was given, one task with all that happened to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.doors import Request, staff_only
from tinhso.ground.web.pages import KeysetPage, keyset_page
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.forms import Step
from tinhso.insight.plans.lifecycle import GIVER
from tinhso.insight.plans.models import PlanTask
from tinhso.insight.plans.queries import Given

LINES = 50
# Which fields a move asks for, beside its button.
ASKS = {
    "accept": (), "progress": ("text", "percent"), "report": ("text",), "confirm": ("text",), "return": ("text",),
    "extend": ("due_date", "text"), "withdraw": ("text",),
}  # fmt: skip


@staff_only
@require_safe
def board(request: Request) -> HttpResponse:
    """What our agencies have in charge, what they gave, what they were reminded of, what ended lately."""
    person = request.person
    given = queries.given_together(person, request.now)
    context = {
        "led": keyset_page(queries.tasks_led(person), by="due_at", after=request.GET.get("sau", ""), size=LINES),
        "given": given_after(given, request.GET.get("sau-giao", ""), size=LINES),
        "given_all": len(given),
        "ended": list(queries.tasks_ended(person)[:30]),
        "reminders": list(queries.reminders_for(person)[:10]),
        "turned": queries.papers_turned(person),
        "led_tally": queries.tally_of(queries.tasks_led(person), request.now),
        "gives": bool(queries.giving_agencies(person)),
        "now": request.now,
    }
    return render(request, "plans/tasks.html", context)


def given_after(lines: list[Given], after: str, *, size: int) -> KeysetPage[Given]:
    """The page of lines that follows a task by its number; from the start where it is no longer among them."""
    begin = next((place for place, one in enumerate(lines, 1) if str(one.pk) == after), 0)
    page = lines[begin : begin + size]
    return KeysetPage(page, str(page[-1].pk) if begin + size < len(lines) else "")


@staff_only
@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """One task."""
    return _page(request, queries.task_for(request.person, pk))


@staff_only
@require_safe
def batch(request: Request, batch: UUID) -> HttpResponse:
    """One task that was given to many: who stands where."""
    rows = queries.batch_of(request.person, batch)
    found = list(rows[:600])
    if not found:
        raise Http404
    context = {"rows": found, "first": found[0], "tally": queries.tally_of(rows, request.now), "now": request.now}
    return render(request, "plans/batch.html", context)


@staff_only
@require_POST
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """One step; what a rule refuses stands beside its field and nothing that was typed is lost."""
    task, form = queries.task_for(request.person, pk), Step(request.POST)
    if verb not in ASKS:
        raise Http404
    if not form.is_valid():
        return _page(request, task, verb=verb, form=form)
    try:
        _carry_out(request, task, verb, form.cleaned_data)
    except Refused as refused:
        if type(refused) is not Refused or not refused.field:
            raise
        form.refuse(refused)
        return _page(request, task, verb=verb, form=form)
    messages.success(request, _("Đã ghi nhận."))
    return redirect("plans:task", task.pk)


def _carry_out(request: Request, task: PlanTask, verb: str, said: dict[str, Any]) -> None:
    person, now, text = request.person, request.now, said["text"]
    match verb:
        case "accept":
            actions.accept_task(person, task, now=now)
        case "progress":
            if said["percent"] is None:
                raise Refused("percent-wrong", "Hãy ghi tiến độ từ 0 đến 99 %.", field="percent")
            actions.report_progress(person, task, text=text, percent=said["percent"], now=now)
        case "report":
            actions.report_done(person, task, text=text, now=now)
        case "confirm":
            actions.confirm_task(person, task, text=text, now=now)
        case "return":
            actions.return_task(person, task, text=text, now=now)
        case "extend":
            if said["due_date"] is None:
                raise Refused("due-missing", "Hãy ghi hạn mới.", field="due_date")
            actions.extend_task(person, task, new_date=said["due_date"], reason=text, now=now)
        case "withdraw":
            actions.withdraw_task(person, task, text=text, now=now)


def _page(request: Request, task: PlanTask, *, verb: str = "", form: Step | None = None) -> HttpResponse:
    moves = [
        (one, [(form if form is not None and one.verb == verb else Step(auto_id=f"{one.verb}-%s"))[name]
               for name in ASKS[one.verb]], one.verb == verb)
        for one in queries.moves_for(request.person, task)
    ]  # fmt: skip
    siblings = queries.batch_of(request.person, task.batch).count()
    context = {
        "task": task,
        "moves": moves,
        "form": form,
        "standing": queries.standings([task.target], now=request.now)[0] if task.target else None,
        "flags": list(queries.flags_of(task)),
        "decides": GIVER in queries.task_roles(request.person, task),
        "helpers": queries.helpers_of([task]).get(task.pk, []),
        "steps": list(queries.steps_of(task)),
        "reminders": list(queries.reminders_of(task)),
        "parts": list(queries.parts_of(request.person, task)[:600]),
        "siblings": siblings,
        "may_cut": task.is_open and any(
            one.pk in {task.lead_id, task.giver_id} for one in queries.giving_agencies(request.person)
        ),
        "now": request.now,
    }  # fmt: skip
    return render(request, "plans/task.html", context, status=422 if form is not None else 200)
