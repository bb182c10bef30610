"""One document: what it says, where it stands, what may be done; and the doing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.documents import actions, forms, queries
from tinhso.government.documents.events import DeliveryTold, DocumentSigned
from tinhso.government.documents.lifecycle import CLERK, DRAFTER, LEADER
from tinhso.government.documents.models import Document
from tinhso.government.documents.rules import CopyMedium
from tinhso.government.documents.views.drafts import lacks_of
from tinhso.government.documents.wording import told
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.responses import download
from tinhso.ground.journal.models import Entry
from tinhso.ground.journal.queries import entries_about
from tinhso.ground.people.counter import official, posts_on
from tinhso.ground.people.doors import Request, staff_only

PLAIN = {
    "submit": actions.submit,
    "sign": actions.sign,
    "number": actions.release,  # the first button of the release, and the second
    "release": actions.release,
    "discard": actions.discard,
    "register": actions.register,
    "begin": actions.begin_work,
    "agree_recall": actions.agree_recall,
}
WITH_REASON = {
    "send_back": actions.send_back,
    "recall": actions.recall,
    "refuse": actions.refuse,
    "file_away": actions.file_away,
    "decline_recall": actions.decline_recall,
}
OF_RECALL = frozenset({"agree_recall", "decline_recall"})
OF_THE_KEY = frozenset({"signer-unavailable", "signer-rejected", "wrong-signature"})
SAID_ABOVE = frozenset({"submit", "sign", "number", "release", "finish_copy"})
SHOWN = 300
BESIDE_FIELDS = frozenset({"assign", "copy"})


@staff_only
@require_safe
def document(request: Request, key: UUID) -> HttpResponse:
    """The document's page."""
    return page(request, queries.document_for(request.person, key))


@staff_only
@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Do one thing to a document; a refusal comes back on its page, nothing typed is lost."""
    found = queries.document_for(request.person, key)
    if verb not in PLAIN and verb not in WITH_REASON:
        raise Http404
    version = request.POST.get("expected_version", "")
    expected = int(version[:9]) if version.isascii() and version.isdecimal() else None
    reason = request.POST.get("reason", "")
    try:
        if verb in PLAIN:
            PLAIN[verb](request.person, found, expected_version=expected, now=request.now)
        else:
            WITH_REASON[verb](request.person, found, reason=reason, expected_version=expected, now=request.now)
    except Refused as refused:
        standing = queries.document_for(request.person, key)
        # What somebody wrote is not lost because another acted first, as long as it can still be said.
        said = refused.code == "changed-meanwhile" and reason and _may(request, standing, verb)
        if not said and refused.code not in {"reason-missing", "draft-lacks", *OF_THE_KEY}:
            raise
        return page(request, standing, verb=verb, refused=refused, typed=reason)
    messages.success(request, _("Đã ghi nhận."))
    return redirect("documents:show", found.key)


@staff_only
@require_POST
def remark(request: Request, key: UUID) -> HttpResponse:
    """Say something about the draft."""
    found, text = queries.document_for(request.person, key), request.POST.get("text", "")[:4000]
    try:
        actions.remark(request.person, found, text=text, now=request.now)
    except Refused as refused:
        if refused.code != "reason-missing":
            raise
        return page(request, found, verb="remark", refused=refused, typed=text)
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect("documents:show", found.key)


@staff_only
@require_POST
def assign(request: Request, key: UUID) -> HttpResponse:
    """Give somebody something to do about it."""
    found = queries.document_for(request.person, key)
    if not _may(request, found, "assign"):
        raise NotAllowed("wrong-role", "Chỉ lãnh đạo mới giao xử lý văn bản, khi văn bản đã vào sổ đến.")
    form = _assignment(request, found, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.assign(
                request.person,
                found,
                lead=official(int(given["lead"])),
                helpers=[official(int(one)) for one in given["helpers"]],
                content=given["content"],
                working_days=given["working_days"],
                expected_version=given["expected_version"],
                now=request.now,
            )
            messages.success(request, _("Đã giao việc."))
            return redirect("documents:show", found.key)
        except Refused as refused:
            found = queries.document_for(request.person, key)
            if refused.code == "changed-meanwhile" and _may(request, found, "assign"):
                form = _assignment(request, found, {**request.POST.dict(), "helpers": given["helpers"],
                                                    "expected_version": found.version})  # fmt: skip
            elif refused.field not in form.fields:
                raise
            form.add_error(refused.field or None, refused.sentence)
    return page(request, found, verb="assign", assignment=form)


def _may(request: Request, found: Document, verb: str) -> bool:
    return any(move.verb == verb for move in queries.moves_for(request.person, found))


@staff_only
@require_safe
def paper(request: Request, key: UUID) -> HttpResponse:
    """The signed paper, or the scan that came in."""
    found = queries.document_for(request.person, key)
    if found.paper_code:
        return download(paper_by_code(found.paper_code).file, inline=True)
    if found.file:
        return download(found.file, inline=True)
    raise NotVisible("no-file", "Văn bản này chưa có bản ký hoặc tệp kèm.")


@staff_only
@require_safe
def annex(request: Request, key: UUID, place: int) -> HttpResponse:
    """One of what goes with the document, signed by its agency once it was released."""
    return download(queries.annex_at(queries.document_for(request.person, key), place), inline=True)


@staff_only
@require_safe
def signatures(request: Request, key: UUID) -> HttpResponse:
    """What the signatures of what came in are worth now."""
    found = queries.document_for(request.person, key)
    context = {"document": found, "report": queries.report_of(found, now=request.now)}
    return render(request, "documents/signatures.html", context)


def _story(found: Document) -> list[tuple[Entry, str, str]]:
    """What happened to a document, the newest first; signature and release are told once.

    How far it has come stands beside each recipient: told here, a hundred of them would bury the rest, and name people
    of other agencies.
    """
    entries = entries_about(found.subject_ref).filter(kind__startswith="documents.").exclude(kind=DeliveryTold.kind)
    entries = entries.order_by("-id")[:200]
    shown = [one for one in entries if one.kind != DocumentSigned.kind and one.facts.get("verb") != "release"]
    return [(entry, *told(entry)) for entry in shown]


def _assignment(request: Request, found: Document, data: Any = None) -> forms.Assignment:
    here = posts_on(timezone.localdate(request.now)).filter(agency=found.agency_id).select_related("official")
    people = {post.official_id: post.official for post in here}
    colleagues = sorted(people.values(), key=lambda one: (one.sort_key, one.pk))
    initial = {"expected_version": found.version}
    return forms.Assignment(data, colleagues=colleagues, initial=initial, auto_id="giao-%s")


def copy_form(request: Request, found: Document, data: Any = None) -> forms.Copy:
    """The form by which a copy is made."""
    leaders = queries.leaders_of([found.agency_id], on=timezone.localdate(request.now))
    medium = CopyMedium.PAPER if queries.what_is_copied(found)["is_electronic"] else CopyMedium.ELECTRONIC
    return forms.Copy(data, leaders=leaders, initial={"medium": str(medium)}, auto_id="sao-%s")


def page(
    request: Request,
    found: Document,
    *,
    verb: str = "",
    refused: Refused | None = None,
    typed: str = "",
    assignment: forms.Assignment | None = None,
    copying: forms.Copy | None = None,
) -> HttpResponse:
    """The document with what may be done; a refusal stands beside what was typed."""
    moves = queries.moves_for(request.person, found)
    is_recall_asked = found.is_incoming and queries.is_recall_asked(found)
    if not is_recall_asked:
        moves = [move for move in moves if move.verb not in OF_RECALL]
    may_assign = any(move.verb == "assign" for move in moves)
    roles = queries.roles_on(request.person, found)
    is_writer = DRAFTER in roles
    may_copy = bool(roles & {CLERK, LEADER})
    recipients = [] if found.is_incoming else queries.recipients_of(found)
    context = {
        "document": found,
        "is_recall_asked": is_recall_asked,
        "recall_reason": queries.recall_reason(found) if is_recall_asked else "",
        "mended_by": queries.mended_by(request.person, found),
        "plain": [move for move in moves if move.verb in PLAIN],
        "reasoned": [move for move in moves if move.verb in WITH_REASON],
        "may_rewrite": is_writer and found.is_being_written,
        "assignment": (assignment or _assignment(request, found)) if may_assign else None,
        "draft": None if found.is_incoming else queries.last_draft(found),
        "drafts": [] if found.is_incoming else queries.drafts_of(found),
        "annexes": queries.annexes_of(found),
        "remarks": queries.remarks_of(found),
        "may_remark": not found.is_incoming and (found.is_being_written or found.state == "SUBMITTED"),
        "lacks": lacks_of(found, request) if is_writer and found.is_being_written else {},
        "recipients": recipients[:SHOWN],
        "far": queries.how_far(found) if recipients else [],
        "tasks": queries.tasks_about(found),
        "copies": queries.copies_of(found),
        "may_copy": may_copy,
        "copying": (copying or copy_form(request, found)) if may_copy and queries.is_copyable(found) else None,
        "replies": queries.replies_to(request.person, found),
        "story": _story(found),
        "failed": verb,
        "says_above": SAID_ABOVE,
        "refused": refused,
        "typed": typed,
        "now": request.now,
    }
    return render(request, "documents/show.html", context, status=422 if refused or verb in BESIDE_FIELDS else 200)
