"""What an official was given to do, helps with or gave to others."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.government.documents import actions, queries
from tinhso.government.documents.lifecycle import TASK
from tinhso.ground.base.refused import Refused
from tinhso.ground.people.doors import Request, staff_only


@staff_only
@require_safe
def mine(request: Request) -> HttpResponse:
    """Open tasks by their due time, then those that ended lately."""
    return _page(request)


@staff_only
@require_POST
def move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Report, ask for more, or close."""
    task, text = queries.task_for(request.person, pk), request.POST.get("text", "")
    try:
        match verb:
            case "report":
                actions.report_task(request.person, task, report=text, now=request.now)
            case "return":
                actions.return_task(request.person, task, reason=text, now=request.now)
            case "close":
                actions.close_task(request.person, task, now=request.now)
            case _:
                raise Http404
    except Refused as refused:
        if not refused.code.endswith("-missing"):
            raise
        return _page(request, failed=pk, verb=verb, refused=refused, typed=text)
    messages.success(request, _("Đã ghi nhận."))
    return redirect("documents:tasks")


def _page(
    request: Request, *, failed: int = 0, verb: str = "", refused: Refused | None = None, typed: str = ""
) -> HttpResponse:
    context = {
        "lines": [
            (task, TASK.verbs(task.state, queries.task_roles(request.person, task)))
            for task in queries.tasks_of(request.person)
        ],
        "ended": queries.tasks_of(request.person, done=True, limit=30),
        "failed": failed,
        "verb": verb,
        "refused": refused,
        "typed": typed,
        "now": request.now,
    }
    return render(request, "documents/tasks.html", context, status=422 if refused else 200)
