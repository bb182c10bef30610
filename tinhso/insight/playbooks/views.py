"""Pages of playbooks: the list, one version with its steps, activating it, following a run."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.people import queries as people
from tinhso.ground.people.doors import Request, holders_of, keeping_what_was_typed, what_was_typed
from tinhso.insight.ioc import queries as ioc
from tinhso.insight.playbooks import actions, queries
from tinhso.insight.playbooks.forms import AddStep, Begin, Head
from tinhso.insight.playbooks.lifecycle import DECIDERS, PLAYBOOKS, READERS, RUNS, STEPS, WRITERS
from tinhso.insight.playbooks.models import Playbook

MOST_RUNS = 50


@holders_of(*READERS)
@never_cache
@require_safe
def everything(request: Request) -> HttpResponse:
    """What runs, what could be activated, what was."""
    context = {
        "runs": queries.runs(request.person)[:MOST_RUNS], "rows": queries.playbooks(request.person),
        "may_write": _may(request, WRITERS), "sees_all": ioc.sees_all(request.person),
    }  # fmt: skip
    return render(request, "playbooks/all.html", context)


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request) -> HttpResponse:
    """A new playbook."""
    if not _may(request, WRITERS):
        raise NotAllowed("wrong-role", "Kịch bản do lãnh đạo, bộ phận trực của tỉnh soạn và duyệt.")
    form = Head(_typed(request), now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_playbook(request.person, **form.cleaned_data, now=request.now)
        except Refused as refused:
            _beside(form, refused)
        else:
            return redirect("playbooks:playbook", made.pk)
    return _page(request, "playbooks/head.html", form, {"playbook": None})


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, number: int) -> HttpResponse:
    """The head of a draft."""
    if not _may(request, WRITERS):
        raise NotAllowed("wrong-role", "Kịch bản do lãnh đạo, bộ phận trực của tỉnh soạn và duyệt.")
    one = queries.playbook_for(request.person, number)
    form = Head(_typed(request), of=one, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_playbook(request.person, one, **form.cleaned_data, now=request.now)
        except NotAllowed:
            raise
        except Refused as refused:
            _beside(form, refused)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("playbooks:playbook", number)
    return _page(request, "playbooks/head.html", form, {"playbook": one})


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def playbook(request: Request, number: int) -> HttpResponse:
    """One version: its steps, who wrote and who approved it, the next move."""
    one = queries.playbook_for(request.person, number)
    verb = request.POST.get("verb", "")
    typed = _typed(request)
    form = AddStep(typed if typed is not None and typed.get("verb") == "add_step" else None, now=request.now)
    problem = None
    if request.method == "POST":
        try:
            lands = _written(request, one, verb, form)
        except NotAllowed:
            raise
        except Refused as refused:
            problem = None if verb == "add_step" and _beside(form, refused) else refused
        else:
            if lands:
                messages.success(request, _("Đã ghi."))
                return redirect("playbooks:playbook", lands)
    names = {each.code: each for each in ioc.indicators(request.now.date())}
    moves = PLAYBOOKS.verbs(one.state, request.person.roles) if ioc.sees_all(request.person) else []
    context = {
        "playbook": one, "problem": problem, "may_write": _may(request, WRITERS) and one.is_draft,
        "steps": [(step, people.agency(step.lead) if step.lead else None) for step in one.steps.all()],
        "watched": [names[code] for code in one.watched if code in names],
        "moves": [move for move in moves if move.verb != "approve" or one.proposed_by_ref != request.person.ref],
        "may_begin": one.state == "IN_FORCE" and _may(request, DECIDERS),
        "may_revise": one.state in ("IN_FORCE", "ENDED") and _may(request, WRITERS),
        "typed": request.POST.get("words", "") if verb == "return" else "",
    }  # fmt: skip
    return _page(request, "playbooks/playbook.html", form, context, failed=bool(problem))


def _written(request: Request, one: Playbook, verb: str, form: AddStep) -> int:
    """Carry out what a form of the page asks: where it leads, 0 where the form has mistakes."""
    person, now = request.person, request.now
    match verb:
        case "add_step":
            if not form.is_valid():
                return 0
            actions.add_step(person, one, **form.cleaned_data, now=now)
        case "drop_step":
            actions.drop_step(person, one, _number(request, "step"), now=now)
        case "set_hours":
            actions.set_hours(person, one, _hours(request), now=now)
        case "revise":
            return actions.revise(person, one, now=now).pk
        case "propose" | "approve" | "return" | "end":
            actions.move_playbook(person, one, verb, words=request.POST.get("words", ""), now=now)
        case _:
            raise NotVisible("no-such-step", "Không có bước này.")
    return one.pk


def _hours(request: Request) -> dict[int, int]:
    """What was typed as hours, by the number of its step; what is empty stays as it is. Refused `hours-wrong`."""
    found = {}
    for name, typed in request.POST.items():
        number = name.removeprefix("hours-")
        if number != name and number.isdecimal() and str(typed).strip():
            if not str(typed).strip().isdecimal():
                raise Refused("hours-wrong", "Số giờ phải là số nguyên, ví dụ 12.")
            found[int(number)] = int(str(typed).strip()[:6])
    return found


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request, number: int) -> HttpResponse:
    """Activate: what happens, since when, where."""
    if not _may(request, DECIDERS):
        raise NotAllowed("wrong-role", "Kịch bản do lãnh đạo, bộ phận trực của tỉnh kích hoạt và theo dõi.")
    one = queries.playbook_for(request.person, number)
    form = Begin(_typed(request), now=request.now)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            run = actions.begin_run(
                request.person, one, words=told["words"], began_at=told["began_at"], communes=form.chosen,
                now=request.now,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            _beside(form, refused)
        else:
            messages.success(request, _("Đã kích hoạt: việc đã giao, chỉ tiêu đã ghim, nhật ký đã ghi."))
            return redirect("playbooks:run", run.pk)
    return _page(request, "playbooks/begin.html", form, {"playbook": one, "many": one.steps.count()})


@keeping_what_was_typed
@holders_of(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: Request, number: int) -> HttpResponse:
    """A run: its steps with their tasks, ticking, the end."""
    one = queries.run_for(request.person, number)
    verb, typed = request.POST.get("verb", ""), _typed(request)
    problem = None
    if request.method == "POST":
        try:
            _moved(request, number, verb)
        except NotAllowed:
            raise
        except Refused as refused:
            problem = refused
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("playbooks:run", number)
    roles = request.person.roles if ioc.sees_all(request.person) and one.is_running else frozenset[str]()
    lines = queries.lines_of(request.person, one, now=request.now)
    context = {
        "run": one, "lines": [(line, STEPS.verbs(line.one.state, roles)) for line in lines],
        "communes": one.communes.order_by("sort_key"), "may_end": bool(RUNS.verbs(one.state, roles)),
        "problem": problem, "done": sum(1 for line in lines if line.one.state != "OPEN"),
        "typed": typed or {}, "typed_step": _number(request, "step"), "sees_all": ioc.sees_all(request.person),
    }  # fmt: skip
    return render(request, "playbooks/run.html", context, status=422 if problem else 200)


def _moved(request: Request, number: int, verb: str) -> None:
    one, words = queries.run_for(request.person, number), request.POST.get("words", "")
    if verb == "end":
        actions.end_run(request.person, one, lessons=request.POST.get("lessons", ""), now=request.now)
    elif verb in ("tick", "skip", "untick"):
        step = queries.step_for(one, _number(request, "step"))
        actions.move_step(request.person, one, step, verb, words=words, now=request.now)
    else:
        raise NotVisible("no-such-step", "Không có bước này.")


def _may(request: Request, roles: frozenset[str]) -> bool:
    return ioc.sees_all(request.person) and bool(request.person.roles & roles)


def _typed(request: Request) -> Any:
    return request.POST if request.method == "POST" else what_was_typed(request)


def _number(request: Request, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


def _beside(form: django_forms.Form, refused: Refused) -> bool:
    """Put a sentence beside its field, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return True


def _page(
    request: Request, template: str, form: django_forms.Form, context: dict[str, Any], *, failed: bool = False
) -> HttpResponse:
    failed = failed or (request.method == "POST" and bool(form.errors))
    return render(request, template, context | {"form": form}, status=422 if failed else 200)
