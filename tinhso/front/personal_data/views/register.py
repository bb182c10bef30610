"""The processing register, and the book of breaches with its notice."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.front.personal_data import actions, forms, queries
from tinhso.front.personal_data.lifecycle import BREACHES
from tinhso.front.personal_data.printing import notice_pdf
from tinhso.front.personal_data.queries.register import limits_on
from tinhso.ground.base.refused import NotAllowed, Refused
from tinhso.ground.people.doors import Request, holders_of


@holders_of("DATA_OFFICER", "CONTROLLER", "AUDITOR", "LEADER")
@require_safe
def register(request: Request) -> HttpResponse:
    """What is processed, for what, by which law, who receives it, how long it is kept; made from what the code says."""
    context = {
        "lines": queries.processing_register(request.person, now=request.now),
        "terms": queries.terms(),
        "limits": limits_on(timezone.localdate(request.now)),
    }
    return render(request, "personal_data/register.html", context)


@holders_of("DATA_OFFICER", "CONTROLLER", "AUDITOR")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def breaches(request: Request) -> HttpResponse:
    """The book of breaches; POST enters one."""
    form = forms.BreachIn(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.enter_breach(request.person, now=request.now, **form.cleaned_data)
            return redirect("personal_data:breach", made.code)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
    context = {
        "rows": queries.breaches(request.person)[:100],
        "form": form,
        "may_enter": "DATA_OFFICER" in request.person.roles,
        "now": request.now,
    }
    return render(request, "personal_data/breaches.html", context, status=422 if form.is_bound else 200)


@holders_of("DATA_OFFICER", "CONTROLLER", "AUDITOR")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: Request, code: str) -> HttpResponse:
    """One breach with the clock of its notice; POST says that the notice went out, or that all is mended."""
    found = queries.breach_for(request.person, code)
    form = forms.Report(request.POST if request.POST.get("verb") == "report" else None)
    if request.method == "POST" and not form.is_bound:
        actions.close_breach(request.person, found, now=request.now)
        return redirect("personal_data:breach", code)
    if form.is_bound and form.is_valid():
        try:
            actions.report_breach(request.person, found, now=request.now, **form.cleaned_data)
            return redirect("personal_data:breach", code)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
    context = {
        "breach": found,
        "form": form,
        "verbs": [move.verb for move in BREACHES.verbs(found.state, request.person.roles)],
        "is_late": found.reported_at is None and request.now > found.notice_due_at,
    }
    return render(request, "personal_data/breach.html", context, status=422 if form.is_bound else 200)


@holders_of("DATA_OFFICER", "CONTROLLER", "AUDITOR")
@require_safe
def notice(request: Request, code: str) -> HttpResponse:
    """The notice to the authority as a paper to be signed (the official form was not found: marked so)."""
    content = notice_pdf(queries.breach_for(request.person, code), now=request.now)
    headers = {"Content-Disposition": f'inline; filename="thong-bao-vi-pham-{code}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
