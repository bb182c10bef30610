"""What only a life event has: one receipt for all parts, taking back what is pending, undoing what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tinhso.government.life_events import actions, queries
from tinhso.government.life_events.receipts import receipt_pdf
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.people.doors import Request, citizens_only, holders_of, signed_in, staff_only


@staff_only
def cases(request: Request) -> HttpResponse:
    """The life events that begin at the official's agencies, the newest first, each with where its parts stand."""
    page = queries.cases_page(request.person, after=request.GET.get("sau", ""))
    context = {
        "cases": queries.with_lines(page.rows, now=request.now),
        "next": page.next_key,
        "may_undo": "LEADER" in request.person.roles,
        "paged": "sau" in request.GET,
    }
    return render(request, "life_events/cases.html", context)


@signed_in
def receipt(request: Request, code: str) -> HttpResponse:
    """The receipt of the whole: its total date, and each agency's date with its reason."""
    case = queries.case_for(request.person, code)
    answer = HttpResponse(receipt_pdf(case, now=request.now), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="giay-hen-lien-thong-{case.code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@citizens_only
def answer(request: Request, code: str, part: str) -> HttpResponse:
    """Answer what another agency asked for; what was typed stays on the page when it is refused."""
    case = queries.case_for(request.person, code)
    line = next((one for one in queries.lines_of(queries.parts_of(case), now=request.now) if one.code == part), None)
    if line is None:
        raise NotVisible("no-part", "Hồ sơ liên thông này không có phần đó.")
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.answer_part(request.person, case, part, answer=request.POST.get("answer", ""), now=request.now)
            messages.success(request, _("Đã gửi nội dung bổ sung."))
            return redirect(f"/ho-so/{case.code}/")
        except Refused as said:
            refused = said
    context = {"case": case, "part": line, "refused": refused, "answer": request.POST.get("answer", "")}
    return render(request, "life_events/answer.html", context, status=422 if refused else 200)


@citizens_only
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take back the parts that other agencies have not finished, with a reason."""
    case = queries.case_for(request.person, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.withdraw_pending(request.person, case, reason=request.POST.get("reason", ""), now=request.now)
            messages.success(request, _("Đã rút những phần chưa xong."))
            return redirect(f"/ho-so/{case.code}/")
        except Refused as said:
            refused = said
    context = {
        "case": case,
        "parts": queries.lines_of(queries.parts_of(case), now=request.now),
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "undoing": False,
    }
    return render(request, "life_events/backwards.html", context, status=422 if refused else 200)


@holders_of("LEADER")
def undo(request: Request, code: str) -> HttpResponse:
    """Undo what other agencies did on a root that turned out wrong; each says when it is undone."""
    case = queries.case_for(request.person, code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.undo_parts(request.person, case, reason=request.POST.get("reason", ""), now=request.now)
            messages.success(request, _("Đã gửi yêu cầu huỷ đến các cơ quan."))
            return redirect("life_events:undo", code=case.code)
        except Refused as said:
            refused = said
    context = {
        "case": case,
        "parts": queries.lines_of(queries.parts_of(case), now=request.now),
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "undoing": True,
    }
    return render(request, "life_events/backwards.html", context, status=422 if refused else 200)
