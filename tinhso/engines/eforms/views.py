"""Forms as citizens will see them, for staff who look after them. Filling in is driven by public_services."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tinhso.engines.eforms import queries, rules
from tinhso.engines.eforms.models import Draft
from tinhso.ground.people.doors import Request, staff_only


@staff_only
def form_list(request: Request) -> HttpResponse:
    """Every form in use today."""
    return render(request, "eforms/preview_list.html", {"versions": queries.published_forms(request.now)})


@staff_only
def preview(request: Request, code: str, step: str) -> HttpResponse:
    """One step of a form; sending it checks it and keeps nothing."""
    version = queries.published_form(code, request.now)
    schema = version.schema
    here = rules.step_of(schema, step)
    answers = rules.cleaned(schema, here.code, request.POST) if request.method == "POST" else {}
    is_checked = request.method == "POST" and not rules.row_button(request.POST)
    today = timezone.localdate(request.now)
    problems = rules.problems(schema, answers, here.code, today=today) if is_checked else {}
    context = {
        "draft": Draft(form_version=version),
        "step": here.code,
        "steps": rules.steps(schema),
        "answers": answers,
        "problems": problems,
        "source": version.source,
        "is_right": is_checked and not problems,
    }
    return render(request, "eforms/preview.html", context, status=422 if problems else 200)
