"""Following a dossier: where it is, what is needed, what came out, what one thought of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tinhso.engines.notifications.models import Message
from tinhso.engines.notifications.queries import messages_about
from tinhso.engines.payments.queries import charges_of
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.printing import paper_pdf
from tinhso.government.dossiers.rules import SCORES, Reason
from tinhso.government.life_events import queries as life_events
from tinhso.government.life_events.models import Case
from tinhso.government.public_services import queries
from tinhso.government.public_services.rules import PLAIN_WORDS, checked_rating
from tinhso.government.public_services.story import both_names, story
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.queries import file_by_key
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, citizens_only, open_to_all
from tinhso.ground.people.limits import limited
from tinhso.ground.web.pages import fragment


@open_to_all
@limited("lookup")
def lookup(request: Request) -> HttpResponse:
    """By code, for anyone: only how far the dossier is (Thông tư 01/2018 Điều 16)."""
    code = request.GET.get("ma", "").strip()[:60]
    found = cases.public_lookup(code) if code else None
    context = {"code": code, "asked": bool(code), "found": found}
    return render(request, "public_services/lookup.html", context, status=404 if code and not found else 200)


@citizens_only
def dossier(request: Request, code: str) -> HttpResponse:
    """One dossier as its applicant sees it: the whole story on one page."""
    case = cases.dossier_for(request.person, code)
    charges = list(charges_of(case.subject))
    verbs = {move.verb for move in cases.verbs_for(request.person, case)}
    words, tone = PLAIN_WORDS[case.state]
    rating = cases.rating_of(case)
    apology = getattr(case, "extension", None)
    together = life_events.case_of(case)
    told = [*cases.timeline(case), *(life_events.story_of(together) if together else ())]
    context = {
        "dossier": case,
        "submitted_by": both_names(case.submitted_by_name) if case.mandate_id else "",
        "just_filed": "moi" in request.GET and case.state == "AWAITING_RECEPTION",
        "words": words,
        "tone": tone,
        "asked": cases.open_supplement(case) if "answer_supplement" in verbs else None,
        "charges": [charge for charge in charges if charge.is_payable],
        "timeline": story(told, charges, _messages(case, together)),
        "together": together,
        "together_parts": life_events.lines_of(life_events.parts_of(together), now=request.now) if together else [],
        "elsewhere": cases.foreign_codes_of(case),
        "papers": queries.papers_of(case),
        **_forms(case),
        "retrieved": cases.retrieved_of(case),
        "result": queries.result_of(case),
        "result_paper": queries.result_paper(case),
        "apology": apology,
        "rating": rating,
        "may_rate": "rate" in verbs and rating is None,
        "may_withdraw": "withdraw" in verbs,
    }
    return render(request, "public_services/dossier.html", context)


def _messages(case: Dossier, together: Case | None) -> list[Message]:
    return [*messages_about(case.subject), *(messages_about(together.subject) if together else ())]


@citizens_only
def paper(request: Request, code: str, file: UUID) -> HttpResponse:
    """One paper of the dossier: what was filed, what the agency sent, the signed result."""
    case = cases.dossier_for(request.person, code)
    queries.check_paper(case, file)
    return download(file_by_key(file))


def _forms(case: Dossier) -> dict[str, object]:
    forms = queries.forms_of(case)
    return {"dossier": case, "forms": forms, "being_signed": any(form.being_signed for form in forms)}


@citizens_only
def forms(request: Request, code: str) -> HttpResponse:
    """The list of official forms alone: the page asks for it again while one is being signed."""
    case = cases.dossier_for(request.person, code)
    return fragment(request, "public_services/_forms.html", _forms(case))


@citizens_only
def form(request: Request, code: str, form: str) -> HttpResponse:
    """An official form of the dossier as PDF: as signed, or what it will say while it waits for its signature."""
    case = cases.dossier_for(request.person, code)
    if form not in {one.slug for one in queries.forms_of(case)}:
        raise NotVisible("no-form", "Hồ sơ này không có mẫu giấy đó.")
    answer = HttpResponse(paper_pdf(case, form), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{form}-{case.code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@citizens_only
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take the dossier back, or ask to, with the reason."""
    case = cases.dossier_for(request.person, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            dossiers.withdraw(request.person, case, reason=request.POST.get("reason", ""), now=request.now)
            notices.success(request, _("Đã ghi nhận yêu cầu rút hồ sơ."))
            return redirect("public_services:dossier", code=code)
        except Refused as said:
            refused = said
    context = {"dossier": case, "refused": refused, "reason": request.POST.get("reason", "")}
    return render(request, "public_services/withdraw.html", context, status=422 if refused else 200)


@citizens_only
def rate(request: Request, code: str) -> HttpResponse:
    """Say once how it went."""
    case = cases.dossier_for(request.person, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            score, reasons, comment = checked_rating(
                request.POST.get("score", ""), request.POST.getlist("reasons"), request.POST.get("comment", "")
            )
            dossiers.rate(request.person, case, score=score, reasons=reasons, comment=comment, now=request.now)
            notices.success(request, _("Cảm ơn bạn đã đánh giá."))
            return redirect("public_services:dossier", code=code)
        except Refused as said:
            refused = said
    context = {
        "dossier": case,
        "scores": list(SCORES.items()),
        "reasons": list(Reason),
        "refused": refused,
        "chosen": int(request.POST["score"]) if request.POST.get("score", "").isdecimal() else None,
        "given": request.POST.getlist("reasons"),
        "comment": request.POST.get("comment", ""),
    }
    return render(request, "public_services/rate.html", context, status=422 if refused else 200)
