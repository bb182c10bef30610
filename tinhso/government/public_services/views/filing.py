"""Filing step by step; every step is saved, so that a lost session or network costs nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.engines.eforms import actions as eforms
from tinhso.engines.eforms import rules as forms
from tinhso.engines.payments.rules import quantities_in
from tinhso.engines.procedures import queries as procedures
from tinhso.government.dossiers.models import Delivery
from tinhso.government.portal_sync.queries import front_at
from tinhso.government.public_services import actions, queries
from tinhso.government.public_services.journey import stop_after, stop_before, stops
from tinhso.government.public_services.models import Application
from tinhso.government.public_services.prefill import choices, facts_for, home_of
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files import queries as files
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, citizens_and, keeping_what_was_typed, what_was_typed
from tinhso.ground.people.limits import limited

fillers = citizens_and("RECEPTION", "HEAD_OF_ONE_STOP")
ENDED = "Việc ủy quyền này không còn hiệu lực hoặc không gồm thủ tục này."


@fillers
def start(request: Request, code: str) -> HttpResponse:
    """For whom and where: the two questions that come before the form."""
    today = timezone.localdate(request.now)
    version = procedures.version_for(code, on=today)
    people_for = choices(request.person, version, at=request.now)
    chosen = request.POST.get("principal", request.GET.get("cho", ""))
    principal = next((one.principal for one in people_for if one.value == chosen), None)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if chosen and principal is None:
                raise NotAllowed("mandate-ended", ENDED, field="principal")
            application = actions.begin_application(
                request.person,
                version,
                facts=facts_for(request.person, principal, today=today),
                principal=principal,
                commune_code=request.POST.get("commune", ""),
                now=request.now,
            )
            return redirect("public_services:resume", key=application.key)
        except Refused as said:
            refused = said
    communes = procedures.resolving_agencies(version, on=today) if version.level != "PROVINCE" else []
    context = {
        "version": version,
        "may_file": queries.may_be_filed(version, request.now),
        "front": front_at(request.now),
        "national_page": queries.national_page(version.procedure.code),
        "communes": [(agency.unit_code, agency.short_name or agency.name) for agency in communes if agency.unit_code],
        "commune": request.POST.get("commune", home_of(request.person, principal)),
        "people_for": people_for,
        "chosen": chosen,
        "drafts": queries.being_filled(request.person, code=code, limit=5),
        "refused": refused,
    }
    return render(request, "public_services/start.html", context, status=422 if refused else 200)


@fillers
def resume(request: Request, key: UUID) -> HttpResponse:
    """On to where the person left off; to the dossier when it was sent meanwhile."""
    application = queries.application_for(request.person, key)
    if application.dossier:
        page = "slip" if application.dossier.is_assisted else "dossier"
        return redirect(f"public_services:{page}", code=application.dossier.code)
    if application.draft is None:
        raise NotVisible("no-draft", "Bản khai này không còn nữa.")
    step = application.draft.step
    return redirect(
        "public_services:apply", key=key, step=step or forms.steps(application.draft.form_version.schema)[0].code
    )


@keeping_what_was_typed
@fillers
def step(request: Request, key: UUID, step: str) -> HttpResponse:
    """One step of the form: saved right or wrong, left only when right."""
    application = queries.application_for(request.person, key)
    if application.dossier or application.draft is None:
        return redirect("public_services:resume", key=key)
    schema, draft = application.draft.form_version.spoken, application.draft
    shown = forms.step_of(schema, step)
    typed = request.POST if request.method == "POST" else what_was_typed(request)
    wrong: dict[str, str] = {}
    stays = True
    if typed is not None:
        answers = forms.cleaned(schema, step, typed)
        draft = eforms.save_step(request.person, draft, step, answers, now=request.now)
        if not forms.row_button(typed):
            wrong = forms.problems(schema, draft.answers, step, today=timezone.localdate(request.now))
            stays = request.method != "POST" or bool(wrong)
        if not stays:
            return redirect(stop_after(application, step).url)
    context = _around(application, step) | {
        "step": step,
        "title": shown.title,
        "answers": draft.answers,
        "problems": wrong if request.method == "POST" else {},
        "draft": draft,
    }
    status = 422 if request.method == "POST" and wrong else 200
    return render(request, "public_services/step.html", context, status=status)


def _around(application: Application, now_at: str) -> dict[str, Any]:
    """What every page of filing shows around its own matter."""
    return {
        "application": application,
        "stops": stops(application, now_at),
        "before": stop_before(application, now_at),
    }


@fillers
@limited("upload", methods=("POST",))
def parts(request: Request, key: UUID) -> HttpResponse:
    """The papers: some files a part; each refusal stands beside its part, and what went well before it stays."""
    application = queries.application_for(request.person, key)
    if application.dossier or application.draft is None:
        return redirect("public_services:resume", key=key)
    refused: Refused | None = None
    if request.method == "POST" and (code := request.POST.get("part", "")):
        uploads = request.FILES.getlist("files")
        try:
            if not uploads:
                raise Refused("no-file", "Bạn chưa chọn tệp nào. Hãy chọn tệp rồi bấm Tải lên.", field=code)
            if len(application.draft.file_keys.get(code, [])) + len(uploads) > forms.MAX_FILES_PER_PART:
                raise Refused("too-many-files", forms.TOO_MANY_FILES)
            for upload in uploads:
                stored = store_upload(request.person, upload, now=request.now)
                eforms.attach(request.person, application.draft, code, stored, request.now)
            if not request.headers.get("HX-Request"):
                return redirect("public_services:parts", key=key)
        except Refused as said:
            refused = Refused(said.code, said.sentence, field=code)
        application = queries.application_for(request.person, key)
    rows = queries.part_rows(request.person, application, on=timezone.localdate(request.now))
    missing = {part.code for part in queries.missing_parts(rows)}
    if request.method == "POST" and not request.POST.get("part"):
        if not missing:
            return redirect(stop_after(application, "dinh-kem").url)
        refused = Refused("part-missing", "Còn thiếu giấy tờ bắt buộc. Hãy tải lên trước khi tiếp tục.", field="*")
    context = _around(application, "dinh-kem") | {
        "rows": rows,
        "refused": refused,
        "missing": missing if refused and refused.field == "*" else (),
    }
    return render(request, "public_services/parts.html", context, status=422 if refused else 200)


@fillers
def part_file(request: Request, key: UUID, file: UUID) -> HttpResponse:
    """One attached file, to check that it is the right one."""
    application = queries.application_for(request.person, key)
    return download(files.file_by_key(queries.attached(application, file)), inline=True)


@require_POST
@fillers
def remove_file(request: Request, key: UUID, file: UUID) -> HttpResponse:
    """Take a file away again."""
    application = queries.application_for(request.person, key)
    if application.draft:
        eforms.detach(request.person, application.draft, request.POST.get("part", ""), file, request.now)
    return redirect("public_services:parts", key=key)


@require_POST
@fillers
def stored_paper(request: Request, key: UUID) -> HttpResponse:
    """Use a paper that is in the store already for a part, or take it away again."""
    application = queries.application_for(request.person, key)
    part, paper = request.POST.get("part", ""), request.POST.get("paper", "")
    change = actions.drop_stored_paper if "drop" in request.POST else actions.use_stored_paper
    change(request.person, application, part, paper, now=request.now)
    return redirect(f"{reverse('public_services:parts', args=[key])}#part-{part}")


@fillers
def fees(request: Request, key: UUID) -> HttpResponse:
    """What it costs, who is exempt, and how the result comes."""
    application = queries.application_for(request.person, key)
    if application.dossier:
        return redirect("public_services:resume", key=key)
    refused: Refused | None = None
    today = timezone.localdate(request.now)
    if request.method == "POST":
        counts = quantities_in(request.POST)
        try:
            application = actions.choose(
                request.person, application, quantities=counts, exemptions=request.POST.getlist("exemption"),
                delivery=request.POST.get("delivery", ""), now=request.now,
            )  # fmt: skip
            if "stay" not in request.POST:
                return redirect(stop_after(application, "le-phi").url)
        except Refused as said:
            refused = said
    context = _around(application, "le-phi") | {
        "costs": queries.costs_of(application, on=today),
        "deliveries": list(Delivery),
        "refused": refused,
    }
    return render(request, "public_services/fees.html", context, status=422 if refused else 200)


@fillers
def review(request: Request, key: UUID) -> HttpResponse:
    """Everything once more on one page; sending it twice gives one dossier."""
    application = queries.application_for(request.person, key)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            dossier = actions.send_application(request.person, application, now=request.now)
            if dossier.is_assisted:
                return redirect("public_services:slip", code=dossier.code)
            return redirect(f"{reverse('public_services:dossier', args=[dossier.code])}?moi=1")
        except Refused as said:
            refused = said
    if application.dossier or application.draft is None:
        return redirect("public_services:resume", key=key)
    today = timezone.localdate(request.now)
    agency = procedures.resolving_agencies(application.version, on=today, commune_code=application.commune_code).first()
    front = front_at(request.now)
    rows = queries.part_rows(request.person, application, on=today)
    context = _around(application, "xem-lai") | {
        "front": front,
        "may_send": front.takes_drafts(request.now),
        "national_page": queries.national_page(application.version.procedure.code),
        "limit": queries.limit_words(application.version),
        "summary": forms.summary(application.draft.form_version.spoken, application.draft.answers),
        "problems": queries.faults_left(application, today=today),
        "rows": rows,
        "missing": queries.missing_parts(rows),
        "price": queries.costs_of(application, on=today).price,
        "delivery": Delivery(application.delivery).label,
        "agency": agency,
        "refused": refused,
    }
    return render(request, "public_services/review.html", context, status=409 if refused else 200)


@fillers
def take_home(request: Request, key: UUID) -> HttpResponse:
    """The answers of an unsent application as a page to keep; its files are taken from the stop of the papers."""
    application = queries.application_for(request.person, key)
    if application.dossier or application.draft is None:
        return redirect("public_services:resume", key=key)
    context = {
        "application": application,
        "summary": forms.summary(application.draft.form_version.spoken, application.draft.answers),
        "rows": queries.part_rows(request.person, application, on=timezone.localdate(request.now)),
    }
    answer = render(request, "public_services/take_home.html", context)
    answer["Content-Disposition"] = f'attachment; filename="to-khai-{application.version.procedure.code}.html"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@fillers
def discard(request: Request, key: UUID) -> HttpResponse:
    """Give up an unfinished application, after asking once."""
    application = queries.application_for(request.person, key)
    if request.method == "POST":
        actions.discard_application(request.person, application, now=request.now)
        messages.info(request, _("Đã xoá hồ sơ đang soạn."))
        return redirect("public_services:procedure", code=application.version.procedure.code)
    return render(request, "public_services/discard.html", {"application": application})
