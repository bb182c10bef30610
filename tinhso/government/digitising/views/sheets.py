"""The officer at the scanner: what waits, one dossier, one sheet; reuse is offered before the scanner is."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.engines.store.actions import open_paper
from tinhso.government.digitising import actions, queries
from tinhso.government.digitising.actions import Described
from tinhso.government.digitising.forms import Sheet
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.models import Dossier, DossierPart
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.responses import download
from tinhso.ground.people.doors import Request, holders_of

RECEPTION = "RECEPTION"
SHOWN = 100


@holders_of(RECEPTION)
def waiting(request: Request) -> HttpResponse:
    """Open dossiers of my counters with sheets to digitise, the oldest first."""
    rows = cases.awaiting_digitising(request.person, limit=SHOWN)
    return render(request, "digitising/waiting.html", {"rows": rows, "shown": SHOWN})


@holders_of(RECEPTION)
def dossier(request: Request, code: str) -> HttpResponse:
    """The papers of one dossier: what waits, what is in the store."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    waits = {part.pk for part in cases.sheets_of(found)}
    parts = [(part, part.pk in waits) for part in cases.parts_of(found)]
    context = {"dossier": found, "parts": parts, "left": len(waits)}
    return render(request, "digitising/dossier.html", context)


@holders_of(RECEPTION)
def sheet(request: Request, code: str, part: int) -> HttpResponse:
    """One sheet: use what is stored, else scan, compare, describe, sign."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    waits = queries.sheet(found, part)
    today = timezone.localdate(request.now)
    types = queries.types_for(found, waits)
    title = types[0].name if len(types) == 1 else waits.name[:300]
    form = Sheet(types, today, request.POST if request.method == "POST" else None, title=title)
    refused: Refused | None = None
    if form.is_valid():
        try:
            return _digitised(request, found, waits, form)
        except Refused as said:
            refused = said
            if said.field in form.fields:
                form.add_error(said.field, said.sentence)
    context = {
        "dossier": found,
        "part": waits,
        "form": form,
        "refused": refused if refused and refused.field not in form.fields else None,
        "database": cases.replaced_by(found, waits),
        "snapshot": cases.snapshot_for(found, waits),
        "stored": queries.stored_for(request.person, found, waits, on=today),
    }
    return render(request, "digitising/sheet.html", context, status=422 if form.is_bound else 200)


def _digitised(request: Request, found: Dossier, part: DossierPart, form: Sheet) -> HttpResponse:
    given = dict(form.cleaned_data)
    checks = given.pop("checks")
    scans = [scan for scan in request.FILES.getlist("scan") if isinstance(scan, UploadedFile)]
    described = Described(**({"type_code": ""} | given))
    paper = actions.digitise(
        request.person, found, part, scans=scans, checks=checks, described=described, now=request.now
    )
    messages.success(request, _("Đã ký số và lưu vào kho: %(paper)s.") % {"paper": paper.words})
    return redirect("digitising:dossier", found.code)


@require_POST
@holders_of(RECEPTION)
def reuse(request: Request, code: str, part: int) -> HttpResponse:
    """Use the stored paper in the place of the sheet."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    dossiers.take_stored(request.person, found, part, request.POST.get("paper", ""), now=request.now)
    messages.success(request, _("Đã dùng bản trong kho; không phải quét lại."))
    return redirect("digitising:dossier", code)


@require_POST
@holders_of(RECEPTION)
def use_data(request: Request, code: str, part: int) -> HttpResponse:
    """Let the database's answer stand for the sheet."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    dossiers.take_snapshot(request.person, found, part, now=request.now)
    messages.success(request, _("Đã thay bằng dữ liệu đã khai thác; không phải quét."))
    return redirect("digitising:dossier", code)


@holders_of(RECEPTION)
def stored(request: Request, code: str, key: str) -> HttpResponse:
    """A paper of the applicant's store; he can read that it was opened."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    paper = open_paper(request.person, key, queries.view(found), purpose="Số hoá giấy tờ của hồ sơ", now=request.now)
    return download(paper.file, inline=True)


@require_POST
@holders_of(RECEPTION)
def take_out(request: Request, code: str, key: str) -> HttpResponse:
    """Take out what was digitised by mistake; the sheet waits again."""
    found = queries.dossier_to_digitise(request.person, code, now=request.now)
    actions.take_out(request.person, found, key, reason=request.POST.get("reason", ""), now=request.now)
    messages.success(request, _("Đã thu hồi khỏi kho; giấy tờ chờ số hoá lại."))
    return redirect("digitising:dossier", code)
