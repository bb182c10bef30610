"""Writing a document: the form with what its form still lacks beside each field, the page as it would be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.government.documents import actions, forms, queries, rules
from tinhso.government.documents.models import Annex, Document
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.actions import store_upload
from tinhso.ground.files.models import StoredFile
from tinhso.ground.files.responses import download
from tinhso.ground.files.sniffing import DOCX, ODT, ONLY_PDF, PDF
from tinhso.ground.people.counter import official
from tinhso.ground.people.doors import Request, keeping_what_was_typed, staff_only, what_was_typed
from tinhso.ground.people.models import Agency
from tinhso.ground.people.queries import agencies_on, agency_by_id

KEEP_AS_THEY_ARE = ("kind", "subject", "unit_mark", "urgency", "addressees", "also_to", "for_body", "answer_by")


@keeping_what_was_typed
@staff_only
def write(request: Request) -> HttpResponse:
    """A new document; ?tra-loi= names the one that it answers."""
    replied = _replied(request, request.GET.get("tra-loi", ""))
    typed = what_was_typed(request)
    initial: dict[str, Any] = {"reply_to": str(replied.key) if replied else "", "for_body": True}
    if replied:
        initial |= {"addressees": replied.sender_name, "kind": rules.LETTER}
        initial["agencies"] = [replied.delivery.document.agency_id] if replied.delivery else []
    form = _form(request, request.POST if request.method == "POST" else typed, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft(request.person, _agency(form.cleaned_data), _given(request, form), now=request.now)
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:show", made.key)
        except NotAllowed:
            raise
        except Refused as refused:
            _put(form, refused)
    context = {"form": form, "replied": replied, "document": None}
    return render(request, "documents/write.html", context, status=422 if form.errors else 200)


@keeping_what_was_typed
@staff_only
def rewrite(request: Request, key: UUID) -> HttpResponse:
    """The draft written anew; what stood before stays as a version."""
    document = queries.document_for(request.person, key)
    if not document.is_being_written or document.drafter_id != request.person.official_id:
        raise NotVisible("no-draft", "Chỉ người soạn sửa được dự thảo, khi chưa trình hoặc đã được trả lại.")
    posted = request.POST if request.method == "POST" else what_was_typed(request)
    own = [document.agency]  # whose it is was said when it was begun
    lacks, annexed = lacks_of(document, request), queries.annexes_of(document)
    form = _form(request, posted, initial=_as_it_is(document), lacks=lacks, annexed=annexed, working=own)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.revise(
                request.person,
                document,
                _given(request, form, kept=queries.last_draft(document).file),
                expected_version=given["expected_version"],
                now=request.now,
            )
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:show", document.key)
        except NotAllowed:
            raise
        except Refused as refused:
            _put(form, refused)
    context = {"form": form, "replied": document.reply_to, "document": document}
    return render(request, "documents/write.html", context, status=422 if form.errors else 200)


@staff_only
@require_safe
def preview(request: Request, key: UUID) -> HttpResponse:
    """The draft as it would be signed; it bears no code that could be verified."""
    document = queries.document_for(request.person, key)
    answer = HttpResponse(queries.pdf_draft(document, document.signer, now=request.now), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="du-thao.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@staff_only
@require_safe
def attached(request: Request, key: UUID, number: int) -> HttpResponse:
    """The file that came with one version of a draft."""
    document = queries.document_for(request.person, key)
    found = queries.drafts_of(document).filter(number=number).first()
    if found is None or found.file is None:
        raise NotVisible("no-file", "Bản thảo này không có tệp kèm.")
    return download(found.file, inline=True)


def lacks_of(document: Document, request: Request) -> dict[str, str]:
    """The first thing that each field lacks before the draft may be submitted."""
    on = timezone.localdate(request.now)
    found: dict[str, str] = {}
    for lack in rules.lacks(queries.facts_of(document, on=on), today=on):
        found.setdefault(lack.field, lack.sentence)
    return found


def _form(
    request: Request, data: Any, *, initial: Mapping[str, Any], lacks: Mapping[str, str] | None = None,
    annexed: Sequence[Annex] = (), working: Sequence[Agency] = (),
) -> forms.Draft:  # fmt: skip
    on = timezone.localdate(request.now)
    working = working or queries.working_agencies(request.person, on=on)
    return forms.Draft(
        data,
        request.FILES or None,
        initial=initial,
        lacks=lacks,
        annexed=annexed,
        working=working,
        bodies=list(agencies_on(on)),
        kinds=queries.drafted_kinds(),
        leaders=queries.leaders_of([one.pk for one in working], on=on),
    )


def _given(request: Request, form: forms.Draft, *, kept: StoredFile | None = None) -> actions.DraftIn:
    given = form.cleaned_data
    upload = given["file"]
    file = store_upload(request.person, upload, accept=(ODT, DOCX, PDF), now=request.now) if upload else kept
    mended = given["mends"] if given["mends_how"] else ""
    body = _text(request, file) if given["take_text"] and file else given["body"]
    return actions.DraftIn(
        kind=queries.kind_by_code(given["kind"]),
        subject=given["subject"],
        body=body,
        is_internal=given["is_internal"],
        unit_mark=given["unit_mark"],
        urgency=given["urgency"],
        for_body=given["for_body"],
        addressees=given["addressees"],
        agencies=[agency_by_id(int(one)) for one in given["agencies"]],
        groups=[rules.Group(one) for one in given["groups"]],
        outside=given["outside"],
        also_to=given["also_to"],
        signer=official(int(given["signer"])) if given["signer"] else None,
        answer_by=given["answer_by"],
        reply_to=_replied(request, given["reply_to"]),
        mends=queries.released_as(request.person, _agency(given).pk, mended) if mended else None,
        mends_how=given["mends_how"],
        annexes=[*form.kept_annexes(), *_annexed(request, given["annexes"])],
        file=file,
    )


def _annexed(request: Request, uploads: Sequence[Any]) -> list[StoredFile]:
    """What the writer added to go with the document. What is wrong with one of them stands beside their field."""
    try:
        if sum(one.size for one in uploads) > rules.MOST_ANNEXED:
            raise Refused("annexes-too-large", rules.TOO_MUCH)
        return [store_upload(request.person, one, accept=ONLY_PDF, now=request.now) for one in uploads]
    except Refused as refused:
        raise Refused(refused.code, refused.sentence, field="annexes") from None


def _text(request: Request, file: StoredFile) -> str:
    """The text of the file that the writer added; what it holds besides is said, to be written by hand."""
    text = queries.text_of_file(file)
    left_out = {"tables": text.tables, "pictures": text.pictures, "numbered": text.numbered}
    if any(left_out.values()):
        said = _("Đã lấy chữ từ tệp. Chưa lấy được: %(tables)s bảng, %(pictures)s hình, %(numbered)s số tự động.")
        messages.warning(request, said % left_out, extra_tags="bad")
    return "\n".join(text.lines)


def _agency(given: Mapping[str, Any]) -> Agency:
    return agency_by_id(int(given["agency"]))


def _replied(request: Request, key: str) -> Document | None:
    """The document that came in and is answered. NotVisible for a key that names none."""
    if not key:
        return None
    try:
        found = queries.document_for(request.person, UUID(key))
    except ValueError:
        raise NotVisible("no-document", "Không tìm thấy văn bản cần trả lời.") from None
    if not found.is_incoming:
        raise NotVisible("no-document", "Chỉ trả lời được văn bản đến.")
    return found


def _as_it_is(document: Document) -> dict[str, Any]:
    recipients = queries.recipients_of(document)
    on = timezone.localdate(document.moved_at)
    meant = {one.pk for group in document.groups for one in queries.agencies_in(rules.Group(group), on=on)}
    return {name: getattr(document, name) for name in KEEP_AS_THEY_ARE if name != "kind"} | {
        "agency": document.agency_id,
        "kind": document.kind.code if document.kind else "",
        "is_internal": document.direction == "INTERNAL",
        "body": queries.last_draft(document).body,
        "groups": document.groups,
        "agencies": [one.agency_id for one in recipients if one.agency_id and one.agency_id not in meant],
        "outside": "\n".join(f"{one.code} {one.name}" for one in recipients if not one.agency_id),
        "signer": document.signer_id,
        "mends_how": document.mends_how,
        "mends": document.mends.notation if document.mends else "",
        "reply_to": str(document.reply_to.key) if document.reply_to else "",
        "expected_version": document.version,
    }


def _put(form: forms.Draft, refused: Refused) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
