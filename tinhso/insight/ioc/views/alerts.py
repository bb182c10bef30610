"""Alerts: the list, one of them with everything that was done, and the steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.ground.web.pages import keyset_page
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.actions.alerts import roles_for
from tinhso.insight.ioc.actions.tasks import source_of
from tinhso.insight.ioc.forms import Task
from tinhso.insight.ioc.lifecycle import ALERTS, WATCHERS
from tinhso.insight.ioc.models import Alert, AlertKind
from tinhso.insight.ioc.queries import Named
from tinhso.insight.plans import queries as tasks

SHOWN = frozenset({"acknowledge", "feed_back", "close"})


@holders_of(*WATCHERS)
@never_cache
@require_safe
def board(request: Request) -> HttpResponse:
    """What is open, or what is over (?xong=1), newest first."""
    unit = queries.unit_for(request.person, request.GET.get("don-vi", ""))
    is_open = request.GET.get("xong") != "1"
    rows = queries.alerts_before(request.person, unit, is_open=is_open)
    page = keyset_page(rows, by="-raised_at", after=request.GET.get("sau", ""))
    context = {"rows": queries.named(page.rows, now=request.now), "next_key": page.next_key, "is_open": is_open}
    return render(request, "ioc/alerts.html", context)


@keeping_what_was_typed
@holders_of(*WATCHERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: Request, number: int) -> HttpResponse:
    """One alert: what it says, what was done, the next step."""
    one = queries.alert_for(request.person, number)
    problem, row = None, queries.named([one], now=request.now)[0]
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    is_task = bool(typed) and typed.get("verb") == "task"
    form = Task(typed if is_task else None, initial=_suggested(row), now=request.now)
    if request.method == "POST":
        try:
            _step(request, number, form)
        except NotAllowed:
            raise
        except Refused as refused:
            field = "lead" if refused.field == "leads" else refused.field
            if form.is_bound and field in form.fields:
                form.add_error(field, refused.sentence)
            problem = refused
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("ioc:alert", number)
    moves = [move for move in ALERTS.verbs(one.state, roles_for(request.person, one)) if move.verb in SHOWN]
    context = {
        "row": row, "moves": moves, "lines": queries.lines_of(one), "form": form,
        "may_give": _may_give(request, one), "tasks": tasks.tasks_from(request.person, source_of(one)),
        "problem": problem, "typed": typed.get("words", "") if typed else "",
        "typed_verb": typed.get("verb", "") if typed else "",
    }  # fmt: skip
    return render(request, "ioc/alert.html", context, status=422 if problem else 200)


def _suggested(row: Named) -> dict[str, Any]:
    """What a task of an alert usually is; whoever gives it changes the words."""
    if row.indicator is None:
        return {}
    what = "khôi phục nguồn số liệu" if row.alert.kind == AlertKind.SILENT else "đưa chỉ tiêu trở lại trong ngưỡng"
    return {
        "title": f"{row.indicator.name}: {what}", "working_days": 5,
        "lead": row.agency.slug if row.agency else row.indicator.owner,
    }  # fmt: skip


def _may_give(request: Request, one: Alert) -> bool:
    """Whether this person may give this alert away now."""
    roles = roles_for(request.person, one)
    return bool(tasks.giving_agencies(request.person)) and "task" in {
        move.verb for move in ALERTS.verbs(one.state, roles)
    }


def _step(request: Request, number: int, form: Task) -> None:
    one, words = queries.alert_for(request.person, number), request.POST.get("words", "")
    match request.POST.get("verb", ""):
        case "acknowledge":
            actions.acknowledge(request.person, one, now=request.now)
        case "task":
            if not form.is_valid():
                raise Refused("task-unclear", "Chưa giao được việc, hãy sửa các ô bên dưới.")
            actions.give_task(request.person, one, **form.cleaned_data, now=request.now)
        case "feed_back":
            actions.feed_back(request.person, one, words=words, now=request.now)
        case "close":
            actions.close_alert(request.person, one, words=words, now=request.now)
        case _:
            raise Refused("no-such-step", "Không có bước này.")
