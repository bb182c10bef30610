"""What only a life event has: one receipt for all parts, taking back what is pending, undoing what was done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.engines.payments.rules import quantities_in
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.life_events import actions, queries
from tinhso.government.life_events.links import file_at
from tinhso.government.life_events.models import Case
from tinhso.government.life_events.receipts import receipt_pdf
from tinhso.ground.base.refused import NotVisible, Refused
from tinhso.ground.files.responses import download
from tinhso.ground.gateway.actions import logged
from tinhso.ground.people.doors import Request, citizens_only, holders_of, open_to_all, signed_in, staff_only
from tinhso.ground.people.limits import limited
from tinhso.ground.web.reading import reading


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


@require_POST
@holders_of("RECEPTION")
def file_at_counter(request: Request) -> HttpResponse:
    """File what was entered at the counter under an interlinked procedure: once for all of its parts."""
    key = counter_key(request.POST.get("entry", ""))
    try:
        dossiers.keep_choices(
            request.person, key, quantities=quantities_in(request.POST), exemptions=request.POST.getlist("exemption"),
            delivery=request.POST.get("delivery", ""), now=request.now,
        )  # fmt: skip
        case = actions.file_case_at_counter(request.person, key, now=request.now)
    except NotVisible:
        raise
    except Refused as said:
        messages.error(request, reading(said.sentence), extra_tags="warn")
        return redirect("dossiers:counter_review", key)
    return redirect("dossiers:counter_done", case.code)


def counter_key(text: str) -> UUID:
    """The key of a counter entry. NotVisible for anything else."""
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotVisible("no-entry", "Không tìm thấy hồ sơ đang nhập này.") from wrong


@citizens_only
@limited("upload", methods=("POST",))
def answer(request: Request, code: str, part: str) -> HttpResponse:
    """Answer what another agency asked for; what was typed stays on the page when it is refused."""
    case = queries.case_for(request.person, code)
    line = next((one for one in queries.lines_of(queries.parts_of(case), now=request.now) if one.code == part), None)
    if line is None:
        raise NotVisible("no-part", "Hồ sơ liên thông này không có phần đó.")
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.answer_part(
                request.person, case, part, answer=request.POST.get("answer", ""),
                files=request.FILES.getlist("files"), now=request.now,
            )  # fmt: skip
            messages.success(request, _("Đã gửi nội dung bổ sung."))
            return redirect(f"/ho-so/{case.code}/")
        except Refused as said:
            refused = said
    context = {"case": case, "part": line, "refused": refused, "answer": request.POST.get("answer", "")}
    return render(request, "life_events/answer.html", context, status=422 if refused else 200)


@open_to_all
@require_safe
def file(request: Request, token: str) -> HttpResponse:
    """A file of an answer, for the agency that asked; its citizen reads who took it."""
    part, found = file_at(token, now=request.now)
    with logged(part.plan.performer, purpose=f"Lấy tệp bổ sung: {part.plan.name}"[:200], subject=part.subject,
                legal_basis=part.case.bundle.legal_basis, operation="tai-tep", now=request.now):  # fmt: skip
        return download(found)


@citizens_only
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take back the parts that other agencies have not finished, with a reason."""
    case = queries.case_for(request.person, code)
    done = _("Đã rút những phần chưa xong.")
    return _backwards(request, case, actions.withdraw_pending, done=done, then=f"/ho-so/{case.code}/", undoing=False)


@holders_of("LEADER")
def undo(request: Request, code: str) -> HttpResponse:
    """Undo what other agencies did on a root that turned out wrong; each says when it is undone."""
    case = queries.case_for(request.person, code)
    done, here = _("Đã gửi yêu cầu huỷ đến các cơ quan."), reverse("life_events:undo", args=[case.code])
    return _backwards(request, case, actions.undo_parts, done=done, then=here, undoing=True)


def _backwards(
    request: Request, case: Case, act: Callable[..., Case], *, done: str, then: str, undoing: bool
) -> HttpResponse:
    """The parts, and a reason; what was typed stays on the page when it is refused."""
    refused: Refused | None = None
    if request.method == "POST":
        try:
            act(request.person, case, reason=request.POST.get("reason", ""), now=request.now)
            messages.success(request, done)
            return redirect(then)
        except Refused as said:
            refused = said
    context = {
        "case": case,
        "parts": queries.lines_of(queries.parts_of(case), now=request.now),
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "undoing": undoing,
    }
    return render(request, "life_events/backwards.html", context, status=422 if refused else 200)
