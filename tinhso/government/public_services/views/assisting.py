"""Assisted filing (nộp hộ trực tuyến): consent first, then the same pages on which everybody files, then a slip."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from tinhso.engines.procedures import queries as procedures
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.printing import paper_pdf
from tinhso.government.public_services import queries
from tinhso.government.public_services.forms import Helped
from tinhso.government.public_services.prefill import helped
from tinhso.ground.base.refused import Refused
from tinhso.ground.mandates import actions
from tinhso.ground.mandates import queries as mandates
from tinhso.ground.mandates.rules import Way
from tinhso.ground.people.doors import Request, citizens_and

helpers = citizens_and("RECEPTION", "HEAD_OF_ONE_STOP")


@helpers
@never_cache
def begin(request: Request) -> HttpResponse:
    """Who is helped, with what, and how he said yes; then on to the form, or to the page where his code is typed."""
    form = Helped(request.POST or None, initial={"procedure": request.GET.get("thu-tuc", "")})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            version = procedures.version_for(told["procedure"], on=timezone.localdate(request.now))
            queries.check_can_be_helped(version, request.now)
            mandate = actions.assist(
                request.person, principal=form.person(), procedure_code=version.procedure.code,
                way=Way(told["way"]), witness_name=told["witness_name"], now=request.now,
            )  # fmt: skip
            if mandate.starts_at is None:
                return redirect("mandates:show", key=mandate.key)
            start = reverse("public_services:start", args=[version.procedure.code])
            return redirect(f"{start}?cho=m{mandate.pk}")
        except Refused as said:
            refused = said
    problems = form.said(refused)
    context = {
        "form": form,
        "problems": problems,
        "refused": refused,
        "team": mandates.team_of(request.person, at=request.now),
        "may_help": bool(request.person.official_id or mandates.team_of(request.person, at=request.now)),
        "ways": [Way.WORD, Way.CODE],
        "helped": helped(request.person, at=request.now),
    }
    return render(request, "public_services/assist.html", context, status=422 if problems or refused else 200)


@helpers
@never_cache
def slip(request: Request, code: str) -> HttpResponse:
    """What the helped person takes home: the code, where and when, and who helped; later also form 01."""
    case = cases.helped_dossier(request.person, code, at=request.now)
    if request.GET.get("mau") == queries.RECEIPT:
        answer = HttpResponse(paper_pdf(case, queries.RECEIPT), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{queries.RECEIPT}-{case.code}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    return render(request, "public_services/slip.html", {"dossier": case, "has_receipt": bool(case.received_at)})
