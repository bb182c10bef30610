"""A paper that gave tasks was recalled or replaced: who gave them decides, for all of them or for some."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tinhso.ground.base.refused import Refused
from tinhso.ground.people.doors import Request, holders_of
from tinhso.ground.web.filling import typed
from tinhso.insight.plans import actions, queries
from tinhso.insight.plans.forms import Decide, papers
from tinhso.insight.plans.models import TaskFlag

GIVERS = ("LEADER", "CONTROLLER")


@holders_of(*GIVERS)
def decide(request: Request, key: UUID) -> HttpResponse:
    """The tasks that wait because of a document, all of them chosen (?nhiem-vu= one), and what becomes of them."""
    flags = queries.flags_to_decide(request.person, key)
    one = request.GET.get("nhiem-vu", "")
    chosen = [flag.task_id for flag in flags if str(flag.task_id) == one] or [flag.task_id for flag in flags]
    standing = queries.directives().filter(ended_on__isnull=True).exclude(document=flags[0].document_id)
    later = queries.directive_of(flags[0].replacement_id) if flags[0].replacement_id else None
    asks: dict[str, Any] = {
        "tasks": [(flag.task_id, f"{flag.task.lead.name}: {flag.task.title}") for flag in flags],
        "onto": papers(standing, empty=_("Chưa chọn")),
    }
    initial = {"tasks": chosen, "verb": "move" if later else "keep", "onto": later.code if later else ""}
    form = Decide(typed(request), asks=asks, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = _decided(request, flags, form.cleaned_data)
        except Refused as refused:
            if type(refused) is not Refused:
                raise
            form.refuse(refused)
        else:
            messages.success(request, _("Đã ghi quyết định về %(n)d nhiệm vụ và báo cơ quan chủ trì.") % {"n": done})
            return redirect("plans:tasks")
    context = {"flag": flags[0], "many": len(flags), "later": later, "form": form}
    return render(request, "plans/turned.html", context, status=422 if form.errors else 200)


def _decided(request: Request, flags: list[TaskFlag], said: dict[str, Any]) -> int:
    onto = queries.directive(said["onto"]) if said["onto"] else None
    decision = actions.Decision(said["verb"], said["text"], onto)
    return len(actions.decide_on_paper(request.person, flags[0].document, said["tasks"], decision, now=request.now))
