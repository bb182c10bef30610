"""What a citizen sees and asks about his own data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.front.personal_data import actions, forms, queries
from tinhso.front.personal_data.lifecycle import RequestKind
from tinhso.front.personal_data.printing import receipt_pdf
from tinhso.front.personal_data.queries.register import limits_on
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, citizens_only


@citizens_only
@never_cache
@require_safe
def mine(request: Request) -> HttpResponse:
    """What is kept about me, by what it is for; and my requests."""
    who = queries.subject_of(request.person.citizen_id or 0)
    return render(
        request, "personal_data/mine.html",
        {"about": queries.about(who), "requests": queries.of_citizen(request.person)[:50], "now": request.now},
    )  # fmt: skip


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """One form for every right, each with its two limits and their law."""
    form = forms.Ask(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            asked = actions.ask(request.person, RequestKind(form.cleaned_data["kind"]),
                                words=form.cleaned_data["words"], now=request.now)  # fmt: skip
            return redirect("personal_data:show", asked.code)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
    limits = limits_on(timezone.localdate(request.now))
    context = {"form": form, "limits": limits, "chosen": form.data.get("kind", request.GET.get("quyen", ""))}
    return render(request, "personal_data/ask.html", context, status=422 if form.is_bound else 200)


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request, code: str) -> HttpResponse:
    """One request of mine: its two clocks, its answer, what was done; POST takes it back."""
    asked = queries.request_for(request.person, code)
    if request.method == "POST":
        actions.withdraw(request.person, asked, now=request.now)
        messages.success(request, _("Đã rút yêu cầu."))
        return redirect("personal_data:show", code)
    can_take = asked.file_id and asked.file_until and asked.file_until >= request.now
    context = {
        "asked": asked,
        "can_withdraw": bool(queries.verbs_for(request.person, asked)),
        "can_take": can_take,
        "now": request.now,
    }
    return render(request, "personal_data/show.html", context)


@citizens_only
@require_safe
def receipt(request: Request, code: str) -> HttpResponse:
    """The receipt with its two dates, as a paper."""
    return _pdf(receipt_pdf(queries.request_for(request.person, code)), f"giay-nhan-{code}.pdf")


@citizens_only
@require_POST
def copy(request: Request, code: str) -> HttpResponse:
    """The copy itself, for nobody but its subject; each fetching is written down."""
    return download(actions.take_copy(request.person, code, now=request.now))


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: Request) -> HttpResponse:
    """Every consent of mine, each to be withdrawn where it stands."""
    problem, status = "", 200
    if request.method == "POST":
        try:
            done = actions.withdraw_consent(request.person, request.POST.get("ref", ""), now=request.now)
            return redirect("personal_data:show", done.code)
        except NotVisible:
            raise
        except Refused as refused:
            problem, status = refused.sentence, 422
    context: dict[str, Any] = {"consents": queries.consents_of(request.person), "problem": problem}
    return render(request, "personal_data/consents.html", context, status=status)


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
