"""Copies of a document: made, and read or printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.engines.signing.queries import paper_by_code
from tinhso.government.documents import actions, queries
from tinhso.government.documents.lifecycle import DocumentState
from tinhso.government.documents.rules import CopyForm, CopyMedium
from tinhso.government.documents.views import show
from tinhso.ground.base.refused import NotAllowed, NotVisible, Refused
from tinhso.ground.files.responses import download
from tinhso.ground.people.counter import official
from tinhso.ground.people.doors import Request, staff_only


@staff_only
@require_POST
def make(request: Request, key: UUID) -> HttpResponse:
    """Make a copy; what is wrong stands beside its field on the document's page."""
    found = queries.document_for(request.person, key)
    actions.check_copier(request.person, found)
    form = show.copy_form(request, found, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        signer = official(int(given["signer"])) if given["signer"] else None
        try:
            form_of, medium = CopyForm(given["form"]), CopyMedium(given["medium"])
            line = actions.copy(
                request.person, found, form_of, medium, excerpt=given["excerpt"], signer=signer, now=request.now
            )
            messages.success(request, _("Đã sao văn bản, số %(notation)s.") % {"notation": line.notation})
            return redirect("documents:show", found.key)
        except NotAllowed:
            raise
        except Refused as refused:
            if refused.code in show.OF_THE_KEY:  # its number is given: the page says how to go on
                return show.page(request, found, verb="finish_copy", refused=refused)
            if refused.field not in form.fields:
                raise
            form.add_error(refused.field, refused.sentence)
    return show.page(request, found, verb="copy", copying=form)


@staff_only
@require_POST
def finish(request: Request, key: UUID, copy: UUID) -> HttpResponse:
    """Go on with a copy that has its number and whose key failed."""
    found = queries.document_for(request.person, key)
    try:
        line = actions.finish_copy(request.person, found, queries.copy_for(found, copy), now=request.now)
    except Refused as refused:
        if refused.code not in show.OF_THE_KEY:
            raise
        return show.page(request, found, verb="finish_copy", refused=refused)
    if line.paper_code:
        messages.success(request, _("Đã sao văn bản, số %(notation)s.") % {"notation": line.notation})
    else:
        messages.warning(request, _("Văn bản được sao không còn hiệu lực; số đã cấp được hủy."), extra_tags="bad")
    return redirect("documents:show", found.key)


@staff_only
@require_safe
def paper(request: Request, key: UUID, copy: UUID) -> HttpResponse:
    """The electronic copy, or the form of a copy on paper, to be printed."""
    line = queries.copy_for(queries.document_for(request.person, key), copy)
    if line.state != DocumentState.RELEASED:
        raise NotVisible("no-file", "Bản sao này chưa ký số hoặc đã hủy số.")
    if line.paper_code:
        return download(paper_by_code(line.paper_code).file, inline=True)
    answer = HttpResponse(queries.form_pdf(line), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="the-thuc-ban-sao.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
