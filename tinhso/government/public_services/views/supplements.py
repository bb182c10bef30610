"""Answering a supplement request with files and a word to the officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.engines.eforms.rules import MAX_FILES_PER_PART, TOO_MANY_FILES
from tinhso.engines.store.models import StoredPaper
from tinhso.engines.store.queries import offers
from tinhso.government.dossiers import actions as dossiers
from tinhso.government.dossiers import queries as cases
from tinhso.government.dossiers.actions import PartIn
from tinhso.government.dossiers.models import Dossier
from tinhso.ground.base.refused import Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.people.doors import Request, citizens_only
from tinhso.ground.people.limits import limited


@citizens_only
@limited("upload", methods=("POST",))
def answer(request: Request, code: str) -> HttpResponse:
    """What was asked, a file beside each thing; sent once, all together."""
    case = cases.dossier_for(request.person, code)
    asked = cases.open_supplement(case)
    if asked is None:
        return redirect("public_services:dossier", code=code)
    stored = _in_store(request, case)
    rows = [(item, f"item-{place}", stored.get(item["part_code"], ())) for place, item in enumerate(asked.items)]
    refused: Refused | None = None
    if request.method == "POST":
        try:
            parts = _stored(request, rows)
            dossiers.answer_supplement(
                request.person, case, parts=parts, note=request.POST.get("note", ""), now=request.now
            )
            notices.success(request, _("Đã gửi bổ sung. Cán bộ sẽ xem tiếp hồ sơ của bạn."))
            return redirect("public_services:dossier", code=code)
        except Refused as said:
            refused = said
    context = {"dossier": case, "asked": asked, "rows": rows, "refused": refused, "note": request.POST.get("note", "")}
    return render(request, "public_services/supplement.html", context, status=422 if refused else 200)


def _in_store(request: Request, case: Dossier) -> Mapping[str, Sequence[StoredPaper]]:
    """By code of the part, what the applicant's store has for it."""
    asked, on = cases.parts_asked(case.procedure_version), timezone.localdate(request.now)
    return offers(request.person, cases.owner_of(case), asked, subject=case.subject, on=on)


def _stored(request: Request, rows: list[tuple[dict[str, str], str, Sequence[StoredPaper]]]) -> list[PartIn]:
    """Papers of the store and uploaded files, each for the thing beside which it was chosen; a refusal names it."""
    parts = []
    for item, name, offered in rows:
        chosen = request.POST.getlist(f"stored-{name}")
        parts += [PartIn(item["part_code"], stored=str(one.key)) for one in offered if str(one.key) in chosen]
        uploads = request.FILES.getlist(name)
        if len(uploads) > MAX_FILES_PER_PART:
            raise Refused("too-many-files", TOO_MANY_FILES, field=name)
        for upload in uploads:
            try:
                stored = store_upload(request.person, upload, now=request.now)
            except Refused as said:
                raise Refused(said.code, said.sentence, field=name) from said
            parts.append(PartIn(item["part_code"], stored.key, note="" if item["part_code"] else item["name"]))
    return parts
