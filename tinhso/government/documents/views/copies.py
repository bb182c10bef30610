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
from tinhso.government.documents.rules import CopyForm
from tinhso.government.documents.views import show
from tinhso.ground.base.refused import NotAllowed, Refused
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
            notation = actions.copy(
                request.person, found, CopyForm(given["form"]), excerpt=given["excerpt"], signer=signer, now=request.now
            )
            messages.success(request, _("Đã sao văn bản, số %(notation)s.") % {"notation": notation})
            return redirect("documents:show", found.key)
        except NotAllowed:
            raise
        except Refused as refused:
            if refused.field not in form.fields:
                raise
            form.add_error(refused.field, refused.sentence)
    return show.page(request, found, verb="copy", copying=form)


@staff_only
@require_safe
def paper(request: Request, key: UUID, copy: UUID) -> HttpResponse:
    """The electronic copy, or the form of a copy on paper, to be printed."""
    line = queries.copy_for(queries.document_for(request.person, key), copy)
    if line.paper_code:
        return download(paper_by_code(line.paper_code).file, inline=True)
    answer = HttpResponse(queries.form_pdf(line), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="the-thuc-ban-sao.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
