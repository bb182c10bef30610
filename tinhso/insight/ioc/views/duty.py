"""Shifts and the log on one page; thresholds on another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.ground.web.pages import keyset_page
from tinhso.insight.ioc import actions, queries
from tinhso.insight.ioc.forms import Line, Plan, Propose
from tinhso.insight.ioc.lifecycle import DUTY, PROPOSERS, SHIFTS, THRESHOLDS, WATCHERS

LINES = 30


@keeping_what_was_typed
@holders_of(*WATCHERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: Request) -> HttpResponse:
    """Who is on duty, the handover, the log; planning a shift and writing a line."""
    if not queries.sees_all(request.person):
        raise NotAllowed("not-watching", "Ca trực và nhật ký dành cho bộ phận trực của tỉnh.")
    what = request.POST.get("what", "")
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    kept = typed.get("what", "") if typed else ""
    plan, line = Plan(typed if kept == "plan" else None), Line(typed if kept == "line" else None)
    problem = None
    if request.method == "POST":
        try:
            if _did(request, what, plan, line):
                messages.success(request, _("Đã ghi."))
                return redirect("ioc:duty")
        except NotAllowed:
            raise
        except Refused as refused:
            form = plan if what == "plan" else line if what == "line" else None
            if form and refused.field in form.fields:
                form.add_error(refused.field, refused.sentence)
            else:
                problem = refused
    page = keyset_page(queries.lines_before(request.person), by="-at", after=request.GET.get("sau", ""), size=LINES)
    shifts = queries.shifts_around(request.person, request.now)
    context = {
        "shifts": [(shift, SHIFTS.verbs(shift.state, request.person.roles)) for shift in shifts],
        "standing": queries.on_duty(), "lines": page.rows, "next_key": page.next_key, "plan": plan, "line": line,
        "problem": problem, "me": request.person.ref, "may": bool(request.person.roles & DUTY),
        "typed": request.POST.get("words", "") if what == "hand_over" else "",
    }  # fmt: skip
    failed = problem or plan.errors or line.errors
    return render(request, "ioc/duty.html", context, status=422 if failed and request.method == "POST" else 200)


def _did(request: Request, what: str, plan: Plan, line: Line) -> bool:
    """Carry out what a form of the page asks; False where the form has mistakes."""
    if what == "plan":
        if not plan.is_valid():
            return False
        actions.plan_shift(request.person, **plan.cleaned_data, now=request.now)
    elif what == "line":
        if not line.is_valid():
            return False
        actions.write_line(request.person, words=line.cleaned_data["words"], now=request.now)
    else:
        number = request.POST.get("shift", "")
        shift = queries.shift_for(request.person, int(number) if number.isdecimal() else 0)
        match what:
            case "begin":
                actions.begin_shift(request.person, shift, now=request.now)
            case "hand_over":
                actions.hand_over(request.person, shift, words=request.POST.get("words", ""), now=request.now)
            case "sign_off":
                actions.sign_off(request.person, shift, now=request.now)
            case _:
                raise NotVisible("no-such-step", "Không có bước này.")
    return True


@keeping_what_was_typed
@holders_of(*WATCHERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thresholds(request: Request) -> HttpResponse:
    """Every threshold with its basis; proposing one."""
    may = queries.sees_all(request.person) and bool(request.person.roles & PROPOSERS)
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    form = Propose(typed, now=request.now)
    if request.method == "POST":
        if not may:
            raise NotAllowed("wrong-role", "Ngưỡng do lãnh đạo, bộ phận trực của tỉnh đề nghị và duyệt.")
        if form.is_valid():
            try:
                actions.propose_threshold(request.person, **form.cleaned_data, now=request.now)
            except NotAllowed:
                raise
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                messages.success(request, _("Đã đề nghị. Ngưỡng áp dụng khi người khác duyệt."))
                return redirect("ioc:thresholds")
    names = {one.code: one for one in queries.indicators(timezone.localdate(request.now))}
    rows = [
        (one, names.get(one.indicator), THRESHOLDS.verbs(one.state, request.person.roles) if may else [])
        for one in queries.thresholds(request.person)[:100]
    ]
    context = {"rows": rows, "form": form, "may": may, "me": request.person.ref}
    failed = request.method == "POST"
    return render(request, "ioc/thresholds.html", context, status=422 if failed else 200)


@holders_of(*WATCHERS)
@require_POST
def decide(request: Request, number: int, verb: str) -> HttpResponse:
    """Approve, reject or end a threshold."""
    one = queries.threshold_for(request.person, number)
    actions.decide_threshold(request.person, one, verb, now=request.now)
    messages.success(request, _("Đã ghi."))
    return redirect("ioc:thresholds")
