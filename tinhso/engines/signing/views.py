"""The page where anyone verifies a paper: by its code (the QR leads here) or by the file itself."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.engines.signing import queries
from tinhso.engines.signing.forms import Verify
from tinhso.engines.signing.revocation import has_own_authority, own_list
from tinhso.ground.base.refused import NotVisible
from tinhso.ground.files.queries import content
from tinhso.ground.people.doors import Request, open_to_all
from tinhso.ground.people.limits import limited


@open_to_all
@limited("verify")
@require_safe
def verify(request: Request, code: str) -> HttpResponse:
    """Who signed the paper with this code, when, and whether what we hold is intact. Its content is not shown."""
    paper = queries.paper_by_code(code)
    if paper.code != code:
        return redirect("signing:verify", code=paper.code)
    report = queries.report_on(content(paper.file), now=request.now)
    context = {"paper": paper, "report": report, "kept": queries.kept_report_of(paper), "form": Verify()}
    return render(request, "signing/verify.html", context)


@open_to_all
@limited("verify")
@require_safe
def kept_report(request: Request, code: str) -> HttpResponse:
    """The report that is kept with the paper, for other programs and for the archive."""
    kept = queries.kept_report_of(queries.paper_by_code(code))
    if kept is None:
        raise NotVisible("no-such-report", "Báo cáo kiểm tra của văn bản này đang được lập; hãy thử lại sau ít phút.")
    return JsonResponse(kept.record, json_dumps_params={"ensure_ascii": False, "indent": 1})


@open_to_all
@require_safe
def revocation_list(request: Request, label: str) -> HttpResponse:
    """The revocation list of the development CA as it stands now (RFC 5280, 5). label: root or issuing."""
    if label not in {"root", "issuing"} or not has_own_authority():
        raise NotVisible("no-such-list", "Không có danh sách thu hồi nào ở địa chỉ này.")
    return HttpResponse(own_list(label, now=request.now), content_type="application/pkix-crl")


@open_to_all
@limited("verify_file", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def verify_upload(request: Request) -> HttpResponse:
    """Ask by code or by file; the file is judged in memory and not kept."""
    if request.method != "POST":
        return render(request, "signing/verify_upload.html", {"form": Verify()})
    form = Verify(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "signing/verify_upload.html", {"form": form}, status=422)
    if form.cleaned_data["file"] is None:
        try:
            return redirect("signing:verify", code=queries.paper_by_code(form.cleaned_data["code"]).code)
        except NotVisible as missing:
            form.add_error("code", missing.sentence)
            return render(request, "signing/verify_upload.html", {"form": form}, status=404)
    upload = form.cleaned_data["file"]
    report = queries.report_on(upload.read(), now=request.now)
    ours = queries.paper_by_sha256(report.sha256)
    return render(
        request, "signing/verify_upload.html", {"form": Verify(), "report": report, "name": upload.name, "ours": ours}
    )
